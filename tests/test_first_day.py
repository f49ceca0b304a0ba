"""The whole first day, as Ana and Maya live it, once in each language."""

import pytest

from tests.scenes import answer, book, open_card, push, walk
from tests.stage import Stage


@pytest.mark.parametrize("language", ["en", "es", "de"])
async def test_the_first_day_from_the_invitation_to_stop(day: Stage, language: str) -> None:
    maya = await day.owner("Maya", language)
    day.reads(maya, "joining.owner", "Maya", "Linden Practice")

    ana = day.person("Ana", language)
    await day.start(ana, await day.invitation(maya))
    day.reads(ana, "joining.consent", "Maya", "Linden Practice", "112")
    await day.tap(ana, "joining.agree")
    day.reads(ana, "times.ask_zone", "12:00")
    await day.tap(ana, 0)
    day.reads(ana, "times.ask_time")
    await day.tap(ana, "times.default_time", time="18:30")
    day.reads(ana, "times.all_set", "18:30", "Berl")
    day.reads(maya, "joining.joined", "Ana")
    assert await day.tap(maya, "joining.it_is_her", name="Ana") == day.toast(maya, "card.confirmed")

    await day.pass_(hours=7)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30"]
    await answer(day, ana, pain=3, mood=4)
    day.reads(ana, "check_in.receipt", "3/10", day.label(ana, "common.mood_4"))

    await open_card(day, maya)
    day.reads(maya, "card.client", "Ana")
    await push(day, maya)
    day.reads(maya, "routine.sent", "Ana")
    day.reads(ana, "routine.given", "Maya")
    await walk(day, ana)
    await day.tap(ana, "routine.felt_right")
    day.reads(ana, "routine.receipt", day.label(ana, "routine.felt_right"))

    await open_card(day, maya)
    await book(day, maya)
    day.reads(maya, "visit.booked_receipt", "Ana", "11:00")
    day.reads(ana, "visit.booked", "11:00", "60")
    await day.pass_(days=2)
    assert day.came(ana, "visit.reminder") == ["24 11:00"]
    await day.tap(ana, "visit.confirm")
    day.reads(ana, "visit.confirmed", "11:00")
    day.reads(maya, "visit.confirmed_news", "Ana", "11:00")

    await day.say(ana, "/stop")
    day.reads(ana, "reach.stopped")
    await day.pass_(minutes=5)
    day.reads(maya, "alert.stopped", "Ana")


async def test_the_first_hour_goes_on_where_it_was_when_the_bot_restarts_between_any_two_steps(day: Stage) -> None:
    maya = await day.owner()
    token = await day.invitation(maya)
    ana = day.person("Ana")
    await day.restart()
    await day.start(ana, token)
    for label in ("joining.agree", "Berlin", "18:30"):
        await day.restart()
        await day.tap(ana, label)
    await day.restart()
    await day.tap(maya, "joining.it_is_her", name="Ana")
    await day.pass_(hours=7)
    await day.restart()
    await day.tap(ana, "7")
    await day.restart()
    await day.tap(ana, "common.mood_2")
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30"]
    day.reads(ana, "check_in.receipt", "7/10")
    await day.pass_(minutes=5)
    day.reads(maya, "alert.high_pain", "Ana", "7/10")


async def test_a_story_mixes_languages_and_everybody_reads_their_own(day: Stage) -> None:
    maya = await day.owner("Maya", "de")
    ana = await day.client(maya, "Ana", "es")
    await open_card(day, maya)
    await push(day, maya)
    await open_card(day, maya)
    await book(day, maya)
    day.reads(maya, "visit.booked_receipt", "Ana")
    day.reads(ana, "routine.given")
    day.reads(ana, "visit.booked", "26 de noviembre")
