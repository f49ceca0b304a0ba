"""Owns plans: recurring things that always have exactly one future message; refuses to send one."""

from dataclasses import dataclass, replace
from datetime import date

from care.kinds import KINDS
from care.moments import HOUR, MINUTE, clock_time, local_date, resolve
from care.quiet import hours_of
from care.recurrence import Occurrence, Rule, next_occurrence
from care.spread import spread
from care.turn import Turn
from storage import endings, messages, queue
from storage import plans as rows
from storage.messages import Message
from storage.plans import Plan, PlanRule

EVERY_DAY = "1234567"
LAST = "plan_over"
# Who travels is not asked the same thing twice in one waking day.
APART = 8 * HOUR
MESSAGE_OF = {"check_in": "check_in", "routine": "routine_prompt", "free": "activity_prompt"}


@dataclass(frozen=True)
class Timing:
    """When a plan speaks: HH:MM, ISO weekdays as digits, and the last local date, if it has one.

    ``zone`` is the one whose clock she keeps wherever she is; None follows her.
    """

    local_time: str
    days: str = EVERY_DAY
    ends_on: date | None = None
    zone: str | None = None


def as_rule(rule: PlanRule) -> Rule:
    """Give a stored rule as the one that recurrence computes with."""
    return Rule(
        local_time=rule.local_time,
        days=rule.days,
        zone=rule.zone,
        starts_on=date.fromisoformat(rule.starts_on),
        ends_on=date.fromisoformat(rule.ends_on) if rule.ends_on else None,
    )


async def start(turn: Turn, kind: str, timing: Timing, *, made_by: int, routine: tuple[str, int] | None = None) -> Plan:
    """Begin a plan for the turn's person in her zone, with its first message."""
    plan = Plan(
        plan_id=turn.db.new_id(),
        person_id=turn.person.person_id,
        kind=kind,
        state="live",
        reason=None,
        routine=routine[0] if routine else None,
        routine_version=routine[1] if routine else None,
        made_by=made_by,
        made_at=turn.now,
    )
    await rows.add(turn.db, plan)
    await _begin_rule(turn, plan.plan_id, timing, version=1)
    await plan_next(turn, plan.plan_id)
    return plan


async def change(turn: Turn, plan: Plan, timing: Timing, reason: str = "plan_changed") -> None:
    """Give a plan another time, or its person another zone: the old rule ends now, what it has not said is void."""
    known = await rows.rules(turn.db, plan.plan_id)
    await _quieten(turn, plan, reason)
    await _begin_rule(turn, plan.plan_id, timing, version=len(known) + 1)
    await rows.set_state(turn.db, plan.plan_id, "live", None)
    await plan_next(turn, plan.plan_id)


async def pause(turn: Turn, plan: Plan, reason: str) -> None:
    """Hold a plan back; its future message is void."""
    if plan.state != "live":
        return
    await _quieten(turn, plan, reason)
    await rows.set_state(turn.db, plan.plan_id, "paused", reason)


async def end(turn: Turn, plan: Plan, reason: str) -> None:
    """End a plan for good."""
    await _quieten(turn, plan, reason)
    await rows.set_state(turn.db, plan.plan_id, "ended", reason)


async def resume(turn: Turn, plan: Plan) -> None:
    """Let a plan go on where the calendar is now; what fell into the pause is not made up for."""
    if plan.state == "paused":
        await change(turn, plan, await timing_of(turn, plan))


async def timing_of(turn: Turn, plan: Plan) -> Timing:
    """Give when a plan speaks, or spoke last."""
    newest = (await rows.rules(turn.db, plan.plan_id))[-1]
    ends_on = date.fromisoformat(newest.ends_on) if newest.ends_on else None
    return Timing(newest.local_time, newest.days, ends_on, None if newest.follows else newest.zone)


async def can_be_done(turn: Turn, plan: Plan) -> bool:
    """Tell whether a plan still holds today: also on its last day, when it has nothing more to say."""
    if plan.state != "ended" or plan.reason != LAST:
        return plan.state == "live"
    newest = (await rows.rules(turn.db, plan.plan_id))[-1]
    return newest.ends_on is not None and newest.ends_on >= local_date(turn.now, turn.person.zone).isoformat()


