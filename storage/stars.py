"""Owns what a bot has paid for messages above Telegram's free ones, per day; refuses to spend anything itself."""

from storage.session import Session


async def reserve(db: Session, bot_id: int, day: str, tenths: int, most: int) -> bool:
    """Count so many tenths of a Star as spent; False, and nothing is counted, when that would be over ``most``."""
    await db.run(
        "INSERT INTO star_spend (bot_id, day, tenths) VALUES (:bot, :day, 0) ON CONFLICT DO NOTHING",
        bot=bot_id,
        day=day,
    )
    changed = await db.run(
        """UPDATE star_spend SET tenths = tenths + CAST(:tenths AS BIGINT)
           WHERE bot_id = :bot AND day = :day AND tenths + CAST(:tenths AS BIGINT) <= :most""",
        bot=bot_id,
        day=day,
        tenths=tenths,
        most=most,
    )
    return changed == 1


async def give_back(db: Session, bot_id: int, day: str, tenths: int) -> None:
    """Count so many tenths of a Star as not spent after all."""
    await db.run(
        "UPDATE star_spend SET tenths = tenths - CAST(:tenths AS BIGINT) WHERE bot_id = :bot AND day = :day",
        bot=bot_id,
        day=day,
        tenths=tenths,
    )


async def spent(db: Session, bot_id: int, day: str) -> int:
    """Give the tenths of a Star that were spent on a day."""
    row = await db.one("SELECT tenths FROM star_spend WHERE bot_id = :bot AND day = :day", bot=bot_id, day=day)
    return int(row["tenths"]) if row else 0
