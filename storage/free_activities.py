"""Owns what therapists wrote for clients in their own words, and on which days it was done; refuses to reword it."""

import json
from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class FreeActivity:
    """One wording: a title, and a line that may be empty. Version 0 is a draft; ``plan_id`` is then what it changes."""

    free_activity_id: int
    person_id: int
    plan_id: int | None
    version: int
    title: str
    line: str
    made_by: int


async def _activity(db: Session, row: Row) -> FreeActivity:
    who, key = row["person_id"], row["free_activity_id"]
    said = json.loads(await db.unseal(who, "free_activity.words", key, row["words"]) or '{"title": "", "line": ""}')
    return FreeActivity(key, who, row["plan_id"], row["version"], said["title"], said["line"], row["made_by"])


async def add_draft(
    db: Session, person_id: int, *, title: str, line: str, made_by: int, changes: int | None = None
) -> int:
    """Keep words as a draft, sealed, and give its id; ``changes`` is the plan whose words it is to replace."""
    key = db.new_id()
    await db.run(
        """INSERT INTO free_activity (practice_id, free_activity_id, person_id, plan_id, version, words, made_by,
               made_at)
           VALUES (:practice, :key, :who, :plan, 0, :words, :by, :now)""",
        key=key,
        who=person_id,
        plan=changes,
        words=await db.seal(
            person_id, "free_activity.words", key, json.dumps({"title": title, "line": line}, ensure_ascii=False)
        ),
        by=made_by,
    )
    return key


async def get(db: Session, free_activity_id: int) -> FreeActivity | None:
    """Give one wording, or None."""
    row = await db.one(
        "SELECT * FROM free_activity WHERE practice_id = :practice AND free_activity_id = :key", key=free_activity_id
    )
    return await _activity(db, row) if row else None


async def give(db: Session, free_activity_id: int, plan_id: int) -> bool:
    """Make a draft the next version of a plan's words; False when it was given before."""
    newest = await db.one(
        "SELECT MAX(version) AS newest FROM free_activity WHERE practice_id = :practice AND plan_id = :plan",
        plan=plan_id,
    )
    version = (newest["newest"] or 0) + 1 if newest else 1
    changed = await db.run(
        """UPDATE free_activity SET plan_id = :plan, version = :version
           WHERE practice_id = :practice AND free_activity_id = :key AND version = 0""",
        key=free_activity_id,
        plan=plan_id,
        version=version,
    )
    return changed == 1


async def of_plan(db: Session, plan_id: int) -> FreeActivity | None:
    """Give the words that a plan says now, or None."""
    row = await db.one(
        """SELECT * FROM free_activity WHERE practice_id = :practice AND plan_id = :plan AND version > 0
           ORDER BY version DESC LIMIT 1""",
        plan=plan_id,
    )
    return await _activity(db, row) if row else None


async def say(db: Session, person_id: int, plan_id: int, local_date: str, state: str) -> None:
    """Keep what a client said of a day: done, or skipped; what she said last counts."""
    await db.run(
        """INSERT INTO free_day (practice_id, plan_id, local_date, person_id, state, said_at)
           VALUES (:practice, :plan, :day, :who, :state, :now)
           ON CONFLICT (practice_id, plan_id, local_date) DO UPDATE SET state = :state, said_at = :now""",
        plan=plan_id,
        day=local_date,
        who=person_id,
        state=state,
    )


async def done_since(db: Session, person_id: int, local_date: str) -> dict[int, int]:
    """Count by plan on how many days since a local date (included) a client said that it was done."""
    rows = await db.fetch(
        """SELECT plan_id, COUNT(*) AS n FROM free_day
           WHERE practice_id = :practice AND person_id = :who AND local_date >= :day AND state = 'done'
           GROUP BY plan_id""",
        who=person_id,
        day=local_date,
    )
    return {row["plan_id"]: row["n"] for row in rows}
