"""What goes wrong on purpose, and whether the effect log tells the truth about it."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from simulator import Person, Telegram
from tests.simulator.probe import Probe, background, keys


def effects(telegram: Telegram) -> list[tuple[str | None, bool]]:
    return [(line["fault"], line["effect"]) for line in telegram.log.requests("sendMessage")]


@pytest.mark.parametrize(
    ("rule", "status", "seen"),
    [
        ({"kind": "too_many", "retry_after": 7}, 429, 0),
        ({"kind": "forbidden"}, 403, 0),
        ({"kind": "server_error", "code": 503}, 503, 0),
        ({"kind": "server_error", "effect": True}, 500, 1),
        ({"kind": "bad_gateway"}, 502, 0),
        ({"kind": "garbage"}, 200, 1),
    ],
)
async def test_an_answer_that_is_none(
    telegram: Telegram, bot: Probe, ana: Person, rule: dict[str, Any], status: int, seen: int
) -> None:
    await bot.control("POST", "faults", {**rule, "method": "sendMessage"})
    url = f"{telegram.url}/bot123456:TEST-token_of_a_bot/sendMessage"
    async with bot.session.post(url, json={"chat_id": ana.id, "text": "hello"}) as answer:
        assert answer.status == status
        if rule["kind"] in {"bad_gateway", "garbage"}:
            with pytest.raises((aiohttp.ContentTypeError, ValueError)):
                await answer.json()
    assert len(ana.screen()) == 1 + seen
    assert effects(telegram) == [(rule["kind"], bool(seen))]
    await bot.ok("sendMessage", chat_id=ana.id, text="a rule is used up after one call")


@pytest.mark.parametrize(("kind", "seen"), [("reset_before", 0), ("reset_after", 1)])
async def test_a_broken_connection(telegram: Telegram, bot: Probe, ana: Person, kind: str, seen: int) -> None:
    telegram.faults.add(kind, method="sendMessage", chat_id=ana.id)
    await bot.ok("sendChatAction", chat_id=ana.id, action="typing")
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot("sendMessage", chat_id=ana.id, text="hello")
    assert len(ana.screen()) == 1 + seen
    assert effects(telegram) == [(kind, bool(seen))]


async def test_a_stalled_call_has_its_effect_although_the_bot_hung_up(
    telegram: Telegram, bot: Probe, ana: Person
) -> None:
    telegram.faults.add("stall", method="sendMessage")
    call = background(bot("sendMessage", chat_id=ana.id, text="hello"))
    await bot.ok("getMe")
    ana.sees_not("hello")
    call.cancel()
    telegram.faults.release()
    await ana.sees("hello")


async def test_chances_repeat_with_their_seed(telegram: Telegram, bot: Probe, ana: Person) -> None:
    async def luck() -> list[bool]:
        telegram.faults.clear()
        telegram.faults.seed(7)
        telegram.faults.add("server_error", probability=0.5, count=None)
        return [(await bot("sendMessage", chat_id=ana.id, text="x"))["ok"] for _ in range(20)]

    first = await luck()
    assert first == await luck()
    assert {True, False} == set(first)


async def test_skip_and_count(telegram: Telegram, bot: Probe, ana: Person) -> None:
    telegram.faults.add("server_error", skip=1, count=2)
    assert [(await bot("sendMessage", chat_id=ana.id, text="x"))["ok"] for _ in range(4)] == [True, False, False, True]
    with pytest.raises(ValueError, match="unknown fault"):
        telegram.faults.add("earthquake")
    assert "unknown fault" in (await bot.control("POST", "faults", {"kind": "earthquake"}))["error"]


async def test_telegram_away(telegram: Telegram, bot: Probe, ana: Person) -> None:
    await bot.updates()
    poll = background(bot.updates(timeout=50))
    await bot.ok("getMe")
    await bot.control("POST", "faults", {"offline": True})
    with pytest.raises(aiohttp.ClientConnectionError):
        await poll
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot("getMe")
    await ana.say("are you there?")
    await bot.control("DELETE", "faults")
    assert (await bot.updates())[0]["message"]["text"] == "are you there?"


async def test_the_same_update_twice(telegram: Telegram, bot: Probe, ana: Person) -> None:
    telegram.duplicate_next()
    first = await bot.updates()
    second = await bot.updates()
    assert first == second
    assert first[0]["message"]["chat"]["id"] == ana.id
    assert await bot.updates() == []


async def test_a_text_and_a_tap_change_places(telegram: Telegram, bot: Probe, ana: Person) -> None:
    number = (await bot.ok("sendMessage", chat_id=ana.id, text="?", reply_markup=keys(["Yes"])))["message_id"]
    await bot.updates()
    telegram.reorder_next(ana)
    await ana.say("first")
    ana.press_and_leave(number, 0, 0)
    await ana.say("third")
    kinds = [list(update)[1] for update in await bot.updates()]
    assert kinds == ["callback_query", "message", "message"]


async def test_any_json_can_be_an_update(telegram: Telegram, bot: Probe) -> None:
    telegram.inject({"message": {"no": "date"}})
    await bot.control("POST", "inject", {"telepathy": 7})
    found = await bot.updates()
    assert [list(update)[1] for update in found] == ["message", "telepathy"]
    assert found[1]["update_id"] == found[0]["update_id"] + 1
