"""Owns the dead letters: messages that nobody will get unless an operator asks; refuses to bring one back itself."""

from storage.messages import PLAIN, Message, plain
from storage.session import Session

REPLAY = "replay"
"""The slot of a row with which a dead letter was sent once more."""


async def newest(db: Session, limit: int) -> list[Message]:
    """Give the newest dead rows, newest first, without their words."""
    rows = await db.fetch(
        f"""SELECT {PLAIN} FROM message WHERE practice_id = :practice AND state = 'dead'
            ORDER BY closed_at DESC, message_id DESC LIMIT :limit""",  # noqa: S608 -- constants only
        limit=limit,
    )
    return [plain(row) for row in rows]


async def replay_of(db: Session, message_id: int) -> int | None:
    """Give the row with which a dead letter was sent once more, or None."""
    row = await db.one(
        "SELECT message_id FROM message WHERE practice_id = :practice AND follows = :key AND slot = :slot",
        key=message_id,
        slot=REPLAY,
    )
    return row["message_id"] if row else None


async def untold(db: Session) -> int:
    """Give how many messages died since the owners were last told of dead letters."""
    row = await db.one(
        """SELECT COUNT(*) AS n FROM message WHERE practice_id = :practice AND state = 'dead' AND closed_at >
             COALESCE((SELECT dead_told_to FROM heartbeat WHERE practice_id = :practice), 0)"""
    )
    return int(row["n"]) if row else 0


async def told_to(db: Session) -> int:
    """Give up to which instant the owners know of dead letters."""
    row = await db.one("SELECT dead_told_to FROM heartbeat WHERE practice_id = :practice")
    return row["dead_told_to"] if row else 0


async def mark_told(db: Session) -> None:
    """Note that the owners know of everything that has died until now."""
    await db.run("UPDATE heartbeat SET dead_told_to = :now WHERE practice_id = :practice")
