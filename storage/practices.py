"""Owns the practices of this installation; refuses to hold anything about a person."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Practice:
    """A practice: its name, ISO country, IANA zone, default locale and the bot that speaks for it.

    ``quiet_from`` and ``quiet_to`` (HH:MM) hold for clients who chose no quiet hours of their own; at most
    ``messages_a_day`` come by themselves to one client, ``gap_minutes`` apart. ``spread_minutes`` and
    ``informal`` (whether newcomers are told *tú* and *du*) are settings of the running process and are not kept.
    ``working_hours`` (``mon-fri 09:00-18:00``, by the practice's clock) is when
    somebody reads; an alert goes on to the next person after ``escalate_hours`` of them, and a client who has not
    answered for ``silence_days`` counts as silent.
    """

    practice_id: int
    bot_id: int
    name: str
    country: str
    zone: str
    locale: str
    quiet_from: str = "21:00"
    quiet_to: str = "08:00"
    messages_a_day: int = 3
    gap_minutes: int = 30
    spread_minutes: int = 0
    informal: bool = False
    working_hours: str = "mon-fri 09:00-18:00"
    escalate_hours: int = 2
    silence_days: int = 14


def _practice(row: Row) -> Practice:
    return Practice(
        row["practice_id"], row["bot_id"], row["name"], row["country"], row["zone"], row["locale"],
        row["quiet_from"], row["quiet_to"], row["messages_a_day"], row["gap_minutes"],
        working_hours=row["working_hours"], escalate_hours=row["escalate_hours"], silence_days=row["silence_days"],
    )  # fmt: skip


async def save(db: Session, practice: Practice) -> None:
    """Write a practice as the settings describe it, new or known."""
    await db.run(
        """INSERT INTO practice (practice_id, bot_id, name, country, zone, locale, quiet_from, quiet_to,
               messages_a_day, gap_minutes, working_hours, escalate_hours, silence_days, made_at)
           VALUES (:id, :bot, :name, :country, :zone, :locale, :quiet_from, :quiet_to, :a_day, :gap,
               :working, :escalate, :silence, :now)
           ON CONFLICT (practice_id) DO UPDATE
           SET bot_id = :bot, name = :name, country = :country, zone = :zone, locale = :locale,
               quiet_from = :quiet_from, quiet_to = :quiet_to, messages_a_day = :a_day, gap_minutes = :gap,
               working_hours = :working, escalate_hours = :escalate, silence_days = :silence""",
        id=practice.practice_id,
        bot=practice.bot_id,
        name=practice.name,
        country=practice.country,
        zone=practice.zone,
        locale=practice.locale,
        quiet_from=practice.quiet_from,
        quiet_to=practice.quiet_to,
        a_day=practice.messages_a_day,
        gap=practice.gap_minutes,
        working=practice.working_hours,
        escalate=practice.escalate_hours,
        silence=practice.silence_days,
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
