"""Owns the weekly question whether anything is new; refuses to judge what was tapped."""

from dataclasses import dataclass

from storage.session import Session


@dataclass(frozen=True)
class SafetyCheck:
    """One week's question: ``found`` is the code that was tapped (sealed at rest), None while it is open."""

    safety_check_id: int
    person_id: int
    due_on: str
    found: str | None


async def ask(db: Session, person_id: int, due_on: str) -> SafetyCheck:
    """Give the question of a due date, written down the first time."""
    await db.run(
        """INSERT INTO safety_check (practice_id, safety_check_id, person_id, due_on, asked_at)
           VALUES (:practice, :key, :who, :due, :now)
           ON CONFLICT (practice_id, person_id, due_on) DO NOTHING""",
        key=db.new_id(),
        who=person_id,
        due=due_on,
    )
    found = await of_week(db, person_id, due_on)
    assert found is not None  # noqa: S101 -- it was written two lines above
    return found


async def of_week(db: Session, person_id: int, due_on: str) -> SafetyCheck | None:
    """Give a person's question of a due date, or None when it was never asked."""
    row = await db.one(
        "SELECT * FROM safety_check WHERE practice_id = :practice AND person_id = :who AND due_on = :due",
        who=person_id,
        due=due_on,
    )
    if row is None:
        return None
    key = row["safety_check_id"]
    return SafetyCheck(key, person_id, due_on, await db.unseal(person_id, "safety_check.found", key, row["found"]))


async def answer(db: Session, check: SafetyCheck, found: str) -> bool:
    """Write what was tapped; False when there was an answer already."""
    changed = await db.run(
        """UPDATE safety_check SET found = :found, answered_at = :now
           WHERE practice_id = :practice AND safety_check_id = :key AND answered_at IS NULL""",
        key=check.safety_check_id,
        found=await db.seal(check.person_id, "safety_check.found", check.safety_check_id, found),
    )
    return changed == 1
