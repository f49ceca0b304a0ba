"""Owns when a plan's next occurrence is: pure wall-clock maths; refuses "plus 24 hours" and the present."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from care.moments import clock_time, local_date, resolve

# A rule on one weekday that meets a skipped day waits two weeks; a year is beyond every rule there can be.
HORIZON_DAYS = 366


@dataclass(frozen=True)
class Rule:
    """Days and a wall-clock time: ``days`` are ISO weekdays as digits, dates are included at both ends."""

    local_time: str
    days: str
    zone: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Occurrence:
    """One intended local date and the instant (ms UTC) it means."""

    local_date: date
    at: int


def next_occurrence(rule: Rule, *, after: int, served_to: date | None) -> Occurrence | None:
    """Give the first occurrence later than ``after`` (ms UTC) on a date later than ``served_to``, or None.

    Each local date occurs at most once; a date that the zone skips, or on which a zone change put the time behind
    us, does not occur at all.
    """
    day = max(rule.starts_on, local_date(after, rule.zone) - timedelta(days=1))
    if served_to is not None:
        day = max(day, served_to + timedelta(days=1))
    for _ in range(HORIZON_DAYS):
        if rule.ends_on is not None and day > rule.ends_on:
            return None
        if str(day.isoweekday()) in rule.days:
            at = resolve(day, clock_time(rule.local_time), rule.zone)
            if at is not None and at > after:
                return Occurrence(day, at)
        day += timedelta(days=1)
    return None


def occurrences(rule: Rule, *, after: int, until: int, served_to: date | None) -> Iterator[Occurrence]:
    """Give every occurrence later than ``after`` and not later than ``until`` (ms UTC)."""
    while (found := next_occurrence(rule, after=after, served_to=served_to)) is not None and found.at <= until:
        yield found
        served_to = found.local_date
