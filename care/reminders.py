"""Owns when a visit's reminders come; pure: refuses the present, the database and any exception for a late hour."""

from dataclasses import dataclass
from datetime import timedelta

from care.moments import HOUR, MINUTE, local, resolve
from care.quiet import QuietHours

LEADS = {"48h": 48 * HOUR, "2h": 2 * HOUR}


@dataclass(frozen=True)
class Reminder:
    """One reminder of a visit: its slot (48h or 2h) and its instant (ms UTC)."""

    slot: str
    at: int


def reminders(starts_at: int, zone: str, *, known_at: int, quiet: QuietHours) -> list[Reminder]:
    """Give the reminders of a visit that was booked (or moved) at ``known_at``, for a client in ``zone``.

    One that would come in the quiet hours comes before them; when that is past already it comes at their end if the
    visit is still ahead then, or not at all. A reminder whose time had passed when the visit was booked is none.
    """
    found = []
    for slot, lead in LEADS.items():
        if starts_at - lead <= known_at:
            continue
        at = _outside_quiet(starts_at - lead, zone, known_at=known_at, quiet=quiet)
        if at is not None and at < starts_at:
            found.append(Reminder(slot, at))
    return found


def _outside_quiet(at: int, zone: str, *, known_at: int, quiet: QuietHours) -> int | None:
    if not quiet.holds(at, zone):
        return at
    moment = local(at, zone)
    evening = moment.date() if moment.time() >= quiet.begin else moment.date() - timedelta(days=1)
    begins = resolve(evening, quiet.begin, zone)
    if begins is not None and begins - MINUTE > known_at:
        return begins - MINUTE
    return resolve(evening + timedelta(days=1), quiet.end, zone)
