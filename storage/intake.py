"""Owns the versions of what is on file of a client's health; refuses to change one, and to know what it means."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Version:
    """One state of a client's intake: its content as JSON, who said it, and who reviewed it when (ms UTC)."""

    intake_id: int
    person_id: int
    version: int
    content: str
    said_by: int
    said_at: int
    reviewed_at: int | None
    reviewed_by: int | None


async def add(
    db: Session,
    person_id: int,
    content: str,
    *,
    said_by: int,
    reviewed_by: int | None = None,
    reviewed_at: int | None = None,
) -> int:
    """Write the next version, sealed, and give its number.

    ``reviewed_by`` is who says so in the same breath, or whose review of ``reviewed_at`` (ms UTC) still stands.
    """
    key = db.new_id()
    row = await db.one(
        "SELECT MAX(version) AS newest FROM intake WHERE practice_id = :practice AND person_id = :who", who=person_id
    )
    version = (row["newest"] or 0) + 1 if row else 1
    await db.run(
        """INSERT INTO intake (practice_id, intake_id, person_id, version, content, said_by, said_at, reviewed_at,
               reviewed_by)
           VALUES (:practice, :key, :who, :version, :content, :by, :now, :reviewed_at, :reviewed_by)""",
        key=key,
        who=person_id,
        version=version,
        content=await db.seal(person_id, "intake.content", key, content),
        by=said_by,
        reviewed_at=(reviewed_at or db.now) if reviewed_by is not None else None,
        reviewed_by=reviewed_by,
    )
    return version


async def since(db: Session, person_id: int, instant: int) -> list[Version]:
    """Give the versions that stood at an instant (ms UTC) or later, oldest first."""
    rows = await db.fetch(
        """SELECT * FROM intake WHERE practice_id = :practice AND person_id = :who AND version >= COALESCE((
             SELECT MAX(version) FROM intake AS older WHERE older.practice_id = intake.practice_id
               AND older.person_id = intake.person_id AND older.said_at <= :since), 0)
           ORDER BY version""",
        who=person_id,
        since=instant,
    )
    return [await _version(db, row) for row in rows]


async def newest(db: Session, person_id: int) -> Version | None:
    """Give what is on file now, or None while there is nothing."""
    row = await db.one(
        "SELECT * FROM intake WHERE practice_id = :practice AND person_id = :who ORDER BY version DESC LIMIT 1",
        who=person_id,
    )
    return await _version(db, row) if row is not None else None


async def _version(db: Session, row: Row) -> Version:
    person_id = row["person_id"]
    content = await db.unseal(person_id, "intake.content", row["intake_id"], row["content"])
    return Version(
        row["intake_id"], person_id, row["version"], content or "{}", row["said_by"], row["said_at"],
        row["reviewed_at"], row["reviewed_by"],
    )  # fmt: skip


async def review(db: Session, person_id: int, version: int, by: int) -> bool:
    """Note who reviewed a version; False when it is not the newest one, or was reviewed before."""
    changed = await db.run(
        """UPDATE intake SET reviewed_at = :now, reviewed_by = :by
           WHERE practice_id = :practice AND person_id = :who AND version = :version AND reviewed_at IS NULL
             AND version = (SELECT MAX(version) FROM intake WHERE practice_id = :practice AND person_id = :who)""",
        who=person_id,
        version=version,
        by=by,
    )
    return changed == 1
