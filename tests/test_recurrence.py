"""When a recurring thing comes next: by the wall clock of a zone, whatever its rulers do to it."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.moments import DAY, MINUTE, local, local_date, midnight_after, resolve, to_ms
from care.recurrence import Occurrence, Rule, next_occurrence, occurrences

ZONES = sorted(available_timezones() - {"localtime"})
SLOTS = (time(0, 0), time(2, 30), time(8, 0), time(18, 30))
FIRST, LAST = date(2000, 1, 1), date(2037, 12, 31)
EVERY_DAY = "1234567"


def ms(text: str) -> int:
    """Read an instant, written as 2026-03-29T00:30Z."""
    return to_ms(datetime.fromisoformat(text))


# What comes after a moment before each day, checked by hand against the zones' published rules.
TABLE = [
    ("an ordinary day", "Europe/Berlin", "18:30", "2026-11-22", "2026-11-22T17:30Z"),
    ("spring: 02:30 does not exist and becomes 03:30", "Europe/Berlin", "02:30", "2026-03-29", "2026-03-29T01:30Z"),
    ("spring: 18:30 the same evening", "Europe/Berlin", "18:30", "2026-03-29", "2026-03-29T16:30Z"),
    ("autumn: of two 02:30 the first", "Europe/Berlin", "02:30", "2026-10-25", "2026-10-25T00:30Z"),
    ("autumn: 03:30 is there once", "Europe/Berlin", "03:30", "2026-10-25", "2026-10-25T02:30Z"),
    ("half an hour forward: 02:15 becomes 02:45", "Australia/Lord_Howe", "02:15", "2026-10-04", "2026-10-03T15:45Z"),
    ("half an hour back: of two 01:45 the first", "Australia/Lord_Howe", "01:45", "2026-04-05", "2026-04-04T14:45Z"),
    ("Sao Paulo had no midnight", "America/Sao_Paulo", "00:00", "2018-11-04", "2018-11-04T03:00Z"),
    ("Sao Paulo had 23:30 twice", "America/Sao_Paulo", "23:30", "2018-02-17", "2018-02-18T01:30Z"),
    ("Casablanca goes back for Ramadan", "Africa/Casablanca", "02:30", "2026-02-15", "2026-02-15T01:30Z"),
    ("and forward after it", "Africa/Casablanca", "02:30", "2026-03-22", "2026-03-22T02:30Z"),
    ("a quarter to the hour", "Asia/Kathmandu", "08:00", "2026-06-01", "2026-06-01T02:15Z"),
]


@pytest.mark.parametrize(("zone", "at", "day", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_known_days(zone: str, at: str, day: str, expected: str) -> None:
    rule = Rule(at, EVERY_DAY, zone, date.fromisoformat(day), None)
    assert next_occurrence(rule, after=0, served_to=None) == Occurrence(date.fromisoformat(day), ms(expected))


@pytest.mark.parametrize(
    ("zone", "skipped"),
    [
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Pacific/Fakaofo", date(2011, 12, 30)),
        ("Pacific/Kwajalein", date(1993, 8, 21)),
    ],
)
def test_a_day_that_a_zone_skipped_is_asked_on_neither_side(zone: str, skipped: date) -> None:
    rule = Rule("18:30", EVERY_DAY, zone, skipped - timedelta(days=2), skipped + timedelta(days=2))
    found = list(occurrences(rule, after=0, until=1 << 62, served_to=None))
    days = [skipped + timedelta(days=n) for n in (-2, -1, 1, 2)]
    assert [one.local_date for one in found] == days
    assert [local(one.at, zone).strftime("%H:%M") for one in found] == ["18:30"] * 4


def test_the_line_islands_skipped_new_years_eve_of_1994() -> None:
    assert resolve(date(1994, 12, 31), time(18, 30), "Pacific/Kiritimati") is None
    assert midnight_after(date(1994, 12, 30), "Pacific/Kiritimati") == ms("1994-12-31T10:00Z")


def test_a_weekly_thing_on_the_skipped_weekday_waits_a_week() -> None:
    rule = Rule("09:00", "5", "Pacific/Apia", date(2011, 12, 24), None)
    found = next_occurrence(rule, after=0, served_to=None)
    assert found is not None
    assert found.local_date == date(2012, 1, 6)


def test_nothing_comes_after_the_last_day() -> None:
    rule = Rule("18:30", EVERY_DAY, "Europe/Berlin", date(2026, 11, 1), date(2026, 11, 3))
    found = list(occurrences(rule, after=0, until=1 << 62, served_to=None))
    assert [one.local_date.day for one in found] == [1, 2, 3]
    assert next_occurrence(rule, after=found[-1].at, served_to=None) is None


def test_a_date_that_was_served_never_comes_again_even_when_the_clock_is_set_back() -> None:
    rule = Rule("18:30", EVERY_DAY, "Europe/Berlin", date(2026, 11, 1), None)
    found = next_occurrence(rule, after=ms("2026-11-01T00:00Z"), served_to=date(2026, 11, 5))
    assert found is not None
    assert found.local_date == date(2026, 11, 6)


zones = st.sampled_from(ZONES)
days_of_week = st.sets(st.sampled_from("1234567"), min_size=1).map(lambda days: "".join(sorted(days)))
clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
dates = st.dates(date(1971, 1, 1), LAST)


@settings(max_examples=150, deadline=None)
@given(zones, days_of_week, clock_times, dates, st.integers(0, 120), st.integers(-DAY, 3 * DAY))
def test_every_matching_date_comes_exactly_once_and_at_its_time(
    zone: str, days: str, at: time, start: date, length: int, offset: int
) -> None:
    rule = Rule(f"{at:%H:%M}", days, zone, start, start + timedelta(days=length))
    after = to_ms(datetime.combine(start, time(0), tzinfo=UTC)) + offset
    found = list(occurrences(rule, after=after, until=1 << 62, served_to=None))
    assert found == brute_force(rule, at, after)
    assert all(earlier.at < later.at for earlier, later in pairwise(found))
    assert len({one.local_date for one in found}) == len(found)
    for one in found:
        check_meaning(one, at, zone)


def brute_force(rule: Rule, at: time, after: int) -> list[Occurrence]:
    """Find occurrences the slow way: every day of the rule, by trying what its wall clock could mean."""
    assert rule.ends_on is not None
    span = (rule.ends_on - rule.starts_on).days + 1
    days = [rule.starts_on + timedelta(days=n) for n in range(span)]
    meant = [(day, first_instant(day, at, rule.zone)) for day in days if str(day.isoweekday()) in rule.days]
    return [Occurrence(day, instant) for day, instant in meant if instant is not None and instant > after]


def first_instant(day: date, at: time, zone: str) -> int | None:
    """Find what a wall clock means by trying every offset that the zone has around that day, without PEP 495."""
    naive = datetime.combine(day, at)
    rules = ZoneInfo(zone)
    around = [naive.replace(tzinfo=UTC) + timedelta(hours=hours) for hours in range(-36, 37)]
    offsets = sorted({moment.astimezone(rules).utcoffset() or timedelta(0) for moment in around})
    exact = [naive - offset for offset in offsets if wall(naive - offset, rules) == naive]
    if exact:
        return to_ms(min(exact).replace(tzinfo=UTC))
    # In a gap: what the clock would show had it not been put forward.
    before = max((naive - offset for offset in offsets if wall(naive - offset, rules) > naive), default=None)
    if before is None or wall(before, rules).date() != day:
        return None
    return to_ms(before.replace(tzinfo=UTC))


def wall(moment: datetime, rules: ZoneInfo) -> datetime:
    """Give the wall clock, naive, of a naive UTC moment."""
    return moment.replace(tzinfo=UTC).astimezone(rules).replace(tzinfo=None)


def check_meaning(one: Occurrence, at: time, zone: str) -> None:
    """Hold an occurrence against what was intended: that date and time, or, in a gap only, a later time that day."""
    shown = local(one.at, zone)
    assert shown.date() == one.local_date
    if (shown.hour, shown.minute) != (at.hour, at.minute):
        jump = (local(one.at + DAY, zone).utcoffset(), local(one.at - DAY, zone).utcoffset())
        assert jump[0] != jump[1], "a wrong time without a transition"
        assert shown.time() > at


@settings(max_examples=100, deadline=None)
@given(zones, dates)
def test_a_day_ends_where_the_next_one_begins(zone: str, day: date) -> None:
    begins = resolve(day, time(0), zone)
    ends = midnight_after(day, zone)
    assert local_date(ends, zone) > day
    assert local_date(ends - 1, zone) <= day
    if begins is not None:
        assert local_date(begins, zone) == day
        assert 20 * 60 * MINUTE <= ends - begins <= 28 * 60 * MINUTE or (ends - begins) % DAY == 0


def transitions(zone: str) -> Iterator[date]:
    """Give every date between FIRST and LAST on which a zone changes its offset, in its own calendar."""
    rules = ZoneInfo(zone)
    moment, end = datetime.combine(FIRST, time(0), tzinfo=UTC), datetime.combine(LAST, time(0), tzinfo=UTC)
    step = timedelta(days=14)
    offset = moment.astimezone(rules).utcoffset()
    while moment < end:
        following = moment + step
        if following.astimezone(rules).utcoffset() != offset:
            low, high = moment, following
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) / 2
                low, high = (middle, high) if middle.astimezone(rules).utcoffset() == offset else (low, middle)
            yield high.astimezone(rules).date()
            following = high
            offset = following.astimezone(rules).utcoffset()
        moment = following


def check_transition(zone: str, day: date) -> None:
    """Hold the days around a transition against the slow way, at four times of the day."""
    first, last = day - timedelta(days=2), day + timedelta(days=2)
    for slot in SLOTS:
        rule = Rule(f"{slot:%H:%M}", EVERY_DAY, zone, first, last)
        found = list(occurrences(rule, after=0, until=1 << 62, served_to=None))
        assert found == brute_force(rule, slot, 0), (zone, day, slot)


def test_a_sample_of_all_transitions_of_all_zones() -> None:
    dice = random.Random(7)
    for zone in dice.sample(ZONES, 60):
        found = list(transitions(zone))
        for day in dice.sample(found, min(4, len(found))):
            check_transition(zone, day)


@pytest.mark.full
def test_all_transitions_of_all_zones() -> None:
    every = [(zone, day) for zone in ZONES for day in transitions(zone)]
    assert len(every) > 10_000
    for zone, day in every:
        check_transition(zone, day)
