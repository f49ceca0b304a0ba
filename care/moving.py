"""Owns what travel does to a client's plans: they follow her or keep the clock of home; refuses to choose her zone.

Where she is decides about her nights and her emergency numbers, always. Only the hour of what comes by itself may stay
that of home, and only where that hour is no night for her now.
"""

from dataclasses import dataclass, replace
from itertools import islice

from care import plans
from care.moments import local_date
from care.quiet import hours_of
from care.recurrence import Rule, occurrences
from care.turn import Turn
from storage import plans as plan_rows
from storage.plans import Plan, PlanRule

# Both zones' clocks are changed within a year, so an hour that is by day in all of it is by day.
A_YEAR = 366


@dataclass(frozen=True)
class Home:
    """The clock of home beside the one where she is, for her check-in at ``time``.

    ``here`` and ``there`` are its next instants (ms UTC) if it follows her, and if it keeps home time; ``keeps`` says
    which holds; ``night`` is an instant in the coming year at which home time would come in her night, or None.
    """

    zone: str
    time: str
    here: int
    there: int
    keeps: bool
    night: int | None

    @property
    def at_night(self) -> bool:
        """Tell whether home time can't be kept."""
        return self.night is not None


async def home(turn: Turn) -> Home | None:
    """Give her two clocks, or None when they show the same or her check-in rests."""
    plan = await _check_in(turn)
    if plan is None:
        return None
    known = await plan_rows.rules(turn.db, plan.plan_id)
    kept = [rule for rule in known if not rule.follows or rule.zone != turn.person.zone]
    zone = known[-1].zone if not known[-1].follows else kept[-1].zone if kept else turn.person.zone
    if _alike(known[-1], zone, turn.person.zone, turn.now):
        return None
    here, there = await plans.preview(turn, plan, turn.person.zone), await plans.preview(turn, plan, zone)
    if here is None or there is None:
        return None
    night = _at_night(turn, known[-1], zone)
    return Home(zone, known[-1].local_time, here, there, keeps=not known[-1].follows, night=night)


async def settle_in(turn: Turn) -> None:
    """Let her plans follow her to where she is now, but for those that keep the clock of home and can go on with it."""
    for plan in await _live(turn):
        rule = (await plan_rows.rules(turn.db, plan.plan_id))[-1]
        away = not rule.follows and rule.zone != turn.person.zone
        if away and _at_night(turn, rule, rule.zone) is None:
            continue
        if not rule.follows or rule.zone != turn.person.zone:
            timing = await plans.timing_of(turn, plan)
            await plans.change(turn, plan, replace(timing, zone=None), "zone_changed")


async def follow(turn: Turn) -> None:
    """Let all her plans take the clock of where she is."""
    for plan in await _live(turn):
        rule = (await plan_rows.rules(turn.db, plan.plan_id))[-1]
        if not rule.follows:
            timing = await plans.timing_of(turn, plan)
            await plans.change(turn, plan, replace(timing, zone=None), "zone_changed")


async def keep(turn: Turn, zone: str) -> bool:
    """Let her plans take the clock of home; a routine that would then come in her night goes on following her.

    False, and nothing changes, when it is the check-in that would.
    """
    asked = await _check_in(turn)
    if asked is None:
        return False
    if _at_night(turn, (await plan_rows.rules(turn.db, asked.plan_id))[-1], zone) is not None:
        return False
    for plan in await _live(turn):
        rule = (await plan_rows.rules(turn.db, plan.plan_id))[-1]
        if _at_night(turn, rule, zone) is None and (rule.follows or rule.zone != zone):
            timing = await plans.timing_of(turn, plan)
            await plans.change(turn, plan, replace(timing, zone=zone), "zone_changed")
    return True


async def lived_in(turn: Turn, zone: str) -> bool:
    """Tell whether her check-in ever went by the clock of a zone: only such a one can be home."""
    plan = await _check_in(turn)
    return plan is not None and any(rule.zone == zone for rule in await plan_rows.rules(turn.db, plan.plan_id))


async def _live(turn: Turn) -> list[Plan]:
    return [plan for plan in await plan_rows.of_person(turn.db, turn.person.person_id) if plan.state == "live"]


async def _check_in(turn: Turn) -> Plan | None:
    return next((plan for plan in await _live(turn) if plan.kind == "check_in"), None)


def _days(rule: PlanRule, zone: str, now: int, count: int) -> list[int]:
    daily = Rule(rule.local_time, plans.EVERY_DAY, zone, local_date(now, zone), None)
    return [one.at for one in islice(occurrences(daily, after=now, until=1 << 62, served_to=None), count)]


def _at_night(turn: Turn, rule: PlanRule, zone: str) -> int | None:
    """Give the first instant at which a plan on the clock of a zone would come in her night, or None."""
    quiet, coming = hours_of(turn.person, turn.practice), _days(rule, zone, turn.now, A_YEAR)
    return next((at for at in coming if quiet.holds(at, turn.person.zone)), None)


def _alike(rule: PlanRule, one: str, other: str, now: int) -> bool:
    """Tell whether two clocks show the same for the next days: then there is nothing to choose."""
    return _days(rule, one, now, 2) == _days(rule, other, now, 2)
