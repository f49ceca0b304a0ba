"""Owns what Telegram keeps for one bot: its queue, menus, texts and open taps; refuses to know the network."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.limits import Flood, Limits
from simulator.updates import FIRST_ID, TAP_MS, UpdateQueue

if TYPE_CHECKING:
    from simulator.accounts import BotAccount
    from simulator.clock import SimulatedClock


@dataclass
class Tap:
    """One press of a button that waits for `answerCallbackQuery`."""

    id: str
    person_id: int
    born_ms: int
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True)
class WebhookSettings:
    """What setWebhook asked for."""

    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str | None = None


@dataclass
class WebhookState:
    """How deliveries to the webhook went; read by getWebhookInfo."""

    last_error_ms: int = 0
    last_error: str = ""
    gone_since_ms: int | None = None


class Bot:
    """One bot of this Telegram."""

    def __init__(self, account: BotAccount, clock: SimulatedClock, limits: Limits) -> None:
        """Begin as BotFather leaves a bot: no webhook, no menu, no chats."""
        self.account = account
        self.id = account.id
        self._clock = clock
        self._last_message = 0
        self._last_tap = 0
        # Update ids begin somewhere, never at 1: code that relies on a small first id breaks here too.
        seed = int.from_bytes(hashlib.sha256(account.username.encode()).digest()[:3], "big")
        self.queue = UpdateQueue(clock, FIRST_ID + seed)
        self.flood = Flood(clock, limits)
        self.webhook: WebhookSettings | None = None
        self.webhook_set_ms = -(1 << 62)
        self.webhook_state = WebhookState()
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, dict[str, Any]] = {}
        self.taps: dict[str, Tap] = {}
        self.logged_out_ms: int | None = None
        self.poll_number = 0
        self.polling = 0
        self.retries: dict[int, int] = {}
        self.last_poll = float("-inf")
        self.last_offset: tuple[int, float] = (0, float("-inf"))

    def next_message_id(self) -> int:
        """Return a new message id; ids of one bot grow over all its chats."""
        self._last_message += 1
        return self._last_message

    def next_retry_ms(self, after_ms: int) -> int | None:
        """Return when the next webhook queue that backs off tries again, if that is later than `after_ms`."""
        return min((due for due in self.retries.values() if due > after_ms), default=None)

    def unsettled(self) -> int:
        """Count the updates that wait for the bot, without those whose webhook queue is backing off."""
        if not self.retries:
            return len(self.queue)
        now = self._clock.now_ms()
        return sum(1 for item in self.queue.waiting() if self.retries.get(item.key, 0) <= now)

    def open_tap(self, person_id: int) -> Tap:
        """Begin one press of a button; what is too old to be answered is forgotten."""
        now = self._clock.now_ms()
        for old in [tap.id for tap in self.taps.values() if now - tap.born_ms > TAP_MS]:
            del self.taps[old]
        self._last_tap += 1
        tap = Tap(str((person_id << 32) + self._last_tap), person_id, now)
        self.taps[tap.id] = tap
        return tap

    def close_tap(self, query_id: str) -> Tap | None:
        """Return the tap that is being answered and forget it; None when unknown, too old or answered before."""
        tap = self.taps.pop(query_id, None)
        return tap if tap and self._clock.now_ms() - tap.born_ms <= TAP_MS else None
