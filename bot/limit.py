"""Owns what Telegram's refusals teach about the whole bot's pace; refuses to slow everybody down for one person's."""

from collections import deque

import structlog

from care.moments import SECOND

log = structlog.get_logger(__name__)

# So many people refused within a second: it is the bot that is too fast, not one of its chats.
MANY = 3
LOWERED = 0.7
RECOVERS_MS = 10 * SECOND


class Learned:
    """The rate that Telegram lets pass: lowered by a refusal of the whole bot, and slowly tried again."""

    def __init__(self, most: int) -> None:
        """Begin with the published limit."""
        self._most = most
        self._rate = float(most)
        self._lowered_at = 0
        self._refusals: deque[tuple[int, int]] = deque()
        self._silent: tuple[int, int] = (0, 0)

    def per_second(self, now: int) -> int:
        """Give how many messages a second may go now: one more for every ten seconds without a refusal."""
        regained = max(0, now - self._lowered_at) // RECOVERS_MS
        return min(self._most, int(self._rate) + regained)

    def silent_until(self, now: int) -> int | None:
        """Give until when Telegram wants to hear nothing from the bot, or None."""
        since, until = self._silent
        return until if since <= now < until else None  # a clock that was set back ends the silence

    def refused(self, now: int, chat: int, wait_ms: int) -> bool:
        """Take note of one refusal; True when everybody has to be silent from now on."""
        self._refusals.append((now, chat))
        while self._refusals and not now - SECOND < self._refusals[0][0] <= now:
            self._refusals.popleft()
        if len({who for _, who in self._refusals}) < MANY:
            return False
        silent = self.silent_until(now)
        if silent is None:
            # What is refused during the silence was on its way before; it teaches nothing new.
            self._rate = max(1.0, self.per_second(now) * LOWERED)
            log.warning("Telegram asked the whole bot to wait", seconds=wait_ms // SECOND, rate=int(self._rate))
        until = max(silent or 0, now + wait_ms)
        self._silent = (now, until)
        self._lowered_at = until
        return True
