"""Updates that nobody can act on: they hold up nobody else, are tried three times, and then a human is told."""

import json
from collections.abc import MutableMapping
from typing import Any

import pytest

from simulator import Person
from storage import updates
from tests.faults.conftest import CANARY, ONE_ENGINE
from tests.stage import Stage

Raw = dict[str, Any]


def nested(depth: int) -> Raw:
    """Give an object in an object in an object."""
    found: Raw = {"text": CANARY}
    for _ in range(depth):
        found = {"reply": found}
    return found


def sender(ana: Person) -> Raw:
    return {"id": ana.id, "is_bot": False, "first_name": f"{CANARY} Ana", "language_code": "en"}


def whole(ana: Person, **changed: Any) -> Raw:
    """Give a message as Telegram sends it, but for what is changed; None leaves a field out."""
    chat = {"id": ana.id, "type": "private", "first_name": "Ana"}
    message = {"message_id": 9, "date": 1_790_000_000, "chat": chat, "from": sender(ana), "text": CANARY} | changed
    return {"message": {name: value for name, value in message.items() if value is not None}}


POISON: dict[str, Any] = {
    "no chat": lambda ana: whole(ana, chat=None),
    "no date": lambda ana: whole(ana, date=None),
    "a number in words": lambda ana: whole(ana, message_id="seven"),
    "a text that is a list": lambda ana: whole(ana, text=[CANARY]),
    "a number beyond all columns": lambda ana: whole(ana, message_id=1 << 70),
    "a place that is nowhere": lambda ana: whole(ana, text=None, location={"latitude": CANARY, "longitude": {}}),
    "a chat that is a nest": lambda ana: whole(ana, chat=nested(200)),
    "a tap without data": lambda ana: {
        "callback_query": {"id": "1", "from": sender(ana), **whole(ana, text=None), "chat_instance": CANARY}
    },
    "a member who is a number": lambda ana: {"my_chat_member": {"from": sender(ana), "chat": 7, "date": CANARY}},
}


async def parked(day: Stage) -> list[updates.Parked]:
    """Give the updates that wait for another try."""
    assert day.world is not None
    bot_id = day.world.app.practice.bot_id
    return await day.world.app.read(lambda db: updates.waiting(db, bot_id))


async def quarantined(day: Stage) -> int:
    """Give the number of updates that were given up."""
    assert day.world is not None
    return await day.world.app.read(updates.count_quarantined)


@ONE_ENGINE
@pytest.mark.parametrize("kind", POISON)
async def test_a_poison_update_holds_up_only_its_sender_and_ends_with_an_operators_alert(
    day: Stage, kind: str, logged: list[MutableMapping[str, Any]]
) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    day.telegram.inject(POISON[kind](ana))
    await ana.say("I am better today")
    await ben.say("And so am I")
    await day.settle()
    day.reads(ben, "talking.passed_on")
    day.reads_no(ana, "talking.passed_on")
    assert [waiting.tries for waiting in await parked(day)] == [1, 0]
    await day.pass_(minutes=1)
    day.reads(ana, "talking.passed_on")
    day.reads(maya, "operator.quarantined")
    assert (await parked(day), await quarantined(day)) == ([], 1)
    assert len([event for event in logged if event["event"] == "an update failed"]) == 3


@ONE_ENGINE
@pytest.mark.parametrize("telegram_id", [1 << 70, -(1 << 70), True, 1.5, "700000001", None])
async def test_a_sender_who_cannot_be_one_stops_nobody(day: Stage, telegram_id: object) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    day.telegram.inject(whole(ana, **{"from": {"id": telegram_id, "first_name": CANARY}}))
    await ana.say("I am better today")
    await day.settle()
    day.reads(ana, "talking.passed_on")
    await day.pass_(minutes=1)
    day.reads(maya, "operator.quarantined")


@ONE_ENGINE
@pytest.mark.parametrize("number", ["7", None, 1 << 70, 1.5, True, -3, [7]])
async def test_an_update_without_a_number_of_its_own_stops_nobody(day: Stage, number: object) -> None:
    ana = await day.client(await day.owner())
    day.telegram.inject(whole(ana) | {"update_id": number})
    await ana.say("I am better today")
    await day.settle()
    day.reads(ana, "talking.passed_on")
    assert day.running is not None
    assert not day.running.done()


async def test_words_that_are_no_unicode_are_kept_and_given_up_like_other_poison(day: Stage) -> None:
    ana = await day.client(await day.owner())
    raw = {"update_id": 77} | json.loads(json.dumps(whole(ana, text="\ud800")))
    assert day.world is not None
    await day.world.mailboxes.take([raw])
    await ana.say("I am better today")
    await day.pass_(minutes=1)
    day.reads(ana, "talking.passed_on")
    assert await quarantined(day) == 1
