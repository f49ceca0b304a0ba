"""Working hours: when somebody reads, and until when an alert should be seen."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from care import hours
from care.moments import HOUR, MINUTE, to_ms
from storage.practices import Practice

ZONE = "Europe/Berlin"
LINDEN = Practice(
    1, 1, "Linden", "DE", ZONE, "en", working_hours="mon-thu 09:00-12:00, mon-thu 13:00-18:00, fri 09:00-13:00"
)


def at(text: str) -> int:
    """Give a wall-clock time of November 2026: "27 17:00" is a Friday."""
    return to_ms(datetime.strptime(f"2026 11 {text}", "%Y %m %d %H:%M").replace(tzinfo=ZoneInfo(ZONE)))


@pytest.mark.parametrize(
    ("now", "open_", "begins"),
    [
        ("26 09:00", True, "26 09:00"),
        ("26 12:00", False, "26 13:00"),
        ("26 18:00", False, "27 09:00"),
        ("27 13:00", False, "30 09:00"),
        ("29 03:00", False, "30 09:00"),
    ],
)
def test_somebody_reads_in_the_hours_of_the_practice(now: str, open_: bool, begins: str) -> None:
    assert hours.when_seen(LINDEN, at(now)) == hours.WhenSeen(open_, at(begins))


@pytest.mark.parametrize(
    ("urgency", "now", "until"),
    [
        ("emergency", "28 03:00", "28 03:15"),
        ("same_day", "26 11:00", "26 14:00"),
        ("same_day", "27 12:30", "30 10:30"),
        ("same_day", "29 03:00", "30 11:00"),
        ("tell_therapist", "26 09:00", "27 11:00"),
        ("tell_therapist", "27 09:00", "30 11:00"),
    ],
)
def test_an_alert_should_be_seen_by(urgency: str, now: str, until: str) -> None:
    assert hours.answer_by(LINDEN, urgency, at(now)) == at(until)


def test_forty_working_hours_are_counted_over_weeks_and_the_change_of_clocks() -> None:
    part = Practice(1, 1, "Linden", "DE", ZONE, "en", working_hours="sun 01:00-05:00", escalate_hours=9)
    october = to_ms(datetime(2026, 10, 24, 12, 0, tzinfo=ZoneInfo(ZONE)))
    until = hours.answer_by(part, "same_day", october)
    assert until == to_ms(datetime(2026, 11, 1, 5, 0, tzinfo=ZoneInfo(ZONE)))
    assert until - october > 7 * 24 * HOUR - 5 * MINUTE


@pytest.mark.parametrize(
    "text", ["", "mon 9:00-18:00", "mon-fri 18:00-09:00", "fri-mon 09:00-18:00", "xyz 09:00-10:00"]
)
def test_hours_that_can_not_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"read|begins"):
        hours.spans_of(text)
