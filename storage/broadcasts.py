"""Owns what therapists write to all their clients, and how far that has come; refuses to send any of it."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Broadcast:
    """One text to all clients of its author. ``words`` is sealed at rest with the author's key.

    States: draft, writing (clients' rows are being written), going (all are written), done, dropped. ``bubble`` is the
    ledger id of the message that shows the author how far it has come; ``first_rank`` where its rows' ranks begin.
    """

    broadcast_id: int
    author_id: int
    state: str
    words: str | None
    bubble: int | None
    first_rank: int
    total: int
    begun_at: int
    told_at: int


async def _broadcast(db: Session, row: Row) -> Broadcast:
    key, author = row["broadcast_id"], row["author_id"]
    words = await db.unseal(author, "broadcast.words", key, row["words"])
    begun = row["begun_at"] or 0
    return Broadcast(
        key, author, row["state"], words, row["bubble"], row["first_rank"], row["total"], begun, row["told_at"] or begun
    )


async def add(db: Session, author_id: int, words: str) -> int:
    """Keep a draft in place of the author's earlier ones, and give its id."""
    await db.run(
        """UPDATE broadcast SET state = 'dropped', words = NULL
           WHERE practice_id = :practice AND author_id = :author AND state = 'draft'""",
        author=author_id,
    )
    key = db.new_id()
    await db.run(
        """INSERT INTO broadcast (practice_id, broadcast_id, author_id, state, words, first_rank, total, made_at)
           VALUES (:practice, :key, :author, 'draft', :words, 0, 0, :now)""",
        key=key,
        author=author_id,
        words=await db.seal(author_id, "broadcast.words", key, words),
    )
    return key


async def get(db: Session, broadcast_id: int) -> Broadcast | None:
    """Give a broadcast with its words, or None."""
    row = await db.one(
        "SELECT * FROM broadcast WHERE practice_id = :practice AND broadcast_id = :key", key=broadcast_id
    )
    return await _broadcast(db, row) if row else None


async def under_way(db: Session) -> list[Broadcast]:
    """Give what is being written or is going out, oldest first."""
    rows = await db.fetch(
        """SELECT * FROM broadcast WHERE practice_id = :practice AND state IN ('writing', 'going')
           ORDER BY +broadcast_id"""
    )
    return [await _broadcast(db, row) for row in rows]


async def begin(db: Session, broadcast: Broadcast, *, bubble: int, total: int) -> bool:
    """Let a draft go out; False when it is no draft any more.

    Its place among the others is that of what is being sent now, but behind the same author's earlier ones: each
    author has one share of the rate, however much she writes.
    """
    front = await db.one(
        """SELECT MIN(rank) AS rank FROM message
           WHERE practice_id = :practice AND state = 'queued' AND priority = 6 AND rank > 0"""
    )
    hers = await db.one(
        """SELECT MAX(first_rank + total) AS rank FROM broadcast
           WHERE practice_id = :practice AND author_id = :author AND state IN ('writing', 'going')""",
        author=broadcast.author_id,
    )
    ranks = [row["rank"] for row in (front, hers) if row and row["rank"]]
    changed = await db.run(
        """UPDATE broadcast SET state = 'writing', bubble = :bubble, total = :total, first_rank = :rank, begun_at = :now
           WHERE practice_id = :practice AND broadcast_id = :key AND state = 'draft'""",
        key=broadcast.broadcast_id,
        bubble=bubble,
        total=total,
        rank=max(ranks, default=1),
    )
    return changed == 1


async def drop(db: Session, broadcast_id: int) -> bool:
    """Forget a draft and its words; False when it is no draft any more."""
    changed = await db.run(
        """UPDATE broadcast SET state = 'dropped', words = NULL
           WHERE practice_id = :practice AND broadcast_id = :key AND state = 'draft'""",
        key=broadcast_id,
    )
    return changed == 1


async def note_written(db: Session, broadcast_id: int) -> None:
    """Note that every client's row is written, and how many there are."""
    await db.run(
        """UPDATE broadcast SET state = 'going', total = (
               SELECT COUNT(*) FROM message
               WHERE message.practice_id = broadcast.practice_id AND message.broadcast_id = broadcast.broadcast_id)
           WHERE practice_id = :practice AND broadcast_id = :key AND state = 'writing'""",
        key=broadcast_id,
    )


async def note_told(db: Session, broadcast_id: int) -> None:
    """Note that the author was told just now how far it is."""
    await db.run(
        "UPDATE broadcast SET told_at = :now WHERE practice_id = :practice AND broadcast_id = :key", key=broadcast_id
    )


async def end(db: Session, broadcast_id: int) -> bool:
    """Note that nothing of it is open any more; False when that was known."""
    changed = await db.run(
        """UPDATE broadcast SET state = 'done', ended_at = :now
           WHERE practice_id = :practice AND broadcast_id = :key AND state = 'going'""",
        key=broadcast_id,
    )
    return changed == 1


async def reachable(db: Session, author_id: int) -> int:
    """Give how many clients an author could write to now."""
    row = await db.one(
        """SELECT COUNT(*) AS n FROM client JOIN person
             ON person.practice_id = client.practice_id AND person.person_id = client.person_id
           WHERE client.practice_id = :practice AND client.therapist_id = :author AND client.confirmed_at IS NOT NULL
             AND person.reach = 'open'""",
        author=author_id,
    )
    return int(row["n"]) if row else 0


async def unwritten(db: Session, broadcast: Broadcast, *, after: int, limit: int) -> list[int]:
    """Give clients, by id after ``after``, who have no row of a broadcast yet; confirmed before it began."""
    rows = await db.fetch(
        """SELECT person_id AS who FROM client
           WHERE practice_id = :practice AND therapist_id = :author AND confirmed_at <= :begun AND person_id > :after
             AND NOT EXISTS (SELECT 1 FROM message WHERE message.practice_id = client.practice_id
                               AND message.broadcast_id = :key AND message.person_id = client.person_id)
           ORDER BY person_id LIMIT :limit""",
        author=broadcast.author_id,
        begun=broadcast.begun_at,
        key=broadcast.broadcast_id,
        after=after,
        limit=limit,
    )
    return [row["who"] for row in rows]


async def last_written(db: Session, broadcast: Broadcast) -> tuple[int, int]:
    """Give the last client who has her row, and its rank; before the first one 0 and the rank before."""
    row = await db.one(
        """SELECT person_id AS who, rank FROM message WHERE practice_id = :practice AND broadcast_id = :key
           ORDER BY person_id DESC LIMIT 1""",
        key=broadcast.broadcast_id,
    )
    return (row["who"], row["rank"]) if row else (0, broadcast.first_rank - 1)


async def is_open(db: Session, broadcast_id: int) -> bool:
    """Tell whether any row of a broadcast still waits or is being sent."""
    row = await db.one(
        """SELECT 1 AS n FROM message WHERE practice_id = :practice AND broadcast_id = :key
             AND broadcast_id IS NOT NULL AND state IN ('queued', 'sending') LIMIT 1""",
        key=broadcast_id,
    )
    return row is not None


async def counts(db: Session, broadcast_id: int) -> dict[str, int]:
    """Give how many rows of a broadcast are in each state."""
    rows = await db.fetch(
        """SELECT state, COUNT(*) AS n FROM message WHERE practice_id = :practice AND broadcast_id = :key
           GROUP BY state""",
        key=broadcast_id,
    )
    return {row["state"]: row["n"] for row in rows}


@dataclass(frozen=True)
class Count:
    """How an announcement stands in the ledger: its clients, their rows, and how many of these are open."""

    broadcast_id: int
    state: str
    total: int
    rows: int
    open: int


async def every(db: Session) -> list[Count]:
    """Count the rows of every announcement that is written out; what an operator had sent once more is none of them."""
    rows = await db.fetch(
        """SELECT broadcast.broadcast_id, broadcast.state, broadcast.total, COUNT(message.message_id) AS n,
                  SUM(CASE WHEN message.state IN ('queued', 'sending') THEN 1 ELSE 0 END) AS open
           FROM broadcast LEFT JOIN message
             ON message.practice_id = broadcast.practice_id AND message.broadcast_id = broadcast.broadcast_id
            AND (message.slot IS NULL OR message.slot <> 'replay')
           WHERE broadcast.practice_id = :practice AND broadcast.state IN ('going', 'done')
           GROUP BY broadcast.broadcast_id, broadcast.state, broadcast.total ORDER BY broadcast.broadcast_id"""
    )
    return [Count(row["broadcast_id"], row["state"], row["total"], row["n"], row["open"] or 0) for row in rows]


async def has_moved(db: Session, broadcast_id: int, since: int) -> bool:
    """Tell whether something became of one of its rows since an instant."""
    row = await db.one(
        """SELECT 1 AS n FROM message WHERE practice_id = :practice AND broadcast_id = :key AND closed_at >= :since
           LIMIT 1""",
        key=broadcast_id,
        since=since,
    )
    return row is not None
