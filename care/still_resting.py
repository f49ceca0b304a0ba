"""Owns the calm reminder that a client's routines still rest; refuses to let them go on, and to come at night.

Who has seen an alert may mean to let the routines go on later, and forget it: after three working days her therapist
hears of it, and every three working days from then on, until they go on.
"""

from care import going_on, hours
from care.kinds import KINDS
from care.screen import Screen
from care.turn import Turn
from storage import clients, messages, people, queue, rests
from storage.messages import Message

WORKING_DAYS = 3
TEMPLATE = "resting.still"


async def plan(turn: Turn, client_id: int) -> None:
    """Plan the reminder for a client's therapist, now that somebody has looked; once for each rest."""
    client, rest = await clients.get(turn.db, client_id), await rests.in_force(turn.db, client_id)
    if client is None or rest is None:
        return
    slot = f"still:{rest.rest_id}"
    waiting = await queue.queued_of_kind(turn.db, client.therapist_id, "news")
    if all(row.slot != slot for row in waiting):
        await _add(turn, client.therapist_id, client_id, slot)


async def _add(turn: Turn, therapist_id: int, client_id: int, slot: str, after: int | None = None) -> None:
    """Write the row. Behind another one (``after``) it is written once, however often that one is tried."""
    at, work = turn.now, hours.of(turn.practice)
    for _ in range(WORKING_DAYS):
        at = work.next_day(at)
    row = Message(
        message_id=turn.db.new_id(), person_id=therapist_id, subject_id=client_id, kind="news",
        priority=KINDS["news"].priority, follows=after, slot=slot, due_at=at, not_before=at, template=TEMPLATE,
    )  # fmt: skip
    await messages.add(turn.db, row)


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word the reminder and plan the next; nothing when the routines go on, or somebody else looks after her now."""
    client_id = message.subject_id
    rest, client = await rests.in_force(turn.db, client_id), await clients.get(turn.db, client_id)
    if rest is None or client is None or message.slot != f"still:{rest.rest_id}":
        return None
    if client.therapist_id != turn.person.person_id:
        return None
    await _add(turn, client.therapist_id, client_id, message.slot, message.message_id)
    words, person = turn.words(), await people.get(turn.db, client_id)
    buttons = (
        (words.button("alert.card", "cl.open", client_id),),
        *await going_on.row(turn.db, words, client_id),
    )
    name, zone = person.name if person else "", turn.practice.zone
    return words.screen(TEMPLATE, buttons, name=name, since=rest.since, zone=zone)
