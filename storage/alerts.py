"""Owns the alerts that call a human, and how far each has gone; refuses to decide what deserves one."""

import json
from dataclasses import dataclass
from typing import Any

from storage.errors import KeyMissingError
from storage.session import Session
from storage.sql import Row

# The most urgent first, the oldest first among equals.
ORDER = """ORDER BY CASE alert.urgency WHEN 'emergency' THEN 0 WHEN 'same_day' THEN 1 ELSE 2 END,
      alert.raised_at, alert.alert_id"""
# For whoever looks for what to do first: among equals danger, then what is new.
TO_DO = """ORDER BY CASE alert.urgency WHEN 'emergency' THEN 0 WHEN 'same_day' THEN 1 ELSE 2 END,
      CASE WHEN alert.kind IN ('red_flag', 'red_flag_answer', 'red_flag_more') THEN 0 ELSE 1 END,
      alert.raised_at DESC, alert.alert_id DESC"""


@dataclass(frozen=True)
class Alert:
    """Something that a therapist has to see; open until somebody tapped it.

    ``facts`` (JSON, sealed at rest) is what its words need. ``step`` says who was called: 0 the therapist, 1 her cover
    too, 2 the owners too, more that all were called again; ``escalates_at`` (ms UTC) when the next are, None when it
    was seen or may wait.
    ``damaged`` is True where the facts can't be opened: it calls all the same.
    """

    alert_id: int
    client_id: int
    kind: str
    urgency: str
    raised_at: int
    acknowledged_at: int | None
    acknowledged_by: int | None
    facts: str | None = None
    step: int = 0
    escalates_at: int | None = None
    damaged: bool = False

    def told(self) -> dict[str, Any]:
        """Give the facts as they were written; none where they were not read, or can't be opened."""
        return dict(json.loads(self.facts or "{}"))


async def raise_alert(
    db: Session,
    *,
    client_id: int,
    kind: str,
    urgency: str,
    facts: str | None = None,
    escalates_at: int | None = None,
) -> Alert:
    """Write an open alert and give it."""
    key = db.new_id()
    await db.run(
        """INSERT INTO alert (practice_id, alert_id, client_id, kind, urgency, raised_at, facts, step, escalates_at)
           VALUES (:practice, :key, :client, :kind, :urgency, :now, :facts, 0, :escalates_at)""",
        key=key,
        client=client_id,
        kind=kind,
        urgency=urgency,
        facts=await db.seal(client_id, "alert.facts", key, facts),
        escalates_at=escalates_at,
    )
    return Alert(key, client_id, kind, urgency, db.now, None, None, facts, 0, escalates_at)


async def _alert(db: Session, row: Row) -> Alert:
    who, key, damaged = row["client_id"], row["alert_id"], False
    try:
        facts = await db.unseal(who, "alert.facts", key, row["facts"])
    except KeyMissingError:  # whoever is called can still look and call her; without the row nobody would
        facts, damaged = None, True
    return Alert(
        key, who, row["kind"], row["urgency"], row["raised_at"], row["acknowledged_at"], row["acknowledged_by"],
        facts, row["step"], row["escalates_at"], damaged,
    )  # fmt: skip


async def get(db: Session, alert_id: int) -> Alert | None:
    """Give an alert, or None."""
    row = await db.one("SELECT * FROM alert WHERE practice_id = :practice AND alert_id = :key", key=alert_id)
    return await _alert(db, row) if row else None


async def open_of_client(db: Session, client_id: int) -> list[Alert]:
    """Give a client's alerts that nobody has seen, the most urgent first."""
    rows = await db.fetch(
        f"""SELECT * FROM alert WHERE practice_id = :practice AND client_id = :client
              AND acknowledged_at IS NULL {ORDER}""",  # noqa: S608 -- constants only
        client=client_id,
    )
    return [await _alert(db, row) for row in rows]


async def since(db: Session, client_id: int, instant: int) -> list[Alert]:
    """Give a client's alerts since an instant (ms UTC), seen or not, newest first."""
    rows = await db.fetch(
        """SELECT * FROM alert WHERE practice_id = :practice AND client_id = :client AND raised_at >= :since
           ORDER BY raised_at DESC, alert_id DESC""",
        client=client_id,
        since=instant,
    )
    return [await _alert(db, row) for row in rows]


async def emergencies_of(db: Session, client_id: int) -> list[Alert]:
    """Give a client's emergencies that nobody has seen, oldest first, without their facts: what is damaged counts."""
    rows = await db.fetch(
        """SELECT * FROM alert WHERE practice_id = :practice AND client_id = :client
             AND acknowledged_at IS NULL AND urgency = 'emergency' ORDER BY raised_at, alert_id""",
        client=client_id,
    )
    return [await _alert(db, {**row, "facts": None}) for row in rows]


async def open_for(db: Session, person_id: int) -> list[Alert]:
    """Give what somebody should look at, in that order: open alerts of her clients, and those of which she was told."""
    rows = await db.fetch(
        f"""SELECT alert.* FROM alert LEFT JOIN client
              ON client.practice_id = alert.practice_id AND client.person_id = alert.client_id
            WHERE alert.practice_id = :practice AND alert.acknowledged_at IS NULL
              AND (client.therapist_id = :who OR EXISTS (
                SELECT 1 FROM message WHERE message.practice_id = alert.practice_id
                  AND message.alert_id = alert.alert_id AND message.person_id = :who)) {TO_DO}""",  # noqa: S608 -- constants only
        who=person_id,
    )
    return [await _alert(db, row) for row in rows]


