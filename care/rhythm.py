"""Owns on which days, at what hour and for how long a routine comes, and how buttons carry it; refuses to plan it."""

from datetime import date, timedelta

from care.moments import clock_time, local
from care.words import Words

# What most therapists choose; anything else is two taps away behind "other days or time".
PRESETS = (("1234567", "18:00"), ("1234567", "09:00"), ("12345", "12:30"), ("135", "18:00"))
HOURS = ("07:00", "08:00", "09:00", "12:30", "15:00", "17:00", "18:00", "19:00", "20:00")


def offered(at: str) -> bool:
    """Tell whether an hour is one that a therapist can choose."""
    return at in HOURS or any(at == hour for _, hour in PRESETS)


def pack_days(days: str) -> str:
    """Pack weekdays into two hexadecimal digits, because a button holds 64 bytes: Monday is the lowest bit."""
    return f"{sum(1 << (int(day) - 1) for day in days):02x}"


def unpack_days(code: str) -> str:
    """Read what :func:`pack_days` wrote; ValueError when no day is left."""
    days = "".join(str(day) for day in range(1, 8) if int(code, 16) >> (day - 1) & 1)
    if not days:
        raise ValueError("a routine needs at least one day")
    return days


def timing_label(words: Words, days: str, at: str) -> str:
    """Word days and time: every day, weekdays, or the days' short names."""
    names = [words.library.name("weekday", code, words.locale) for code in weekdays(days)]
    return words.library.button("routine.timing", words.locale, {"days": days, "names": names, "time": at})


def weekdays(days: str) -> list[str]:
    """Give the codes of some days, by which the library knows their names."""
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return [week[int(day) - 1] for day in days]


def last_day(now: int, zone: str, at: str, *, weeks: int) -> date:
    """Give the last day of whole weeks that begin with the first day on which ``at`` is still ahead in the zone."""
    moment = local(now, zone)
    begins = moment.date() + timedelta(days=moment.time() >= clock_time(at))
    return begins + timedelta(weeks=weeks, days=-1)
