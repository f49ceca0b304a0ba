"""A message of a form that we have never heard of is screened, and answered."""

from tests.scenes import one_engine
from tests.stage import Stage

pytestmark = one_engine


async def test_what_we_have_never_heard_of_is_screened_and_answered(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    who = {"id": ana.id, "is_bot": False, "first_name": "Ana"}
    base = {"from": who, "chat": {"id": ana.id, "type": "private", "first_name": "Ana"}, "date": 1795345207}

    async def send(number: int, **content: object) -> None:
        day.telegram.inject({"message": {"message_id": number, **base, **content}})
        await day.settle()

    await send(9001, hologram={})
    day.reads(ana, "talking.not_looked_at")
    await send(9002, paid_media={}, caption="See you on Tuesday?")
    day.reads(ana, "talking.passed_on")
    heard = len(ana.screen())
    await send(9003, pinned_message={})
    assert len(ana.screen()) == heard, "nobody wrote that"
    await send(9004, rich_message={"blocks": [{"type": "paragraph", "text": ["I want to ", {"text": "kill myself"}]}]})
    day.reads(ana, "safety.crisis")
