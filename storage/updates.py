"""Owns which updates of Telegram were acted on and which had to wait; refuses to act on one twice.

Updates belong to a bot. A parked update's raw text is sealed with the master key ring, because it may not be known
yet whose it is.
"""

from dataclasses import dataclass

from storage.session import Session


@dataclass(frozen=True)
class Parked:
    """An update that is not done: its raw JSON text, and how often it was tried."""

    bot_id: int
    update_id: int
    telegram_id: int
    raw: str
    tries: int
    not_before: int


async def record(db: Session, bot_id: int, update_id: int) -> bool:
    """Claim an update for this transaction; False when it was acted on before."""
    changed = await db.run(
        "INSERT INTO handled (bot_id, update_id, at) VALUES (:bot, :update, :now) ON CONFLICT DO NOTHING",
        bot=bot_id,
        update=update_id,
    )
    if changed:
        await unpark(db, bot_id, update_id)
    return changed == 1


async def park(db: Session, bot_id: int, update_id: int, telegram_id: int, raw: str) -> None:
    """Keep a raw update for later, sealed; one that was acted on meanwhile is not kept."""
    context = f"{bot_id}|parked.raw|{update_id}"
    key_name, sealed = db.vault.ring.wrap(context, raw.encode())
    await db.run(
        """INSERT INTO parked (bot_id, update_id, telegram_id, key_name, raw, state, tries, not_before, parked_at)
           SELECT CAST(:bot AS {int}), CAST(:update AS {int}), CAST(:telegram AS {int}), CAST(:key_name AS TEXT),
                  CAST(:raw AS {blob}), 'parked', 0, CAST(:now AS {int}), CAST(:now AS {int})
           WHERE NOT EXISTS (SELECT 1 FROM handled WHERE bot_id = :bot AND update_id = :update)
           ON CONFLICT DO NOTHING""",
        bot=bot_id,
        update=update_id,
        telegram=telegram_id,
        key_name=key_name,
        raw=sealed,
    )


async def unpark(db: Session, bot_id: int, update_id: int) -> None:
    """Forget a parked update that is done."""
    await db.run("DELETE FROM parked WHERE bot_id = :bot AND update_id = :update", bot=bot_id, update=update_id)


async def waiting(db: Session, bot_id: int) -> list[Parked]:
    """Give the parked updates of a bot in order."""
    rows = await db.fetch(
        "SELECT * FROM parked WHERE bot_id = :bot AND state = 'parked' ORDER BY update_id", bot=bot_id
    )
    return [
        Parked(
            bot_id=row["bot_id"],
            update_id=row["update_id"],
            telegram_id=row["telegram_id"],
            raw=db.vault.ring.unwrap(
                f"{bot_id}|parked.raw|{row['update_id']}", row["key_name"], bytes(row["raw"])
            ).decode(),
            tries=row["tries"],
            not_before=row["not_before"],
        )
        for row in rows
    ]


async def failed(db: Session, bot_id: int, update_id: int, *, error: str, retry_at: int, give_up_after: int) -> bool:
    """Count a failed try; True when that was the last one and the update is now in quarantine."""
    row = await db.one(
        """UPDATE parked SET tries = tries + 1, error = :error, not_before = :retry_at,
                  state = CASE WHEN tries + 1 >= :limit THEN 'quarantined' ELSE 'parked' END
           WHERE bot_id = :bot AND update_id = :update AND state = 'parked' RETURNING state""",
        bot=bot_id,
        update=update_id,
        error=error,
        retry_at=retry_at,
        limit=give_up_after,
    )
    return row is not None and row["state"] == "quarantined"


async def count_quarantined(db: Session) -> int:
    """Give the number of updates that nobody could act on."""
    row = await db.one("SELECT COUNT(*) AS n FROM parked WHERE state = 'quarantined'")
    return int(row["n"]) if row else 0


async def purge(db: Session, before: int) -> None:
    """Forget the ids of updates acted on before an instant; Telegram repeats none older than 24 hours."""
    await db.run("DELETE FROM handled WHERE at < :before", before=before)
    await db.run("DELETE FROM parked WHERE state = 'quarantined' AND parked_at < :before", before=before)
