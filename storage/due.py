"""Owns the looks over the whole ledger: who is due, what comes next, what hangs; refuses one person's queue."""

from dataclasses import dataclass

from storage.messages import PLAIN, Message, plain
from storage.session import Session

# With a hundred thousand rows due this is asked many times a second, so each line reads one index in its own order and
# stops after a few rows. CROSS JOIN keeps SQLite from beginning with the people.
LINE = """SELECT * FROM (
    SELECT person.person_id AS who, person.telegram_id AS chat, message.priority AS first, message.rank AS place,
      message.due_at AS due
    FROM message CROSS JOIN person
    WHERE message.practice_id = :practice AND message.state = {state}
      AND person.practice_id = :practice AND person.person_id = message.person_id AND person.lease_until <= :now
    {order} LIMIT :limit) AS {name}"""
URGENCIES = range(7)
SHARED = 6
"""The priority of what shares what is left of the rate."""
WAITS = """'queued' AND message.priority = {} AND message.rank = 0
    AND message.not_before <= message.due_at AND message.due_at <= :now"""
HELD = """'queued' AND message.priority = {} AND message.rank = 0
    AND message.not_before > message.due_at AND message.not_before <= :now"""
SHARES = f"'queued' AND message.priority = {SHARED} AND message.rank > 0 AND message.not_before <= :now"


def _next() -> str:
    """Put the lines together: orphans, then what waits and what was held back by urgency, then what is shared."""
    lines = [LINE.format(name="orphans", state="'sending'", order="")]
    for urgency in URGENCIES:
        waits, held = WAITS.format(urgency), HELD.format(urgency)
        lines.append(LINE.format(name=f"waits_{urgency}", state=waits, order="ORDER BY message.due_at"))
        lines.append(LINE.format(name=f"held_{urgency}", state=held, order="ORDER BY message.not_before"))
    lines.append(LINE.format(name="shares", state=SHARES, order="ORDER BY message.rank"))
    return " UNION ALL ".join(lines) + " ORDER BY first, place, due, who LIMIT :limit"


NEXT = _next()


@dataclass(frozen=True)
class Due:
    """Somebody to whom something is due, and how urgent the most urgent of it is."""

    person_id: int
    telegram_id: int
    priority: int


async def people_due(db: Session, limit: int) -> list[Due]:
    """Give the people with something due whom nobody is speaking to, the most urgent first; at most ``limit``.

    A person whose lease ran out is due as well: whoever held it died between intent and result.
    """
    rows = await db.fetch(NEXT, limit=limit)
    first: dict[int, Due] = {}
    for row in rows:
        first.setdefault(row["who"], Due(row["who"], row["chat"], row["first"]))
    return list(first.values())[:limit]


async def people_stale(db: Session, limit: int, by: int) -> list[int]:
    """Give people for whom something waits that has expired by an instant."""
    rows = await db.fetch(
        """SELECT DISTINCT person_id AS who FROM message
           WHERE practice_id = :practice AND state = 'queued' AND expires_at <= :by LIMIT :limit""",
        limit=limit,
        by=by,
    )
    return [row["who"] for row in rows]


async def people_planned_for(db: Session) -> list[int]:
    """Give the people for whom something waits at a wall-clock time, or who have a visit ahead."""
    rows = await db.fetch(
        """SELECT person_id AS who FROM message
           WHERE practice_id = :practice AND state = 'queued' AND zone IS NOT NULL
           UNION
           SELECT client_id AS who FROM appointment
           WHERE practice_id = :practice AND starts_at > :now AND state <> 'cancelled'
           ORDER BY who"""
    )
    return [row["who"] for row in rows]


async def next_due(db: Session) -> int | None:
    """Give the next instant after now at which something queued becomes due, or None.

    What is due already waits for the end of its person's lease, and must not hide what comes for others.
    """
    planned = await db.one(
        """SELECT due_at AS due FROM message
           WHERE practice_id = :practice AND state = 'queued' AND not_before <= due_at AND due_at > :now
           ORDER BY due_at LIMIT 1"""
    )
    held_back = await db.one(
        """SELECT not_before AS due FROM message
           WHERE practice_id = :practice AND state = 'queued' AND not_before > due_at AND not_before > :now
           ORDER BY not_before LIMIT 1"""
    )
    leased = await db.one(
        """SELECT lease_until AS due FROM person
           WHERE practice_id = :practice AND lease_until > 0 AND lease_until > :now
             AND EXISTS (SELECT 1 FROM message WHERE message.practice_id = person.practice_id
                           AND message.person_id = person.person_id AND message.state = 'queued'
                           AND +message.due_at <= :now)
           ORDER BY lease_until LIMIT 1"""
    )
    escalating = await db.one(
        """SELECT escalates_at AS due FROM alert
           WHERE practice_id = :practice AND escalates_at IS NOT NULL AND escalates_at > :now
           ORDER BY escalates_at LIMIT 1"""
    )
    return min((row["due"] for row in (planned, held_back, leased, escalating) if row and row["due"]), default=None)


async def stuck_since(db: Session, then: int) -> int | None:
    """Give since when something is due that was due at ``then`` already and neither waits on purpose nor is sent.

    On purpose waits what the policy holds back, and what Telegram asked us to keep for a while.
    """
    row = await db.one(
        """SELECT MIN(due_at) AS due FROM message JOIN person
             ON person.practice_id = message.practice_id AND person.person_id = message.person_id
           WHERE message.practice_id = :practice AND state = 'queued' AND due_at <= :then
             AND (not_before <= :then OR (attempt > 0 AND held_for IS NULL))
             AND (expires_at IS NULL OR expires_at > :now)
             AND (reason IS NULL OR reason NOT LIKE 'asked_to_wait%')
             AND (person.lease_owner IS NOT NULL OR person.lease_until <= :now)""",
        then=then,
    )
    return row["due"] if row else None


async def overdue_open(db: Session, grace: int) -> list[Message]:
    """Give open rows that should be closed: expired more than ``grace`` ms ago, or sending without a live lease."""
    columns = ", ".join(f"message.{name.strip()}" for name in PLAIN.split(","))
    rows = await db.fetch(
        f"""SELECT {columns} FROM message
            WHERE practice_id = :practice AND state = 'queued' AND expires_at <= :then
            UNION ALL
            SELECT {columns} FROM message JOIN person
              ON person.practice_id = message.practice_id AND person.person_id = message.person_id
            WHERE message.practice_id = :practice AND message.state = 'sending'
              AND (person.lease_until <= :then OR person.lease_owner IS NULL)""",  # noqa: S608 -- constants only
        then=db.now - grace,
    )
    return [plain(row) for row in rows]
