"""Owns who follows the clock and what each waits for; refuses to move it (`simulator.stepping` does)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.wakeup import Wakeup

if TYPE_CHECKING:
    from simulator.clock import SimulatedClock

LONGEST_POLL_S = 25.0
# So long after its last poll a follower still counts: between two polls it is at work, not gone.
ALIVE_S = 2.0


@dataclass
class Follower:
    """One process that takes its time from here: what it has done, and when it wants to be woken."""

    seen: int = 0
    next_due_ms: int | None = None
    busy: bool = False
    polls: int = 0
    last: float = float("-inf")


class Followers:
    """All followers by name."""

    def __init__(self, clock: SimulatedClock) -> None:
        """Begin with nobody."""
        self._clock = clock
        self._known: dict[str, Follower] = {}
        self.alive_s = ALIVE_S
        self.reported = Wakeup()

    async def follow(self, name: str, seen: int, next_due_ms: int | None, *, busy: bool) -> None:
        """Take one report and return when the clock's version is past `seen`, at the latest after 25 real seconds."""
        loop = asyncio.get_running_loop()
        follower = self._known.setdefault(name, Follower())
        follower.seen, follower.next_due_ms, follower.busy = seen, next_due_ms, busy
        follower.polls += 1
        self.reported.fire()
        deadline = loop.time() + LONGEST_POLL_S
        try:
            while self._clock.version <= seen and (left := deadline - loop.time()) > 0:
                await self._clock.moved.wait(left)
        except asyncio.CancelledError:
            # Hung up: a follower that was killed must not hold the clock for its two seconds of grace.
            follower.last = float("-inf")
            raise
        else:
            follower.last = loop.time()
        finally:
            follower.polls -= 1
            self.reported.fire()

    def forget(self) -> None:
        """Count nobody as being there who does not poll just now, as when all of them are known to be dead."""
        for one in self._known.values():
            one.last = float("-inf")

    def live(self) -> list[Follower]:
        """Return the followers that are there: with a poll outstanding, or one within the last seconds."""
        now = asyncio.get_running_loop().time()
        return [one for one in self._known.values() if one.polls > 0 or now - one.last < self.alive_s]

    def have_seen(self, version: int) -> bool:
        """Tell whether every live follower has done all that was due at `version`."""
        return all(one.seen >= version and not one.busy for one in self.live())

    def next_due_ms(self, after_ms: int) -> int | None:
        """Return the earliest timer of a live follower that is later than `after_ms`."""
        due = [one.next_due_ms for one in self.live() if one.next_due_ms is not None and one.next_due_ms > after_ms]
        return min(due, default=None)
