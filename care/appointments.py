"""Owns visits: booking, moving, cancelling, confirming and their reminders; refuses to guess a time.

Whatever happens to a visit, its unsent reminders are regenerated or closed in the same transaction.
"""

from dataclasses import replace
from datetime import datetime

from care import alerts, before_visit, cards, reminding
from care.moments import MINUTE, local, resolve
from care.screen import Rows, Screen, Toast
from care.turn import Turn
from care.words import Words
from storage import appointments as rows
from storage import audit, endings, people
from storage.appointments import Appointment
from storage.messages import Message
from storage.people import Person

LENGTHS = (30, 45, 60, 90)


async def book(turn: Turn, actor: Person, anchor: int, starts: datetime, minutes: int) -> Toast | None:
    """Book a visit of the turn's client with the acting therapist; ``starts`` is the practice's wall clock, naive."""
    words, zone, me = turn.words(actor), turn.practice.zone, turn.person.person_id
    starts_at = resolve(starts.date(), starts.time(), zone)
    if any((same.starts_at, same.minutes) == (starts_at, minutes) for same in await rows.coming(turn.db, me)):
        return None  # a double tap: the bubble is the receipt already
    refusal = await _refusal(turn, words, actor, starts_at, minutes)
    if refusal is not None or starts_at is None:
        return refusal
    visit = Appointment(
        appointment_id=turn.db.new_id(),
        client_id=me,
        therapist_id=actor.person_id,
        starts_at=starts_at,
        minutes=minutes,
        local_date=starts.date().isoformat(),
        local_time=starts.strftime("%H:%M"),
        zone=zone,
        state="booked",
        version=1,
    )
    await rows.add(turn.db, visit)
    await audit.note(
        turn.db, "visit booked", actor=actor.person_id, subject=visit.client_id, about=visit.appointment_id
    )
    await reminding.plan(turn, visit)
    await _tell_client(turn, visit, "visit.booked")
    await _receipt(turn, actor, anchor, visit, "visit.booked_receipt")
    return None


async def move(turn: Turn, actor: Person, anchor: int, visit_id: int, starts: datetime, minutes: int) -> Toast | None:
    """Give a visit a new time: old reminders die, new ones are planned and the client is told, all at once."""
    words, zone = turn.words(actor), turn.practice.zone
    visit = await _ahead(turn, visit_id)
    if visit is None:
        return words.toast("common.no_longer")
    starts_at = resolve(starts.date(), starts.time(), zone)
    refusal = await _refusal(turn, words, actor, starts_at, minutes, but=visit_id)
    if refusal is not None or starts_at is None:
        return refusal
    moved = replace(
        visit,
        starts_at=starts_at,
        minutes=minutes,
        local_date=starts.date().isoformat(),
        local_time=starts.strftime("%H:%M"),
        zone=zone,
        version=visit.version + 1,
    )
    await rows.move(turn.db, moved)
    await audit.note(turn.db, "visit moved", actor=actor.person_id, subject=visit.client_id, about=visit_id)
    await endings.cancel_of_appointment(turn.db, visit_id, "visit_moved")
    await reminding.plan(turn, moved)
    await _tell_client(turn, moved, "visit.moved")
    await _receipt(turn, actor, anchor, moved, "visit.moved_receipt")
    return None


async def cancel(turn: Turn, actor: Person, anchor: int, visit_id: int) -> Toast | None:
    """Cancel a visit for the therapist; nothing about it will be said later."""
    visit = await _ahead(turn, visit_id)
    if visit is None:
        return turn.words(actor).toast("common.no_longer")
    await _cancel(turn, visit, actor.person_id)
    await _tell_client(turn, visit, "visit.cancelled")
    await _receipt(turn, actor, anchor, visit, "visit.cancelled_receipt")
    return None


async def _cancel(turn: Turn, visit: Appointment, by: int) -> None:
    await rows.set_state(turn.db, visit.appointment_id, "cancelled")
    await endings.cancel_of_appointment(turn.db, visit.appointment_id, "visit_cancelled")
    await audit.note(turn.db, "visit cancelled", actor=by, subject=visit.client_id, about=visit.appointment_id)


async def confirm(turn: Turn, anchor: int, visit_id: int, version: int) -> Toast | None:
    """Take a client's yes with one tap and show it to her therapist."""
    visit = await _ahead(turn, visit_id)
    words = turn.words()
    if visit is None:
        return await _gone(turn, anchor)
    if await _is_old(turn, anchor, visit, version):
        return turn.words().toast("visit.changed", alert=True)
    if visit.state != "confirmed":
        await rows.set_state(turn.db, visit_id, "confirmed")
        await _tell_therapist(turn, visit, "visit.confirmed_news")
    rows_ = (*await before_visit.row(turn, visit), *choices(words, replace(visit, state="confirmed")))
    await turn.show(_about(turn, words, visit, "visit.confirmed", rows_), anchor=anchor)
    return words.toast("visit.thanks")


async def cannot_come(turn: Turn, anchor: int, visit_id: int, version: int) -> Toast | None:
    """Ask once before a visit is given up."""
    visit = await _ahead(turn, visit_id)
    if visit is None:
        return await _gone(turn, anchor)
    if await _is_old(turn, anchor, visit, version):
        return turn.words().toast("visit.changed", alert=True)
    words = turn.words()
    rows_ = (
        (words.button("visit.really_cancel", "vs.give", visit_id, version),),
        (words.button("visit.keep", "vs.yes", visit_id, version),),
    )
    await turn.show(_about(turn, words, visit, "visit.really", rows_), anchor=anchor)
    return None


