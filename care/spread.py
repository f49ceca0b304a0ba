"""Owns how a crowd that is due at one minute is spread after it; pure: refuses to come early, at night or by chance."""

import hashlib

from care.moments import MINUTE, SECOND, local_date, resolve
from care.quiet import QuietHours


def spread(at: int, zone: str, *, window: int, key: str, quiet: QuietHours) -> int:
    """Give the instant at which something chosen for ``at`` comes to a client in ``zone``: 0 to ``window`` ms later.

    The same ``key`` is always delayed alike, whatever process asks. What was chosen by day does not slip into the
    night: then there is less room.
    """
    room = window
    if window and not quiet.holds(at, zone):
        night = resolve(local_date(at, zone), quiet.begin, zone)
        room = min(window, night - MINUTE - at) if night is not None and night > at else window
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    return at + number % (max(room, 0) // SECOND + 1) * SECOND
