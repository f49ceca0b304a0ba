"""Owns whether our clock can be trusted; refuses to mend it, and to judge it by one answer that was long on its way.

A header that disagrees only raises a suspicion; the watch then asks a harmless question, and its answer decides. One
that agrees ends it all.
"""

from care.kinds import KINDS
from care.moments import MINUTE, SECOND
from care.turn import Turn
from storage.messages import Message

MOST_APART = 60 * SECOND
HELD_PRIORITY = 3
LOOK_AGAIN = 5 * MINUTE
"""Only a net: what is held is let go the moment that the clocks agree."""


class Trust:
    """What one process knows of its clock. ``apart`` is our clock minus Telegram's in ms, None before any answer."""

    def __init__(self) -> None:
        """Trust the clock until something speaks against it."""
        self.apart: int | None = None
        self.suspected = False
        self.jumped = False
        self.wrong = False
        self._looked: tuple[int, int] | None = None

    @property
    def sure(self) -> bool:
        """Tell whether what is not urgent may be sent by this clock."""
        return not (self.jumped or self.wrong)

    @property
    def ahead(self) -> int | None:
        """Give by how many ms our clock may be too late, None while it may be anything."""
        if self.sure:
            return 0
        return None if self.jumped or self.apart is None else max(self.apart, 0)

    def heard(self, telegram: int, now: int) -> None:
        """Take the time that an answer of Telegram's bore (ms UTC, whole seconds) when ours was ``now``."""
        self.apart = now - telegram
        self.suspected = abs(self.apart) > MOST_APART
        if not self.suspected:
            self.jumped = self.wrong = False

    def decide(self) -> None:
        """Take the newest answer at its word: it came at once, to a question of our own."""
        self.wrong = self.suspected

    def look(self, now: int, monotonic: int) -> bool:
        """Compare the wall clock with one that nobody sets; True when it was moved, or stood still in a sleep.

        From then on nothing that can wait goes out until Telegram agrees.
        """
        before, self._looked = self._looked, (now, monotonic)
        if before is None or abs((now - before[0]) - (monotonic - before[1])) <= MOST_APART:
            return False
        self.jumped = self.suspected = True
        return True


def held_until(turn: Turn, message: Message) -> int | None:
    """Give until when a message waits because the clocks disagree, or None; what is urgent never waits for that."""
    if turn.clock_is_sure or message.priority < HELD_PRIORITY or not KINDS[message.kind].proactive:
        return None
    return turn.now + LOOK_AGAIN
