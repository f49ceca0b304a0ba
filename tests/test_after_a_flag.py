"""What is written after a red flag reaches whoever was called, at once and nowhere else."""

from tests.scenes import one_engine
from tests.stage import Stage
from tests.test_alerts import DANGER
from tests.test_one_crisis import rings, with_seen

pytestmark = one_engine


async def test_a_flag_ends_what_she_was_asked_for_and_her_next_words_call(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/health")
    await day.tap(ana, "intake.write")
    await day.say(ana, DANGER)
    await day.say(ana, "Please ring me on 0151 23456")
    day.reads(ana, "safety.crisis_more", "passing it on to Maya")
    day.reads(maya, "alert.red_flag_more", "Please ring me on 0151 23456", DANGER)
    assert len(with_seen(day, maya)) == 1


async def test_at_night_they_come_at_once_but_ring_every_few_minutes_only(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=15)
    await day.say(ana, DANGER)
    await day.tap(ana, "safety.unsafe")
    before = rings(day, maya)
    await day.say(ana, "Please come")
    await day.say(ana, "The key is under the mat")
    await day.say(ana, "The back door")
    assert rings(day, maya) == before + 1
    await day.pass_(minutes=4)
    assert rings(day, maya) == before + 2
    said = with_seen(day, maya)
    assert len(said) == 1
    assert all(one in said[0].text for one in ("Please come", "The key is under the mat", "The back door"))
    await day.tap(maya, "alert.seen")
    await day.say(ana, "Thank you, see you on Tuesday")
    await day.pass_(minutes=4)
    day.reads_no(maya, "alert.red_flag_more")
