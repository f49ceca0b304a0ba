"""Owns telling clients that we were away when taps may have been lost; refuses to tell whom it does not matter to.

Telegram keeps a tap for 150 seconds. After that it is gone, and only the person knows that she has answered.
"""

from care import appointments, areas, check_ins
from care.kinds import KINDS
from care.moments import DAY, local
from care.quiet import hours_of
from care.screen import Rows, Screen
from care.turn import Turn
from storage import appointments as visits
from storage import check_ins as check_in_rows
from storage import messages, presence
from storage.check_ins import CheckIn
from storage.messages import Message
from storage.presence import Outage

KIND = "away"
REACH_BACK = DAY
"""What was asked longer before an outage than this was hardly answered in the middle of it."""


async def plan(turn: Turn, outage: Outage) -> None:
    """Write the one message about an outage to the turn's client; in her night it waits for the morning."""
    if turn.person.reach != "open" or "client" not in turn.person.roles:
        return
    due, zone = _by_day(turn), turn.person.zone
    moment, promise = local(due, zone), KINDS[KIND]
    await messages.add(
        turn.db,
        Message(
            message_id=turn.db.new_id(),
            person_id=turn.person.person_id,
            subject_id=turn.person.person_id,
            kind=KIND,
            priority=promise.priority,
            outage_id=outage.outage_id,
            local_date=moment.date().isoformat(),
            local_time=moment.strftime("%H:%M"),
            zone=zone,
            due_at=due,
            not_before=due,
            expires_at=due + (promise.lifetime or DAY),
        ),
    )
    turn.note_spoken(turn.person.person_id)


def _by_day(turn: Turn) -> int:
    quiet, zone = hours_of(turn.person, turn.practice), turn.person.zone
    return quiet.end_after(turn.now, zone) if quiet.holds(turn.now, zone) else turn.now


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word it by what is still open; nothing when all was answered meanwhile, or is over."""
    outage = await presence.outage(turn.db, message.outage_id or 0)
    if outage is None:
        return None
    me, since = turn.person.person_id, outage.began_at - REACH_BACK
    visit_id = await presence.asked_visit(turn.db, me, since, outage.ended_at)
    visit = await visits.get(turn.db, visit_id) if visit_id is not None else None
    if visit is not None:
        buttons = appointments.choices(turn.words(), visit)
        return _screen(turn, outage, "away.visit", buttons, at=visit.starts_at, visit_zone=visit.zone)
    check_in = await _open_check_in(turn, outage)
    if check_in is not None:
        return await _check_in(turn, outage, check_in, message)
    if await presence.open_walk(turn.db, me, since, outage.ended_at):
        return _screen(turn, outage, "away.walk")
    return None


async def _open_check_in(turn: Turn, outage: Outage) -> CheckIn | None:
    for day in await check_in_rows.latest(turn.db, turn.person.person_id, 2):
        if day.state != "done" and day.closes_at > turn.now and await _asked_by(turn, day, outage.ended_at):
            return day
    return None


async def _asked_by(turn: Turn, day: CheckIn, instant: int) -> bool:
    """Tell whether a check-in's question came before an instant.

    One that was tried in vain comes by itself, and who asked for it since knows that we are back.
    """
    asked = await messages.head(turn.db, day.message_id)
    return asked is not None and asked.state in ("sent", "uncertain") and (asked.closed_at or 0) <= instant


async def _check_in(turn: Turn, outage: Outage, day: CheckIn, message: Message) -> Screen:
    """Ask again where she was, and take the buttons off the bubble above: one question a day stays open."""
    if day.message_id != message.message_id:
        await check_ins.move_to(turn, day, message.message_id)
    buttons = (await check_ins.question(turn, day.local_date, day)).rows
    area = await areas.following(turn, day)
    where = areas.name(turn.words(), area) if area is not None else None
    return _screen(turn, outage, "away.check_in", buttons, half=day.pain is not None, area=where)


async def days_missed(turn: Turn, since: int) -> list[int]:
    """Give when the check-ins of the turn's client were due that nobody asked because we were away."""
    outages = await presence.outages_since(turn.db, since)
    if not outages:
        return []
    unasked = await presence.unasked(turn.db, turn.person.person_id, since)
    return [due for due, closed in unasked if _overlap(outages, due, closed)]


async def unheard(turn: Turn, days: list[CheckIn]) -> set[str]:
    """Give the local dates of unanswered check-ins that may have been answered in vain, because we were away."""
    silent = [day for day in days if day.state != "done"]
    if not silent:
        return set()
    outages = await presence.outages_since(turn.db, min(day.asked_at for day in silent))
    return {day.local_date for day in silent if _overlap(outages, day.asked_at, day.closes_at)}


def _overlap(outages: list[Outage], since: int, until: int) -> bool:
    return any(outage.began_at < until and since < outage.ended_at for outage in outages)


def _screen(turn: Turn, outage: Outage, key: str, buttons: Rows = (), **facts: object) -> Screen:
    zone = turn.person.zone
    same_day = local(outage.began_at, zone).date() == local(turn.now, zone).date()
    return turn.words().screen(
        key, buttons, began=outage.began_at, ended=outage.ended_at, same_day=same_day, zone=zone, now=turn.now, **facts
    )
