"""Owns the times at which a prompt can be asked for again; refuses one in the night or past the day."""

from datetime import time

from care.moments import HOUR, MINUTE, local_date, midnight_after, resolve
from care.quiet import hours_of
from care.screen import Button
from care.turn import Turn

EVENING = time(20)
# An evening that begins within the next hour and a half is no other time than "in an hour".
WELL_BEFORE = 90 * MINUTE
AFTER = {"15": 15 * MINUTE, "60": HOUR}


def times(turn: Turn) -> dict[str, int]:
    """Give what can be offered to the turn's person now: code and instant, soonest first."""
    zone, quiet, today = turn.person.zone, hours_of(turn.person, turn.practice), local_date(turn.now, turn.person.zone)
    if quiet.holds(turn.now, zone):
        return {}
    until = min(quiet.begin_after(turn.now, zone), midnight_after(today, zone))
    found = {code: turn.now + after for code, after in AFTER.items()}
    evening = resolve(today, EVENING, zone)
    if evening is not None and turn.now + WELL_BEFORE <= evening:
        found["eve"] = evening
    return {code: at for code, at in found.items() if at < until}


def chips(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    """Give the row of buttons that puts a prompt off; none when there is no time left for it."""
    row = tuple(turn.words().button(f"follow.in_{code}", "fu.later", code) for code in times(turn))
    return (row,) if row else ()
