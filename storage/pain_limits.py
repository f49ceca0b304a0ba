"""Owns what a therapist set for one client about pain and routines; refuses to apply it."""

from dataclasses import dataclass

from storage.session import Session

DEFAULT_THRESHOLD = 7


@dataclass(frozen=True)
class PainLimit:
    """From which pain (0-10) on the routines rest; whether her own week decides instead; whether 6 counts as amber."""

    threshold: int = DEFAULT_THRESHOLD
    long_term: bool = False
    six_is_amber: bool = False


async def get(db: Session, person_id: int) -> PainLimit:
    """Give what was set for a client, or the defaults."""
    row = await db.one("SELECT * FROM pain_limit WHERE practice_id = :practice AND person_id = :who", who=person_id)
    if row is None:
        return PainLimit()
    return PainLimit(row["threshold"], row["long_term"] == 1, row["six_is_amber"] == 1)


async def save(db: Session, person_id: int, limit: PainLimit, by: int) -> None:
    """Write what a therapist sets for a client."""
    await db.run(
        """INSERT INTO pain_limit (practice_id, person_id, threshold, long_term, six_is_amber, set_by, set_at)
           VALUES (:practice, :who, :threshold, :long_term, :six, :by, :now)
           ON CONFLICT (practice_id, person_id) DO UPDATE
           SET threshold = :threshold, long_term = :long_term, six_is_amber = :six, set_by = :by, set_at = :now""",
        who=person_id,
        threshold=limit.threshold,
        long_term=int(limit.long_term),
        six=int(limit.six_is_amber),
        by=by,
    )
