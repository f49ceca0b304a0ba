"""Owns who is called in a therapist's place; refuses to decide when."""

from dataclasses import dataclass

from storage.session import Session


@dataclass(frozen=True)
class Cover:
    """Somebody who is called when a therapist has not seen an alert in time, until an instant (ms UTC) or for good."""

    therapist_id: int
    cover_id: int
    until: int | None


async def choose(db: Session, therapist_id: int, cover_id: int, *, until: int | None, by: int) -> None:
    """Note who covers for a therapist from now on; the one before is forgotten."""
    await db.run(
        """INSERT INTO cover (practice_id, therapist_id, cover_id, until, set_by, set_at)
           VALUES (:practice, :therapist, :cover, :until, :by, :now)
           ON CONFLICT (practice_id, therapist_id) DO UPDATE
           SET cover_id = :cover, until = :until, set_by = :by, set_at = :now""",
        therapist=therapist_id,
        cover=cover_id,
        until=until,
        by=by,
    )


async def end(db: Session, therapist_id: int) -> None:
    """Note that nobody covers for a therapist any more."""
    await db.run("DELETE FROM cover WHERE practice_id = :practice AND therapist_id = :who", who=therapist_id)


async def of(db: Session, therapist_id: int) -> Cover | None:
    """Give who covers for a therapist now, or None; one whose time is over counts no more."""
    row = await db.one(
        """SELECT * FROM cover WHERE practice_id = :practice AND therapist_id = :who
             AND (until IS NULL OR until > :now)""",
        who=therapist_id,
    )
    return Cover(row["therapist_id"], row["cover_id"], row["until"]) if row else None
