"""Owns how fast the bot may speak: Telegram's 30 messages a second, the urgent first; refuses to keep anything back.

The share for interactive replies needs no reserve: whoever waits with the best priority gets the next token.
"""

import asyncio
import heapq
from collections import deque

from care.clock import Clock
from care.moments import SECOND

PER_SECOND = 30


class PaceClosedError(RuntimeError):
    """The process ends; nothing more is sent."""


class Pace:
    """Lets so many messages go in any one second of the app's clock.

    As many as that may go at once after a rest, but never that many and then a steady stream on top: Telegram counts
    every second anew. Raises PaceClosedError to whoever waits when the process ends: those messages never left, and
    are known not to have.
    """

    def __init__(self, clock: Clock, per_second: int = PER_SECOND) -> None:
        """Allow ``per_second`` messages in any second."""
        self._clock = clock
        self._last: deque[int] = deque(maxlen=per_second)
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._count = 0
        self._pouring: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def waiting(self) -> int:
        """Give how many messages wait for a token."""
        return len(self._waiting)

    async def slot(self, priority: int) -> None:
        """Wait for the right to send one message; 0 is the most urgent."""
        if self._closed:
            raise PaceClosedError
        if not self._waiting and self._take():
            return
        self._count += 1
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, self._count, granted))
        if self._pouring is None or self._pouring.done():
            self._pouring = asyncio.create_task(self._pour(), name="pace")
        await granted

    def _take(self) -> bool:
        now = self._clock.now()
        # What lies ahead was written before the clock was set back; waiting for it to come again would take hours.
        if len(self._last) == self._last.maxlen and self._last[0] <= now < self._last[0] + SECOND:
            return False
        self._last.append(now)
        return True

    async def _pour(self) -> None:
        while self._waiting:
            if self._take():
                granted = heapq.heappop(self._waiting)[2]
                if not granted.done():
                    granted.set_result(None)
            else:
                await self._clock.sleep_until(self._last[0] + SECOND)

    def close(self) -> None:
        """Let nobody send any more."""
        self._closed = True
        if self._pouring is not None:
            self._pouring.cancel()
        for _, _, granted in self._waiting:
            if not granted.done():
                granted.set_exception(PaceClosedError())
        self._waiting.clear()
