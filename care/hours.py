"""Owns the hours in which somebody of the practice reads, and until when an alert should be seen; refuses holidays.

Only days of the week and times are known: a public holiday counts as a working day, so an alert rather goes on to the
next person than waits.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from care.moments import HOUR, MINUTE, clock_time, local_date, resolve
from storage.practices import Practice

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? (?P<begin>\d\d:\d\d)-(?P<end>\d\d:\d\d)")
EMERGENCY = 15 * MINUTE
"""An emergency goes on to the next person after this, whatever the hour."""
AHEAD = 15
BY_DAY = tuple((weekday, time(9), time(20)) for weekday in range(7))
"""When somebody may be told again of an emergency although nobody works."""


@dataclass(frozen=True)
class WorkingHours:
    """When somebody reads: for each span a weekday (Monday is 0), its begin and its end, in a zone."""

    spans: tuple[tuple[int, time, time], ...]
    zone: str

    def _from(self, at: int) -> list[tuple[int, int]]:
        """Give the spans that end after an instant, in order, as instants: enough for two weeks."""
        today, found = local_date(at, self.zone), []
        for number in range(AHEAD):
            day = today + timedelta(days=number)
            found += [self._on(day, begin, end) for weekday, begin, end in self.spans if weekday == day.weekday()]
        return sorted(span for span in found if span[1] > at)

    def _on(self, day: date, begin: time, end: time) -> tuple[int, int]:
        # A day that the zone skips has no hours.
        return resolve(day, begin, self.zone) or 0, resolve(day, end, self.zone) or 0

    def hold(self, at: int) -> bool:
        """Tell whether an instant lies in the working hours."""
        return any(begin <= at for begin, _ in self._from(at)[:1])

    def begin_after(self, at: int) -> int:
        """Give when the working hours begin that hold an instant, or come next."""
        return self._from(at)[0][0]

    def after(self, at: int, work: int) -> int:
        """Give the instant at which so much working time (ms) has passed since another one."""
        while True:
            for begin, end in self._from(at):
                at = max(begin, at)
                if end - at >= work:
                    return at + work
                work, at = work - (end - at), end

    def next_day(self, at: int) -> int:
        """Give when the working hours of the next day begin."""
        today = local_date(at, self.zone)
        return next(begin for begin, _ in self._from(at) if local_date(begin, self.zone) > today)

    def by_day(self, at: int) -> int:
        """Give the first instant from one on that lies in the working hours, or by day whatever the weekday."""
        return max(at, min(self.begin_after(at), self._whole_week().begin_after(at)))

    def next_morning(self, at: int) -> int:
        """Give when the next day begins, whatever the weekday: by day, or with working hours that begin before."""
        return min(self.next_day(at), self._whole_week().next_day(at))

    def _whole_week(self) -> "WorkingHours":
        return WorkingHours(BY_DAY, self.zone)


def spans_of(text: str) -> tuple[tuple[int, time, time], ...]:
    """Read working hours such as ``mon-thu 09:00-18:00, fri 09:00-13:00``; ValueError says what is wrong."""
    found: list[tuple[int, time, time]] = []
    for part in text.lower().split(","):
        said = SPAN.fullmatch(" ".join(part.split()))
        if said is None or {said["first"], said["last"] or said["first"]} - set(DAYS):
            raise ValueError(f"{part.strip()!r} can't be read; write it as mon-fri 09:00-18:00")
        begin, end = clock_time(said["begin"]), clock_time(said["end"])
        first, last = DAYS.index(said["first"]), DAYS.index(said["last"] or said["first"])
        if begin >= end or first > last:
            raise ValueError(f"{part.strip()!r} ends before it begins")
        new = [(day, begin, end) for day in range(first, last + 1)]
        if any(one[0] == other[0] and one[1] < other[2] and other[1] < one[2] for one in new for other in found):
            raise ValueError(f"{part.strip()!r} overlaps hours before it; write each hour of a day once")
        found += new
    return tuple(found)


@lru_cache(maxsize=64)
def hours_of_work(text: str, zone: str) -> WorkingHours:
    """Give the working hours that a practice's setting means."""
    return WorkingHours(spans_of(text), zone)


def of(practice: Practice) -> WorkingHours:
    """Give a practice's working hours."""
    return hours_of_work(practice.working_hours, practice.zone)


def answer_by(practice: Practice, urgency: str, now: int) -> int:
    """Give until when an alert should be seen before the next person is called.

    An emergency: 15 minutes, whatever the hour. One of today: so many working hours as the practice says. Anything
    else: so many working hours into the next working day.
    """
    if urgency == "emergency":
        return now + EMERGENCY
    hours, work = of(practice), practice.escalate_hours * HOUR
    return hours.after(now if urgency == "same_day" else hours.next_day(now), work)


@dataclass(frozen=True)
class WhenSeen:
    """Whether somebody reads now; ``at`` (ms UTC) is when the working hours begin that hold now or come next."""

    now: bool
    at: int


def when_seen(practice: Practice, now: int) -> WhenSeen:
    """Tell whether working hours are on, and when they begin."""
    hours = of(practice)
    return WhenSeen(hours.hold(now), hours.begin_after(now))
