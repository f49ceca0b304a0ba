"""Owns when we were there and when we were not; refuses to know what anybody missed."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Outage:
    """A time (ms UTC) in which nobody was there, so that taps may have been lost."""

    outage_id: int
    began_at: int
    ended_at: int


def _outage(row: Row) -> Outage:
    return Outage(row["outage_id"], row["began_at"], row["ended_at"])


async def beat(db: Session) -> None:
    """Note that we are there now."""
    await db.run(
        """INSERT INTO heartbeat (practice_id, at, dead_told_to) VALUES (:practice, :now, 0)
           ON CONFLICT (practice_id) DO UPDATE SET at = :now"""
    )


async def touch(db: Session) -> None:
    """Write what is there already: a database that takes this can be written."""
    await db.run("UPDATE heartbeat SET at = at WHERE practice_id = :practice")


async def last_beat(db: Session) -> int | None:
    """Give when we were last known to be there, or None before the first time."""
    row = await db.one("SELECT at FROM heartbeat WHERE practice_id = :practice")
    return row["at"] if row else None


async def add_outage(db: Session, began_at: int) -> Outage:
    """Write that we were away until now."""
    outage = Outage(db.new_id(), began_at, db.now)
    await db.run(
        """INSERT INTO outage (practice_id, outage_id, began_at, ended_at, told)
           VALUES (:practice, :key, :began, :now, 0)""",
        key=outage.outage_id,
        began=began_at,
    )
    return outage


async def outage(db: Session, outage_id: int) -> Outage | None:
    """Give an outage, or None."""
    row = await db.one("SELECT * FROM outage WHERE practice_id = :practice AND outage_id = :key", key=outage_id)
    return _outage(row) if row else None


async def outages_since(db: Session, instant: int) -> list[Outage]:
    """Give the outages that ended after an instant, oldest first."""
    rows = await db.fetch(
        "SELECT * FROM outage WHERE practice_id = :practice AND ended_at > :since ORDER BY ended_at", since=instant
    )
    return [_outage(row) for row in rows]


async def untold(db: Session) -> list[Outage]:
    """Give the outages of which not yet everybody was told."""
    rows = await db.fetch("SELECT * FROM outage WHERE practice_id = :practice AND told = 0 ORDER BY ended_at")
    return [_outage(row) for row in rows]


async def mark_told(db: Session, outage_id: int) -> None:
    """Note that everybody whom an outage concerns has her message in the ledger."""
    await db.run("UPDATE outage SET told = 1 WHERE practice_id = :practice AND outage_id = :key", key=outage_id)


async def people_with_questions(db: Session, since: int, until: int) -> list[int]:
    """Give the clients who may have answered in vain between two instants.

    They have an unanswered check-in whose day is not over, are in the middle of a routine, or were asked about a visit
    that is still ahead; asked or begun after ``since`` and before ``until``.
    """
    rows = await db.fetch(
        """SELECT check_in.person_id AS who FROM check_in
           JOIN message ON message.practice_id = check_in.practice_id AND message.message_id = check_in.message_id
           WHERE check_in.practice_id = :practice AND check_in.state <> 'done' AND check_in.closes_at > :now
             AND message.state IN ('sent', 'uncertain') AND message.closed_at <= :until
           UNION
           SELECT person_id AS who FROM walk
           WHERE practice_id = :practice AND state = 'open' AND started_at > :since AND started_at <= :until
           UNION
           SELECT appointment.client_id AS who FROM appointment
           JOIN message ON message.practice_id = appointment.practice_id
             AND message.appointment_id = appointment.appointment_id AND message.person_id = appointment.client_id
           WHERE appointment.practice_id = :practice AND appointment.state = 'booked' AND appointment.starts_at > :now
             AND message.state = 'sent' AND message.sent_at > :since AND message.sent_at <= :until
           ORDER BY who""",
        since=since,
        until=until,
    )
    return [row["who"] for row in rows]


async def asked_visit(db: Session, client_id: int, since: int, until: int) -> int | None:
    """Give the client's next visit that she was asked about between two instants and has not confirmed, or None."""
    row = await db.one(
        """SELECT appointment.appointment_id AS key FROM appointment
           JOIN message ON message.practice_id = appointment.practice_id
             AND message.appointment_id = appointment.appointment_id AND message.person_id = appointment.client_id
           WHERE appointment.practice_id = :practice AND appointment.client_id = :client
             AND appointment.state = 'booked' AND appointment.starts_at > :now
             AND message.state = 'sent' AND message.sent_at > :since AND message.sent_at <= :until
           ORDER BY appointment.starts_at LIMIT 1""",
        client=client_id,
        since=since,
        until=until,
    )
    return row["key"] if row else None


async def open_walk(db: Session, client_id: int, since: int, until: int) -> bool:
    """Tell whether a client began a routine between two instants and is still in the middle of it."""
    row = await db.one(
        """SELECT 1 AS n FROM walk WHERE practice_id = :practice AND person_id = :client AND state = 'open'
             AND started_at > :since AND started_at <= :until LIMIT 1""",
        client=client_id,
        since=since,
        until=until,
    )
    return row is not None


async def unasked(db: Session, person_id: int, since: int) -> list[tuple[int, int]]:
    """Give due time and closing time of the check-ins since an instant that expired before anybody could ask them."""
    rows = await db.fetch(
        """SELECT due_at, closed_at FROM message WHERE practice_id = :practice AND person_id = :who
             AND kind = 'check_in' AND state = 'expired' AND due_at > :since ORDER BY due_at""",
        who=person_id,
        since=since,
    )
    return [(row["due_at"], row["closed_at"]) for row in rows]
