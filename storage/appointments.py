"""Owns appointments; refuses to know about reminders, which are messages."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Appointment:
    """A visit. ``starts_at`` is ms UTC; the local date, time and zone are what was agreed in the practice.

    ``agreed_at`` is when this time was agreed: at the booking or the last move.
    """

    appointment_id: int
    client_id: int
    therapist_id: int
    starts_at: int
    minutes: int
    local_date: str
    local_time: str
    zone: str
    state: str
    version: int
    agreed_at: int = 0


def _appointment(row: Row) -> Appointment:
    return Appointment(
        row["appointment_id"], row["client_id"], row["therapist_id"], row["starts_at"], row["minutes"],
        row["local_date"], row["local_time"], row["zone"], row["state"], row["version"],
        row["agreed_at"],
    )  # fmt: skip


async def add(db: Session, visit: Appointment) -> None:
    """Write a new appointment."""
    await db.run(
        """INSERT INTO appointment (practice_id, appointment_id, client_id, therapist_id, starts_at, minutes,
               local_date, local_time, zone, state, version, booked_at, agreed_at)
           VALUES (:practice, :key, :client, :therapist, :starts_at, :minutes, :local_date, :local_time, :zone,
               'booked', 1, :now, :now)""",
        key=visit.appointment_id,
        client=visit.client_id,
        therapist=visit.therapist_id,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        local_date=visit.local_date,
        local_time=visit.local_time,
        zone=visit.zone,
    )


async def move(db: Session, visit: Appointment) -> None:
    """Write a new time; the visit is to be confirmed again."""
    await db.run(
        """UPDATE appointment SET starts_at = :starts_at, minutes = :minutes, local_date = :local_date,
                  local_time = :local_time, zone = :zone, state = 'booked', version = version + 1, agreed_at = :now
           WHERE practice_id = :practice AND appointment_id = :key""",
        key=visit.appointment_id,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        local_date=visit.local_date,
        local_time=visit.local_time,
        zone=visit.zone,
    )


async def set_start(db: Session, appointment_id: int, starts_at: int) -> None:
    """Write which instant the agreed wall-clock time means by now; what was agreed and confirmed stays so."""
    await db.run(
        "UPDATE appointment SET starts_at = :starts_at WHERE practice_id = :practice AND appointment_id = :key",
        key=appointment_id,
        starts_at=starts_at,
    )


async def set_state(db: Session, appointment_id: int, state: str) -> None:
    """Note that a visit is booked, confirmed or cancelled."""
    await db.run(
        "UPDATE appointment SET state = :state WHERE practice_id = :practice AND appointment_id = :key",
        key=appointment_id,
        state=state,
    )


async def get(db: Session, appointment_id: int) -> Appointment | None:
    """Give an appointment, or None."""
    row = await db.one(
        "SELECT * FROM appointment WHERE practice_id = :practice AND appointment_id = :key", key=appointment_id
    )
    return _appointment(row) if row else None


async def coming(db: Session, client_id: int) -> list[Appointment]:
    """Give the visits of a client that are ahead and not cancelled, soonest first."""
    rows = await db.fetch(
        """SELECT * FROM appointment WHERE practice_id = :practice AND client_id = :client
             AND starts_at > :now AND state <> 'cancelled' ORDER BY starts_at""",
        client=client_id,
    )
    return [_appointment(row) for row in rows]


async def past(db: Session, client_id: int, since: int) -> list[Appointment]:
    """Give the visits of a client that began since an instant and were not cancelled, oldest first."""
    rows = await db.fetch(
        """SELECT * FROM appointment WHERE practice_id = :practice AND client_id = :client
             AND starts_at >= :since AND starts_at <= :now AND state <> 'cancelled' ORDER BY starts_at""",
        client=client_id,
        since=since,
    )
    return [_appointment(row) for row in rows]


async def overlapping(db: Session, therapist_id: int, starts_at: int, ends_at: int) -> list[Appointment]:
    """Give the therapist's visits that touch a span of time."""
    rows = await db.fetch(
        """SELECT * FROM appointment WHERE practice_id = :practice AND therapist_id = :therapist
             AND state <> 'cancelled' AND starts_at < :ends_at AND starts_at + minutes * 60000 > :starts_at
           ORDER BY starts_at""",
        therapist=therapist_id,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return [_appointment(row) for row in rows]


async def every(db: Session) -> list[Appointment]:
    """Give all appointments of the practice."""
    rows = await db.fetch("SELECT * FROM appointment WHERE practice_id = :practice ORDER BY appointment_id")
    return [_appointment(row) for row in rows]
