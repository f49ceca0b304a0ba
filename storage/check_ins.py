"""Owns the answers to check-ins; refuses to fill a gap: what was not answered stays missing."""

import json
from dataclasses import dataclass, field

from storage.session import Session
from storage.sql import Row

LATE_MS = 2 * 3_600_000


@dataclass(frozen=True)
class CheckIn:
    """One local day's answers: pain 0-10, mood 1-5, None where not answered. ``closes_at`` is local midnight.

    ``areas`` is pain by area in the order of answering, where it was asked so; ``pain`` is the worst of them.
    """

    check_in_id: int
    person_id: int
    local_date: str
    closes_at: int
    message_id: int
    state: str
    pain: int | None
    mood: int | None
    answered_at: int | None
    asked_at: int = 0
    areas: dict[str, int] = field(default_factory=dict)

    @property
    def late(self) -> bool:
        """Tell whether the answer came so long after the question that it tells of another part of the day."""
        return self.state == "done" and (self.answered_at or 0) - self.asked_at >= LATE_MS


async def _check_in(db: Session, row: Row) -> CheckIn:
    who, key = row["person_id"], row["check_in_id"]
    pain = await db.unseal(who, "check_in.pain", key, row["pain"])
    mood = await db.unseal(who, "check_in.mood", key, row["mood"])
    areas = await db.unseal(who, "check_in.areas", key, row["areas"])
    return CheckIn(
        check_in_id=key,
        person_id=who,
        local_date=row["local_date"],
        closes_at=row["closes_at"],
        message_id=row["message_id"],
        state=row["state"],
        pain=int(pain) if pain is not None else None,
        mood=int(mood) if mood is not None else None,
        answered_at=row["answered_at"],
        asked_at=row["asked_at"],
        areas=json.loads(areas) if areas is not None else {},
    )


async def open_day(db: Session, *, person_id: int, local_date: str, closes_at: int, message_id: int) -> None:
    """Note that a day's check-in was asked by a message; asking again keeps what was answered."""
    await db.run(
        """INSERT INTO check_in (practice_id, check_in_id, person_id, local_date, closes_at, message_id, state,
               asked_at)
           VALUES (:practice, :key, :who, :local_date, :closes_at, :message, 'asked', :now)
           ON CONFLICT (practice_id, person_id, local_date) DO UPDATE SET message_id = :message""",
        key=db.new_id(),
        who=person_id,
        local_date=local_date,
        closes_at=closes_at,
        message=message_id,
    )


async def of_message(db: Session, message_id: int) -> CheckIn | None:
    """Give the check-in that a message asked, or None."""
    row = await db.one(
        "SELECT * FROM check_in WHERE practice_id = :practice AND message_id = :message", message=message_id
    )
    return await _check_in(db, row) if row else None


async def of_day(db: Session, person_id: int, local_date: str) -> CheckIn | None:
    """Give a person's check-in of a local date, or None."""
    row = await db.one(
        "SELECT * FROM check_in WHERE practice_id = :practice AND person_id = :who AND local_date = :day",
        who=person_id,
        day=local_date,
    )
    return await _check_in(db, row) if row else None


async def state_of(db: Session, person_id: int, local_date: str) -> str | None:
    """Give how far a day's check-in is (asked, half, done) without its answers, or None when it was not asked."""
    row = await db.one(
        "SELECT state FROM check_in WHERE practice_id = :practice AND person_id = :who AND local_date = :day",
        who=person_id,
        day=local_date,
    )
    return row["state"] if row else None


async def answer(db: Session, check_in: CheckIn, *, state: str, pain: int | None, mood: int | None) -> None:
    """Write the answers as they are now, with the areas that ``check_in`` holds; None takes one back."""
    who, key = check_in.person_id, check_in.check_in_id
    areas = json.dumps(check_in.areas) if check_in.areas else None
    await db.run(
        """UPDATE check_in SET state = :state, pain = :pain, mood = :mood, areas = :areas, answered_at = :now
           WHERE practice_id = :practice AND check_in_id = :key""",
        key=key,
        state=state,
        pain=await db.seal(who, "check_in.pain", key, None if pain is None else str(pain)),
        mood=await db.seal(who, "check_in.mood", key, None if mood is None else str(mood)),
        areas=await db.seal(who, "check_in.areas", key, areas),
    )


async def latest(db: Session, person_id: int, limit: int) -> list[CheckIn]:
    """Give the newest days that were asked, newest first."""
    rows = await db.fetch(
        """SELECT * FROM check_in WHERE practice_id = :practice AND person_id = :who
           ORDER BY local_date DESC LIMIT :limit""",
        who=person_id,
        limit=limit,
    )
    return [await _check_in(db, row) for row in rows]


async def is_half(db: Session, person_id: int) -> bool:
    """Tell whether a client has answered the first question of a day that is still open, and not the second."""
    row = await db.one(
        """SELECT 1 AS n FROM check_in WHERE practice_id = :practice AND person_id = :who AND state = 'half'
             AND closes_at > :now LIMIT 1""",
        who=person_id,
    )
    return row is not None
