"""Owns the three steps after a visit: what is normal, how it is, the end; refuses to judge an answer that is not good.

The therapist says which technique it was. What was said is not said again when she chooses another one.
"""

from dataclasses import replace

from care import alerts, cards, gate, resting
from care.check_ins import PAIN
from care.kinds import KINDS
from care.moments import HOUR, MINUTE, short
from care.pain import told_after_visit
from care.screen import Button, Screen, TapError, Toast
from care.turn import Turn
from care.words import plain
from content.techniques import STEPS_H
from storage import appointments, audit, endings, messages
from storage.appointments import Appointment
from storage.messages import Message
from storage.people import Person

SLOTS = {f"a{hours}h": hours * HOUR for hours in STEPS_H}
LATELY = 24 * HOUR
NONE = "none"


async def ask(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Ask the therapist which technique the client's last visit was; only while the steps are still of use."""
    words, client = turn.words(actor), turn.person.person_id
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    begun = await appointments.past(turn.db, client, turn.now - LATELY)
    if not begun:
        return words.toast("aftercare.no_visit", alert=True)
    if await gate.is_minor_alone(turn):
        return words.toast("activity.minor", alert=True)
    visit = begun[-1]
    keys = [
        plain(turn.library.name("technique", key, actor.locale), "af.set", client, visit.appointment_id, key)
        for key in turn.library.guide.techniques
    ]
    rows = (
        *((key,) for key in keys),
        (words.button("aftercare.none", "af.ok", client, visit.appointment_id, NONE),),
        (words.button("common.back", "cl.card", client),),
    )
    at = short(visit.starts_at, visit.zone)
    await turn.show(words.screen("aftercare.ask", rows, name=turn.person.name, at=at), anchor=anchor, to=actor)
    return None


async def preview(turn: Turn, actor: Person, anchor: int, visit_id: int, technique: str) -> Toast | None:
    """Show the steps just as the client will read them; what no clinician reviewed is sent on the therapist's word."""
    words, client = turn.words(actor), turn.person.person_id
    if technique not in turn.library.guide.techniques:
        raise TapError(f"technique {technique}")
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    hers = turn.words()
    reviewed = turn.library.is_approved("technique", technique, hers.locale)
    label = "routine.send" if reviewed else "routine.send_unreviewed"
    rows = (
        (words.button(label, "af.ok", client, visit_id, technique),),
        (words.button("common.back", "af.ask", client),),
    )
    name = turn.library.name("technique", technique, actor.locale)
    screen = words.screen("aftercare.preview", rows, name=turn.person.name, technique=name, reviewed=reviewed)
    said = turn.library.guide_words(hers.locale).techniques[technique]
    steps = [hers.text("aftercare.step", slot=slot, said=said, rests=False) for slot in SLOTS]
    await turn.show(replace(screen, text="\n\n".join((screen.text, *steps))), anchor=anchor, to=actor)
    return None


async def choose(turn: Turn, actor: Person, anchor: int, visit_id: int, technique: str) -> Toast | None:
    """Plan the steps after a visit for a technique, or take back those that are still to come."""
    words = turn.words(actor)
    if technique != NONE and technique not in turn.library.guide.techniques:
        raise TapError(f"technique {technique}")
    visit = await appointments.get(turn.db, visit_id)
    if visit is None or visit.client_id != turn.person.person_id or visit.state == "cancelled":
        return words.toast("common.no_longer")
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    if technique != NONE and await gate.is_minor_alone(turn):
        return words.toast("activity.minor", alert=True)
    for row in await messages.of_appointment(turn.db, visit_id):
        if row.kind == "aftercare" and row.state == "queued":
            await endings.close(turn.db, row.message_id, "cancelled", "given_anew")
    if technique != NONE:
        await _plan(turn, visit, technique)
    unread = technique != NONE and not turn.library.is_approved("technique", technique, turn.words().locale)
    await audit.note(
        turn.db,
        "unreviewed aftercare sent on own word" if unread else "aftercare chosen",
        actor=actor.person_id,
        subject=turn.person.person_id,
        about=visit_id,
    )
    rows = ((words.button("card.back_to_card", "cl.card", turn.person.person_id),),)
    name = None if technique == NONE else turn.library.name("technique", technique, actor.locale)
    screen = words.screen("aftercare.chosen", rows, name=turn.person.name, technique=name)
    await turn.show(screen, anchor=anchor, to=actor)
    return None


async def _plan(turn: Turn, visit: Appointment, technique: str) -> None:
    promise, ends_at = KINDS["aftercare"], visit.starts_at + visit.minutes * MINUTE
    for slot, lead in SLOTS.items():
        due_at = ends_at + lead
        expires_at = due_at + (promise.lifetime or 0)
        if expires_at <= turn.now:
            continue
        row = Message(
            message_id=turn.db.new_id(), person_id=visit.client_id, subject_id=visit.client_id, kind="aftercare",
            priority=promise.priority, appointment_id=visit.appointment_id, slot=slot, facts=technique,
            due_at=due_at, not_before=due_at, expires_at=expires_at,
        )  # fmt: skip
        await messages.add(turn.db, row)


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word a step as things stand; nothing when the visit was taken back or the library knows its technique no more."""
    visit = await appointments.get(turn.db, message.appointment_id or 0)
    said = turn.library.guide_words(turn.person.locale).techniques.get(message.facts or "")
    if visit is None or visit.state == "cancelled" or said is None:
        return None
    words = turn.words()
    rows = ((words.button("aftercare.fine", "af.fine"),), (words.button("aftercare.bad", "af.bad"),))
    rests = await resting.is_resting(turn)  # then nothing is to be done but what a human says
    return words.screen("aftercare.step", rows, slot=message.slot, said=said, rests=rests)


async def fine(turn: Turn, anchor: int) -> Toast | None:
    """Take that all is well."""
    if not await _is_open(turn, anchor):
        return turn.words().toast("common.have_it")
    await turn.show(turn.words().screen("aftercare.well"), anchor=anchor)
    return None


async def bad(turn: Turn, anchor: int) -> Toast | None:
    """Ask how much it hurts, or whether somebody should get in touch at once."""
    if not await _is_open(turn, anchor):
        return turn.words().toast("common.have_it")
    words = turn.words()
    numbers: list[Button] = [plain(str(value), "af.pain", value) for value in PAIN]
    rows = (tuple(numbers[:6]), tuple(numbers[6:]), (words.button("aftercare.call", "af.call"),))
    await turn.show(words.screen("aftercare.ask_pain", rows), anchor=anchor)
    return None


async def told(turn: Turn, anchor: int, pain: int | None) -> Toast | None:
    """Bring a human: whoever says that it is not so good is heard of, however much it hurts."""
    if pain is not None and pain not in PAIN:
        raise TapError(f"pain {pain}")
    if not await _is_open(turn, anchor):
        return turn.words().toast("common.have_it")
    await told_after_visit(turn, pain)
    therapist = await alerts.therapist_of(turn)
    name = turn.name_of(therapist)
    emergency = turn.library.emergency(turn.person.country).emergency
    screen = turn.words().screen(
        "aftercare.told",
        told=therapist is not None,
        therapist=name,
        emergency=emergency,
        closed=alerts.closed_now(turn),
    )
    await turn.show(screen, anchor=anchor)
    return None


async def _is_open(turn: Turn, anchor: int) -> bool:
    """Tell whether a step of hers still waits for its answer; a second tap must not call anybody twice."""
    message = await messages.head(turn.db, anchor)
    if message is None or message.kind != "aftercare" or message.person_id != turn.person.person_id:
        return False
    return not await endings.was_edited_to(turn.db, anchor, ("aftercare.well", "aftercare.told"))
