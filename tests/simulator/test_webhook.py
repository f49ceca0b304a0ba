"""Delivery to a webhook: secret, one in flight per queue, retries with back-off on the simulated clock, 410."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

import pytest
from aiohttp import web

from simulator.wakeup import Wakeup, until
from tests.simulator.probe import Probe, keys

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from simulator import Person, Telegram

HOUR = 3600
WORD = "Any-letters_1"


class Hook:
    """A bot's web server: keeps what comes, answers as it is told."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.headers: list[str] = []
        self.arrived = Wakeup()
        self.status = 200
        self.retry_after = ""
        self.body: Any = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(await request.json())
        self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        self.arrived.fire()
        status, headers = self.status, {"Retry-After": self.retry_after} if self.retry_after else {}
        await self.gate.wait()
        return web.json_response(self.body, status=status, headers=headers)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/hook", self.take)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.gate.set()
        await self._runner.cleanup()

    async def gets(self, count: int) -> list[str]:
        """Wait until so many deliveries have come; return the texts of the messages among them."""
        assert await until(lambda: len(self.got) >= count, self.arrived, 5), self.got
        return [update["message"]["text"] if "message" in update else list(update)[1] for update in self.got]


@pytest.fixture
async def hook(bot: Probe, ana: Person) -> AsyncIterator[Hook]:
    assert ana.profile.first_name == "Ana"
    await bot.updates()
    await bot.updates()
    async with Hook() as running:
        await bot.ok("setWebhook", url=running.url, secret_token=WORD)
        yield running
        await bot.ok("deleteWebhook")


async def test_updates_come_in_order_with_the_secret(telegram: Telegram, ana: Person, hook: Hook) -> None:
    for text in ("a", "b", "c"):
        await ana.say(text)
    assert await hook.gets(3) == ["a", "b", "c"]
    assert set(hook.headers) == {WORD}
    assert await telegram.settle()
    assert len(hook.got) == 3


async def test_one_in_flight_per_queue_but_taps_overtake(bot: Probe, ana: Person, hook: Hook) -> None:
    number = (await bot.ok("sendMessage", chat_id=ana.id, text="?", reply_markup=keys(["Yes"])))["message_id"]
    hook.gate.clear()
    await ana.say("first")
    await hook.gets(1)
    await ana.say("second")
    ana.press_and_leave(number, 0, 0)
    assert await hook.gets(2) == ["first", "callback_query"], "the second message waits, the tap does not"
    hook.gate.set()
    assert await hook.gets(3) == ["first", "callback_query", "second"]


async def test_a_failing_update_holds_its_chat_and_is_tried_again(
    telegram: Telegram, bot: Probe, ana: Person, hook: Hook
) -> None:
    hook.status = 500
    await ana.say("poison")
    assert await hook.gets(2) == ["poison"] * 2, "the first retry comes at once"
    assert await telegram.settle()
    info = await bot.ok("getWebhookInfo")
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Wrong response from the webhook: 500")
    ben = telegram.person("Ben")
    hook.status = 200
    await ben.start()
    assert (await hook.gets(3))[-1] == "/start", "other chats go on"
    assert await telegram.settle()
    assert len(hook.got) == 3, "two seconds of back-off, of which Ben took one"
    await ana.say("later")
    assert (await hook.gets(5))[-2:] == ["poison", "later"]


async def test_back_off_doubles_and_is_capped(telegram: Telegram, ana: Person, hook: Hook) -> None:
    hook.status = 500
    start = telegram.now_ms + 1000
    await ana.say("poison")
    await hook.gets(2)
    await telegram.advance(300)
    tries = [(line["now_ms"] - start) // 1000 for line in telegram.log.lines if line["kind"] == "delivery"]
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses[:8] == [0, 2, 4, 8, 16, 32, 60, 60]


async def test_retry_after_is_obeyed(telegram: Telegram, ana: Person, hook: Hook) -> None:
    hook.status, hook.retry_after = 503, "30"
    await ana.say("wait")
    await hook.gets(1)
    await telegram.advance(29)
    assert len(hook.got) == 1
    hook.status = 200
    await telegram.advance(1)
    assert len(hook.got) == 2


async def test_410_for_23_hours_removes_the_webhook(telegram: Telegram, bot: Probe, ana: Person, hook: Hook) -> None:
    hook.status = 410
    await ana.say("gone")
    await hook.gets(1)
    assert await telegram.settle()
    await telegram.stepper.set(telegram.now_ms + 22 * HOUR * 1000)
    assert (await bot.ok("getWebhookInfo"))["url"] == hook.url
    await telegram.stepper.set(telegram.now_ms + HOUR * 1000)
    assert (await bot.ok("getWebhookInfo"))["url"] == ""
    assert (await bot.ok("getUpdates"))[0]["message"]["text"] == "gone"


async def test_nothing_is_delivered_while_telegram_is_away(telegram: Telegram, ana: Person, hook: Hook) -> None:
    telegram.faults.offline()
    await ana.say("hello")
    assert not await hook.arrived.wait(0.05)
    telegram.faults.offline(away=False)
    assert await hook.gets(1) == ["hello"]


async def test_a_method_in_the_answer_is_carried_out(telegram: Telegram, ana: Person, hook: Hook) -> None:
    hook.body = {"method": "sendMessage", "chat_id": ana.id, "text": "pong"}
    await ana.say("ping")
    await ana.sees("pong")
    assert telegram.log.requests("sendMessage")[0]["effect"] is True


async def test_a_duplicate_is_delivered_twice(telegram: Telegram, ana: Person, hook: Hook) -> None:
    telegram.duplicate_next()
    await ana.say("twice")
    assert await hook.gets(2) == ["twice", "twice"]
    assert hook.got[0]["update_id"] == hook.got[1]["update_id"]


async def test_pending_updates_may_be_dropped(bot: Probe, ana: Person, hook: Hook) -> None:
    hook.status = 500
    await ana.say("old")
    await hook.gets(1)
    await bot.ok("deleteWebhook", drop_pending_updates=True)
    assert await bot.ok("getUpdates") == []


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"url": "http://example.org/"}, "An HTTPS URL must be provided"),
        ({"url": "https://example.org/", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_telegram_refuses_the_webhook(bot: Probe, parameters: dict[str, str], reason: str) -> None:
    assert reason in await bot.refused("setWebhook", **parameters)


async def test_another_webhook_within_a_second_is_too_fast(bot: Probe) -> None:
    await bot.ok("setWebhook", url="https://example.org/a")
    await bot.ok("setWebhook", url="https://example.org/a")
    assert "429" in await bot.refused("setWebhook", url="https://example.org/b")
