"""Owns the consent of a parent or guardian of a client under 18; refuses to say whether one is needed."""

from dataclasses import dataclass

from storage.session import Session


@dataclass(frozen=True)
class Guardian:
    """Who consented, what that person is to the client, on which day (ISO date), and which therapist recorded it."""

    name: str
    relation: str
    given_on: str
    recorded_by: int
    recorded_at: int


async def record(db: Session, person_id: int, *, name: str, relation: str, given_on: str, recorded_by: int) -> int:
    """Keep a guardian's consent, sealed, and give its id."""
    key = db.new_id()
    await db.run(
        """INSERT INTO guardian (practice_id, guardian_id, person_id, name, relation, given_on, recorded_by,
               recorded_at)
           VALUES (:practice, :key, :who, :name, :relation, :given_on, :by, :now)""",
        key=key,
        who=person_id,
        name=await db.seal(person_id, "guardian.name", key, name),
        relation=await db.seal(person_id, "guardian.relation", key, relation),
        given_on=await db.seal(person_id, "guardian.given_on", key, given_on),
        by=recorded_by,
    )
    return key


async def take_back(db: Session, person_id: int) -> bool:
    """Forget who consented for a client, every time that it was recorded; False when nobody had."""
    changed = await db.run("DELETE FROM guardian WHERE practice_id = :practice AND person_id = :who", who=person_id)
    return changed > 0


async def of_person(db: Session, person_id: int) -> Guardian | None:
    """Give the consent that was recorded last for a client, or None."""
    row = await db.one(
        """SELECT * FROM guardian WHERE practice_id = :practice AND person_id = :who
           ORDER BY guardian_id DESC LIMIT 1""",
        who=person_id,
    )
    if row is None:
        return None
    key = row["guardian_id"]
    name = await db.unseal(person_id, "guardian.name", key, row["name"])
    relation = await db.unseal(person_id, "guardian.relation", key, row["relation"])
    given_on = await db.unseal(person_id, "guardian.given_on", key, row["given_on"])
    return Guardian(name or "", relation or "", given_on or "", row["recorded_by"], row["recorded_at"])