async def give_up(turn: Turn, anchor: int, visit_id: int, version: int) -> Toast | None:
    """Take a client's cancellation and tell her therapist."""
    visit = await _ahead(turn, visit_id)
    if visit is None:
        return await _gone(turn, anchor)
    if await _is_old(turn, anchor, visit, version):
        return turn.words().toast("visit.changed", alert=True)
    await _cancel(turn, visit, turn.person.person_id)
    await turn.show(_about(turn, turn.words(), visit, "visit.given_up"), anchor=anchor)
    await _tell_therapist(turn, visit, "visit.given_up_news")
    return None


async def show_coming(turn: Turn) -> None:
    """Answer a client who asks for her visits."""
    coming = await rows.coming(turn.db, turn.person.person_id)
    words = turn.words()
    if not coming:
        await turn.say("reply", words.screen("visit.none"))
    for visit in coming:
        await turn.say("reply", _about(turn, words, visit, "visit.coming", await _offered(turn, visit)))


async def show(turn: Turn, anchor: int, visit_id: int) -> Toast | None:
    """Show a visit again on a bubble on which something else was answered."""
    visit = await _ahead(turn, visit_id)
    if visit is None:
        return await _gone(turn, anchor)
    screen = _about(turn, turn.words(), visit, "visit.coming", await _offered(turn, visit))
    await turn.show(screen, anchor=anchor)
    return None


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word a reminder by what is true at the moment it leaves; nothing for a visit that is over or given up."""
    visit = await rows.get(turn.db, message.appointment_id or 0)
    if visit is None or visit.state == "cancelled" or visit.starts_at <= turn.now:
        return None
    offered = await _offered(turn, visit)
    return _about(turn, turn.words(), visit, "visit.reminder", offered, again=message.maybe_dup > 0)


async def _offered(turn: Turn, visit: Appointment) -> Rows:
    return (*choices(turn.words(), visit), *await before_visit.row(turn, visit))


def choices(words: Words, visit: Appointment) -> Rows:
    """Give the buttons that a visit offers its client."""
    cannot = words.button("visit.cannot_come", "vs.cant", visit.appointment_id, visit.version)
    if visit.state == "confirmed":
        return ((cannot,),)
    return ((words.button("visit.confirm", "vs.yes", visit.appointment_id, visit.version),), (cannot,))


def _about(
    turn: Turn, words: Words, visit: Appointment, key: str, buttons: Rows = (), *, again: bool = False
) -> Screen:
    """Word something about a visit: in the practice's time, and in the client's where that differs."""
    return words.screen(
        key,
        buttons,
        name=turn.person.name,
        practice=turn.practice.name,
        at=visit.starts_at,
        zone=visit.zone,
        her_zone=turn.person.zone,
        differs=local(visit.starts_at, visit.zone).time() != local(visit.starts_at, turn.person.zone).time(),
        minutes=visit.minutes,
        now=turn.now,
        confirmed=visit.state == "confirmed",
        again=again,
        told=turn.person.reach == "open",
        remind_at=min(reminding.ahead(turn, visit).values(), default=None),
    )


async def _ahead(turn: Turn, visit_id: int) -> Appointment | None:
    """Give a visit of the turn's client that is still ahead, or None."""
    visit = await rows.get(turn.db, visit_id)
    if visit is None or visit.client_id != turn.person.person_id:
        return None
    return visit if visit.state != "cancelled" and visit.starts_at > turn.now else None


async def _is_old(turn: Turn, anchor: int, visit: Appointment, version: int) -> bool:
    """Show what holds now for a button of another time of the visit: nobody agrees to what she did not read."""
    if visit.version == version:
        return False
    await turn.show(_about(turn, turn.words(), visit, "visit.coming", await _offered(turn, visit)), anchor=anchor)
    return True


async def _gone(turn: Turn, anchor: int) -> Toast:
    await turn.show(turn.words().screen("visit.gone"), anchor=anchor)
    return turn.words().toast("common.no_longer")


async def _refusal(
    turn: Turn, words: Words, actor: Person, starts_at: int | None, minutes: int, *, but: int | None = None
) -> Toast | None:
    """Give what is wrong with a time, or None when the visit can be written."""
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    if starts_at is None or starts_at <= turn.now:
        return words.toast("visit.past", alert=True)
    touching = await rows.overlapping(turn.db, actor.person_id, starts_at, starts_at + minutes * MINUTE)
    if any(other.appointment_id != but for other in touching):
        return words.toast("visit.overlap", alert=True)
    return None


async def _tell_client(turn: Turn, visit: Appointment, key: str) -> None:
    words = turn.words()
    buttons: Rows = () if key == "visit.cancelled" else choices(words, replace(visit, state="booked"))
    screen = _about(turn, words, visit, key, buttons)
    await turn.say("appointment", screen, expires_at=visit.starts_at, appointment_id=visit.appointment_id)


async def _tell_therapist(turn: Turn, visit: Appointment, key: str) -> None:
    therapist = await people.get(turn.db, visit.therapist_id) or await alerts.therapist_of(turn)
    if therapist is None:
        return
    words = turn.words(therapist)
    rows_ = ((words.button("alert.card", "cl.open", turn.person.person_id),),)
    await turn.say("news", _about(turn, words, visit, key, rows_), to=therapist)


async def _receipt(turn: Turn, actor: Person, anchor: int, visit: Appointment, key: str) -> None:
    words = turn.words(actor)
    rows_ = ((words.button("card.back_to_card", "cl.card", turn.person.person_id),),)
    await turn.show(_about(turn, words, visit, key, rows_), anchor=anchor, to=actor)
