"""Owns the numbers that one process keeps about its work; refuses anything about a person."""

from collections import Counter, deque

from care.messenger import Outcome, Outgoing, Sent
from care.moments import HOUR

OVER = HOUR
FEWEST = 10
"""Below so many messages in the hour a percentile says nothing; that nothing goes out at all is watched by itself."""
MOST_KEPT = 100_000
LEAST_WATCHED = 4


class Figures:
    """Counts since the start, and how late the messages of the last hour were.

    Lateness counts from when a message could have gone: what Telegram asked to wait for or lets stand in line, what the
    policy held back and what fell into a time when nobody was there is not late by our doing.
    """

    def __init__(self, now: int) -> None:
        """Begin to count."""
        self.delivered: Counter[tuple[str, str]] = Counter()
        self.last_sent = now
        self.counts_from = now
        self._late: deque[tuple[int, int]] = deque(maxlen=MOST_KEPT)
        self.late_seconds = 0.0
        self.late_count = 0

    def note(self, outgoing: Outgoing, outcome: Outcome, now: int) -> None:
        """Count what became of one message."""
        self.delivered[outgoing.kind, type(outcome).__name__.lower()] += 1
        if not isinstance(outcome, Sent):
            return
        self.last_sent = now
        if outgoing.priority > LEAST_WATCHED:
            return  # what goes to a crowd waits for Telegram's pace on purpose
        late = max(0, now - max(outgoing.ready_at, self.counts_from) - outcome.waited_ms)
        self._late.append((now, late))
        self.late_seconds += late / 1000
        self.late_count += 1

    def late(self, now: int, share: float = 0.99) -> int | None:
        """Give how late (ms) that ``share`` of the last hour's messages were at most; None for too few."""
        while self._late and not now - OVER <= self._late[0][0] <= now:
            self._late.popleft()
        if len(self._late) < FEWEST:
            return None
        ordered = sorted(late for _, late in self._late)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    def forgive(self, now: int) -> None:
        """Count from here: before, nobody was there, and what comes now for that time is not late by our doing."""
        self.counts_from = now
