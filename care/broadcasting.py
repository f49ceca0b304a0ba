"""Owns how an announcement reaches every client: a row for each, and the author told; refuses to send it.

One turn began it; each client's row is a turn of her own, so that a crash in between only leaves work for the tick.
"""

from functools import partial
from typing import Any

from care import kinds, policy
from care.app import App
from care.delivery import Delivery
from care.moments import SECOND
from care.turn import Turn
from storage import broadcasts, clients, endings, messages
from storage.broadcasts import Broadcast
from storage.messages import Message

# So many clients' rows at one look: a tick must not be slow, and even so they come faster than they can be sent.
A_SLICE = 200
TELL_EVERY = 30 * SECOND


async def write(app: App, most: int = A_SLICE) -> None:
    """Write the next clients' rows of every announcement that is not written out yet."""
    for broadcast in await app.read(broadcasts.under_way):
        if broadcast.state == "writing":
            await _write_some(app, broadcast, most)


async def _write_some(app: App, broadcast: Broadcast, most: int) -> None:
    after, rank = await app.read(lambda db: broadcasts.last_written(db, broadcast))
    found = await app.read(lambda db: broadcasts.unwritten(db, broadcast, after=after, limit=most))
    if not found:
        # From the beginning once more: another worker may have died on one while this one was further on.
        found = await app.read(lambda db: broadcasts.unwritten(db, broadcast, after=0, limit=most))
    for who in found:
        rank += 1
        await app.turn(who, partial(write_one, broadcast=broadcast, rank=rank))
    if not found:
        await app.read(lambda db: broadcasts.note_written(db, broadcast.broadcast_id))


async def write_one(turn: Turn, broadcast: Broadcast, rank: int) -> None:
    """Write the row of the turn's client; who can't be written to gets one that is closed with the reason."""
    client = await clients.get(turn.db, turn.person.person_id)
    if client is None or client.therapist_id != broadcast.author_id or client.confirmed_at is None:
        return
    promise = kinds.KINDS["broadcast"]
    row = Message(
        message_id=turn.db.new_id(),
        person_id=turn.person.person_id,
        subject_id=turn.person.person_id,
        kind="broadcast",
        priority=promise.priority,
        broadcast_id=broadcast.broadcast_id,
        rank=rank,
        due_at=broadcast.begun_at,
        not_before=broadcast.begun_at,
        expires_at=broadcast.begun_at + (promise.lifetime or 0),
    )
    if not await messages.add(turn.db, row):
        return
    verdict = await policy.look_again(turn, row)
    if isinstance(verdict, policy.Drop):
        state = "blocked" if verdict.reason == "blocked" else "cancelled"
        await endings.close(turn.db, row.message_id, state, verdict.reason)


async def tell(app: App, delivery: Delivery) -> None:
    """Tell the authors now and then how far their announcements are, and in the end what became of them."""
    for broadcast in await app.read(broadcasts.under_way):
        key = broadcast.broadcast_id
        over = broadcast.state == "going" and not await app.read(partial(broadcasts.is_open, broadcast_id=key))
        if over or (
            app.clock.now() - broadcast.told_at >= TELL_EVERY
            and await app.read(partial(broadcasts.has_moved, broadcast_id=key, since=broadcast.told_at))
        ):
            done = await app.turn(broadcast.author_id, partial(_show, broadcast=broadcast, over=over))
            delivery.after(broadcast.author_id, done)


async def _show(turn: Turn, broadcast: Broadcast, *, over: bool) -> None:
    """Bring the author's bubble up to date; it makes no sound."""
    key = broadcast.broadcast_id
    if over and not await broadcasts.end(turn.db, key):
        return
    await broadcasts.note_told(turn.db, key)
    if turn.person.reach == "blocked":
        return
    facts: dict[str, Any] = summary(await broadcasts.counts(turn.db, key))
    screen = turn.words().screen(f"announce.{'done' if over else 'progress'}", count=broadcast.total, **facts)
    await turn.show(screen, anchor=broadcast.bubble)


def summary(states: dict[str, int]) -> dict[str, int]:
    """Give the ends of an announcement's rows as its author reads them."""
    return {
        # What was said together with something else was said.
        "sent": states.get("sent", 0) + states.get("merged", 0),
        "uncertain": states.get("uncertain", 0),
        "unreachable": states.get("cancelled", 0) + states.get("blocked", 0),
        "expired": states.get("expired", 0),
        "failed": states.get("dead", 0),
    }
