"""Owns what happens when the rules of time zones change: what is still to come keeps its wall clock; refuses the past.

A plan's hour and a visit's start are wall clocks that people agreed on. The instants that they mean were computed with
one version of tzdata; another may mean another instant.
"""

from datetime import date

import structlog

from care import plans, reminding
from care.app import App
from care.moments import clock_time, resolve
from care.turn import Turn
from storage import appointments, due, endings, messages, practices
from storage import plans as plan_rows

log = structlog.get_logger(__name__)

REASON = "zones_updated"


async def update(app: App, version: str) -> int:
    """Compute anew what lies ahead when ``version`` of tzdata is another than the last one; give for how many people.

    One turn per person. After a crash it begins again from the start, which changes nothing for who was done.
    """
    before = await app.read(practices.zones_version)
    if before == version:
        return 0
    found = await app.read(due.people_planned_for)
    for person_id in found:
        await app.turn(person_id, resolve_anew)
    await app.read(lambda db: practices.set_zones_version(db, version))
    if found and before is not None:
        log.info("the rules of time zones are those of another tzdata", version=version, people=len(found))
    return len(found)


async def resolve_anew(turn: Turn) -> None:
    """Let all that the turn's client may expect come at its wall clock, as the rules of the zones are now."""
    for plan in await plan_rows.of_person(turn.db, turn.person.person_id):
        await _plan(turn, plan.plan_id)
    moved = False
    for visit in await appointments.coming(turn.db, turn.person.person_id):
        starts_at = resolve(date.fromisoformat(visit.local_date), clock_time(visit.local_time), visit.zone)
        if starts_at is not None and starts_at != visit.starts_at:
            await appointments.set_start(turn.db, visit.appointment_id, starts_at)
            moved = True
    if moved or await _reminders_moved(turn):
        await reminding.plan_anew(turn, REASON)


async def _plan(turn: Turn, plan_id: int) -> None:
    for row in await messages.of_plan(turn.db, plan_id):
        if row.state != "queued" or row.attempt or row.local_date is None:
            continue
        if plans.due_anew(turn, row) != row.due_at:
            await endings.close(turn.db, row.message_id, "cancelled", REASON)
            await plans.plan_next(turn, plan_id)


async def _reminders_moved(turn: Turn) -> bool:
    """Tell whether a reminder's wall clock means another instant by now, as after a change of her zone's rules."""
    for visit in await appointments.coming(turn.db, turn.person.person_id):
        for row in await messages.of_appointment(turn.db, visit.appointment_id):
            if row.kind != "reminder" or row.state != "queued" or row.local_date is None or row.zone is None:
                continue
            means = resolve(date.fromisoformat(row.local_date), clock_time(row.local_time or ""), row.zone)
            if means != row.due_at - row.due_at % 60_000:
                return True
    return False
