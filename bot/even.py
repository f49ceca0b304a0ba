"""Owns that what was planned goes out evenly; refuses to slow down what answers somebody.

A whole second's messages at its very beginning would let whoever taps right after wait for the next second.
"""

from care.moments import SECOND

CLUMP = 50
"""So many ms' worth of messages may go together: a clock that jumps from clump to clump gets on."""
AFTER_REST = 300
"""So many ms' worth may go at once when nothing planned went out for a second."""


class Even:
    """When the next planned message may go."""

    def __init__(self) -> None:
        """Begin after a rest."""
        self._next_at = 0.0
        self._last = 0

    def free_at(self, now: int) -> int:
        """Give the instant from which one more may go; after a clump the next one comes as a whole."""
        next_at = self._from(now)
        return now if next_at <= now else min(max(int(next_at) + 1, self._last + CLUMP), now + SECOND)

    def spend(self, now: int, per_second: int) -> None:
        """Note one message."""
        self._next_at = self._from(now) + SECOND / per_second
        self._last = now

    def _from(self, now: int) -> float:
        if now < self._last or now - self._last >= SECOND:  # a clock that was set back counts as a rest
            return now - AFTER_REST
        return self._next_at if now == self._last else max(self._next_at, now - CLUMP)
