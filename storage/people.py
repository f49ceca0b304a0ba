"""Owns people and their roles; refuses to know what they answered.

One person of Telegram may be client, therapist and owner at once: the person is one row, each role another.
"""

from dataclasses import dataclass, field

from storage.session import Session
from storage.sql import Row

COLUMNS = (
    "person_id, telegram_id, name, username, locale, zone, country, doing, reach, menu, "
    "lease_owner, lease_epoch, lease_until, heard_at, quiet_from, quiet_to, wakes"
)


@dataclass(frozen=True)
class Person:
    """Somebody who has written to the bot. ``reach`` is open, stopped (by her) or blocked (the bot, by her).

    ``wakes`` says which alerts may come in her quiet hours: emergency, same_day or all; None means emergency.
    """

    person_id: int
    telegram_id: int
    name: str
    username: str | None
    locale: str
    zone: str
    country: str
    doing: str | None
    reach: str
    menu: str | None
    lease_owner: str | None
    lease_epoch: int
    lease_until: int
    roles: frozenset[str] = field(default=frozenset())
    heard_at: int | None = None
    quiet_from: str | None = None
    quiet_to: str | None = None
    wakes: str | None = None


async def _person(db: Session, row: Row, roles: frozenset[str]) -> Person:
    who = row["person_id"]
    return Person(
        person_id=who,
        telegram_id=row["telegram_id"],
        name=await db.unseal(who, "person.name", who, row["name"]) or "",
        username=await db.unseal(who, "person.username", who, row["username"]),
        locale=row["locale"],
        zone=row["zone"],
        country=row["country"],
        doing=row["doing"],
        reach=row["reach"],
        menu=row["menu"],
        lease_owner=row["lease_owner"],
        lease_epoch=row["lease_epoch"],
        lease_until=row["lease_until"],
        roles=roles,
        heard_at=row["heard_at"],
        quiet_from=row["quiet_from"],
        quiet_to=row["quiet_to"],
        wakes=row["wakes"],
    )


async def add(db: Session, person: Person) -> None:
    """Write a new person; her data key must be committed before. A second add of the same Telegram id does nothing."""
    who = person.person_id
    await db.run(
        """INSERT INTO person (practice_id, person_id, telegram_id, name, username, locale, zone, country, reach,
                               lease_epoch, lease_until, made_at)
           VALUES (:practice, :who, :telegram, :name, :username, :locale, :zone, :country, 'open', 0, 0, :now)
           ON CONFLICT (practice_id, telegram_id) DO NOTHING""",
        who=who,
        telegram=person.telegram_id,
        name=await db.seal(who, "person.name", who, person.name),
        username=await db.seal(who, "person.username", who, person.username),
        locale=person.locale,
        zone=person.zone,
        country=person.country,
    )


async def id_of(db: Session, telegram_id: int) -> int | None:
    """Give the person behind a Telegram id, or None."""
    row = await db.one(
        "SELECT person_id FROM person WHERE practice_id = :practice AND telegram_id = :telegram", telegram=telegram_id
    )
    return row["person_id"] if row else None


async def lock(db: Session, person_id: int) -> Person | None:
    """Lock a person for the rest of the transaction and give her row."""
    return await _one(db, person_id, "{lock}")


async def get(db: Session, person_id: int) -> Person | None:
    """Give a person without locking her, or None."""
    return await _one(db, person_id, "")


async def _one(db: Session, person_id: int, suffix: str) -> Person | None:
    row = await db.one(
        f"SELECT {COLUMNS} FROM person WHERE practice_id = :practice AND person_id = :who {suffix}",  # noqa: S608 -- constants only
        who=person_id,
    )
    return await _person(db, row, await roles(db, person_id)) if row else None


async def roles(db: Session, person_id: int) -> frozenset[str]:
    """Give the roles that a person has now."""
    rows = await db.fetch("SELECT role FROM role WHERE practice_id = :practice AND person_id = :who", who=person_id)
    return frozenset(row["role"] for row in rows)


async def with_role(db: Session, role: str) -> list[Person]:
    """Give everybody with a role, oldest first."""
    rows = await db.fetch(
        "SELECT person_id FROM role WHERE practice_id = :practice AND role = :role ORDER BY since, person_id", role=role
    )
    found = [await get(db, row["person_id"]) for row in rows]
    return [person for person in found if person is not None]


