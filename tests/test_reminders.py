"""When a visit's reminders come: by day, before the visit, and never about what was past at the booking."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from care.moments import DAY, HOUR, MINUTE, local, resolve, to_ms
from care.quiet import QuietHours
from care.reminders import LEADS, reminders

QUIET = QuietHours()
BERLIN = "Europe/Berlin"
ZONES = sorted(available_timezones() - {"localtime"})
LONG_AGO = 0


def at(text: str, zone: str = BERLIN) -> int:
    """Read a wall clock, written as 2026-11-25 08:30, in a zone."""
    day, clock = text.split()
    found = resolve(date.fromisoformat(day), time.fromisoformat(clock), zone)
    assert found is not None
    return found


def said(visit: str, booked: str | None = None, zone: str = BERLIN) -> dict[str, str]:
    """Give the reminders of a visit as wall clocks, by slot."""
    known = LONG_AGO if booked is None else at(booked)
    found = reminders(at(visit), zone, known_at=known, quiet=QUIET)
    return {one.slot: local(one.at, zone).strftime("%Y-%m-%d %H:%M") for one in found}


def test_an_afternoon_visit() -> None:
    assert said("2026-11-25 15:00") == {"48h": "2026-11-23 15:00", "2h": "2026-11-25 13:00"}


def test_a_visit_at_half_past_eight_is_reminded_of_the_evening_before() -> None:
    assert said("2026-11-25 08:30") == {"48h": "2026-11-23 08:30", "2h": "2026-11-24 20:59"}


def test_a_visit_at_ten_is_reminded_of_at_eight_when_the_night_ends() -> None:
    assert said("2026-11-25 10:00")["2h"] == "2026-11-25 08:00"


def test_booked_late_at_night_for_the_morning_it_comes_when_the_night_ends() -> None:
    assert said("2026-11-25 08:30", booked="2026-11-24 23:15") == {"2h": "2026-11-25 08:00"}


def test_booked_late_at_night_for_seven_it_does_not_come_at_all() -> None:
    assert said("2026-11-25 07:30", booked="2026-11-24 23:15") == {}


def test_booked_at_one_minute_to_nine_in_the_evening_there_is_no_evening_left() -> None:
    assert said("2026-11-25 08:30", booked="2026-11-24 20:59") == {"2h": "2026-11-25 08:00"}


def test_booked_within_two_hours_there_is_nothing_to_remind_of() -> None:
    assert said("2026-11-25 15:00", booked="2026-11-25 13:00") == {}


def test_booked_a_day_before_only_the_short_one_comes() -> None:
    assert said("2026-11-25 15:00", booked="2026-11-24 15:00") == {"2h": "2026-11-25 13:00"}


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        ("2026-03-29 09:30", {"48h": "2026-03-27 08:30", "2h": "2026-03-28 20:59"}),
        ("2026-03-31 07:30", {"48h": "2026-03-28 20:59", "2h": "2026-03-30 20:59"}),
        ("2026-10-25 09:30", {"48h": "2026-10-23 10:30", "2h": "2026-10-24 20:59"}),
        ("2026-10-26 09:30", {"48h": "2026-10-24 10:30", "2h": "2026-10-25 20:59"}),
    ],
)
def test_nights_on_which_the_clock_is_changed(visit: str, expected: dict[str, str]) -> None:
    assert said(visit) == expected


def test_a_client_far_away_is_reminded_by_her_own_night() -> None:
    found = said("2026-11-25 15:00", zone="America/Los_Angeles")
    assert found["2h"] == "2026-11-24 20:59"


instants = st.integers(to_ms(datetime(2000, 1, 1, tzinfo=UTC)), to_ms(datetime(2037, 12, 1, tzinfo=UTC)))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, tzinfo=None))
nights = st.builds(
    QuietHours, clocks.filter(lambda c: c >= time(18)), clocks.filter(lambda c: time(1) <= c <= time(11))
)


@settings(max_examples=250, deadline=None)
@given(instants, st.integers(0, 20 * DAY), st.sampled_from(ZONES), nights)
@example(to_ms(datetime(2011, 12, 30, 15, 0, tzinfo=UTC)), 10 * DAY, "Pacific/Apia", QUIET)
@example(to_ms(datetime(2011, 12, 31, 15, 0, tzinfo=UTC)), 10 * DAY, "Pacific/Apia", QUIET)
@example(to_ms(datetime(2018, 11, 4, 9, 0, tzinfo=UTC)), 10 * DAY, "America/Sao_Paulo", QUIET)
def test_by_day_before_the_visit_and_only_what_was_ahead(
    starts_at: int, booked_before: int, zone: str, quiet: QuietHours
) -> None:
    known_at = starts_at - booked_before
    found = reminders(starts_at, zone, known_at=known_at, quiet=quiet)
    assert [one.slot for one in found] == sorted({one.slot for one in found}, key=list(LEADS).index)
    for one in found:
        assert not quiet.holds(one.at, zone), local(one.at, zone)
        assert known_at < one.at < starts_at
        assert known_at < starts_at - LEADS[one.slot]


@settings(max_examples=150, deadline=None)
@given(instants, st.integers(0, 20 * DAY), st.sampled_from(ZONES))
def test_nothing_is_left_out_that_could_come_by_day(starts_at: int, booked_before: int, zone: str) -> None:
    known_at = starts_at - booked_before
    found = {one.slot: one.at for one in reminders(starts_at, zone, known_at=known_at, quiet=QUIET)}
    for slot, lead in LEADS.items():
        meant = starts_at - lead
        if meant > known_at and not QUIET.holds(meant, zone):
            assert found[slot] == meant
        if slot in found:
            # Earlier by a night at most: from 08:00 back to 20:59, an hour more where the clock is changed.
            assert -14 * HOUR <= found[slot] - meant <= 14 * HOUR or _day_missing(meant, zone)


def _day_missing(around: int, zone: str) -> bool:
    days = [local(around, zone).date() + timedelta(days=n) for n in (-1, 0, 1)]
    return any(resolve(day, time(12), zone) is None for day in days)


@settings(max_examples=100, deadline=None)
@given(instants, st.sampled_from(ZONES))
def test_the_night_is_told_from_the_day_to_the_minute(around: int, zone: str) -> None:
    day = local(around, zone).date()
    begins, ends = resolve(day, QUIET.begin, zone), resolve(day, QUIET.end, zone)
    assume(begins is not None and ends is not None)
    assert begins is not None
    assert ends is not None
    assume(local(begins, zone).time() == QUIET.begin and local(ends, zone).time() == QUIET.end)
    assert QUIET.holds(begins, zone)
    assert QUIET.holds(ends - MINUTE, zone)
    assert not QUIET.holds(ends, zone)
