"""Owns the word to a client that nobody has seen her emergency yet; refuses to say it twice, or once somebody has.

She read that somebody is being told. An hour later it may still stand unseen, and she must not wait for it. The word is
a row of the ledger, written together with the alert, so that no crash can make it forgotten.
"""

from care import unheard
from care.flags import CRISIS
from care.kinds import KINDS
from care.moments import HOUR
from care.screen import Screen
from care.turn import Turn
from storage import alerts as rows
from storage import endings, messages, queue
from storage.alerts import Alert
from storage.messages import Message

TEMPLATE, SLOT = "safety.unseen", "unseen"
AFTER = HOUR
UNSAID = ("cancelled", "blocked", "dead")


async def plan(turn: Turn) -> None:
    """Plan the word about an emergency of the turn's person that was just raised; once for all that is open of her."""
    me = turn.person.person_id
    began = min(one.raised_at for one in await rows.emergencies_of(turn.db, me))
    before = await messages.of_person(turn.db, me, began)
    if any(row.slot == SLOT and row.state not in UNSAID for row in before):
        return
    at = turn.now + AFTER
    row = Message(
        message_id=turn.db.new_id(), person_id=me, subject_id=me, kind="safety_reply",
        priority=KINDS["safety_reply"].priority, slot=SLOT, due_at=at, not_before=at, template=TEMPLATE,
    )  # fmt: skip
    await messages.add(turn.db, row)


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word it; nothing when somebody has seen it, or when she has read already that nobody could be reached."""
    me = message.person_id
    found = [one for one in await rows.open_of_client(turn.db, me) if one.urgency == "emergency"]
    if not found:
        return None
    before = await messages.of_person(turn.db, me, min(one.raised_at for one in found))
    if any(row.template == unheard.NOBODY and row.state not in UNSAID for row in before):
        return None
    numbers = turn.library.emergency(turn.person.country)
    crisis = numbers.crisis if any(map(_may_be_a_crisis, found)) else None
    return turn.words().screen(
        TEMPLATE, practice=turn.practice.name, emergency=numbers.emergency, verified=numbers.verified, crisis=crisis
    )


def _may_be_a_crisis(alert: Alert) -> bool:
    """Tell whether an alert is about a crisis; what can't be opened may be."""
    return alert.damaged or alert.told().get("flag") == CRISIS


async def close(turn: Turn, client_id: int) -> None:
    """Take the word back that waits for a client: somebody has seen an emergency of hers."""
    for row in await queue.queued_of_kind(turn.db, client_id, "safety_reply"):
        if row.slot == SLOT:
            await endings.close(turn.db, row.message_id, "uncertain" if row.maybe_dup else "cancelled", "nothing_left")
