"""Alerts that reach nobody: no promise stays standing, and whoever comes back is called."""

from tests.scenes import one_engine, open_card, push
from tests.stage import Stage
from tests.test_alerts import DANGER, in_pain

pytestmark = one_engine


async def test_an_owner_who_comes_back_is_called_about_what_is_open(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana, ben = await day.client(maya), await day.client(tom, "Ben")
    await maya.block()
    await day.settle()
    await tom.block()
    await day.settle()
    await day.say(ana, DANGER)
    await day.say(ben, DANGER)
    day.reads(ana, "safety.crisis", "I could not reach Linden Practice")
    await day.pass_(hours=2)
    await maya.unblock()
    await day.settle()
    assert len(day.came(maya, "alert.red_flag_answer")) == 2, "her own client and the colleague's, each in one bubble"
    await tom.unblock()
    await day.settle()
    assert len(day.came(tom, "alert.red_flag_answer")) == 1


async def test_who_was_called_before_is_not_called_again_for_having_been_away(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, DANGER)
    await maya.block()
    await maya.unblock()
    await day.settle()
    assert len(day.came(maya, "alert.red_flag")) == 1
    day.reads_no(ana, "safety.nobody")


async def test_who_was_told_that_maya_is_alerted_hears_when_nobody_could_be(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await maya.deactivate()
    await day.say(ana, DANGER)
    day.reads(ana, "safety.crisis", "I'm alerting Maya")
    await day.pass_(minutes=1)
    day.reads(ana, "safety.nobody", "Linden Practice", "112")
    await day.pass_(minutes=40)
    assert len(day.came(ana, "safety.nobody")) == 1


async def test_nobody_reads_that_somebody_is_told_when_nobody_can_be(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await push(day, maya)
    await maya.block()
    await day.settle()
    await day.say(ana, "Could you move my visit, please?")
    day.reads(ana, "talking.passed_on", "I could not reach Linden Practice")
    await day.say(ana, "/routine")
    await day.taps(ana, "routine.start", "2", "routine.hurts")
    day.reads(ana, "routine.hurt", "I could not reach Linden Practice")
    await in_pain(day, ana)
    day.reads(ana, "check_in.receipt", "I could not reach your therapist")
