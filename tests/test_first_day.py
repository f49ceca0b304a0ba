"""The first day, step by step, as Ana and Maya live it."""

from tests.stage import Stage


async def test_ana_joins_with_three_taps_and_hears_when_the_first_check_in_comes(day: Stage):
    maya = await day.owner()
    ana = day.person("Ana")
    await day.start(ana, await day.invitation(maya))
    day.reads(ana, "joining.consent", "Maya", "Linden Practice")
    await day.tap(ana, "joining.agree")
    day.reads(ana, "times.ask_zone", "Berlin")
    await day.tap(ana, "Berlin")
    day.reads(ana, "times.ask_time")
    await day.tap(ana, "18:30")
    day.reads(ana, "times.all_set", "18:30", "Berlin")
    day.reads(maya, "joining.joined", "Ana")
