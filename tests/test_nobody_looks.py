"""What nobody has seen is told again until somebody has; whoever was called can settle it, and end what rests."""

from simulator import Person
from tests.scenes import one_engine
from tests.stage import Stage
from tests.test_alerts import DANGER, covered_by, every, friday, in_pain

pytestmark = one_engine
__all__ = ["friday"]


async def nobody_looks(day: Stage) -> Person:
    """Let Ana be in danger on a Friday evening, and give Maya, who does not look."""
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, DANGER)
    await day.tap(ana, "safety.safe")
    return maya


async def test_after_a_day_of_hours_an_emergency_is_told_again_once_a_day(friday: Stage) -> None:
    day, maya = friday, await nobody_looks(friday)
    await day.pass_(days=6)
    called = day.came(maya, "alert.red_flag")
    assert called[2:11] == [f"30 {hour:02}:00" for hour in range(9, 18)]
    assert called[11:] == ["01 09:00", "02 09:00", "03 09:00"]


async def test_an_emergency_is_told_again_each_hour_of_work_until_it_is_seen(friday: Stage) -> None:
    day, maya = friday, await nobody_looks(friday)
    await day.pass_(hours=30)
    called = ["27 17:00", "27 17:15"]
    assert day.came(maya, "alert.red_flag") == called
    await day.restart()
    await day.pass_(hours=37)
    assert day.came(maya, "alert.red_flag") == [*called, "30 09:00", "30 10:00", "30 11:00", "30 12:00"]
    await day.tap(maya, "alert.seen")
    await day.pass_(days=2)
    assert len(day.came(maya, "alert.red_flag")) == 6


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
