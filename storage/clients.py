"""Owns who is whose client; refuses answers and plans."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Client:
    """A client of the practice and her therapist; nobody sees her answers before ``confirmed_at``.

    ``paused_until`` is the first local date (ISO) on which she is asked again, None while she has no pause.
    """

    person_id: int
    therapist_id: int
    joined_at: int
    confirmed_at: int | None
    paused_until: str | None = None


def _client(row: Row) -> Client:
    return Client(row["person_id"], row["therapist_id"], row["joined_at"], row["confirmed_at"], row["paused_until"])


async def add(db: Session, person_id: int, therapist_id: int) -> None:
    """Write that a person is a therapist's client from now on; a second time gives her the new therapist."""
    await db.run(
        """INSERT INTO client (practice_id, person_id, therapist_id, joined_at)
           VALUES (:practice, :who, :therapist, :now)
           ON CONFLICT (practice_id, person_id) DO UPDATE
           SET therapist_id = :therapist, joined_at = :now, confirmed_at = NULL, confirmed_by = NULL,
               paused_until = NULL""",
        who=person_id,
        therapist=therapist_id,
    )


async def get(db: Session, person_id: int) -> Client | None:
    """Give a client, or None."""
    row = await db.one("SELECT * FROM client WHERE practice_id = :practice AND person_id = :who", who=person_id)
    return _client(row) if row else None


async def is_confirmed(db: Session, person_id: int) -> bool:
    """Tell whether a therapist has said that a client is who she seems to be."""
    client = await get(db, person_id)
    return client is not None and client.confirmed_at is not None


async def confirm(db: Session, person_id: int, by: int) -> None:
    """Note that a therapist said it is really her."""
    await db.run(
        """UPDATE client SET confirmed_at = :now, confirmed_by = :by
           WHERE practice_id = :practice AND person_id = :who AND confirmed_at IS NULL""",
        who=person_id,
        by=by,
    )


async def set_pause(db: Session, person_id: int, until: str | None) -> None:
    """Let a client rest until a local date (ISO), or None to go on."""
    await db.run(
        "UPDATE client SET paused_until = :until WHERE practice_id = :practice AND person_id = :who",
        who=person_id,
        until=until,
    )


async def remove(db: Session, person_id: int) -> None:
    """End the relation between a person and the practice."""
    await db.run("DELETE FROM client WHERE practice_id = :practice AND person_id = :who", who=person_id)


async def of_therapist(db: Session, therapist_id: int) -> list[Client]:
    """Give a therapist's clients, newest first."""
    rows = await db.fetch(
        """SELECT * FROM client WHERE practice_id = :practice AND therapist_id = :therapist
           ORDER BY joined_at DESC, person_id DESC""",
        therapist=therapist_id,
    )
    return [_client(row) for row in rows]


async def save_consent(
    db: Session, person_id: int, purpose: str, *, granted: bool, text_version: str, locale: str
) -> None:
    """Write that she agreed to (or took back) one purpose, to which words, in which language."""
    await db.run(
        """INSERT INTO consent (practice_id, consent_id, person_id, purpose, granted, text_version, locale, at)
           VALUES (:practice, :id, :who, :purpose, :granted, :text_version, :locale, :now)""",
        id=db.new_id(),
        who=person_id,
        purpose=purpose,
        granted=int(granted),
        text_version=text_version,
        locale=locale,
    )


async def has_consent(db: Session, person_id: int, purpose: str) -> bool:
    """Tell whether her newest word on a purpose is yes."""
    row = await db.one(
        """SELECT granted FROM consent WHERE practice_id = :practice AND person_id = :who AND purpose = :purpose
           ORDER BY at DESC, consent_id DESC LIMIT 1""",
        who=person_id,
        purpose=purpose,
    )
    return row is not None and row["granted"] == 1
