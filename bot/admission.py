"""Owns who may do what she asks for: her role now, her own bubble, her own client; refuses to trust a button.

A thing that is somebody else's answers like one that there never was.
"""

import structlog

from bot.buttons import Tap
from bot.incoming import Incoming
from bot.routes.route import Route
from care import inbox
from care.turn import Turn
from storage import clients, endings, messages
from storage.people import Person

log = structlog.get_logger(__name__)

OF_ALERTS = ("al.seen", "al.open", "al.hand", "al.give")


def allows(route: Route, actor: Person) -> bool:
    """Tell whether somebody may ask for this in a role that she has now."""
    return bool(route.roles & (actor.roles or {"stranger"}))


async def refusal(turn: Turn, route: Route, actor: Person, tap: Tap, incoming: Incoming) -> str | None:
    """Give why a tap is not acted on, or None: role now, own bubble, own client; a foreign thing answers like none."""
    if not allows(route, actor):
        return "common.not_yours"
    bubble = await messages.head(turn.db, tap.anchor)
    if bubble is None or bubble.person_id != actor.person_id:
        return "common.not_yours"
    if bubble.telegram_message_id != incoming.telegram_message_id:
        await _proven(turn, actor, bubble, incoming)
    if route.about_client:
        client = await clients.get(turn.db, turn.person.person_id)
        if client is None and tap.action in OF_ALERTS and "owner" in actor.roles:
            return None  # somebody who is nobody's client wrote in need; the owner was called
        if client is not None and (client.therapist_id == actor.person_id or "owner" in actor.roles):
            return None
        # Who was called in a colleague's place may look at the client, and settle it.
        if client is None or tap.action not in (*OF_ALERTS, "cl.open") or not await inbox.covered(turn, actor):
            return "common.not_yours"
    return None


async def _proven(turn: Turn, actor: Person, bubble: messages.Message, incoming: Incoming) -> None:
    """Take a tap as proof that a bubble arrived: what was uncertain is now known to be sent.

    Of two copies the one that she taps is the one that answers her.
    """
    unsettled = bubble.state == "uncertain" or (bubble.state == "queued" and bubble.maybe_dup)
    if unsettled and incoming.telegram_message_id is not None:
        await endings.mark_sent(turn.db, bubble.message_id, incoming.telegram_message_id, "tapped")
    elif incoming.telegram_message_id is not None:
        await messages.rebind(turn.db, bubble.message_id, incoming.telegram_message_id)
    log.info("a tap proved a delivery", message=bubble.message_id, person=actor.person_id)
