"""Owns who is spoken to next, and with what; refuses the network, and to judge an outcome (`care.landing` does).

The unit of claim is the person: a lease with an epoch. One message per person is in flight, in order of priority, due
time and id. The intent is committed before anything leaves the house.
"""

from dataclasses import replace

import structlog

from care import compose, gate, kinds, landing, merging, pictures, plans, policy, trust
from care.messenger import NotSent, Outcome, Outgoing, Unsure
from care.policy import Wait
from care.screen import Screen
from care.turn import Turn
from storage import endings, messages, people, queue
from storage.errors import StorageError
from storage.messages import Message

log = structlog.get_logger(__name__)


async def claim(turn: Turn, least: int | None = None) -> Outgoing | None:
    """Take the right to speak to the turn's person and write the first intent, or None when there is nothing to do.

    With ``least`` only something of that priority or a more urgent one is begun.
    """
    person = turn.person
    if person.lease_until > turn.now:
        return None
    orphan = await queue.in_flight(turn.db, person.person_id)
    if orphan is not None:
        await landing.unsure(turn, orphan, Unsure("crashed"))
    return await _next(turn, epoch=person.lease_epoch + 1, least=least)


async def close_stale(turn: Turn) -> None:
    """Close what expired while nothing could be said to the turn's person, as when Telegram asked to wait for hours."""
    for message in await queue.stale(turn.db, turn.person.person_id, turn.now - (turn.ahead or 0)):
        await _drop(turn, message, "expired", "late")


async def settle(turn: Turn, outgoing: Outgoing, outcome: Outcome) -> Outgoing | None:
    """Write what became of a message, then go on to the person's next one under the same lease.

    A result that comes after somebody else took the lease is not written: that worker has settled the row already.
    """
    message = await messages.head(turn.db, outgoing.message_id)  # its words are not needed, and cost an unsealing
    if message is None or turn.person.lease_epoch != outgoing.epoch or message.epoch != outgoing.epoch:
        return None
    if message.state != "sending":
        return await _resume(turn, outgoing.epoch)
    await landing.write(turn, message, outcome, on_media=outgoing.on_media)
    if isinstance(outcome, NotSent):
        return None  # nothing else goes to this person before it
    return await _next(turn, epoch=outgoing.epoch)


async def _resume(turn: Turn, epoch: int) -> Outgoing | None:
    """Go on after a commit whose answer was lost: what it began was never handed over, and is known not to be."""
    begun = await queue.in_flight(turn.db, turn.person.person_id)
    if begun is not None and begun.epoch == epoch:
        await queue.retry(turn.db, begun.message_id, not_before=turn.now, reason="unheard", maybe_dup=False)
    return await _next(turn, epoch=epoch)


async def _next(turn: Turn, *, epoch: int, least: int | None = None) -> Outgoing | None:
    """Find the next message that is still worth saying; give the lease back when there is none.

    Somebody who was taken up for something urgent that is over by now stands behind those for whom it is not.
    """
    while (message := await queue.first_due(turn.db, turn.person.person_id, kinds.BACKOFF_MOST)) is not None:
        if least is not None and message.priority > least:
            break
        if message.not_before > turn.now:
            await queue.wait_behind(turn.db, message)
            break
        if message.expires_at is not None and turn.is_past(message.expires_at):
            await _drop(turn, message, "expired", "late")
            continue
        if (until := trust.held_until(turn, message)) is not None:
            await queue.hold(turn.db, message.message_id, until, "clock_unsure")
            continue
        verdict = await policy.look_again(turn, message)
        if isinstance(verdict, Wait):
            await queue.hold(turn.db, message.message_id, verdict.until, verdict.reason)
            continue
        screen = None if verdict else await _worded(turn, message)
        if screen is None:
            # A plan's date that was cancelled may come again, which would go round for ever here.
            state = "cancelled" if message.plan_id is None else "expired"
            await _drop(turn, message, state, verdict.reason if verdict else "nothing_left")
            continue
        if isinstance(screen, str):
            await _drop(turn, message, "dead", screen)
            continue
        if (outgoing := await _intend(turn, message, screen, epoch)) is not None:
            return outgoing
    await people.set_lease(turn.db, turn.person.person_id, owner=None, epoch=epoch, until=0)
    return None


async def _worded(turn: Turn, message: Message) -> Screen | str | None:
    """Word a message; one that can't be worded gives its fault instead, and must not stop what comes behind it.

    It must not raise either: the outcome of the message before it is written in this same transaction.
    """
    try:
        screen = await compose.screen(turn, message)
        return await merging.take_along(turn, message, screen) if screen is not None else None
    except StorageError:
        raise
    except Exception as error:  # noqa: BLE001 -- a slip in any template, whatever it raises
        fault = type(error).__name__  # the type only: an error's words may hold what somebody wrote
        log.error("a message can't be worded", message=message.message_id, kind=message.kind, error=fault)  # noqa: TRY400
        return f"not_worded: {fault}"


async def _intend(turn: Turn, message: Message, screen: Screen, epoch: int) -> Outgoing | None:
    """Write the intent; None when another turn closed the row meanwhile (a newer edit, a visit that was moved)."""
    words = replace(message, template=screen.template, template_version=screen.version, locale=screen.locale)
    if not await queue.begin_sending(turn.db, message, epoch=epoch, body=screen.dump(), words=words):
        return None
    ready_at = max(message.due_at, message.not_before, _free_since(turn, epoch))
    until = turn.now + kinds.LEASE
    await people.set_lease(turn.db, turn.person.person_id, owner=turn.owner, epoch=epoch, until=until)
    if message.plan_id is not None:
        await plans.plan_next(turn, message.plan_id)
    edited, on_media = await messages.bubble_of(turn.db, message.edits) if message.edits is not None else (None, False)
    return Outgoing(
        message_id=message.message_id,
        person_id=turn.person.person_id,
        telegram_id=turn.person.telegram_id,
        kind=message.kind,
        priority=message.priority,
        epoch=epoch,
        screen=screen,
        anchor=message.edits or message.message_id,
        edits_telegram_id=edited,
        ready_at=ready_at,
        on_media=on_media and edited is not None,
        pictures=await pictures.of_screen(turn, screen),
    )


def _free_since(turn: Turn, epoch: int) -> int:
    """Give since when nothing keeps this person's next message: Telegram's wish for rest, or the one that just left."""
    if turn.person.lease_owner is None:
        return turn.person.lease_until
    return turn.now if turn.person.lease_epoch == epoch else 0


async def _drop(turn: Turn, message: Message, state: str, reason: str) -> None:
    """Close what is not said; of what may have arrived before nobody can say that it did not."""
    state = "uncertain" if message.maybe_dup else state
    await endings.close(turn.db, message.message_id, state, reason)
    if message.plan_id is not None:
        await plans.plan_next(turn, message.plan_id)
    if reason == "clash":
        await gate.tell_of(turn, message)