async def grant(db: Session, person_id: int, role: str) -> None:
    """Give a person a role; again does nothing."""
    await db.run(
        """INSERT INTO role (practice_id, person_id, role, since) VALUES (:practice, :who, :role, :now)
           ON CONFLICT (practice_id, person_id, role) DO NOTHING""",
        who=person_id,
        role=role,
    )


async def revoke(db: Session, person_id: int, role: str) -> None:
    """Take a role away; it is gone at the next tap."""
    await db.run(
        "DELETE FROM role WHERE practice_id = :practice AND person_id = :who AND role = :role", who=person_id, role=role
    )


async def rename(db: Session, person_id: int, name: str, username: str | None) -> None:
    """Take over the name that Telegram shows."""
    await db.run(
        """UPDATE person SET name = :name, username = :username
           WHERE practice_id = :practice AND person_id = :who""",
        who=person_id,
        name=await db.seal(person_id, "person.name", person_id, name),
        username=await db.seal(person_id, "person.username", person_id, username),
    )


async def set_doing(db: Session, person_id: int, doing: str | None) -> None:
    """Note what the person is in the middle of: a code and ids, never her words."""
    await db.run(
        "UPDATE person SET doing = :doing WHERE practice_id = :practice AND person_id = :who",
        who=person_id,
        doing=doing,
    )


async def set_locale(db: Session, person_id: int, locale: str) -> None:
    """Change the language she is spoken to in."""
    await db.run(
        "UPDATE person SET locale = :locale WHERE practice_id = :practice AND person_id = :who",
        who=person_id,
        locale=locale,
    )


async def set_zone(db: Session, person_id: int, zone: str, country: str) -> None:
    """Change her time zone and the country that goes with it."""
    await db.run(
        "UPDATE person SET zone = :zone, country = :country WHERE practice_id = :practice AND person_id = :who",
        who=person_id,
        zone=zone,
        country=country,
    )


async def set_quiet(db: Session, person_id: int, quiet_from: str, quiet_to: str) -> None:
    """Note between which times (HH:MM, her wall clock) nothing may come to her by itself."""
    await db.run(
        """UPDATE person SET quiet_from = :quiet_from, quiet_to = :quiet_to
           WHERE practice_id = :practice AND person_id = :who""",
        who=person_id,
        quiet_from=quiet_from,
        quiet_to=quiet_to,
    )


async def set_wakes(db: Session, person_id: int, wakes: str) -> None:
    """Note which alerts may come in her quiet hours: emergency, same_day (and emergencies) or all."""
    await db.run(
        "UPDATE person SET wakes = :wakes WHERE practice_id = :practice AND person_id = :who",
        who=person_id,
        wakes=wakes,
    )


async def heard(db: Session, person_id: int) -> None:
    """Note that something came from her now."""
    await db.run("UPDATE person SET heard_at = :now WHERE practice_id = :practice AND person_id = :who", who=person_id)


async def set_reach(db: Session, person_id: int, reach: str) -> None:
    """Note whether she can be written to: open, stopped or blocked."""
    await db.run(
        "UPDATE person SET reach = :reach WHERE practice_id = :practice AND person_id = :who",
        who=person_id,
        reach=reach,
    )


async def set_menu(db: Session, person_id: int, menu: str | None) -> None:
    """Note which command menu Telegram shows her, None when it has to be set again."""
    await db.run(
        "UPDATE person SET menu = :menu WHERE practice_id = :practice AND person_id = :who", who=person_id, menu=menu
    )


async def set_lease(db: Session, person_id: int, *, owner: str | None, epoch: int, until: int) -> None:
    """Take (or, with owner None, give back) the right to speak to her until ``until``."""
    await db.run(
        """UPDATE person SET lease_owner = :owner, lease_epoch = :epoch, lease_until = :until
           WHERE practice_id = :practice AND person_id = :who""",
        who=person_id,
        owner=owner,
        epoch=epoch,
        until=until,
    )


async def free_leases(db: Session) -> int:
    """Take every lease back from workers that are known to be dead; give how many.

    Only for a process that has the database to itself. A person whom Telegram asked to leave alone for a while has no
    owner and keeps her rest.
    """
    return await db.run(
        """UPDATE person SET lease_owner = NULL, lease_until = 0
           WHERE practice_id = :practice AND lease_owner IS NOT NULL"""
    )
