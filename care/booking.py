"""Owns choosing a day and an hour with one thumb: month, day, hour, length; refuses to remember: buttons carry it all.

``target`` says what the choice is for: ``-`` a new visit, or the id of the visit to be moved.
"""

import calendar
from datetime import UTC, date, datetime, time, timedelta

from care import appointments, before_visit, cards
from care.appointments import LENGTHS
from care.moments import clock_time, local_date, resolve, to_ms
from care.screen import Button, Rows, TapError, Toast, base36
from care.turn import Turn
from care.words import Words, plain
from storage import appointments as rows
from storage import audit, visit_answers
from storage.people import Person

NEW = "-"
HALF_HOURS = tuple(f"{hour:02d}{minute:02d}" for hour in range(7, 21) for minute in (0, 30))
A_ROW = 4
MOST_MONTHS = 12
YEARS = range(2000, 2200)  # beyond them the arithmetic of dates ends, and no visit is


async def begin(turn: Turn, actor: Person, anchor: int, target: str) -> Toast | None:
    """Show the current month of the practice."""
    if not await cards.confirmed(turn):
        return turn.words(actor).toast("card.not_confirmed")
    today = local_date(turn.now, turn.practice.zone)
    await month(turn, actor, anchor, target, f"{today:%Y%m}")
    return None


async def month(turn: Turn, actor: Person, anchor: int, target: str, year_month: str) -> None:
    """Show one month as a page of days; days that are over can't be tapped."""
    words, client = turn.words(actor), turn.person.person_id
    first = _read(year_month, "%Y%m").date()
    today = local_date(turn.now, turn.practice.zone)
    days = [
        tuple(_day_button(client, target, day, today) if day.month == first.month else _blank() for day in week)
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
        if any(day >= today and day.month == first.month for day in week)
    ]
    names = tuple(plain(words.library.name("weekday", code, words.locale), "no") for code in calendar_codes())
    buttons = (_turn_page(words, client, target, first, today), names, *days, (_back(words, client),))
    await turn.show(words.screen("visit.choose_day", buttons, name=turn.person.name), anchor=anchor, to=actor)


def calendar_codes() -> tuple[str, ...]:
    """Give the week in ISO order."""
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _day_button(client: int, target: str, day: date, today: date) -> Button:
    return plain(str(day.day), "vs.day", client, target, f"{day:%Y%m%d}") if day >= today else _blank()


def _blank() -> Button:
    return plain("·", "no")


def _turn_page(words: Words, client: int, target: str, first: date, today: date) -> tuple[Button, ...]:
    before, after = first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1)
    noon = to_ms(datetime.combine(first, time(12), tzinfo=UTC))
    title = words.library.button("visit.month", words.locale, {"at": noon, "zone": "UTC"})
    back = plain("‹", "vs.page", client, target, f"{before:%Y%m}") if before >= today.replace(day=1) else _blank()
    far = (after.year - today.year) * 12 + after.month - today.month > MOST_MONTHS
    return (back, plain(title, "no"), _blank() if far else plain("›", "vs.page", client, target, f"{after:%Y%m}"))


def _back(words: Words, client: int) -> Button:
    return words.button("common.back", "cl.card", client)


async def day(turn: Turn, actor: Person, anchor: int, target: str, chosen: str) -> None:
    """Show the hours of a day; those that are over or taken can't be tapped."""
    words, client = turn.words(actor), turn.person.person_id
    picked = _read(chosen, "%Y%m%d").date()
    at = {text: resolve(picked, clock_time(text), turn.practice.zone) for text in HALF_HOURS}
    free = [await _free(turn, actor, at[text], target) for text in HALF_HOURS]
    hours = [
        plain(f"{text[:2]}:{text[2:]}", "vs.at", client, target, chosen + text) if is_free else _blank()
        for text, is_free in zip(HALF_HOURS, free, strict=True)
    ]
    back = words.button("common.back", "vs.page", client, target, chosen[:6])
    page: Rows = (*(tuple(hours[i : i + A_ROW]) for i in range(0, len(hours), A_ROW)), (back,))
    noon = resolve(picked, time(12), turn.practice.zone)
    await turn.show(
        words.screen("visit.choose_hour", page, name=turn.person.name, at=noon or turn.now, zone=turn.practice.zone),
        anchor=anchor,
        to=actor,
    )


