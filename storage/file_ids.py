"""Owns Telegram's ids of pictures already uploaded; refuses the pictures themselves."""

from storage.session import Session


async def find(db: Session, bot_id: int, sha256: str) -> str | None:
    """Give the file id under which a bot can send a picture again, or None."""
    row = await db.one("SELECT file_id FROM file_id WHERE bot_id = :bot AND sha256 = :sha", bot=bot_id, sha=sha256)
    return row["file_id"] if row else None


async def save(db: Session, bot_id: int, sha256: str, file_id: str) -> None:
    """Remember a file id; the newest wins."""
    await db.run(
        """INSERT INTO file_id (bot_id, sha256, file_id) VALUES (:bot, :sha, :file)
           ON CONFLICT (bot_id, sha256) DO UPDATE SET file_id = :file""",
        bot=bot_id,
        sha=sha256,
        file=file_id,
    )
