"""Owns plans and the rules they followed over time; refuses to compute a date."""

from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Plan:
    """A recurring thing for one client: ``check_in``, ``routine``, or ``free`` (in a therapist's own words).

    State: live, paused (with a reason) or ended.
    """

    plan_id: int
    person_id: int
    kind: str
    state: str
    reason: str | None
    routine: str | None
    routine_version: int | None
    made_by: int
    made_at: int


@dataclass(frozen=True)
class PlanRule:
    """What a plan asked for from ``since`` until ``until`` (ms UTC, None = still).

    ``local_time`` is HH:MM in ``zone``; ``days`` holds the ISO weekdays as digits, "1234567" being every day;
    ``starts_on`` and ``ends_on`` are ISO dates, both included. ``follows`` says that the zone is where she is, and not
    one whose clock she keeps while she is away.
    """

    plan_id: int
    version: int
    local_time: str
    days: str
    zone: str
    starts_on: str
    ends_on: str | None
    since: int
    until: int | None
    follows: bool = True


def _plan(row: Row) -> Plan:
    # The table knows two kinds; a routine that is none of the library's is a free one.
    free = row["kind"] == "routine" and row["routine"] is None
    return Plan(
        row["plan_id"], row["person_id"], "free" if free else row["kind"], row["state"], row["reason"], row["routine"],
        row["routine_version"], row["made_by"], row["made_at"],
    )  # fmt: skip


def _rule(row: Row) -> PlanRule:
    return PlanRule(
        row["plan_id"], row["version"], row["local_time"], row["days"], row["zone"], row["starts_on"], row["ends_on"],
        row["since"], row["until"], bool(row["follows"]),
    )  # fmt: skip


async def add(db: Session, plan: Plan) -> None:
    """Write a new plan."""
    await db.run(
        """INSERT INTO plan (practice_id, plan_id, person_id, kind, state, routine, routine_version, made_by, made_at)
           VALUES (:practice, :key, :who, :kind, :state, :routine, :routine_version, :made_by, :now)""",
        key=plan.plan_id,
        who=plan.person_id,
        kind="routine" if plan.kind == "free" else plan.kind,
        state=plan.state,
        routine=plan.routine,
        routine_version=plan.routine_version,
        made_by=plan.made_by,
    )


async def get(db: Session, plan_id: int) -> Plan | None:
    """Give a plan, or None."""
    row = await db.one("SELECT * FROM plan WHERE practice_id = :practice AND plan_id = :key", key=plan_id)
    return _plan(row) if row else None


async def of_person(db: Session, person_id: int, kind: str | None = None) -> list[Plan]:
    """Give the plans of a client that have not ended, oldest first."""
    rows = await db.fetch(
        """SELECT * FROM plan WHERE practice_id = :practice AND person_id = :who AND state <> 'ended'
           ORDER BY plan_id""",
        who=person_id,
    )
    return [plan for plan in map(_plan, rows) if kind in (None, plan.kind)]


async def latest_routines(db: Session, made_by: int, count: int) -> list[str]:
    """Give the ids of the routines that a therapist gave last, each once, newest first."""
    rows = await db.fetch(
        """SELECT routine, MAX(made_at) AS newest FROM plan
           WHERE practice_id = :practice AND made_by = :who AND kind = 'routine'
             AND routine IS NOT NULL
           GROUP BY routine ORDER BY newest DESC, routine LIMIT :count""",
        who=made_by,
        count=count,
    )
    return [row["routine"] for row in rows]


async def every(db: Session) -> list[Plan]:
    """Give all plans of the practice."""
    rows = await db.fetch("SELECT * FROM plan WHERE practice_id = :practice ORDER BY plan_id")
    return [_plan(row) for row in rows]


async def set_state(db: Session, plan_id: int, state: str, reason: str | None) -> None:
    """Let a plan live, pause or end."""
    await db.run(
        "UPDATE plan SET state = :state, reason = :reason WHERE practice_id = :practice AND plan_id = :key",
        key=plan_id,
        state=state,
        reason=reason,
    )


async def close_rule(db: Session, plan_id: int) -> None:
    """End the rule in force now."""
    await db.run(
        "UPDATE plan_rule SET until = :now WHERE practice_id = :practice AND plan_id = :key AND until IS NULL",
        key=plan_id,
    )


async def add_rule(db: Session, rule: PlanRule) -> None:
    """Begin a rule; the one before must be closed."""
    await db.run(
        """INSERT INTO plan_rule (practice_id, plan_id, version, local_time, days, zone, follows, starts_on, ends_on,
               since)
           VALUES (:practice, :key, :version, :local_time, :days, :zone, :follows, :starts_on, :ends_on, :since)""",
        key=rule.plan_id,
        version=rule.version,
        local_time=rule.local_time,
        days=rule.days,
        zone=rule.zone,
        follows=int(rule.follows),
        starts_on=rule.starts_on,
        ends_on=rule.ends_on,
        since=rule.since,
    )


async def rules(db: Session, plan_id: int) -> list[PlanRule]:
    """Give all rules of a plan, oldest first."""
    rows = await db.fetch(
        "SELECT * FROM plan_rule WHERE practice_id = :practice AND plan_id = :key ORDER BY version", key=plan_id
    )
    return [_rule(row) for row in rows]


async def rule_in_force(db: Session, plan_id: int) -> PlanRule | None:
    """Give the rule that holds now, or None while the plan is paused or ended."""
    row = await db.one(
        "SELECT * FROM plan_rule WHERE practice_id = :practice AND plan_id = :key AND until IS NULL", key=plan_id
    )
    return _rule(row) if row else None


async def last_served(db: Session, plan_id: int) -> str | None:
    """Give the newest local date for which the ledger has a row that was not cancelled, or None."""
    row = await db.one(
        """SELECT MAX(local_date) AS day FROM message
           WHERE practice_id = :practice AND plan_id = :key AND state <> 'cancelled'""",
        key=plan_id,
    )
    return row["day"] if row else None
