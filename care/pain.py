"""Owns what follows when a client tells her pain: a rest of the routines, a note, a gentler version; refuses to ask.

The rules themselves are ``pain_rules``; here they meet her days, which are sealed and opened only for this.
"""

from datetime import date, timedelta

from care import alerts, pain_rules, resting
from care.moments import local_date, midnight_after
from care.pain_rules import Usual
from care.turn import Turn
from content.routines import Routine
from storage import alerts as alert_rows
from storage import check_ins, pain_limits, rests

# The three days, the week before them, and one for whoever crosses the date line.
LOOK_BACK = pain_rules.RUN + pain_rules.WEEK + 1


async def told_of_the_day(turn: Turn, day: str, pain: int) -> None:
    """Take the pain of a day's check-in: all rules look at it."""
    today = date.fromisoformat(day)
    days = {**await _days(turn), today: pain}
    week = pain_rules.usual(days, today)
    if await is_high(turn, pain, week):
        await resting.begin(turn, resting.HIGH_PAIN, "high_pain", "same_day", pain=pain)
        return
    resumed = await rests.last_end(turn.db, turn.person.person_id)
    resumed_on = local_date(resumed, turn.person.zone) if resumed else None
    if pain_rules.is_rising(days, today, resumed_on):
        await resting.begin(turn, resting.PAIN_RISING, "pain_rising", "same_day", pain=pain)
        return
    await _note(turn, pain, week)


async def told_of_an_area(turn: Turn, day: str, worst: int, before: int, *, last: bool) -> None:
    """Take the worst pain of a day's areas so far: what is high is heard at once, once; the rest when all are told."""
    week = await week_of(turn, date.fromisoformat(day))
    if await is_high(turn, before, week):
        return
    if last or await is_high(turn, worst, week):
        await told_of_the_day(turn, day, worst)


async def told_before_routine(turn: Turn, pain: int) -> None:
    """Take the pain before a routine: high is high whenever it is told; the days are those of the check-in."""
    week = await week_of(turn)
    if await is_high(turn, pain, week):
        await resting.begin(turn, resting.HIGH_PAIN, "pain_before_routine", "same_day", pain=pain)
        return
    await _note(turn, pain, week)


async def told_after_visit(turn: Turn, pain: int | None) -> None:
    """Take that it is not so good after a visit: a human is called, and with much pain the routines rest."""
    if pain is not None and await is_high(turn, pain, await week_of(turn)):
        await resting.begin(turn, resting.HIGH_PAIN, "after_visit", "same_day", pain=pain)
        return
    high = pain is None or pain >= pain_limits.DEFAULT_THRESHOLD
    await alerts.raise_for(turn, "after_visit", "same_day" if high else "tell_therapist", pain=pain)


async def is_high(turn: Turn, pain: int, week: Usual | None) -> bool:
    """Tell whether a pain lets the routines of the turn's client rest, by what her therapist set."""
    limit = await pain_limits.get(turn.db, turn.person.person_id)
    return pain_rules.is_high(pain, limit.threshold, week, long_term=limit.long_term)


async def week_of(turn: Turn, day: date | None = None) -> Usual | None:
    """Give what the client's week before a day (today by default) was like, or None when too little is known."""
    return pain_rules.usual(await _days(turn), day or local_date(turn.now, turn.person.zone))


async def light(turn: Turn, routine: Routine, pain: int) -> str:
    """Choose the version of a routine by the pain now and today's check-in, whichever is worse."""
    days, today = await _days(turn), local_date(turn.now, turn.person.zone)
    limit = await pain_limits.get(turn.db, turn.person.person_id)
    return pain_rules.light(
        max(pain, days.get(today, 0)), routine.amber.from_pain, routine.red.from_pain, pain_rules.usual(days, today),
        six_is_amber=limit.six_is_amber,
    )  # fmt: skip


async def _days(turn: Turn) -> dict[date, int]:
    found = await check_ins.latest(turn.db, turn.person.person_id, LOOK_BACK)
    return {
        date.fromisoformat(day.local_date): max(day.areas.values()) if day.pain is None else day.pain
        for day in found
        if day.pain is not None or day.areas
    }


async def _note(turn: Turn, pain: int, week: Usual | None) -> None:
    """Tell the therapist once a day that the pain is more than usual; nothing rests for it."""
    if week is None or not pain_rules.is_more(pain, week):
        return
    began = midnight_after(local_date(turn.now, turn.person.zone) - timedelta(days=1), turn.person.zone)
    if not await alert_rows.was_raised(turn.db, turn.person.person_id, "more_pain", began):
        await alerts.raise_for(turn, "more_pain", "tell_therapist", pain=pain, usual=week.middle)
