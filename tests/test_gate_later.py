"""What the gate lets pass later: a reason, an activity, a walk or a card must not outlive what it was for."""

from care import ticking
from tests.scenes import BACK, CALF, answer, button, one_engine, open_card, push, well
from tests.stage import Stage
from tests.test_free_activities import gives
from tests.test_gate import give, tick, type_reason
from tests.test_routines import audited
from tests.test_safety import flagged_and_seen
from tests.wording import words

pytestmark = one_engine


async def test_a_reason_that_sent_nothing_lets_no_older_plan_pass(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await give(day, maya)
    await tick(day, maya, "more", "neck_injury_6w")
    await day.pass_(days=1)
    await type_reason(day, maya)
    where, go = button(day, maya, "routine.send_unreviewed")
    await day.say(ana, CALF)
    await maya.forge(where, go)  # the routines rest: nothing is sent
    await day.settle()
    assert "routine pushed over a clash" not in await audited(day)
    await day.pass_(minutes=6)
    await day.taps(maya, "resting.resume", "resting.resume_surely")
    day.reads(maya, "resting.resumed_receipt")
    await day.pass_(days=2)
    assert day.came(ana, "routine.prompt") == []


async def test_a_reason_for_one_wound_is_none_for_the_next(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await tick(day, maya, "now", "open_wound")
    await type_reason(day, maya)
    await day.tap(maya, "routine.send_unreviewed")
    await tick(day, maya, "now", "open_wound")  # it has healed
    await day.pass_(days=3)
    came = len(day.came(ana, "routine.prompt"))
    assert came
    await day.say(ana, "/health")
    await day.tap(ana, "intake.go_now")
    await day.tap(ana, str(ticking.SECTIONS["now"][1].index("open_wound") + 1))
    await day.pass_(minutes=6)
    await open_card(day, maya)
    await day.taps(maya, "card.health", "intake.reviewed")
    await day.pass_(days=2)
    assert len(day.came(ana, "routine.prompt")) == came


async def test_an_activity_rests_after_a_fresh_surgery(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await give(day, maya, BACK)
    await gives(day, maya, "A run\nTwenty minutes, as fast as you like")
    day.reads(maya, "activity.sent")
    await open_card(day, maya)
    await day.taps(maya, "card.health", "intake.change", "intake.go_surg")
    await day.tap(maya, words().name("region", "knee", "en"))
    await day.tap(maya, 0)
    await day.tap(maya, "intake.cleared_n")
    await day.pass_(days=2)
    assert day.came(ana, "activity.prompt") == []


async def test_no_activity_is_given_while_routines_rest(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await flagged_and_seen(day, maya, ana)
    await gives(day, maya)
    day.reads_no(maya, "activity.sent")


async def test_a_minor_gets_no_card_to_read_before_a_guardian_agreed(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await day.taps(maya, "card.health", "intake.change", "intake.go_age")
    await day.tap(maya, words().name("age", "under_18", "en"))
    await open_card(day, maya)
    await day.tap(maya, "card.send_card")
    for _ in range(3):
        await day.tap(maya, 0)
    day.reads_no(ana, "learn.given")


async def test_a_walk_of_yesterday_does_not_go_on_by_yesterdays_pain(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await day.taps(ana, "routine.start", "2")
    where, further = button(day, ana, "routine.next")
    await day.pass_(days=1)
    await day.say(ana, "/checkin")
    await answer(day, ana, pain=6)
    await ana.forge(where, further)
    await day.settle()
    day.reads(ana, "routine.over")


async def test_a_walk_of_yesterday_that_hurts_today_is_today(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await day.taps(ana, "routine.start", "2")
    where, hurts = button(day, ana, "routine.hurts")
    await day.pass_(days=1)
    await ana.forge(where, hurts)
    await day.settle()
    await day.say(ana, "/routine")
    day.reads(ana, "routine.rests_today")
