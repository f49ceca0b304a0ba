"""Owns what a row of daily pain numbers means for routines; refuses to know whose they are, and any clock.

Source: clinical brief, sections 0 and 4 (bands 0-3, 4-6, 7-10; exactly 6 counts as red; 2 points are a change that
matters, Farrar 2001, Salaffi 2004). The windows are ours: a week of her own, at least four days of it answered, because
with fewer one bad evening would be half of what is usual. Below that nothing is compared, and the number alone decides.
The mean of the three days running is that of the week before all three: a week that holds the bad days itself would
need a rise of 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

WEEK = 7
LEAST_ANSWERED = 4
MATTERS = 2
WORST = 10
RUN = 3
MIDDLING = range(4, 7)
LIGHTS = ("green", "amber", "red")

Days = Mapping[date, int]
"""The pain (0-10) of each day that was answered; a day that is missing was not."""


@dataclass(frozen=True)
class Usual:
    """What a week of hers is like: ``middle`` is its median, ``most`` its highest pain."""

    middle: float
    most: int


def week_before(days: Days, day: date) -> list[int]:
    """Give what was answered in the seven days before a day; nothing when that is fewer than four."""
    found = [days[before] for back in range(1, WEEK + 1) if (before := day - timedelta(days=back)) in days]
    return found if len(found) >= LEAST_ANSWERED else []


def usual(days: Days, day: date) -> Usual | None:
    """Give what the week before a day was like, or None when too little of it is known."""
    week = week_before(days, day)
    return Usual(float(median(week)), max(week)) if week else None


def is_more(pain: int, week: Usual | None) -> bool:
    """Tell whether a pain is a single high one: 2 or more above her week's median, or 4 to 6 where that is new."""
    if week is None:
        return False
    return pain - week.middle >= MATTERS or (pain in MIDDLING and week.most < MIDDLING.start)


def is_high(pain: int, threshold: int, week: Usual | None, *, long_term: bool) -> bool:
    """Tell whether a pain alone lets the routines rest.

    With long-term pain her own week decides instead; while that is not known, only the worst pain there is does.
    """
    return (week is None and pain >= WORST) if long_term else pain >= threshold


def is_rising(days: Days, today: date, resumed_on: date | None = None) -> bool:
    """Tell whether the last three days, today among them, were each 2 or more above the mean of the week before them.

    The three days must follow each other and be answered. What lies before or on the day on which a therapist let the
    routines go on is known to her, and does not count among the three again.
    """
    run = [today - timedelta(days=back) for back in range(RUN)]
    week = week_before(days, run[-1])
    if not week or any(day not in days for day in run):
        return False
    if resumed_on is not None and run[-1] <= resumed_on:
        return False
    # In whole numbers: a mean of thirds must not decide by its last digit.
    return all((days[day] - MATTERS) * len(week) >= sum(week) for day in run)


def light(pain: int, amber_from: int, red_from: int, week: Usual | None, *, six_is_amber: bool) -> str:
    """Choose the version of a routine: green, amber or red.

    Exactly 6 is red, unless the therapist set 4-6 as amber for this client. A pain that is more than usual is never
    green.
    """
    red_from = max(red_from, MIDDLING.stop) if six_is_amber else red_from
    if pain >= red_from:
        return "red"
    return "amber" if pain >= amber_from or is_more(pain, week) else "green"
