"""Owns how a surgery is asked for: where, in which month, and what the surgeon said; refuses to ask for the day."""

from datetime import UTC, date, datetime

from care import fitness
from care.desk import Desk
from care.intake import Intake, Surgery
from care.moments import local_date
from care.screen import Button, Screen, TapError

MONTHS = 12
BEFORE, UNKNOWN = "before", "unknown"
CLEARED = {"y": True, "n": False, "u": None}
_SIX = 6  # YYYYMM


def read(area: str, month: str, cleared: str) -> Surgery:
    """Read a surgery from the arguments of a button; TapError for what was never offered."""
    if area not in fitness.NEAR or cleared not in CLEARED:
        raise TapError(f"surgery {area} {cleared}")
    if month in (BEFORE, UNKNOWN):
        return Surgery(area, "" if month == UNKNOWN else month, CLEARED[cleared])
    if not (len(month) == _SIX and month.isdecimal() and month.isascii() and 1 <= int(month[4:]) <= MONTHS):
        raise TapError(f"month {month}")
    if int(month[:4]) not in range(1900, 2200):
        raise TapError(f"month {month}")
    return Surgery(area, f"{month[:4]}-{month[4:]}", CLEARED[cleared])


def packed(month: str) -> str:
    """Write a month as a button carries it."""
    return month.replace("-", "") or UNKNOWN


def page(desk: Desk, intake: Intake, area: str, month: str) -> Screen:
    """Word the next question about a surgery, or the list of what is on file."""
    if area:
        read(area, month or UNKNOWN, "u")
    if area and month:
        return _cleared(desk, area, month)
    return _months(desk, area) if area else _list(desk, intake)


def _list(desk: Desk, intake: Intake) -> Screen:
    words = desk.words
    names = {area: words.library.name("region", area, words.locale) for area in fitness.NEAR}
    areas = [desk.plain(name, "op", area) for area, name in names.items()]
    gone = [
        (desk.button("intake.take_off", "off", one.area, packed(one.month), area=names[one.area]),)
        for one in intake.surgeries if one.area in names
    ]  # fmt: skip
    rows = (
        *(tuple(areas[at : at + 3]) for at in range(0, len(areas), 3)),
        *gone,
        (
            desk.button("intake.no_surgery", "say", "surg", "none"),
            desk.button("intake.unsure", "say", "surg", "unsure"),
        ),
        (desk.button("common.back", "home"), desk.button("intake.done", "say", "surg", "done")),
    )
    return words.screen(
        "intake.surgeries", rows, own=desk.own, name=desk.turn.person.name, list=told(desk, intake), now=desk.turn.now
    )


def told(desk: Desk, intake: Intake) -> list[dict[str, object]]:
    """Give the surgeries on file for a page: where, when (ms UTC, or None with ``before``), and whether cleared."""
    words = desk.words
    return [
        {
            "area": words.library.name("region", one.area, words.locale),
            "at": _first_of(one.month),
            "before": one.month == BEFORE,
            "cleared": one.cleared,
        }
        for one in intake.surgeries
    ]


def _first_of(month: str) -> int | None:
    if month in ("", BEFORE):
        return None
    year, number = (int(part) for part in month.split("-"))
    return int(datetime(year, number, 15, 12, tzinfo=UTC).timestamp() * 1000)


def _months(desk: Desk, area: str) -> Screen:
    today, months = local_date(desk.turn.now, desk.turn.practice.zone), []
    for back in range(MONTHS):
        year, number = divmod(today.year * 12 + today.month - 1 - back, 12)
        months.append(date(year, number + 1, 1))
    buttons: list[Button] = [
        desk.button("intake.month", "op", area, f"{one:%Y%m}", at=_first_of(f"{one:%Y-%m}"), zone="UTC")
        for one in months
    ]
    rows = (
        *(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)),
        (desk.button("intake.longer_ago", "op", area, BEFORE), desk.button("intake.unsure", "op", area, UNKNOWN)),
        (desk.button("common.back", "op"),),
    )
    name = desk.words.library.name("region", area, desk.words.locale)
    return desk.words.screen("intake.when", rows, own=desk.own, area=name)


def _cleared(desk: Desk, area: str, month: str) -> Screen:
    rows = tuple((desk.button(f"intake.cleared_{how}", "op", area, month, how),) for how in CLEARED)
    name = desk.words.library.name("region", area, desk.words.locale)
    return desk.words.screen(
        "intake.cleared", (*rows, (desk.button("common.back", "op", area),)), own=desk.own, area=name
    )
