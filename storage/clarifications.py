"""Owns the questions behind the answers to red flags; refuses to know what they ask or what an answer means."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Clarification:
    """The question that a message asked: about which flag, and what was answered (None while it is open)."""

    clarification_id: int
    person_id: int
    message_id: int
    category: str
    urgency: str
    answer: str | None
    asked_at: int


async def ask(db: Session, person_id: int, message_id: int, category: str, urgency: str) -> None:
    """Write that a message asks about a flag."""
    key = db.new_id()
    await db.run(
        """INSERT INTO clarification (practice_id, clarification_id, person_id, message_id, flag, asked_at)
           VALUES (:practice, :key, :who, :message, :flag, :now)""",
        key=key,
        who=person_id,
        message=message_id,
        flag=await db.seal(person_id, "clarification.flag", key, f"{category} {urgency}"),
    )


async def of_message(db: Session, message_id: int) -> Clarification | None:
    """Give the question that a message asked, or None."""
    row = await db.one(
        "SELECT * FROM clarification WHERE practice_id = :practice AND message_id = :message", message=message_id
    )
    return None if row is None else await _read(db, row)


async def of_person(db: Session, person_id: int, since: int) -> list[Clarification]:
    """Give what a person was asked since a moment, the newest first."""
    found = await db.fetch(
        """SELECT * FROM clarification WHERE practice_id = :practice AND person_id = :who AND asked_at >= :since
           ORDER BY asked_at DESC, clarification_id DESC""",
        who=person_id,
        since=since,
    )
    return [await _read(db, row) for row in found]


async def _read(db: Session, row: Row) -> Clarification:
    who, key = row["person_id"], row["clarification_id"]
    flag = await db.unseal(who, "clarification.flag", key, row["flag"])
    category, _, urgency = (flag or "").partition(" ")
    answer = await db.unseal(who, "clarification.answer", key, row["answer"])
    return Clarification(key, who, row["message_id"], category, urgency, answer, row["asked_at"])


async def settle(db: Session, asked: Clarification, answer: str) -> None:
    """Write what was answered; a later answer takes the place of an earlier one."""
    await db.run(
        """UPDATE clarification SET answer = :answer, settled_at = :now
           WHERE practice_id = :practice AND clarification_id = :key""",
        key=asked.clarification_id,
        answer=await db.seal(asked.person_id, "clarification.answer", asked.clarification_id, answer),
    )
