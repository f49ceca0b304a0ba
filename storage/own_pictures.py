"""Owns which photo or video of a therapist stands for an exercise in her practice; refuses the pictures themselves."""

from dataclasses import dataclass

from storage.session import Session


@dataclass(frozen=True)
class OwnPicture:
    """What Telegram calls a picture: its kind (photo, video, animation) and the id under which the bot may send it."""

    kind: str
    file_id: str


async def find(db: Session, bot_id: int, exercise: str) -> OwnPicture | None:
    """Give the practice's own picture of an exercise, or None."""
    row = await db.one(
        """SELECT kind, file_id FROM own_picture
           WHERE practice_id = :practice AND bot_id = :bot AND exercise = :exercise""",
        bot=bot_id,
        exercise=exercise,
    )
    return OwnPicture(row["kind"], row["file_id"]) if row else None


async def save(db: Session, bot_id: int, exercise: str, picture: OwnPicture, *, given_by: int) -> None:
    """Keep a picture of an exercise; the newest wins."""
    await db.run(
        """INSERT INTO own_picture (practice_id, bot_id, exercise, kind, file_id, given_by, given_at)
           VALUES (:practice, :bot, :exercise, :kind, :file, :by, :now)
           ON CONFLICT (practice_id, bot_id, exercise)
           DO UPDATE SET kind = :kind, file_id = :file, given_by = :by, given_at = :now""",
        bot=bot_id,
        exercise=exercise,
        kind=picture.kind,
        file=picture.file_id,
        by=given_by,
    )


async def drop(db: Session, bot_id: int, exercise: str) -> bool:
    """Forget the practice's own picture of an exercise; False when there was none."""
    changed = await db.run(
        "DELETE FROM own_picture WHERE practice_id = :practice AND bot_id = :bot AND exercise = :exercise",
        bot=bot_id,
        exercise=exercise,
    )
    return changed == 1
