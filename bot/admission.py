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
# What calls a human is for somebody else than the one it is about, who may be one of the staff.
NEVER_HERSELF = (*OF_ALERTS, "al.of", "al.past", "al.upto", "pa.end", "pa.sure")


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
    return await _about(turn, actor, tap) if route.about_client else None


async def _about(turn: Turn, actor: Person, tap: Tap) -> str | None:
    """Give why a tap about a client is not acted on: she is somebody else's, or the actor herself, or nobody's."""
    client = await clients.get(turn.db, turn.person.person_id)
    if actor.person_id == turn.person.person_id and tap.action in NEVER_HERSELF:
        return "common.not_yours"
    if client is not None and client.therapist_id == actor.person_id:
        return None
    # Also somebody who is nobody's client, or no more, wrote in need, and somebody was called.
    of_alerts = tap.action in OF_ALERTS
    if "owner" in actor.roles and (client is not None or of_alerts):
        return None
    # Who was called in a colleague's place may look at the client, settle it, and let the routines go on.
    called = of_alerts or (client is not None and tap.action in ("cl.open", "pa.end", "pa.sure"))
    return None if called and await inbox.covered(turn, actor) else "common.not_yours"


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
