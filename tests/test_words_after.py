"""What comes on top of a danger: no word, tap or sign may wait longer, or be lost, because it came second."""

import pytest

from tests.scenes import CALF, answer, button, one_engine, open_card, push
from tests.stage import Stage
from tests.test_alerts import DANGER
from tests.test_safety_check import a_week_later

pytestmark = one_engine
MAT = "The key is under the mat, Linden street 5"


@pytest.mark.parametrize("invited", [False, True])
async def test_a_stranger_in_danger_is_heard_on(day: Stage, invited: bool) -> None:
    maya, zoe = await day.owner(), day.person("Zoe")
    await (day.start(zoe, await day.invitation(maya)) if invited else day.start(zoe))
    await day.say(zoe, DANGER)
    await day.say(zoe, MAT)
    day.reads(zoe, "safety.crisis_more")
    day.reads(maya, "alert.red_flag_more", MAT)


async def test_words_in_any_form_are_passed_on_while_nobody_has_seen_the_first(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "Hello")
    await day.say(ana, DANGER)
    await ana.edit_last(MAT)
    await day.settle()
    await day.pass_(minutes=4)
    day.reads(maya, "alert.red_flag_more", MAT)
    await day.say(ana, "/help the back door is open")
    await day.pass_(minutes=4)
    day.reads(maya, "alert.red_flag_more", "the back door is open")


async def test_a_second_flag_at_night_rings_as_the_first_did(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(tom)
    await day.pass_(hours=14.5)
    await day.say(ana, DANGER)
    await day.tap(ana, "safety.unsafe")
    await day.pass_(minutes=16)  # Maya is called as well
    await day.say(ana, "I fell, my left calf is swollen and hot, come to the back door")
    await day.pass_(minutes=1)
    for who in (tom, maya):
        day.reads(who, "alert.red_flag", "back door")


async def test_a_sign_that_is_noticed_after_none_of_these_still_counts(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await a_week_later(day, ana)
    where, sign = button(day, ana, "safety_check.bladder")
    await day.pass_(days=1)
    await answer(day, ana, pain=2)
    await day.tap(ana, "safety_check.none")
    await ana.forge(where, sign)
    await day.settle()
    day.reads(ana, "safety.line_cauda_equina")


async def test_after_a_sign_her_next_words_are_for_a_human_and_not_for_the_file(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await a_week_later(day, ana)
    where, sign = button(day, ana, "safety_check.bladder")
    await day.say(ana, "/health")
    await day.tap(ana, "intake.write")
    await ana.forge(where, sign)
    await day.settle()
    await day.say(ana, "Please ring me on 0151 23456")
    day.reads(maya, "alert.red_flag_more", "0151")


async def test_routines_rest_on_over_an_emergency_that_nobody_has_seen(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await day.say(ana, DANGER)
    await day.tap(ana, "safety.safe")
    where, seen = button(day, maya, "alert.seen")
    assert await day.tap(maya, "resting.resume") == day.toast(maya, "resting.look_first")
    await day.say(ana, MAT)
    await maya.forge(where, seen)  # tapped on the older bubble, before the newer one reached her
    await day.settle()
    assert await day.tap(maya, "resting.resume") == day.toast(maya, "resting.look_first")


@pytest.mark.parametrize("from_card", [False, True])
async def test_routines_do_not_go_on_before_anybody_has_read_why_they_rest(day: Stage, from_card: bool) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await day.say(ana, CALF)
    await (open_card(day, maya) if from_card else day.tap(ana, "safety.no"))
    assert await day.tap(maya, "resting.resume") == day.toast(maya, "resting.look_first")
    await day.pass_(minutes=10)
    day.reads(maya, "alert.red_flag", "calf")
    day.reads_no(ana, "safety.seen")


async def test_seen_is_not_said_of_words_that_were_not_shown(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya, confirm=False)
    await day.say(ana, CALF)
    await day.pass_(minutes=6)
    await day.tap(maya, "alert.seen")  # she was only asked to confirm who Ana is
    day.reads_no(ana, "safety.seen")
