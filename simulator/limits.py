"""Owns Telegram's flood limits on the simulated clock; refuses to wait, it only says for how long to."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.errors import too_many

if TYPE_CHECKING:
    from simulator.clock import SimulatedClock

BIG_UPLOAD = 100_000
PACE_MS = 500
BACKLOG_MS = 5000
PENALTY_S = 60


@dataclass(frozen=True)
class Limits:
    """How much a bot may say; Telegram publishes no exact figures, these follow its FAQ. Zero switches one off."""

    chat_per_second: float = 1.0
    chat_burst: int = 8
    group_per_minute: int = 20
    bot_per_second: int = 30
    paid_per_second: int = 1000


NO_LIMITS = Limits(chat_per_second=0, group_per_minute=0, bot_per_second=0, paid_per_second=0)


@dataclass
class _Bucket:
    tokens: float
    at_ms: int


@dataclass
class Flood:
    """One bot's use of its limits."""

    clock: SimulatedClock
    limits: Limits
    _chats: dict[tuple[str, int], _Bucket] = field(default_factory=dict)
    charged: int = 0
    _free: deque[int] = field(default_factory=deque)
    _all: deque[int] = field(default_factory=deque)
    _groups: dict[int, deque[int]] = field(default_factory=dict)
    _uploads: dict[int, int] = field(default_factory=dict)

    def spend(self, lane: str, chat_id: int, *, paid: bool = False) -> None:
        """Take one message (`lane` "send") or edit ("edit") to a chat; raises the 429 when there is none left.

        What may be paid for is charged (0.1 Star each, `charged` counts them) only above the free ones of a second.
        """
        now = self.clock.now_ms()
        costs = self._check_bot(now, paid=paid)
        if chat_id < 0 and lane == "send":
            self._check_group(now, chat_id)
        self._check_chat(now, (lane, chat_id))
        self._all.append(now)
        if costs:
            self.charged += 1
        else:
            self._free.append(now)

    def _check_bot(self, now: int, *, paid: bool) -> bool:
        """Tell whether one more message costs a fee; the 429 when it may not go at all."""
        for window in (self._free, self._all):
            while window and (window[0] <= now - 1000 or window[0] > now):
                window.popleft()
        if not self.limits.bot_per_second or len(self._free) < self.limits.bot_per_second:
            return False
        full = self._all if paid else self._free
        if paid and (not self.limits.paid_per_second or len(self._all) < self.limits.paid_per_second):
            return True
        raise too_many(max(1, math.ceil((full[0] + 1000 - now) / 1000)))

    def _check_group(self, now: int, chat_id: int) -> None:
        if not self.limits.group_per_minute:
            return
        window = self._groups.setdefault(chat_id, deque())
        while window and window[0] <= now - 60_000:
            window.popleft()
        if len(window) >= self.limits.group_per_minute:
            raise too_many(max(1, math.ceil((window[0] + 60_000 - now) / 1000)))
        window.append(now)

    def _check_chat(self, now: int, key: tuple[str, int]) -> None:
        rate, burst = self.limits.chat_per_second, self.limits.chat_burst
        if not rate:
            return
        bucket = self._chats.setdefault(key, _Bucket(burst, now))
        passed = max(0, now - bucket.at_ms)
        bucket.tokens, bucket.at_ms = min(burst, bucket.tokens + passed * rate / 1000), now
        if bucket.tokens < 1:
            raise too_many(max(1, math.ceil((1 - bucket.tokens) / rate)))
        bucket.tokens -= 1

    def upload(self, size: int) -> None:
        """Pace big files of one size: each takes half a second, and a backlog of 5 s is refused for a minute."""
        if size <= BIG_UPLOAD or not self.limits.bot_per_second:
            return
        now = self.clock.now_ms()
        busy_until = max(now, self._uploads.get(size, now)) + PACE_MS
        if busy_until - now > BACKLOG_MS:
            raise too_many(PENALTY_S)
        self._uploads[size] = busy_until
