"""The first day, as Ana and Maya live it."""

from tests.stage import Stage


async def test_ana_joins_with_three_taps_and_hears_when_the_first_check_in_comes(day: Stage):
    maya = await day.owner()
    ana = day.person("Ana")
    await ana.start(await day.invitation(maya))
    await ana.sees("Who sees it: Maya and the practice")
    await ana.tap("I agree")
    await ana.sees("Where are you at home?")
    await ana.tap("Berlin")
    await ana.sees("When shall I ask how you are?")
    await ana.tap("18:30")
    await ana.sees("Your first check-in comes today at 18:30, Berlin time.")
    await maya.sees("Ana opened your invitation and joined.")
