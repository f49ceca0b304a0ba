"""Owns what a delivery's outcome means for its row and its person; refuses to choose what is said next."""

import random

from care import alerts, calling, follow_ups, kinds, pictures, reach
from care.kinds import KINDS, Kind, Unknown
from care.messenger import Blocked, NotSent, Outcome, Refused, Sent, Unsure
from care.turn import Turn
from storage import endings, messages, people, queue
from storage.messages import Message

# Only spreads retries in time; nothing secret hangs on it.
jitter = random.Random()  # noqa: S311


async def write(turn: Turn, message: Message, outcome: Outcome, *, on_media: bool) -> None:
    """Write what became of a message that was handed over; ``on_media`` says that its bubble showed a picture."""
    match outcome:
        case Sent():
            await _sent(turn, message, outcome, showed_media=on_media)
        case NotSent():
            await _again(turn, message, outcome)
        case Unsure():
            await unsure(turn, message, outcome)
        case Blocked(reason):
            await endings.close(turn.db, message.message_id, "blocked", reason)
            if message.kind == "alert":
                await alerts.hand_on(turn, await _whole(turn, message))
            await reach.blocked(turn, reason)
        case Refused():
            await _refused(turn, message, outcome)


async def _sent(turn: Turn, message: Message, outcome: Sent, *, showed_media: bool) -> None:
    await endings.mark_sent(turn.db, message.message_id, outcome.telegram_message_id, "taken")
    if message.edits is not None:
        await messages.rebind(turn.db, message.edits, outcome.telegram_message_id)
    if outcome.media != showed_media:
        await messages.note_media(turn.db, message.edits or message.message_id, media=outcome.media)
    if outcome.uploaded is not None:
        await pictures.remember(turn, outcome.uploaded)
    await follow_ups.plan_nudge(turn, message)
    if message.alert_id is not None:
        await calling.settled(turn, message)
    if not KINDS[message.kind].keep_body:
        await messages.forget_body(turn.db, message.message_id)


async def _again(turn: Turn, message: Message, outcome: NotSent) -> None:
    """Queue a message that did not leave; while Telegram asks for patience nothing else goes to this person either.

    How often is bounded by the message's expiry alone: an hour without a network must not use up its tries.
    """
    # What is urgent waits for seconds only: while Telegram is away one harmless question is asked for all of them.
    most = kinds.BACKOFF_URGENT if message.priority <= kinds.URGENT else kinds.BACKOFF_MOST
    at = turn.now + (outcome.wait_ms if outcome.wait_ms is not None else _backoff(message.attempt, most))
    await _queue_again(turn, message, at, outcome.reason, maybe_dup=False)
    until = at if outcome.wait_ms is not None else 0
    epoch = turn.person.lease_epoch
    await people.set_lease(turn.db, turn.person.person_id, owner=None, epoch=epoch, until=until)


async def _queue_again(turn: Turn, message: Message, at: int, reason: str, *, maybe_dup: bool) -> None:
    """Queue a row for another try; an edit that a newer one has overtaken would only show an old screen."""
    if message.edits is not None and await endings.has_newer_edit(turn.db, message.message_id, message.edits):
        await endings.close(turn.db, message.message_id, "merged", "newer_edit")
        return
    await queue.retry(turn.db, message.message_id, not_before=at, reason=reason, maybe_dup=maybe_dup)


def _backoff(attempt: int, most: int = kinds.BACKOFF_MOST) -> int:
    """Give a full-jitter pause in ms: anywhere between half a second and 2 s, 4 s, 8 s ... up to ``most``."""
    return jitter.randint(kinds.BACKOFF_FIRST // 4, min(most, kinds.BACKOFF_FIRST * 2 ** min(attempt, 12)))


async def unsure(turn: Turn, message: Message, outcome: Unsure) -> None:
    """Follow the rule of the kind for a message that may have arrived."""
    promise = KINDS[message.kind]
    if not _may_resend(promise, message):
        await endings.close(turn.db, message.message_id, "uncertain", outcome.reason)
        return
    if not await _makes_bubble(turn, message):
        # Only a second bubble is a duplicate: the same edit twice shows the same words once. The first repeat comes
        # at once, the others ever later: a Telegram that is not well is not to be hammered at.
        at = turn.now + (0 if message.attempt <= 1 else _backoff(message.attempt))
        await _queue_again(turn, message, at, outcome.reason, maybe_dup=False)
        return
    at = turn.now + kinds.RESEND_AFTER.get(message.kind, kinds.BACKOFF_FIRST)
    await _queue_again(turn, message, at, outcome.reason, maybe_dup=True)


async def _makes_bubble(turn: Turn, message: Message) -> bool:
    """Tell whether a message appears as a bubble of its own; an edit does when the bubble it was for is gone."""
    return message.edits is None or (await messages.bubble_of(turn.db, message.edits))[0] is None


def _may_resend(promise: Kind, message: Message) -> bool:
    """Count only tries that may have arrived: what certainly did not leave costs nothing."""
    if promise.unknown is Unknown.NEVER:
        return False
    return message.maybe_dup < (1 if promise.unknown is Unknown.RESEND_ONCE else kinds.MOST_RESENDS)


async def _refused(turn: Turn, message: Message, outcome: Refused) -> None:
    """Say an edit anew when its bubble is gone; what Telegram will never take is dead, and visible as such."""
    if outcome.gone and message.edits is not None:
        await messages.rebind(turn.db, message.edits, None)
        await queue.retry(turn.db, message.message_id, not_before=turn.now, reason=outcome.reason, maybe_dup=False)
        return
    await endings.close(turn.db, message.message_id, "dead", outcome.reason)
    if message.kind == "alert":
        await alerts.hand_on(turn, await _whole(turn, message))


async def _whole(turn: Turn, message: Message) -> Message:
    """Give a message with its words."""
    return await messages.get(turn.db, message.message_id) or message
