"""What nobody has seen is told again until somebody has; whoever was called can settle it, and end what rests."""

from simulator import Person
from tests.scenes import one_engine
from tests.stage import Stage
from tests.test_alerts import DANGER, covered_by, every, friday, in_pain
from tests.test_one_crisis import CHEST

pytestmark = one_engine
__all__ = ["friday"]


async def nobody_looks(day: Stage) -> Person:
    """Let Ana be in danger on a Friday evening, and give Maya, who does not look."""
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, DANGER)
    await day.tap(ana, "safety.safe")
    return maya


async def test_an_emergency_is_told_again_also_where_nobody_works_until_it_is_seen(friday: Stage) -> None:
    day, maya = friday, await nobody_looks(friday)
    await day.pass_(hours=18)
    evening, saturday = ["27 17:00", "27 17:15", "27 18:15", "27 19:15"], [f"28 {hour:02}:00" for hour in range(9, 19)]
    assert day.came(maya, "alert.red_flag") == [*evening, *saturday[:3]], "each hour, but not in the night"
    await day.restart()
    await day.pass_(days=2)
    called = [*evening, *saturday, "29 09:00", "30 09:00"]
    assert day.came(maya, "alert.red_flag") == called, "after 24 hours each morning"
    await day.tap(maya, "alert.seen")
    await day.pass_(days=2)
    assert day.came(maya, "alert.red_flag") == called


async def test_who_is_in_danger_hears_once_that_nobody_has_seen_it_yet(friday: Stage) -> None:
    day, _ = friday, await nobody_looks(friday)
    ana = day.cast["Ana"]
    await day.pass_(minutes=59)
    day.reads_no(ana, "safety.unseen")
    await day.restart()
    await day.pass_(minutes=2)
    day.reads(ana, "safety.unseen", "Nobody of Linden Practice", "112", "crisis line")
    await day.say(ana, "I am so scared")
    await day.pass_(days=3)
    assert day.came(ana, "safety.unseen") == ["27 18:00"]


async def test_who_was_seen_in_time_does_not_hear_that_nobody_has_but_may_the_next_time(friday: Stage) -> None:
    day, maya = friday, await nobody_looks(friday)
    ana = day.cast["Ana"]
    await day.pass_(minutes=50)
    await day.tap(maya, "alert.seen")
    await day.pass_(minutes=5)
    await day.say(ana, CHEST)
    await day.pass_(minutes=30)
    day.reads_no(ana, "safety.unseen")
    await day.pass_(minutes=31)
    said = day.reads(ana, "safety.unseen", "Nobody of Linden Practice", "112")
    assert "crisis line" not in said.text, "it is her chest now"


async def test_who_read_that_nobody_could_be_reached_does_not_hear_it_in_other_words(friday: Stage) -> None:
    day = friday
    maya = await day.owner()
    ana = await day.client(maya)
    await maya.deactivate()
    await day.say(ana, DANGER)
    await day.pass_(hours=3)
    assert len(day.came(ana, "safety.nobody")) == 1
    day.reads_no(ana, "safety.unseen")


async def test_what_is_for_today_is_told_again_each_working_day(friday: Stage) -> None:
    day = friday
    maya = await day.owner()
    ana = await day.client(maya)
    await in_pain(day, ana)
    await day.pass_(days=4)
    assert [one[:2] for one in day.came(maya, "alert.high_pain")] == ["27", "30", "01"]


async def test_who_was_called_in_toms_place_lets_the_routines_go_on(day: Stage) -> None:
    maya = await day.owner()
    tom, eva = await day.colleague(maya), await day.colleague(maya, "Eva")
    ana = await day.client(tom)
    await covered_by(day, tom, "Eva")
    await day.say(ana, DANGER)
    await day.pass_(minutes=16)
    await day.tap(eva, "alert.seen")
    await day.taps(eva, "resting.resume", "resting.resume_surely")
    day.reads(eva, "resting.resumed_receipt", "Ana")


async def test_what_somebody_wrote_whom_tom_refused_can_be_settled_by_tom(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(tom, confirm=False)
    await day.say(ana, DANGER)
    await day.tap(tom, "joining.not_her")
    await day.tap(tom, "alert.seen")
    assert all(one.acknowledged_at for one in await every(day))
