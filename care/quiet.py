"""Owns a person's quiet hours: when they begin and end by her own clock; refuses to say what may break them."""

from dataclasses import dataclass
from datetime import time, timedelta

from care.moments import clock_time, local, resolve
from storage.people import Person
from storage.practices import Practice


@dataclass(frozen=True)
class QuietHours:
    """The part of the night in which nothing proactive comes, by the client's wall clock; it spans midnight."""

    begin: time = time(21)
    end: time = time(8)

    def holds(self, at: int, zone: str) -> bool:
        """Tell whether an instant lies in the quiet hours of a zone."""
        clock = local(at, zone).time()
        return clock >= self.begin or clock < self.end

    def end_after(self, at: int, zone: str) -> int:
        """Give the instant at which the quiet hours end that hold ``at``, or that come next."""
        moment = local(at, zone)
        day = moment.date() + timedelta(days=moment.time() >= self.end)
        found = resolve(day, self.end, zone)
        # A day that the zone skips has no morning; the next one has.
        return found if found is not None else self.end_after(at + 86_400_000, zone)

    def begin_after(self, at: int, zone: str) -> int:
        """Give the instant at which the next quiet hours begin; ``at`` lies outside of them."""
        found = resolve(local(at, zone).date(), self.begin, zone)
        return found if found is not None else self.begin_after(at + 86_400_000, zone)


def hours_of(person: Person, practice: Practice) -> QuietHours:
    """Give the quiet hours that a person chose, or else the practice's."""
    begin, end = person.quiet_from or practice.quiet_from, person.quiet_to or practice.quiet_to
    return QuietHours(clock_time(begin), clock_time(end))
