"""Owns whether a planned message may still be said; refuses to change anything: it gives a reason or lets it pass."""

from care.kinds import KINDS
from care.turn import Turn
from storage import clients
from storage.messages import Message

CARE = "care"


async def look_again(turn: Turn, message: Message) -> str | None:
    """Give the reason why a message must not be sent now, or None when it may."""
    if not KINDS[message.kind].proactive:
        return None
    if turn.person.reach != "open":
        return turn.person.reach
    if "client" in turn.person.roles and not await clients.has_consent(turn.db, turn.person.person_id, CARE):
        return "no consent"
    return None
