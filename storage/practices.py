"""Owns the practices of this installation; refuses to hold anything about a person."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Practice:
    """A practice: its name, ISO country, IANA zone, default locale and the bot that speaks for it.

    ``spread_minutes`` is a setting of the running process and is not kept.
    """

    practice_id: int
    bot_id: int
    name: str
    country: str
    zone: str
    locale: str
    spread_minutes: int = 0


def _practice(row: Row) -> Practice:
    return Practice(row["practice_id"], row["bot_id"], row["name"], row["country"], row["zone"], row["locale"])


async def save(db: Session, practice: Practice) -> None:
    """Write a practice as the settings describe it, new or known."""
    await db.run(
        """INSERT INTO practice (practice_id, bot_id, name, country, zone, locale, made_at)
           VALUES (:id, :bot, :name, :country, :zone, :locale, :now)
           ON CONFLICT (practice_id) DO UPDATE
           SET bot_id = :bot, name = :name, country = :country, zone = :zone, locale = :locale""",
        id=practice.practice_id,
        bot=practice.bot_id,
        name=practice.name,
        country=practice.country,
        zone=practice.zone,
        locale=practice.locale,
    )


async def get(db: Session) -> Practice | None:
    """Give the session's practice, or None before the first start."""
    row = await db.one("SELECT * FROM practice WHERE practice_id = :practice")
    return _practice(row) if row else None


async def every(db: Session) -> list[Practice]:
    """Give all practices."""
    return [_practice(row) for row in await db.fetch("SELECT * FROM practice ORDER BY practice_id")]


async def zones_version(db: Session) -> str | None:
    """Give the version of tzdata with which the practice's instants were computed, or None when nobody noted it."""
    row = await db.one("SELECT zones_version FROM practice WHERE practice_id = :practice")
    return row["zones_version"] if row else None


async def set_zones_version(db: Session, version: str) -> None:
    """Note with which tzdata all instants of the practice agree now."""
    await db.run("UPDATE practice SET zones_version = :version WHERE practice_id = :practice", version=version)
