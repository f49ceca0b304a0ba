"""Owns delivery to a webhook: one update in flight per queue, retries, back-off; refuses to drop what still lives."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import aiohttp

from simulator.bots import WebhookState
from simulator.errors import ApiError
from simulator.methods import METHODS
from simulator.methods.call import Call
from simulator.params import Params

if TYPE_CHECKING:
    from simulator.bots import Bot, WebhookSettings
    from simulator.updates import Pending
    from simulator.world import World

ANSWER_S = 60.0
LONGEST_PAUSE_S = 60
LONGEST_RETRY_AFTER_S = 3600
GONE_MS = 23 * 3600 * 1000
GONE = 410
SLOW_DOWN = frozenset({429, 503})
NEVER_IN_ANSWERS = ("get", "setwebhook", "deletewebhook", "close", "logout")


class WebhookSender:
    """Delivers one bot's updates while it has a webhook."""

    def __init__(self, world: World, bot: Bot) -> None:
        """Deliver for this bot; `run` does the work."""
        self._world = world
        self._bot = bot
        self._in_flight: set[int] = set()
        self._failures: dict[int, int] = {}

    async def run(self) -> None:
        """Deliver until cancelled."""
        timeout = aiohttp.ClientTimeout(total=ANSWER_S)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            while True:
                self._begin(session, group)
                await self._news()

    async def _news(self) -> None:
        """Return when the queue has changed or a retry is due."""
        waits: list[asyncio.Task[object]] = [asyncio.create_task(self._bot.queue.changed.wait())]
        due = self._bot.next_retry_ms(self._world.clock.now_ms())
        if due is not None:
            waits.append(asyncio.create_task(self._world.clock.reach(due)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def _begin(self, session: aiohttp.ClientSession, group: asyncio.TaskGroup) -> None:
        """Start what may be delivered now: the oldest update of every queue that is neither busy nor backing off."""
        webhook = self._bot.webhook
        if webhook is None or self._world.faults.away:
            return
        now, seen = self._world.clock.now_ms(), set(self._in_flight)
        for item in self._bot.queue.waiting():
            if len(self._in_flight) >= webhook.max_connections:
                return
            if item.key not in seen and self._bot.retries.get(item.key, 0) <= now:
                self._in_flight.add(item.key)
                group.create_task(self._deliver(session, webhook, item))
            seen.add(item.key)

    async def _deliver(self, session: aiohttp.ClientSession, webhook: WebhookSettings, item: Pending) -> None:
        try:
            status, wait_s = await self._post(session, webhook, item)
        finally:
            self._in_flight.discard(item.key)
        if self._bot.webhook is not webhook:
            self._bot.queue.changed.fire()
            return
        if status // 100 == 2:  # noqa: PLR2004  HTTP's class of success
            self._bot.retries.pop(item.key, None)
            self._failures.pop(item.key, None)
            self._bot.webhook_state.gone_since_ms = None
            if not self._bot.queue.take_again(item):
                self._bot.queue.drop(item.update_id)
        else:
            self._failed(item, status, wait_s)
        self._bot.queue.changed.fire()
        self._world.queues_changed.fire()

    async def _post(
        self, session: aiohttp.ClientSession, webhook: WebhookSettings, item: Pending
    ) -> tuple[int, int | None]:
        """Return (status, Retry-After in seconds) of one delivery; status 0 stands for no answer."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=item.update, headers=headers, allow_redirects=False) as answer:
                status, wait = answer.status, answer.headers.get("Retry-After", "")
                body = await answer.read()
        except (aiohttp.ClientError, TimeoutError):
            status, wait, body = 0, "", b""
        self._world.log.add(
            "delivery", bot=self._bot.account.username, update_id=item.update_id, status=status, queue=item.key
        )
        if status // 100 == 2:  # noqa: PLR2004  HTTP's class of success
            self._answered(body)
        return status, int(wait) if wait.isdigit() and status in SLOW_DOWN else None

    def _answered(self, body: bytes) -> None:
        """Carry out the method that the bot put into its answer; what becomes of it nobody is told."""
        try:
            found = json.loads(body or b"null")
        except ValueError:
            return
        name = found.pop("method", None) if isinstance(found, dict) else None
        if not isinstance(name, str) or name.lower().startswith(NEVER_IN_ANSWERS) or name.lower() not in METHODS:
            return
        call = Call(self._world, self._bot, name, Params(found))
        try:
            METHODS[name.lower()](call)
        except ApiError as error:
            outcome = {"ok": False, "error_code": error.code, "description": error.description}
        else:
            outcome = {"ok": True}
        self._world.log.add(
            "request",
            bot=self._bot.account.username,
            method=name,
            parameters=found,
            outcome=outcome,
            fault=None,
            effect=outcome["ok"],
            chat_id=call.params.integer("chat_id") or None,
            message_id=call.params.integer("message_id") or None,
        )

    def _failed(self, item: Pending, status: int, wait_s: int | None) -> None:
        """Let the queue of this update wait: not at all the first time, then 2, 4, 8 ... 60 s, or as it was told."""
        now, state = self._world.clock.now_ms(), self._bot.webhook_state
        state.last_error_ms = now
        state.last_error = f"Wrong response from the webhook: {status}" if status else "Connection refused"
        if status == GONE:
            state.gone_since_ms = state.gone_since_ms if state.gone_since_ms is not None else now
            if now - state.gone_since_ms >= GONE_MS:
                self._bot.webhook, self._bot.webhook_state = None, WebhookState()
                self._bot.retries.clear()
                return
        else:
            state.gone_since_ms = None
        failures = self._failures.get(item.key, 0)
        self._failures[item.key] = failures + 1
        pause = min(2**failures, LONGEST_PAUSE_S) if failures else 0
        if wait_s is not None:
            pause = min(wait_s, LONGEST_RETRY_AFTER_S)
        self._bot.retries[item.key] = now + pause * 1000
