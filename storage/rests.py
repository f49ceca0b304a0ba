"""Owns the rests of a client's routines that only a therapist ends; refuses to decide when one begins.

Their table has been called ``pause`` from the first. A pause is a client's own and stands with her, in
``client.paused_until``.
"""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Rest:
    """A rest of all routines: since when, why (a code of ``care.resting``), and the newest alert that tells of it."""

    rest_id: int
    client_id: int
    since: int
    reason: str
    alert_id: int | None
    ended_at: int | None
    ended_by: int | None


def _rest(row: Row) -> Rest:
    return Rest(
        row["pause_id"], row["client_id"], row["since"], row["reason"], row["alert_id"], row["ended_at"],
        row["ended_by"],
    )  # fmt: skip


async def begin(db: Session, client_id: int, reason: str) -> bool:
    """Let a client's routines rest; False when they do already."""
    changed = await db.run(
        """INSERT INTO pause (practice_id, pause_id, client_id, since, reason)
           VALUES (:practice, :key, :client, :now, :reason)
           ON CONFLICT (practice_id, client_id) WHERE ended_at IS NULL DO NOTHING""",
        key=db.new_id(),
        client=client_id,
        reason=reason,
    )
    return changed == 1


async def worsen(db: Session, client_id: int, reason: str) -> None:
    """Let the rest in force take over a more serious reason; since when it is stays as it was."""
    await db.run(
        "UPDATE pause SET reason = :reason WHERE practice_id = :practice AND client_id = :client AND ended_at IS NULL",
        client=client_id,
        reason=reason,
    )


async def tell(db: Session, client_id: int, alert_id: int) -> None:
    """Note the alert that told a human of the rest in force."""
    await db.run(
        "UPDATE pause SET alert_id = :alert WHERE practice_id = :practice AND client_id = :client AND ended_at IS NULL",
        client=client_id,
        alert=alert_id,
    )


async def in_force(db: Session, client_id: int) -> Rest | None:
    """Give the rest that a client is in, or None."""
    row = await db.one(
        "SELECT * FROM pause WHERE practice_id = :practice AND client_id = :client AND ended_at IS NULL",
        client=client_id,
    )
    return _rest(row) if row else None


async def end(db: Session, client_id: int, by: int) -> bool:
    """End a client's rest in somebody's name; False when there is none."""
    changed = await db.run(
        """UPDATE pause SET ended_at = :now, ended_by = :by
           WHERE practice_id = :practice AND client_id = :client AND ended_at IS NULL""",
        client=client_id,
        by=by,
    )
    return changed == 1


async def last_end(db: Session, client_id: int) -> int:
    """Give when a client's last rest was ended (ms UTC), 0 when none ever was."""
    row = await db.one(
        """SELECT ended_at FROM pause WHERE practice_id = :practice AND client_id = :client AND ended_at IS NOT NULL
           ORDER BY ended_at DESC LIMIT 1""",
        client=client_id,
    )
    return int(row["ended_at"]) if row else 0
