"""Who is called when the one who should be can't: the cover, colleagues, and nobody for ever."""

from tests.scenes import one_engine, push
from tests.stage import Stage
from tests.test_alerts import DANGER, covered_by, in_pain
from tests.test_safety import flagged_and_seen

pytestmark = one_engine


async def test_who_covers_is_told_again_as_well(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(maya)
    await covered_by(day, maya, "Tom")
    await day.say(ana, DANGER)
    await day.tap(ana, "safety.safe")
    await day.pass_(days=3)
    assert len(day.came(tom, "alert.red_flag")) > 1


async def test_a_therapist_who_blocked_the_bot_is_covered_at_once(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(maya)
    await covered_by(day, maya, "Tom")
    await maya.block()
    await day.settle()
    await day.say(ana, DANGER)
    day.reads(ana, "safety.crisis", "alerting Tom")
    assert day.came(tom, "alert.red_flag") == ["22 12:00"]


async def test_a_colleague_is_better_than_nobody(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(maya)
    await maya.block()
    await day.settle()
    await day.say(ana, DANGER)
    assert day.came(tom, "alert.red_flag") == ["22 12:00"]


async def test_what_came_along_in_a_bubble_that_never_arrived_told_nobody(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana, ben = await day.client(tom), await day.client(tom, "Ben")
    await in_pain(day, ana)
    await in_pain(day, ben)
    await tom.deactivate()
    await maya.deactivate()
    await day.pass_(minutes=15)
    assert day.came(ben, "safety.nobody_today") == day.came(ana, "safety.nobody_today") != []


async def test_who_comes_back_hears_of_all_that_was_in_the_lost_bubble(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    await in_pain(day, ana)
    await in_pain(day, ben)
    day.telegram.faults.add("forbidden", method="sendMessage", chat_id=maya.id, count=1)
    await day.pass_(minutes=6)
    await day.say(maya, "/clients")
    await day.pass_(minutes=6)
    assert "Ana noted pain" in maya.shown()
    assert "Ben noted pain" in maya.shown()


async def test_a_promise_is_taken_back_when_telegram_refuses_every_call(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(tom)
    for who in (maya, tom):
        day.telegram.faults.add("server_error", method="sendMessage", chat_id=who.id, count=None, code=400)
    await day.say(ana, DANGER)
    await day.pass_(minutes=2)
    day.reads(ana, "safety.nobody")


async def test_each_broken_promise_is_taken_back(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    day.telegram.faults.add("forbidden", method="sendMessage", chat_id=maya.id, count=1)
    await day.say(ana, DANGER)
    await day.pass_(minutes=1)
    await day.say(maya, "/alerts")
    await day.pass_(minutes=1)
    await day.tap(maya, "alert.seen")
    await day.pass_(hours=3)
    day.telegram.faults.add("forbidden", method="sendMessage", chat_id=maya.id, count=1)
    await day.say(ana, "I have chest pain and can't breathe")
    await day.pass_(minutes=1)
    assert len(day.came(ana, "safety.nobody")) == 2


async def test_she_reads_the_name_of_whoever_has_really_looked(day: Stage) -> None:
    maya = await day.owner()
    tom, eva = await day.colleague(maya), await day.colleague(maya, "Eva")
    ana = await day.client(tom)
    await covered_by(day, tom, "Eva")
    await day.say(ana, DANGER)
    await day.tap(ana, "safety.safe")
    await day.pass_(minutes=16)
    await day.tap(eva, "alert.seen")
    await day.say(ana, "/routine")
    day.reads(ana, "routine.resting", "Eva")


async def test_the_reminder_of_a_rest_survives_that_the_therapist_was_away(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await flagged_and_seen(day, maya, ana)
    await maya.block()
    await day.settle()
    await maya.unblock()
    await day.settle()
    await day.pass_(days=9)
    assert day.came(maya, "resting.still")


async def test_two_who_cannot_be_told_do_not_hand_an_alert_on_for_ever(day: Stage) -> None:
    maya = await day.owner()
    tom, eva = await day.colleague(maya), await day.colleague(maya, "Eva")
    await day.start(maya, await day.invitation(tom))
    for _ in range(3):
        await day.tap(maya, 0)
    await day.tap(tom, 0)
    for who in (tom, eva):
        day.telegram.faults.add("server_error", method="sendMessage", chat_id=who.id, count=None, code=400)
    await day.say(maya, DANGER)
    await day.pass_(minutes=2)
    tried = [len(day.telegram.log.requests("sendMessage", who.id)) for who in (tom, eva)]
    await day.pass_(minutes=2)
    assert [len(day.telegram.log.requests("sendMessage", who.id)) for who in (tom, eva)] == tried
