"""Owns the record of who did and who read what; refuses content: only ids and names of acts."""

from storage.session import Session


async def note(
    db: Session, act: str, *, actor: int | None, subject: int | None = None, about: int | None = None
) -> None:
    """Write one act in the same transaction as the act: ``subject`` is the person concerned, ``about`` another row."""
    await db.run(
        """INSERT INTO audit (practice_id, audit_id, at, actor_id, act, subject_id, object_id)
           VALUES (:practice, :id, :now, :actor, :act, :subject, :about)""",
        id=db.new_id(),
        actor=actor,
        act=act,
        subject=subject,
        about=about,
    )
