"""Owns the step between instants (ms UTC) and a zone's wall clock; refuses to know what time it is."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=512)
def zone_info(zone: str) -> ZoneInfo:
    """Give the rules of an IANA zone; ZoneInfoNotFoundError for an unknown name."""
    return ZoneInfo(zone)


def to_ms(moment: datetime) -> int:
    """Give an aware datetime as ms UTC."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def local(at: int, zone: str) -> datetime:
    """Give an instant as an aware datetime in a zone."""
    return (EPOCH + timedelta(milliseconds=at)).astimezone(zone_info(zone))


def local_date(at: int, zone: str) -> date:
    """Give the calendar day of an instant in a zone."""
    return local(at, zone).date()


def resolve(day: date, at: time, zone: str) -> int | None:
    """Give the instant of a wall-clock time, or None when that day does not exist in the zone.

    A time inside a spring gap moves forward by the gap, a time that comes twice in autumn means the first one
    (PEP 495, fold=0). Samoa had no 30 December 2011: a time that lands on another day is no time of that day.
    """
    moment = datetime.combine(day, at, tzinfo=zone_info(zone)).astimezone(UTC)
    return to_ms(moment) if moment.astimezone(zone_info(zone)).date() == day else None


def midnight_after(day: date, zone: str) -> int:
    """Give the instant at which a calendar day ends in a zone."""
    following = day + timedelta(days=1)
    at = resolve(following, time(0), zone)
    # The following day can be missing altogether; then the day ends where the one after that begins.
    return at if at is not None else midnight_after(following, zone)


def clock_time(text: str) -> time:
    """Read HH:MM (or HHMM, as buttons carry it); ValueError otherwise."""
    digits = text.replace(":", "")
    if len(digits) != 4 or not digits.isdigit():  # noqa: PLR2004 -- two for the hour, two for the minute
        raise ValueError(f"{text!r} is not a time; write it as 18:30")
    return time(int(digits[:2]), int(digits[2:]))


def short(at: int, zone: str) -> str:
    """Give an instant as day, month and clock in digits that every language reads alike, for a narrow button."""
    moment = local(at, zone)
    return f"{moment.day}.{moment.month}. {moment:%H:%M}"
