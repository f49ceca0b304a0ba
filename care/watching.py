"""Owns what a run of days says that no single day does: low mood, silence, lasting worsening; refuses a diagnosis.

Numbers: clinical brief, section 4, and the instruments' own (``content/records/instruments.yaml``).
"""

from datetime import timedelta
from statistics import mean

from care import alerts, hard_days
from care.moments import DAY, local_date
from care.turn import Turn
from storage import alerts as alert_rows
from storage import check_ins as rows
from storage.check_ins import CheckIn

WEEK = 7
LOW_MOOD, LOW_DAYS = 2, 3
# Fewer answers in seven days say too little about them.
LEAST = 4
# So often was she asked in vain, at the least, before she counts as silent.
LEAST_ASKED = 3


async def after_check_in(turn: Turn, done: CheckIn) -> None:
    """Look at the days behind an answer of the turn's client; each thing is told once in seven days."""
    today = local_date(turn.now, turn.person.zone)
    since = (today - timedelta(days=2 * WEEK - 1)).isoformat()
    days = [one for one in await rows.latest(turn.db, done.person_id, 2 * WEEK) if one.local_date >= since]
    middle = (today - timedelta(days=WEEK - 1)).isoformat()
    week, before = [one for one in days if one.local_date >= middle], [one for one in days if one.local_date < middle]
    told = await hard_days.tell(turn, done)
    low = sum(one.mood is not None and one.mood <= LOW_MOOD for one in week)
    if not told and low >= LOW_DAYS and (done.mood or 0) <= LOW_MOOD and not await _told(turn, "low_mood"):
        await alerts.raise_for(turn, "low_mood", "tell_therapist", count=low, after_crisis=False)
    await _worse(turn, _pains(before), _pains(week))


def _pains(days: list[CheckIn]) -> list[int]:
    return [one.pain for one in days if one.pain is not None]


async def _worse(turn: Turn, before: list[int], now: list[int]) -> None:
    """Tell when the pain of seven days is worse than that of the seven before by a change that matters to people."""
    pain = turn.library.guide.instruments["pain"]
    if len(before) < LEAST or len(now) < LEAST or pain.change is None or mean(now) - mean(before) < pain.change:
        return
    if not await _told(turn, "worsening"):
        await alerts.raise_for(
            turn,
            "worsening",
            "tell_therapist",
            instrument=pain.id,
            before=round(mean(before), 1),
            score=round(mean(now), 1),
            most=pain.high,
            mean=True,
        )


async def _told(turn: Turn, kind: str) -> bool:
    at = await alert_rows.last_raised(turn.db, turn.person.person_id, kind)
    return at is not None and at > turn.now - WEEK * DAY


async def before_check_in(turn: Turn) -> None:
    """Tell, once for each silence, that the turn's client has not answered for as long as the practice says."""
    me, limit = turn.person.person_id, turn.practice.silence_days
    days = await rows.latest(turn.db, me, limit + 1)
    answered = next((one for one in days if one.state == "done"), None)
    in_vain = days[: days.index(answered)] if answered is not None else days
    begun = answered.answered_at if answered is not None else (days[-1].asked_at if days else turn.now)
    silent = (turn.now - (begun or turn.now)) // DAY
    last = await alert_rows.last_raised(turn.db, me, "silence")
    if len(in_vain) < LEAST_ASKED or silent < limit or (last is not None and last >= (begun or 0)):
        return
    await alerts.raise_for(turn, "silence", "tell_therapist", count=silent)
