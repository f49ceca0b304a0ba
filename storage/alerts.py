"""Owns notes in a client's own words and the alerts that call a human; refuses to decide what deserves one."""

from dataclasses import dataclass

from storage.session import Session


@dataclass(frozen=True)
class Alert:
    """Something that a therapist has to see; open until somebody tapped it."""

    alert_id: int
    client_id: int
    kind: str
    urgency: str
    raised_at: int
    acknowledged_at: int | None
    acknowledged_by: int | None


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


async def raise_alert(db: Session, *, client_id: int, kind: str, urgency: str) -> int:
    """Write an open alert and give its id."""
    key = db.new_id()
    await db.run(
        """INSERT INTO alert (practice_id, alert_id, client_id, kind, urgency, raised_at)
           VALUES (:practice, :key, :client, :kind, :urgency, :now)""",
        key=key,
        client=client_id,
        kind=kind,
        urgency=urgency,
    )
    return key


async def get(db: Session, alert_id: int) -> Alert | None:
    """Give an alert, or None."""
    row = await db.one("SELECT * FROM alert WHERE practice_id = :practice AND alert_id = :key", key=alert_id)
    if row is None:
        return None
    return Alert(
        row["alert_id"], row["client_id"], row["kind"], row["urgency"], row["raised_at"], row["acknowledged_at"],
        row["acknowledged_by"],
    )  # fmt: skip


async def acknowledge(db: Session, alert_id: int, by: int) -> bool:
    """Note that somebody has seen it; False when somebody had already."""
    changed = await db.run(
        """UPDATE alert SET acknowledged_at = :now, acknowledged_by = :by
           WHERE practice_id = :practice AND alert_id = :key AND acknowledged_at IS NULL""",
        key=alert_id,
        by=by,
    )
    return changed == 1


async def was_raised(db: Session, client_id: int, kind: str, since: int) -> bool:
    """Tell whether an alert of one kind was raised about a client since an instant."""
    row = await db.one(
        """SELECT 1 AS n FROM alert WHERE practice_id = :practice AND client_id = :client AND kind = :kind
             AND raised_at >= :since LIMIT 1""",
        client=client_id,
        kind=kind,
        since=since,
    )
    return row is not None


async def open_of(db: Session, client_id: int) -> int:
    """Give the number of a client's alerts that nobody has seen."""
    row = await db.one(
        """SELECT COUNT(*) AS n FROM alert WHERE practice_id = :practice AND client_id = :client
             AND acknowledged_at IS NULL""",
        client=client_id,
    )
    return int(row["n"]) if row else 0
