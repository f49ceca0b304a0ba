"""Owns notes in a client's own words; refuses to decide who reads them."""

from storage.session import Session


async def add_note(db: Session, person_id: int, words: str) -> int:
    """Keep what a client wrote and give the note's id."""
    key = db.new_id()
    await db.run(
        "INSERT INTO note (practice_id, note_id, person_id, words, at) VALUES (:practice, :key, :who, :words, :now)",
        key=key,
        who=person_id,
        words=await db.seal(person_id, "note.words", key, words),
    )
    return key


async def notes_of(db: Session, person_id: int, since: int) -> list[str]:
    """Give what a client wrote since an instant, oldest first."""
    rows = await db.fetch(
        """SELECT note_id, words FROM note WHERE practice_id = :practice AND person_id = :who AND at >= :since
           ORDER BY at, note_id""",
        who=person_id,
        since=since,
    )
    opened = [await db.unseal(person_id, "note.words", row["note_id"], row["words"]) for row in rows]
    return [text for text in opened if text is not None]


async def count_since(db: Session, person_id: int, since: int) -> int:
    """Give how often a client wrote since an instant, without reading it."""
    row = await db.one(
        "SELECT COUNT(*) AS n FROM note WHERE practice_id = :practice AND person_id = :who AND at >= :since",
        who=person_id,
        since=since,
    )
    return int(row["n"]) if row else 0
