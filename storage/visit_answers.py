"""Owns what a client answered before a visit; refuses to know the questions."""

import json
from dataclasses import dataclass, field

from storage.session import Session


@dataclass(frozen=True)
class VisitAnswers:
    """The answers before one visit: the chosen codes by question, in their order.

    ``place`` is the number of questions that are behind her. ``told`` holds the choices that called the therapist.
    """

    appointment_id: int
    client_id: int
    place: int = 0
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    told: tuple[str, ...] = ()


async def get(db: Session, appointment_id: int) -> VisitAnswers | None:
    """Give what was answered before a visit, or None for nothing yet."""
    row = await db.one(
        "SELECT client_id, answers FROM visit_answers WHERE practice_id = :practice AND appointment_id = :key",
        key=appointment_id,
    )
    if row is None:
        return None
    opened = await db.unseal(row["client_id"], "visit_answers.answers", appointment_id, row["answers"])
    if opened is None:
        return None
    said = json.loads(opened)
    chosen = {question: tuple(codes) for question, codes in said["chosen"].items()}
    return VisitAnswers(appointment_id, row["client_id"], said["place"], chosen, tuple(said["told"]))


async def save(db: Session, answers: VisitAnswers) -> None:
    """Write the answers so far, in place of those before."""
    said = {"place": answers.place, "chosen": answers.chosen, "told": answers.told}
    await db.run(
        """INSERT INTO visit_answers (practice_id, appointment_id, client_id, answers, changed_at)
           VALUES (:practice, :key, :client, :answers, :now)
           ON CONFLICT (practice_id, appointment_id) DO UPDATE SET answers = :answers, changed_at = :now""",
        key=answers.appointment_id,
        client=answers.client_id,
        answers=await db.seal(
            answers.client_id, "visit_answers.answers", answers.appointment_id, json.dumps(said, ensure_ascii=False)
        ),
    )
