"""Owns what a client named as hard for her, in her own words; refuses to change it: a number must keep its meaning."""

from storage.session import Session


async def name(db: Session, person_id: int, place: int, words: str) -> None:
    """Keep an activity, sealed, at its place from 1 on; a place that is taken stays as it is."""
    key = db.new_id()
    await db.run(
        """INSERT INTO activity (practice_id, activity_id, person_id, place, words, named_at)
           VALUES (:practice, :key, :who, :place, :words, :now)
           ON CONFLICT (practice_id, person_id, place) DO NOTHING""",
        key=key,
        who=person_id,
        place=place,
        words=await db.seal(person_id, "activity.words", key, words),
    )


async def named(db: Session, person_id: int) -> tuple[str, ...]:
    """Give what a client named, in her order."""
    rows = await db.fetch(
        """SELECT activity_id, words FROM activity WHERE practice_id = :practice AND person_id = :who
           ORDER BY place""",
        who=person_id,
    )
    return tuple([await db.unseal(person_id, "activity.words", row["activity_id"], row["words"]) or "" for row in rows])
