"""Reading an update: what is whole is understood, what is damaged is called so, and nothing else ever happens."""

import random
from collections import Counter
from typing import Any

import pytest

from bot.incoming import Incoming, PoisonError, read, sender_of
from tests.fuzz.mutations import ODD, mutated, samples

INT64 = range(-(1 << 63), 1 << 63)


async def test_every_sort_of_update_is_understood() -> None:
    found = [read(update) for update in await samples()]
    kinds = [one.kind if one else None for one in found]
    expected = [
        "command",
        "command",
        "text",
        "text",
        "media",
        "media",
        "media",
        "media",
        "location",
        "edited",
        "tap",
        "tap",
    ]
    assert kinds[: len(expected)] == expected
    assert kinds[len(expected) :] == ["group", "group", "blocked"]


async def test_what_is_read_of_a_command_a_tap_and_a_place() -> None:
    found = {one.kind: one for update in reversed(await samples()) if (one := read(update))}
    start, tap = found["command"], found["tap"]
    assert (start.text, start.argument, start.sender.name, start.sender.username) == (
        "start",
        "a-token",
        "Ana Beck",
        "ana",
    )
    assert tap.text == "v1:no:1"
    assert tap.callback_id
    assert tap.telegram_message_id
    assert found["location"].location == (52.5, 13.4)
    assert found["text"].text.startswith("words with")


async def test_ten_thousand_damaged_updates() -> None:
    await _damage(10_000, seed=1)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(10))
async def test_a_hundred_thousand_damaged_updates(seed: int) -> None:
    await _damage(10_000, seed=100 + seed)


async def _damage(count: int, seed: int) -> None:
    dice, whole = random.Random(seed), await samples()
    outcomes: Counter[str] = Counter()
    for number in range(count):
        update = mutated(dice, dice.choice(whole))
        try:
            outcomes[check(update)] += 1
        except Exception as error:
            raise AssertionError(f"seed {seed}, update {number}: {error!r}\n{update!r:.2000}") from error
    assert min(outcomes["poison"], outcomes["read"], outcomes["ignored"]) > count / 50, outcomes


def check(update: dict[str, Any]) -> str:
    """Read one update and hold what came of it against what the rest of the bot relies on."""
    assert sender_of(update) in INT64
    try:
        incoming = read(update)
    except PoisonError:
        return "poison"
    if incoming is None:
        return "ignored"
    check_whole(incoming)
    return "read"


def check_whole(incoming: Incoming) -> None:
    """Every number fits into a column, every text can be written, and a place is on earth."""
    numbers = (incoming.update_id, incoming.sender.telegram_id, incoming.telegram_message_id or 0, incoming.chat_id)
    assert all(type(number) is int and number in INT64 for number in numbers)
    sender = incoming.sender
    for text in (incoming.text, incoming.argument, sender.name, sender.username or "", sender.language_code or ""):
        text.encode()
    if incoming.location is not None:
        latitude, longitude = incoming.location
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: f"{type(odd).__name__} {odd!r:.12}")
@pytest.mark.parametrize("key", ["message", "callback_query", "my_chat_member", "update_id", "anything"])
def test_an_odd_value_on_top(key: str, odd: Any) -> None:
    update = {"update_id": 1, key: odd}
    assert check(update) in ("poison", "ignored", "read")