async def plan_next(turn: Turn, plan_id: int) -> Occurrence | None:
    """Write the one future message of a live plan; a plan that has none left ends.

    Each date is taken up in its turn, also one that passed while nobody was there: it is then closed as late, so that
    a gap is accounted for and never sent in a burst. A date that travel brings too close to the one before is closed
    at once, for the same reason.
    """
    plan = await rows.get(turn.db, plan_id)
    rule = await rows.rule_in_force(turn.db, plan_id)
    if plan is None or rule is None or plan.state != "live" or await queue.has_queued_of_plan(turn.db, plan_id):
        return None
    served = await rows.last_served(turn.db, plan_id)
    said = await messages.last_said(turn.db, plan_id)
    skipped, found = _apart(as_rule(rule), after=rule.since, served=served, said=said)
    for early in skipped:
        closed = _message(turn, plan, rule, early)
        if await messages.add(turn.db, closed):
            await endings.close(turn.db, closed.message_id, "expired", "eight_hours")
    if found is None:
        await rows.close_rule(turn.db, plan_id)
        await rows.set_state(turn.db, plan_id, "ended", LAST)
        return None
    await messages.add(turn.db, _message(turn, plan, rule, found))
    return found


def _apart(
    rule: Rule, *, after: int, served: str | None, said: Message | None
) -> tuple[list[Occurrence], Occurrence | None]:
    """Give the next occurrence, and before it those that come too soon after what was said in another zone."""
    served_to, skipped = date.fromisoformat(served) if served else None, []
    while (found := next_occurrence(rule, after=after, served_to=served_to)) is not None:
        if said is None or said.zone == rule.zone or found.at - (said.sent_at or said.due_at) >= APART:
            break
        skipped.append(found)
        served_to = found.local_date
    return skipped, found


async def preview(turn: Turn, plan: Plan, zone: str) -> int | None:
    """Give the next instant at which a plan would speak if it took up the clock of a zone now."""
    written = await messages.of_plan(turn.db, plan.plan_id)
    void = [row for row in written if row.state == "cancelled" or (row.state == "queued" and row.due_at > turn.now)]
    served = max((row.local_date or "" for row in written if row not in void), default=None)
    newest = as_rule((await rows.rules(turn.db, plan.plan_id))[-1])
    rule = replace(newest, zone=zone, starts_on=local_date(turn.now, zone))
    said = await messages.last_said(turn.db, plan.plan_id)
    found = _apart(rule, after=turn.now, served=served, said=said)[1]
    return found.at if found else None


def _message(turn: Turn, plan: Plan, rule: PlanRule, found: Occurrence) -> Message:
    kind = MESSAGE_OF[plan.kind]
    promise = KINDS[kind]
    due_at = _spread(turn, plan.plan_id, found.at)
    return Message(
        message_id=turn.db.new_id(),
        person_id=plan.person_id,
        subject_id=plan.person_id,
        kind=kind,
        priority=promise.priority,
        plan_id=plan.plan_id,
        local_date=found.local_date.isoformat(),
        local_time=rule.local_time,
        zone=rule.zone,
        due_at=due_at,
        not_before=due_at,
        expires_at=due_at + (promise.lifetime or 0),
    )


def _spread(turn: Turn, plan_id: int, at: int) -> int:
    """Let each plan have its own minute in the practice's window, the same one every day."""
    window = turn.practice.spread_minutes * MINUTE
    quiet = hours_of(turn.person, turn.practice)
    return spread(at, turn.person.zone, window=window, key=f"{turn.person.person_id}:{plan_id}", quiet=quiet)


def chosen_at(message: Message) -> int | None:
    """Give the instant that a plan's message was chosen for, by the zones' rules of today; None for no such day."""
    if message.local_date is None or message.local_time is None or message.zone is None:
        return None
    return resolve(date.fromisoformat(message.local_date), clock_time(message.local_time), message.zone)


def due_anew(turn: Turn, message: Message) -> int | None:
    """Give the instant at which a plan's message would be due if it were planned now."""
    at = chosen_at(message)
    return None if at is None or message.plan_id is None else _spread(turn, message.plan_id, at)


async def _begin_rule(turn: Turn, plan_id: int, timing: Timing, *, version: int) -> None:
    zone = timing.zone or turn.person.zone
    await rows.add_rule(
        turn.db,
        PlanRule(
            plan_id=plan_id,
            version=version,
            local_time=timing.local_time,
            days=timing.days,
            zone=zone,
            starts_on=local_date(turn.now, zone).isoformat(),
            ends_on=timing.ends_on.isoformat() if timing.ends_on else None,
            since=turn.now,
            until=None,
            follows=timing.zone is None,
        ),
    )


async def _quieten(turn: Turn, plan: Plan, reason: str) -> None:
    """End the rule in force and void its future message.

    A message that was due before now belongs to the old rule and keeps its place: cancelling it would lose a date
    that the rule did cover.
    """
    await endings.close_future_of_plan(turn.db, plan.plan_id, "cancelled", reason)
    await rows.close_rule(turn.db, plan.plan_id)
