"""Owns the proof that nothing was lost: it recomputes what should have been said and compares; refuses to repair.

planned = terminal + open; no open row past its expiry; none ``sending`` without a live lease; every live plan has
exactly one future row; every date that a plan's rules meet, every reminder that a visit asks for, and every client of
an announcement has its row.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from care.moments import MINUTE
from care.plans import as_rule
from care.quiet import QuietHours, hours_of
from care.recurrence import occurrences
from care.reminders import reminders
from storage import appointments, broadcasts, due, messages, people, plans, practices
from storage.appointments import Appointment
from storage.broadcasts import Count
from storage.dead import REPLAY
from storage.messages import OPEN_STATES, TERMINAL_STATES, Message
from storage.plans import Plan
from storage.session import Session

# The tick looks every second; a row that has been due this long and was not taken up means that nobody looks.
GRACE = 5 * MINUTE


@dataclass(frozen=True)
class Balance:
    """The ledger's books: rows per state, how many there are and were expected, and every fault in words."""

    states: dict[str, int]
    planned: int
    terminal: int
    open: int
    expected: int
    faults: tuple[str, ...]


async def balance(db: Session) -> Balance:
    """Recompute and compare; reads only."""
    states = await messages.counts(db)
    terminal = sum(states.get(state, 0) for state in TERMINAL_STATES)
    open_ = sum(states.get(state, 0) for state in OPEN_STATES)
    faults = [_overdue(db, row) for row in await due.overdue_open(db, GRACE)]
    expected = 0
    for plan in await plans.every(db):
        count, found = await _check_plan(db, plan)
        expected += count
        faults += found
    for visit in await appointments.every(db):
        count, found = await _check_visit(db, visit)
        expected += count
        faults += found
    for broadcast in await broadcasts.every(db):
        expected += broadcast.total
        faults += _check_broadcast(broadcast)
    planned = sum(states.values())
    if planned != terminal + open_:
        faults.append(f"{planned} rows, but {terminal} terminal and {open_} open")
    return Balance(states, planned, terminal, open_, expected, tuple(faults))


def _overdue(db: Session, row: Message) -> str:
    if row.state == "sending":
        return f"message {row.message_id} ({row.kind}) is being sent, but nobody holds its lease"
    late = (db.now - (row.expires_at or 0)) // MINUTE
    return f"message {row.message_id} ({row.kind}) is still open {late} minutes after it expired"


def _check_broadcast(one: Count) -> list[str]:
    name = f"announcement {one.broadcast_id}"
    faults = [] if one.rows == one.total else [f"{name} has {one.rows} rows for {one.total} clients"]
    if one.state == "done" and one.open:
        faults.append(f"{name} is told as over and still has {one.open} open rows")
    return faults


async def _check_plan(db: Session, plan: Plan) -> tuple[int, list[str]]:
    written = await messages.of_plan(db, plan.plan_id)
    # What an operator had sent once more is nobody's plan.
    rows = [row for row in written if row.slot != REPLAY]
    covered = Counter(row.local_date for row in rows if row.state != "cancelled")
    voided = {row.local_date for row in rows if row.state == "cancelled"}
    expected = await _expected_dates(db, plan)
    faults = [
        f"plan {plan.plan_id} ({plan.kind}) has nothing in the ledger for {day}"
        for day in expected
        if day not in covered and day not in voided
    ]
    faults += [
        f"plan {plan.plan_id} ({plan.kind}) has {count} rows for {day}" for day, count in covered.items() if count > 1
    ]
    queued = [row for row in rows if row.state == "queued"]
    future = [row for row in queued if not row.attempt]  # one that is tried again belongs to a date that has come
    if plan.state == "live" and len(future) != 1:
        faults.append(f"plan {plan.plan_id} ({plan.kind}) is live and has {len(future)} future rows instead of one")
    if plan.state != "live" and any(row.due_at > db.now for row in queued):
        faults.append(f"plan {plan.plan_id} ({plan.kind}) is {plan.state} and still has a future row")
    return len(expected), faults


async def _expected_dates(db: Session, plan: Plan) -> list[str]:
    """Give the local dates whose time has come under the rule that was in force then."""
    served: date | None = None
    found: list[str] = []
    for rule in await plans.rules(db, plan.plan_id):
        until = min(rule.until if rule.until is not None else db.now, db.now) - GRACE
        for occurrence in occurrences(as_rule(rule), after=rule.since, until=until, served_to=served):
            found.append(occurrence.local_date.isoformat())
            served = occurrence.local_date
    return found


async def _check_visit(db: Session, visit: Appointment) -> tuple[int, list[str]]:
    written = [row for row in await messages.of_appointment(db, visit.appointment_id) if row.slot != REPLAY]
    # What was planned for an earlier time of this visit proves nothing about the present one.
    rows = [row for row in written if row.kind == "reminder" and row.made_at >= visit.agreed_at]
    stale = [row for row in written if row.kind == "reminder" and row.made_at < visit.agreed_at]
    name = f"visit {visit.appointment_id}"
    queued = [row for row in rows if row.state == "queued"]
    if visit.state == "cancelled":
        return 0, [f"{name} is cancelled and still has {len(queued)} reminders"] if queued else []
    client = await people.get(db, visit.client_id)
    zone = rows[-1].zone if rows and rows[-1].zone else (client.zone if client else visit.zone)
    practice = await practices.get(db)
    quiet = hours_of(client, practice) if client and practice else QuietHours()
    wanted = {r.slot for r in reminders(visit.starts_at, zone, known_at=visit.agreed_at, quiet=quiet)}
    live = {row.slot for row in rows if row.state != "cancelled"}
    closed_for_a_reason = {row.slot for row in rows if row.state == "cancelled"}
    # What was sent may have been planned under other quiet hours; what still waits is planned under hers of today.
    waiting = {row.slot for row in queued}
    faults = [f"{name} still has a reminder for an earlier time" for row in stale if row.state == "queued"]
    faults += [f"{name} has no {slot} reminder in the ledger" for slot in wanted - live - closed_for_a_reason]
    faults += [f"{name} has a {slot} reminder that nobody asked for" for slot in waiting - wanted]
    return len(wanted), faults
