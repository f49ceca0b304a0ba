"""Owns one bot's queue of unconfirmed updates; refuses to deliver them (polling and webhooks do)."""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.wakeup import Wakeup

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.clock import SimulatedClock

DAY_MS = 24 * 3600 * 1000
TAP_MS = 150 * 1000
WEEK_MS = 7 * DAY_MS
NEVER = 1 << 62
FIRST_ID = 100_000_000
FUTURE = 10
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
# Queue keys of the hosted server: one update is in flight per key, so order holds only within one.
KEY_OFFSET = {"callback_query": 3 << 33, "my_chat_member": 5 << 33, "message_reaction": 8 << 33}


@dataclass(frozen=True)
class Pending:
    """One update that its bot has not confirmed."""

    update_id: int
    kind: str
    key: int
    expires_ms: int
    update: dict[str, Any]


class UpdateQueue:
    """Updates in the order of their ids, each until it is confirmed or expires."""

    def __init__(self, clock: SimulatedClock, first_id: int) -> None:
        """Begin empty; the first update will be `first_id`."""
        self._clock = clock
        self._next_id = first_id
        self._pending: dict[int, Pending] = {}
        self._again: deque[Pending] = deque()
        self._next_expiry_ms = NEVER
        self._last_ms = clock.now_ms()
        self.allowed: list[str] | None = None
        self.changed = Wakeup()
        self.duplicate_next = 0
        self.on_confirm: Callable[[int], None] = lambda _: None

    def __len__(self) -> int:
        """Count what is waiting, without what has expired."""
        self._prune()
        return len(self._pending) + len(self._again)

    def wants(self, kind: str) -> bool:
        """Tell whether the bot's `allowed_updates` let this kind in."""
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def add(self, kind: str, body: dict[str, Any], key: int) -> int | None:
        """Queue one update of `kind`; return its id, or None when the bot does not want such updates."""
        if not self.wants(kind):
            return None
        self._renumber()
        lifetime = TAP_MS if kind == "callback_query" else DAY_MS
        update = {"update_id": self._next_id, kind: body}
        return self._keep(kind, update, key + KEY_OFFSET.get(kind, 0), self._clock.now_ms() + lifetime)

    def _renumber(self) -> None:
        """Go on with some other id after a week of silence, as Telegram does; it may well be a lower one."""
        if self._clock.now_ms() - self._last_ms > WEEK_MS and not self._pending:
            digest = hashlib.sha256(str(self._next_id).encode()).digest()
            self._next_id = FIRST_ID + int.from_bytes(digest[:3], "big")

    def inject(self, raw: dict[str, Any], key: int = 0) -> int:
        """Queue any JSON object as an update, for poison; an `update_id` of its own is kept."""
        update = {"update_id": self._next_id, **raw}
        kind = next((name for name in raw if name != "update_id"), "unknown")
        return self._keep(kind, update, key, self._clock.now_ms() + DAY_MS)

    def _keep(self, kind: str, update: dict[str, Any], key: int, expires_ms: int) -> int:
        self._last_ms = self._clock.now_ms()
        update_id = self._next_id
        self._next_id += 1
        # Looking through all of them at every poll would make a long queue quadratic.
        self._next_expiry_ms = min(self._next_expiry_ms, expires_ms)
        self._pending[update_id] = Pending(update_id, kind, key, expires_ms, update)
        self.changed.fire()
        return update_id

    def confirm(self, offset: int) -> None:
        """Forget every update below `offset`; a negative one keeps only the last `-offset`.

        An offset far beyond the newest update means nothing, as at Telegram: the ids have begun anew since.
        """
        if offset > self._next_id + FUTURE:
            return
        ids = list(self._pending)
        if offset < 0:
            doomed = ids[:offset]
        else:
            self._again = deque(item for item in self._again if item.update_id >= offset)
            doomed = [update_id for update_id in ids if update_id < offset]
        for update_id in doomed:
            self.drop(update_id)

    def drop(self, update_id: int) -> None:
        """Forget one delivered update, or keep it for one more delivery when a duplicate was asked for."""
        item = self._pending.pop(update_id, None)
        if item is None:
            return
        if self.duplicate_next > 0:
            self.duplicate_next -= 1
            self._again.append(item)
        self.on_confirm(update_id)
        self.changed.fire()

    def page(self, limit: int) -> list[dict[str, Any]]:
        """Return up to `limit` updates to deliver, oldest first; a duplicate is handed out once more, then gone."""
        self._prune()
        found: list[dict[str, Any]] = []
        while self._again and len(found) < limit:
            found.append(self._again.popleft().update)
        for item in self._pending.values():
            if len(found) >= limit:
                break
            found.append(item.update)
        return found

    def waiting(self) -> list[Pending]:
        """Return the live updates, oldest first, for webhook delivery; duplicates come first."""
        self._prune()
        return [*self._again, *self._pending.values()]

    def take_again(self, item: Pending) -> bool:
        """Remove a duplicate that a webhook has delivered; tell whether `item` was one."""
        if item in self._again:
            self._again.remove(item)
            self.changed.fire()
            return True
        return False

    def clear(self) -> None:
        """Drop everything, as `drop_pending_updates` does."""
        self._pending.clear()
        self._again.clear()
        self.changed.fire()

    def _prune(self) -> None:
        now = self._clock.now_ms()
        if now < self._next_expiry_ms:
            return
        for update_id in [item.update_id for item in self._pending.values() if item.expires_ms <= now]:
            del self._pending[update_id]
        self._next_expiry_ms = min((item.expires_ms for item in self._pending.values()), default=NEVER)
