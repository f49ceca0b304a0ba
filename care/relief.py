"""Owns how long relief held after visits: medians of her own answers, nothing filled in; refuses too few visits.

It says what was, not why: pain may be lower after a visit for other reasons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

# Fewer are chance: then it says so, and draws nothing.
LEAST_VISITS = 3
DAYS_BEFORE = 3
DAYS_AFTER = 7


@dataclass(frozen=True)
class Answer:
    """The pain of one day (0-10) and when it was told (ms UTC)."""

    pain: int
    at: int


@dataclass(frozen=True)
class Visit:
    """A visit's local day, its beginning and its end (ms UTC)."""

    day: date
    starts_at: int
    ends_at: int


@dataclass(frozen=True)
class Relief:
    """Median pain before ``visits`` visits, and 0, 1, 2 … days after them (None: told after too few of them)."""

    visits: int
    before: float
    after: tuple[float | None, ...]

    @property
    def first(self) -> float:
        """Give the first median after visits."""
        return next(value for value in self.after if value is not None)

    @property
    def lower(self) -> bool:
        """Tell whether pain was lower after visits than before, to begin with."""
        return self.first < self.before

    @property
    def back_on(self) -> int | None:
        """Give the first day after visits on which pain was no lower than before, or None."""
        return next((day for day, value in enumerate(self.after) if value is not None and value >= self.before), None)

    @property
    def last(self) -> int:
        """Give the last day after visits that is known."""
        return max(day for day, value in enumerate(self.after) if value is not None)


def relief(answers: Mapping[date, Answer], visits: Iterable[Visit]) -> Relief | None:
    """Compare each day after visits with the days before them; None when fewer than three can be compared.

    What she told on the day itself counts by its hour. The days from the next visit on belong to that one.
    """
    known = sorted(visits, key=lambda visit: visit.starts_at)
    ends = [visit.day for visit in known[1:]]
    compared = [_around(answers, visit, end) for visit, end in zip(known, [*ends, date.max], strict=False)]
    compared = [(before, after) for before, after in compared if before and after]
    if len(compared) < LEAST_VISITS:
        return None
    by_day = [[after[day] for _, after in compared if day in after] for day in range(DAYS_AFTER + 1)]
    medians = tuple(median(values) if len(values) >= LEAST_VISITS else None for values in by_day)
    if all(value is None for value in medians):
        return None
    return Relief(len(compared), median(median(before) for before, _ in compared), medians)


def _around(answers: Mapping[date, Answer], visit: Visit, next_visit: date) -> tuple[list[int], dict[int, int]]:
    """Give what she told in the days before a visit, and on which day after it she told what."""
    on_the_day = answers.get(visit.day)
    days = [visit.day - timedelta(days=back) for back in range(1, DAYS_BEFORE + 1)]
    before = [answers[day].pain for day in days if day in answers]
    if on_the_day is not None and on_the_day.at < visit.starts_at:
        before.append(on_the_day.pain)
    after = {0: on_the_day.pain} if on_the_day is not None and on_the_day.at >= visit.ends_at else {}
    for ahead in range(1, DAYS_AFTER + 1):
        day = visit.day + timedelta(days=ahead)
        if day in answers and day < next_visit:
            after[ahead] = answers[day].pain
    return before, after