async def open_everywhere(db: Session) -> list[Alert]:
    """Give every alert of the practice that nobody has seen, the most urgent first, without their facts."""
    rows = await db.fetch(
        f"SELECT * FROM alert WHERE practice_id = :practice AND acknowledged_at IS NULL {ORDER}"  # noqa: S608 -- constants only
    )
    return [await _alert(db, {**row, "facts": None}) for row in rows]


async def was_told(db: Session, client_id: int, person_id: int, since: int) -> bool:
    """Tell whether somebody was called about a client, by an alert that is open or was seen after an instant."""
    row = await db.one(
        """SELECT 1 AS n FROM alert JOIN message
             ON message.practice_id = alert.practice_id AND message.alert_id = alert.alert_id
           WHERE alert.practice_id = :practice AND alert.client_id = :client
             AND (alert.acknowledged_at IS NULL OR alert.acknowledged_at >= :since)
             AND message.person_id = :who LIMIT 1""",
        client=client_id,
        who=person_id,
        since=since,
    )
    return row is not None


async def told_to(db: Session, alert_id: int) -> list[Row]:
    """Give who was, or will be, told of an alert: person and instant (None while it waits), in order.

    What was taken along by a bubble that never arrived told nobody.
    """
    return await db.fetch(
        """SELECT person_id AS person_id, MIN(CASE WHEN state IN ('sent', 'merged', 'uncertain') THEN closed_at END)
             AS at
           FROM message WHERE practice_id = :practice AND alert_id = :key
             AND state NOT IN ('cancelled', 'blocked', 'dead')
             AND NOT (state = 'merged' AND EXISTS (
               SELECT 1 FROM message AS host WHERE host.practice_id = message.practice_id
                 AND host.message_id = message.follows AND host.state IN ('cancelled', 'blocked', 'dead')))
           GROUP BY person_id ORDER BY person_id""",
        key=alert_id,
    )


async def tried(db: Session, alert_id: int | None) -> set[int]:
    """Give everybody for whom a row of an alert was written, whatever became of it."""
    rows = await db.fetch(
        "SELECT DISTINCT person_id AS who FROM message WHERE practice_id = :practice AND alert_id = :key", key=alert_id
    )
    return {row["who"] for row in rows}


async def last_seen(db: Session, client_id: int) -> int:
    """Give when somebody last saw an alert about a client (ms UTC); 0 for never."""
    row = await db.one(
        "SELECT MAX(acknowledged_at) AS at FROM alert WHERE practice_id = :practice AND client_id = :client",
        client=client_id,
    )
    return (row["at"] if row else None) or 0


async def gathered_until(db: Session, person_id: int) -> int | None:
    """Give when the alerts that wait for one person to be told together leave, or None when none waits."""
    row = await db.one(
        """SELECT MIN(due_at) AS due FROM message WHERE practice_id = :practice AND person_id = :who
             AND state = 'queued' AND kind = 'alert' AND alert_id IS NOT NULL AND attempt = 0 AND +due_at > :now""",
        who=person_id,
    )
    return row["due"] if row else None


async def last_raised(db: Session, client_id: int, kind: str) -> int | None:
    """Give when an alert of one kind was last raised about a client (ms UTC), or None."""
    row = await db.one(
        """SELECT MAX(raised_at) AS at FROM alert WHERE practice_id = :practice AND client_id = :client
             AND kind = :kind""",
        client=client_id,
        kind=kind,
    )
    return row["at"] if row else None


async def escalating(db: Session, limit: int) -> list[Alert]:
    """Give the alerts whose next step is due, without their facts."""
    rows = await db.fetch(
        """SELECT * FROM alert WHERE practice_id = :practice AND escalates_at IS NOT NULL AND escalates_at <= :now
           ORDER BY CASE urgency WHEN 'emergency' THEN 0 ELSE 1 END, escalates_at LIMIT :limit""",
        limit=limit,
    )
    return [await _alert(db, {**row, "facts": None}) for row in rows]


async def escalate(db: Session, alert_id: int, *, step: int, next_at: int | None) -> bool:
    """Take the next step of an open alert; False when it was seen, or the step was taken already."""
    changed = await db.run(
        """UPDATE alert SET step = :step, escalates_at = :next_at
           WHERE practice_id = :practice AND alert_id = :key AND step < :step AND acknowledged_at IS NULL""",
        key=alert_id,
        step=step,
        next_at=next_at,
    )
    return changed == 1


async def acknowledge(db: Session, alert_id: int, by: int) -> bool:
    """Note that somebody has seen it; False when somebody had already."""
    changed = await db.run(
        """UPDATE alert SET acknowledged_at = :now, acknowledged_by = :by, escalates_at = NULL
           WHERE practice_id = :practice AND alert_id = :key AND acknowledged_at IS NULL""",
        key=alert_id,
        by=by,
    )
    return changed == 1


async def was_raised(db: Session, client_id: int, kind: str, since: int) -> bool:
    """Tell whether an alert of one kind was raised about a client since an instant."""
    row = await db.one(
        """SELECT 1 AS n FROM alert WHERE practice_id = :practice AND client_id = :client AND kind = :kind
             AND raised_at >= :since LIMIT 1""",
        client=client_id,
        kind=kind,
        since=since,
    )
    return row is not None


async def open_of(db: Session, client_id: int) -> int:
    """Give the number of a client's alerts that nobody has seen."""
    row = await db.one(
        """SELECT COUNT(*) AS n FROM alert WHERE practice_id = :practice AND client_id = :client
             AND acknowledged_at IS NULL""",
        client=client_id,
    )
    return int(row["n"]) if row else 0
