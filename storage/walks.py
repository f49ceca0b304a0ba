"""Owns how clients walked through their routines; refuses the routine's words, which are content."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row

LEFT_OPEN = 30 * 86_400_000
"""So long a walk may lie open until she says that it hurt (ms)."""


@dataclass(frozen=True)
class Walk:
    """One time through a routine: ``step`` counts finished steps; ``level`` (green, amber, red) follows from the pain.

    ``felt`` is easy, right or hard; level and felt are sealed at rest, as the pain before it that they come from.
    """

    walk_id: int
    person_id: int
    plan_id: int
    message_id: int
    state: str
    step: int
    level: str | None
    felt: str | None
    started_at: int
    ended_at: int | None
    pain_before: int | None = None


async def _walk(db: Session, row: Row) -> Walk:
    who, key = row["person_id"], row["walk_id"]
    pain = await db.unseal(who, "walk.pain_before", key, row["pain_before"])
    return Walk(
        walk_id=key,
        person_id=who,
        plan_id=row["plan_id"],
        message_id=row["message_id"],
        state=row["state"],
        step=row["step"],
        level=await db.unseal(who, "walk.level", key, row["level"]),
        felt=await db.unseal(who, "walk.felt", key, row["felt"]),
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        pain_before=int(pain) if pain is not None else None,
    )


async def begin(db: Session, *, person_id: int, plan_id: int, message_id: int) -> None:
    """Write that a routine was opened in a message; a second tap does nothing."""
    await db.run(
        """INSERT INTO walk (practice_id, walk_id, person_id, plan_id, message_id, state, step, started_at)
           VALUES (:practice, :key, :who, :plan, :message, 'open', 0, :now)
           ON CONFLICT (practice_id, message_id) DO NOTHING""",
        key=db.new_id(),
        who=person_id,
        plan=plan_id,
        message=message_id,
    )


async def of_message(db: Session, message_id: int) -> Walk | None:
    """Give the walk that a message shows, or None."""
    row = await db.one("SELECT * FROM walk WHERE practice_id = :practice AND message_id = :key", key=message_id)
    return await _walk(db, row) if row else None


async def set_pain(db: Session, walk: Walk, pain: int, level: str) -> None:
    """Write the pain before the routine and the level that follows from it."""
    await db.run(
        "UPDATE walk SET pain_before = :pain, level = :level WHERE practice_id = :practice AND walk_id = :key",
        key=walk.walk_id,
        pain=await db.seal(walk.person_id, "walk.pain_before", walk.walk_id, str(pain)),
        level=await db.seal(walk.person_id, "walk.level", walk.walk_id, level),
    )


async def set_step(db: Session, walk_id: int, step: int) -> None:
    """Write how many steps are done."""
    await db.run(
        "UPDATE walk SET step = :step WHERE practice_id = :practice AND walk_id = :key", key=walk_id, step=step
    )


async def end(db: Session, walk_id: int, state: str) -> None:
    """Write that she is through (done), that it hurt (stopped) or that she left it (left)."""
    await db.run(
        "UPDATE walk SET state = :state, ended_at = :now WHERE practice_id = :practice AND walk_id = :key",
        key=walk_id,
        state=state,
    )


async def set_felt(db: Session, walk_id: int, felt: str) -> None:
    """Write how it felt: easy, right or hard."""
    row = await db.one("SELECT person_id FROM walk WHERE practice_id = :practice AND walk_id = :key", key=walk_id)
    if row is None:
        return
    await db.run(
        "UPDATE walk SET felt = :felt WHERE practice_id = :practice AND walk_id = :key",
        key=walk_id,
        felt=await db.seal(row["person_id"], "walk.felt", walk_id, felt),
    )


async def since(db: Session, person_id: int, instant: int) -> list[Walk]:
    """Give a client's walks since an instant, newest first."""
    rows = await db.fetch(
        """SELECT * FROM walk WHERE practice_id = :practice AND person_id = :who AND started_at >= :since
           ORDER BY started_at DESC""",
        who=person_id,
        since=instant,
    )
    return [await _walk(db, row) for row in rows]


async def hurts_since(db: Session, person_id: int, instant: int) -> int:
    """Count the walks that a client ended because it hurt, since an instant (ms UTC)."""
    row = await db.one(
        """SELECT COUNT(*) AS n FROM walk WHERE practice_id = :practice AND person_id = :who AND started_at >= :begun
             AND ended_at >= :since AND state = 'stopped'""",
        who=person_id,
        since=instant,
        begun=instant - LEFT_OPEN,  # else every walk that she ever began is read
    )
    return row["n"] if row else 0


async def is_walking(db: Session, person_id: int, since: int) -> bool:
    """Tell whether a client is in the middle of a routine that she began since an instant."""
    row = await db.one(
        """SELECT 1 AS n FROM walk WHERE practice_id = :practice AND person_id = :who AND started_at >= :since
             AND state = 'open' LIMIT 1""",
        who=person_id,
        since=since,
    )
    return row is not None
