"""Owns whether and when a planned message may still be said; refuses to change anything.

It gives a reason against it, an instant to wait for, or lets it pass.
"""

from datetime import timedelta

from care.kinds import KINDS
from care.moments import local, resolve
from care.reminding import QUIET
from care.turn import Turn
from storage import appointments, clients
from storage.messages import Message

CARE = "care"


async def look_again(turn: Turn, message: Message) -> str | None:
    """Give the reason why a message must not be sent now, or None when it may."""
    if not KINDS[message.kind].proactive:
        return None
    if turn.person.reach != "open":
        return turn.person.reach
    if message.kind == "appointment" and await _overtaken(turn, message):
        return "visit_changed"
    if "client" in turn.person.roles and not await clients.has_consent(turn.db, turn.person.person_id, CARE):
        return "no_consent"
    if woken_by(turn, message) and message.kind != "reminder":
        return "night"
    return None


async def _overtaken(turn: Turn, message: Message) -> bool:
    """Tell whether news about a visit is old news: it was moved or cancelled after these words were written."""
    visit = await appointments.get(turn.db, message.appointment_id or 0)
    if visit is None or message.template == "visit.cancelled":
        return visit is None
    return visit.state == "cancelled" or visit.agreed_at > message.made_at


def woken_by(turn: Turn, message: Message) -> bool:
    """Tell whether a planned message that was due by day would come at night, because nobody was there to send it."""
    zone = turn.person.zone
    planned = message.zone is not None
    return planned and QUIET.holds(turn.now, zone) and not QUIET.holds(message.due_at, message.zone or zone)


def held_until(turn: Turn, message: Message) -> int | None:
    """Give the end of the night for a reminder that is late; a check-in does not wait, its day is over by then."""
    if message.kind != "reminder" or not woken_by(turn, message):
        return None
    now = local(turn.now, turn.person.zone)
    morning = now.date() + timedelta(days=now.time() >= QUIET.begin)
    return resolve(morning, QUIET.end, turn.person.zone)
