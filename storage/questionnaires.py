"""Owns the answers to what is asked once a week or less often; refuses to score them or to fill a gap."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Questionnaire:
    """One instrument as it was asked in one week, in one wording. ``due_on`` is the ISO date on which it fell due.

    ``answers`` holds what was answered so far, in the order of the instrument's items; ``score`` is None until all of
    them are there. State: asked, done, or left (she did not want to, or it was turned off meanwhile).
    """

    questionnaire_id: int
    person_id: int
    instrument: str
    version: int
    locale: str
    due_on: str
    state: str
    answers: tuple[int, ...]
    score: float | None
    called: bool
    asked_at: int
    answered_at: int | None


async def _questionnaire(db: Session, row: Row) -> Questionnaire:
    who, key = row["person_id"], row["questionnaire_id"]
    answers = await db.unseal(who, "questionnaire.answers", key, row["answers"])
    score = await db.unseal(who, "questionnaire.score", key, row["score"])
    return Questionnaire(
        questionnaire_id=key,
        person_id=who,
        instrument=row["instrument"],
        version=row["version"],
        locale=row["locale"],
        due_on=row["due_on"],
        state=row["state"],
        answers=tuple(int(answer) for answer in (answers or "").split()),
        score=float(score) if score is not None else None,
        called=bool(row["called"]),
        asked_at=row["asked_at"],
        answered_at=row["answered_at"],
    )


async def ask(db: Session, *, person_id: int, instrument: str, version: int, locale: str, due_on: str) -> None:
    """Note that an instrument is asked in a week; a second time in the same week does nothing."""
    await db.run(
        """INSERT INTO questionnaire (practice_id, questionnaire_id, person_id, instrument, version, locale, due_on,
               state, called, asked_at)
           VALUES (:practice, :key, :who, :instrument, :version, :locale, :due_on, 'asked', 0, :now)
           ON CONFLICT (practice_id, person_id, instrument, due_on) DO NOTHING""",
        key=db.new_id(),
        who=person_id,
        instrument=instrument,
        version=version,
        locale=locale,
        due_on=due_on,
    )


async def get(db: Session, questionnaire_id: int) -> Questionnaire | None:
    """Give one, or None."""
    row = await db.one(
        "SELECT * FROM questionnaire WHERE practice_id = :practice AND questionnaire_id = :key", key=questionnaire_id
    )
    return await _questionnaire(db, row) if row else None


async def of_week(db: Session, person_id: int, due_on: str) -> list[Questionnaire]:
    """Give what a person is or was asked in the week of a due date, in the order in which it is asked."""
    rows = await db.fetch(
        """SELECT * FROM questionnaire WHERE practice_id = :practice AND person_id = :who AND due_on = :due_on
           ORDER BY questionnaire_id""",
        who=person_id,
        due_on=due_on,
    )
    return [await _questionnaire(db, row) for row in rows]


async def last_due(db: Session, person_id: int) -> dict[str, str]:
    """Give, by instrument, the newest date on which a person was asked it."""
    rows = await db.fetch(
        """SELECT instrument, MAX(due_on) AS due_on FROM questionnaire
           WHERE practice_id = :practice AND person_id = :who GROUP BY instrument""",
        who=person_id,
    )
    return {row["instrument"]: row["due_on"] for row in rows}


async def answer(db: Session, asked: Questionnaire, answers: tuple[int, ...], score: float | None) -> None:
    """Write the answers so far; with a score they are complete."""
    who, key = asked.person_id, asked.questionnaire_id
    await db.run(
        """UPDATE questionnaire SET state = :state, answers = :answers, score = :score, answered_at = :now
           WHERE practice_id = :practice AND questionnaire_id = :key""",
        key=key,
        state="asked" if score is None else "done",
        answers=await db.seal(who, "questionnaire.answers", key, " ".join(map(str, answers)) or None),
        score=await db.seal(who, "questionnaire.score", key, None if score is None else repr(score)),
    )


async def reword(db: Session, asked: Questionnaire, locale: str) -> None:
    """Begin one anew in another language: a score never mixes two wordings."""
    await answer(db, asked, (), None)
    await db.run(
        "UPDATE questionnaire SET locale = :locale WHERE practice_id = :practice AND questionnaire_id = :key",
        key=asked.questionnaire_id,
        locale=locale,
    )


async def leave(db: Session, questionnaire_id: int) -> None:
    """Note that one that is not complete stays so."""
    await db.run(
        """UPDATE questionnaire SET state = 'left'
           WHERE practice_id = :practice AND questionnaire_id = :key AND state = 'asked'""",
        key=questionnaire_id,
    )


async def set_called(db: Session, questionnaire_id: int) -> None:
    """Note that the therapist was told about the score, which happens once."""
    await db.run(
        "UPDATE questionnaire SET called = 1 WHERE practice_id = :practice AND questionnaire_id = :key",
        key=questionnaire_id,
    )


async def results(db: Session, person_id: int, since: str) -> list[Questionnaire]:
    """Give what a person was asked since an ISO date, newest first; only those that are done have a score."""
    rows = await db.fetch(
        """SELECT * FROM questionnaire WHERE practice_id = :practice AND person_id = :who AND due_on >= :since
           ORDER BY due_on DESC, questionnaire_id""",
        who=person_id,
        since=since,
    )
    return [await _questionnaire(db, row) for row in rows]


async def is_answering(db: Session, person_id: int, since: int) -> bool:
    """Tell whether a person is in the middle of questions of which she answered one since an instant."""
    row = await db.one(
        """SELECT 1 AS n FROM questionnaire AS answered
           JOIN questionnaire AS waiting ON waiting.practice_id = answered.practice_id
             AND waiting.person_id = answered.person_id AND waiting.due_on = answered.due_on
           WHERE answered.practice_id = :practice AND answered.person_id = :who AND answered.answered_at >= :since
             AND waiting.state = 'asked' LIMIT 1""",
        who=person_id,
        since=since,
    )
    return row is not None


async def choose(db: Session, person_id: int, instrument: str, *, is_on: bool, by: int) -> None:
    """Turn an instrument on or off for one client."""
    await db.run(
        """INSERT INTO instrument_choice (practice_id, person_id, instrument, is_on, chosen_by, chosen_at)
           VALUES (:practice, :who, :instrument, :is_on, :chosen_by, :now)
           ON CONFLICT (practice_id, person_id, instrument) DO UPDATE
           SET is_on = :is_on, chosen_by = :chosen_by, chosen_at = :now""",
        who=person_id,
        instrument=instrument,
        is_on=int(is_on),
        chosen_by=by,
    )


async def choices(db: Session, person_id: int) -> dict[str, bool]:
    """Give what was turned on or off for a client, by instrument; what nobody touched is missing."""
    rows = await db.fetch(
        "SELECT instrument, is_on FROM instrument_choice WHERE practice_id = :practice AND person_id = :who",
        who=person_id,
    )
    return {row["instrument"]: row["is_on"] == 1 for row in rows}
