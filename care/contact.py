"""Owns whether Telegram and this process are in touch, as the polling found it; refuses to ask Telegram itself."""

import asyncio

from care.clock import Clock
from care.moments import SECOND

# The longest time between two answers to a long poll that is alive: 25 s of waiting and 10 s of patience.
LONGEST_POLL = 35 * SECOND
HUNG = 90 * SECOND


class Contact:
    """When updates were last heard of."""

    def __init__(self, clock: Clock) -> None:
        """Begin without contact: nobody has answered yet."""
        self._clock = clock
        self._heard_at: int | None = None
        self._lost_since: int | None = clock.now()
        self._turned = asyncio.get_running_loop().time()

    @property
    def is_up(self) -> bool:
        """Tell whether the last question for updates was answered, and the one after it does not hang."""
        return self.silent_since() is None

    def heard(self) -> None:
        """Note that Telegram gave updates, or said that there are none."""
        self._heard_at, self._lost_since = self._clock.now(), None
        self._turned = asyncio.get_running_loop().time()

    def lost(self) -> None:
        """Note that a question for updates was not answered, or with an error."""
        self._turned = asyncio.get_running_loop().time()
        if self._lost_since is None:
            now = self._clock.now()
            # A poll that ran out tells half a minute late that nobody was there any more.
            recent = self._heard_at is not None and 0 <= now - self._heard_at <= LONGEST_POLL
            self._lost_since = self._heard_at if recent else now

    def silent_since(self) -> int | None:
        """Give since when no update can have come (ms UTC), or None while all is well.

        A poll that never comes back is counted in real time: a clock that is moved tells nothing of it.
        """
        if self._lost_since is not None:
            return self._lost_since
        hung = int((asyncio.get_running_loop().time() - self._turned) * 1000)
        return self._clock.now() - hung if hung >= HUNG else None
