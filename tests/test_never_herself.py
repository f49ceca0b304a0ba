"""An alert goes to somebody else than the one it is about, who may be one of the staff herself."""

from tests.scenes import one_engine
from tests.stage import Stage
from tests.test_alerts import DANGER, every

pytestmark = one_engine


async def test_an_owner_who_is_toms_client_is_not_called_about_herself(day: Stage) -> None:
    maya = await day.owner()
    tom, eva = await day.colleague(maya), await day.colleague(maya, "Eva")
    await day.start(maya, await day.invitation(tom))
    for _ in range(3):
        await day.tap(maya, 0)
    await day.tap(tom, 0)
    await tom.block()
    await day.settle()
    await day.say(maya, DANGER)
    await day.pass_(minutes=1)
    day.reads(eva, "alert.red_flag", "Maya")
    day.reads_no(maya, "alert.red_flag")
    await day.pass_(hours=2)
    day.reads_no(maya, "alert.red_flag_answer")
    await day.say(maya, "/alerts")
    for label in [one for one in maya.screen()[-1].labels() if "Maya" in one]:
        assert await day.tap(maya, label) == day.toast(maya, "common.not_yours")
    assert all(one.acknowledged_at is None for one in await every(day))
    await day.tap(eva, "alert.seen")
    assert all(one.acknowledged_at for one in await every(day))
