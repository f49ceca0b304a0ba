"""Owns the ledger rows of visits' reminders; refuses their words, and to say one again that was said already.

Every reminder that was ahead when a visit was agreed has a row, also one for which the nights leave no hour: a gap that
nobody can explain would look like one that was forgotten.
"""

from care import brief
from care.kinds import KINDS
from care.moments import local
from care.quiet import hours_of
from care.reminders import LEADS, reminders
from care.turn import Turn
from storage import appointments as visits
from storage import endings, messages
from storage.appointments import Appointment
from storage.messages import Message

SAID = ("sent", "sending", "uncertain")


async def plan(turn: Turn, visit: Appointment, *, but: frozenset[str] = frozenset()) -> None:
    """Write the reminders that are still ahead of a visit of the turn's client, ``but`` for some slots."""
    now, at = turn.now, ahead(turn, visit)
    for slot, lead in LEADS.items():
        if slot in but:
            continue
        if slot in at:
            await messages.add(turn.db, _row(turn, visit, slot, at[slot]))
        elif visit.starts_at - lead > now:
            row = _row(turn, visit, slot, visit.starts_at - lead)
            if await messages.add(turn.db, row):
                await endings.close(turn.db, row.message_id, "cancelled", "no_daytime")
    await brief.plan(turn, visit)


def ahead(turn: Turn, visit: Appointment) -> dict[str, int]:
    """Give the reminders of a visit of the turn's client that is agreed now: slot and instant (ms UTC), in order."""
    quiet = hours_of(turn.person, turn.practice)
    found = reminders(visit.starts_at, turn.person.zone, known_at=turn.now, quiet=quiet)
    return {one.slot: one.at for one in found}


def _row(turn: Turn, visit: Appointment, slot: str, at: int) -> Message:
    moment = local(at, turn.person.zone)
    return Message(
        message_id=turn.db.new_id(),
        person_id=visit.client_id,
        subject_id=visit.client_id,
        kind="reminder",
        priority=KINDS["reminder"].priority,
        appointment_id=visit.appointment_id,
        slot=slot,
        local_date=moment.date().isoformat(),
        local_time=moment.strftime("%H:%M"),
        zone=turn.person.zone,
        due_at=at,
        not_before=at,
        expires_at=visit.starts_at,
    )


async def plan_anew(turn: Turn, reason: str) -> None:
    """Plan the reminders of all visits ahead again, for where and how the client can be reached now."""
    for visit in await visits.coming(turn.db, turn.person.person_id):
        written = await messages.of_appointment(turn.db, visit.appointment_id)
        rows = [row for row in written if row.kind == "reminder" and row.made_at >= visit.agreed_at]
        for row in rows:
            if row.state == "queued" and row.due_at > turn.now:
                await endings.close(turn.db, row.message_id, "cancelled", reason)
        # Another night may put the same reminder at another hour: what has left, or is on its way, is not said again.
        said = [row for row in rows if row.state in SAID or (row.state == "queued" and row.due_at <= turn.now)]
        await plan(turn, visit, but=frozenset(row.slot or "" for row in said))