async def _free(turn: Turn, actor: Person, at: int | None, target: str) -> bool:
    if at is None or at <= turn.now:
        return False
    taken = await rows.overlapping(turn.db, actor.person_id, at, at + 1)
    return all(base36(visit.appointment_id) == target for visit in taken)


async def length(turn: Turn, actor: Person, anchor: int, target: str, chosen: str) -> Toast | None:
    """Ask how long the visit is; the tap on a length books it."""
    words, client = turn.words(actor), turn.person.person_id
    starts = read_start(chosen)
    at = resolve(starts.date(), starts.time(), turn.practice.zone)
    if at is None or at <= turn.now:
        return words.toast("visit.past", alert=True)
    lengths = tuple(words.button("visit.minutes", "vs.ok", client, target, chosen, n, minutes=n) for n in LENGTHS)
    back = (words.button("common.back", "vs.day", client, target, chosen[:8]),)
    screen = words.screen(
        "visit.choose_length", (lengths[:2], lengths[2:], back), name=turn.person.name, at=at, zone=turn.practice.zone
    )
    await turn.show(screen, anchor=anchor, to=actor)
    return None


def read_start(chosen: str) -> datetime:
    """Read the practice's wall clock from a button, as YYYYMMDDHHMM; TapError for anything else."""
    return _read(chosen, "%Y%m%d%H%M")


def _read(text: str, pattern: str) -> datetime:
    """Read a wall clock, which has no zone; TapError when no calendar of ours can have shown it."""
    try:
        found = datetime.strptime(text, pattern)  # noqa: DTZ007 -- the practice's zone is applied by the caller
    except ValueError as error:
        raise TapError(f"{text} is no date") from error
    if found.year not in YEARS:
        raise TapError(f"year {found.year}")
    return found


def _visit_id(target: str) -> int:
    try:
        found = int(target, 36)
    except ValueError as error:
        raise TapError(f"visit {target}") from error
    if not 0 < found < 1 << 63:
        raise TapError(f"visit {target}")
    return found


async def show_visit(turn: Turn, actor: Person, anchor: int, visit_id: int) -> Toast | None:
    """Show one visit to the therapist, with a way to move or cancel it."""
    words, client = turn.words(actor), turn.person.person_id
    visit = await rows.get(turn.db, visit_id)
    if visit is None or visit.client_id != client or visit.state == "cancelled" or visit.starts_at <= turn.now:
        return words.toast("common.no_longer")
    buttons = (
        (
            words.button("visit.move", "vs.new", client, visit_id),
            words.button("visit.cancel", "vs.drop", client, visit_id),
        ),
        (_back(words, client),),
    )
    screen = words.screen(
        "visit.card",
        buttons,
        name=turn.person.name,
        at=visit.starts_at,
        zone=visit.zone,
        minutes=visit.minutes,
        confirmed=visit.state == "confirmed",
        now=turn.now,
        answers=before_visit.lines(turn, words, await visit_answers.get(turn.db, visit_id)),
    )
    await audit.note(turn.db, "visit read", actor=actor.person_id, subject=client)
    await turn.show(screen, anchor=anchor, to=actor)
    return None


async def agree(turn: Turn, actor: Person, anchor: int, target: str, chosen: str, minutes: int) -> Toast | None:
    """Book or move, as the choice was for; a length that was never offered is refused."""
    if minutes not in LENGTHS:
        return turn.words(actor).toast("common.no_longer")
    if target == NEW:
        return await appointments.book(turn, actor, anchor, read_start(chosen), minutes)
    return await appointments.move(turn, actor, anchor, _visit_id(target), read_start(chosen), minutes)


async def ask_cancel(turn: Turn, actor: Person, anchor: int, visit_id: int) -> Toast | None:
    """Ask once before a visit is cancelled: a thumb slips."""
    words, client = turn.words(actor), turn.person.person_id
    visit = await rows.get(turn.db, visit_id)
    if visit is None or visit.client_id != client or visit.state == "cancelled":
        return words.toast("common.no_longer")
    buttons = (
        (words.button("visit.really_cancel", "vs.end", client, visit_id),),
        (words.button("common.back", "vs.card", client, visit_id),),
    )
    screen = words.screen("visit.ask_cancel", buttons, name=turn.person.name, at=visit.starts_at, zone=visit.zone)
    await turn.show(screen, anchor=anchor, to=actor)
    return None
