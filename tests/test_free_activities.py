"""Maya gives Ana a walk in her own words; Ana is asked gently, and Maya sees on the card how often it was done."""

import pytest

from simulator import Person
from tests.scenes import book, one_engine, open_card, well
from tests.stage import Stage
from tests.test_routines import audited

pytestmark = one_engine  # the rows beneath are looked at on both in tests/storage

WALK = "A walk by the river\nTen minutes, <b>{as} slowly</b> as you like."


async def gives(day: Stage, maya: Person, text: str = WALK, days: str = "1234567", hour: str = "15:00") -> None:
    """Let Maya write an activity for Ana and send it for four weeks."""
    await open_card(day, maya)
    await day.taps(maya, "activity.open", "activity.add")
    await day.say(maya, text)
    await day.tap(maya, f"activity.days_{days}")
    await day.tap(maya, hour)
    await day.tap(maya, "activity.weeks", weeks=4)


async def test_a_walk_comes_every_day_and_is_counted(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya, language="de")
    await well(day, maya)
    await gives(day, maya)
    day.reads(maya, "activity.sent", "Ana")
    given = day.reads(ana, "activity.given", "A walk by the river", "{as} slowly", "15:00")
    assert "A walk" not in given.text[:80]
    await day.pass_(hours=4)
    await day.tap(ana, "activity.done")
    day.reads(ana, "activity.done", "A walk by the river")
    await day.tap(ana, "common.undo")
    day.reads(ana, "activity.prompt")
    await day.tap(ana, "activity.done")
    await day.pass_(days=1)
    await day.tap(ana, "routine.not_today")
    day.reads(ana, "activity.skipped")
    assert day.came(ana, "activity.prompt") == ["22 15:00", "23 15:00"]
    await open_card(day, maya)
    day.reads(maya, "card.client", "A walk by the river: done on 1 of 2 days")
    await book(day, maya, "24", "11:00")
    await day.pass_(hours=18.5)
    day.reads(maya, "before_visit.brief", "A walk by the river: done on 1 of 2 days")
    await open_card(day, maya)
    await day.tap(maya, "activity.open")
    day.reads(maya, "activity.list", "done on 1 of 2")
    await day.tap(maya, "activity.end", title="A walk by the river")
    assert "river" not in day.reads(maya, "activity.list").text
    await day.pass_(days=2)
    day.reads_no(ana, "activity.prompt")
    acts = await audited(day)
    assert {"activity written", "activity given", "activities read", "activity ended"} <= set(acts)
    assert not (await day.books()).faults


async def test_new_words_are_a_new_version_of_the_same_plan(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await gives(day, maya)
    await open_card(day, maya)
    await day.tap(maya, "activity.open")
    await day.tap(maya, "activity.reword", title="A walk by the river")
    await day.say(maya, "A warm bath")
    await day.tap(maya, "activity.days_135")
    await day.tap(maya, "17:00")
    sending = maya.screen()[-1]
    await day.tap(maya, "activity.weeks", weeks=2)
    assert await maya.forge(sending.message_id, sending.buttons[0][0].data or "") == day.toast(maya, "common.no_longer")
    await day.pass_(days=1)
    day.reads_no(ana, "activity.prompt")  # the 22nd is a Sunday, and the 23rd not yet 17:00
    await day.pass_(hours=6)
    day.reads(ana, "activity.prompt", "A warm bath")
    assert day.came(ana, "activity.prompt") == ["23 17:00"]


async def test_words_that_promise_too_much_are_named_and_too_long_ones_are_asked_for_again(day: Stage) -> None:
    maya = await day.owner()
    await day.client(maya)
    await open_card(day, maya)
    await day.taps(maya, "activity.open", "activity.add")
    await day.say(maya, "x" * 61)
    day.reads(maya, "activity.ask", "too long")
    await day.say(maya, "A bath that cures your back")
    day.reads(maya, "activity.typed", "promise too much", "cures")
    await day.tap(maya, "activity.again")
    await day.say(maya, "A warm bath")
    assert "promise" not in day.reads(maya, "activity.typed", "A warm bath").text


async def test_words_that_come_long_after_they_were_asked_for_are_no_activity(day: Stage) -> None:
    maya = await day.owner()
    await day.client(maya)
    await open_card(day, maya)
    await day.taps(maya, "activity.open", "activity.add")
    await day.pass_(minutes=16)
    await day.say(maya, "A warm bath")
    day.reads_no(maya, "activity.typed")


async def test_it_rests_while_ana_waits_for_a_human_and_while_her_health_facts_wait(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await gives(day, maya)
    await day.say(ana, "/health")
    await day.taps(ana, "intake.go_ask", "1")
    await day.pass_(hours=4)
    day.reads_no(ana, "activity.prompt")
    await open_card(day, maya)
    await day.taps(maya, "card.health", "intake.reviewed")
    await day.say(ana, "I have chest pain and can't breathe")
    await day.pass_(days=1)
    day.reads_no(ana, "activity.prompt")


async def test_nothing_is_given_before_maya_has_looked_at_the_health_facts(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await day.taps(maya, "activity.open", "activity.add")
    await day.say(maya, WALK)
    await day.taps(maya, "activity.days_1234567", "15:00")
    assert await day.tap(maya, "activity.weeks", weeks=4) == day.toast(maya, "activity.in_doubt")
    await day.pass_(days=2)
    day.reads_no(ana, "activity.given")
    day.reads_no(ana, "activity.prompt")


async def test_nobody_else_gives_ends_or_answers_it(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    tom = await day.colleague(maya)
    ben = await day.client(tom, "Ben")
    await open_card(day, maya)
    await day.taps(maya, "activity.open")
    asking = maya.screen()[-1].buttons[0][0].data or ""
    assert await tom.forge(tom.screen()[-1].message_id, asking) == day.toast(tom, "common.not_yours")
    await well(day, maya)
    await gives(day, maya)
    await day.pass_(hours=4)
    done = day.reads(ana, "activity.prompt").buttons[0][0].data or ""
    assert await ben.forge(ben.screen()[-1].message_id, done) == day.toast(ben, "common.not_yours")
    await day.tap(ana, "activity.done")


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "%s {name}\n{% raw %}", "&lt;b&gt; <i>x", "\u202eabc"])
async def test_whatever_is_typed_is_shown_as_it_is(day: Stage, text: str) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await gives(day, maya, text)
    await day.pass_(hours=4)
    assert "49" not in day.reads(ana, "activity.prompt").text
