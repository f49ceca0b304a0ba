"""Owns a very low mood in the two weeks after somebody spoke of dying; refuses to let it pass as noted."""

from datetime import timedelta
from typing import Any

from care import alerts
from care.flags import CRISIS
from care.moments import DAY, local_date, midnight_after
from care.turn import Turn
from storage import alerts as alert_rows
from storage import clarifications
from storage.check_ins import CheckIn

VERY_LOW = 1
AFTER = 14 * DAY


async def facts(turn: Turn, done: CheckIn) -> dict[str, Any]:
    """Give what a receipt needs to answer such a day warmly, with the numbers of her country."""
    numbers = turn.library.emergency(turn.person.country)
    hard = await _spoke_of_dying_at(turn, done) is not None
    return {"hard": hard, "crisis": numbers.crisis, "emergency": numbers.emergency, "verified": numbers.verified}


async def tell(turn: Turn, done: CheckIn) -> bool:
    """Call the therapist about such a day, once a day for each time that she spoke of dying; False on any other."""
    spoke_at = await _spoke_of_dying_at(turn, done)
    if spoke_at is None:
        return False
    began = midnight_after(local_date(turn.now, turn.person.zone) - timedelta(days=1), turn.person.zone)
    if not await alert_rows.was_raised(turn.db, done.person_id, "low_mood", max(began, spoke_at)):
        await alerts.raise_for(turn, "low_mood", "same_day", count=1, after_crisis=True)
    return True


async def _spoke_of_dying_at(turn: Turn, done: CheckIn) -> int | None:
    """Give when she last spoke of dying, where that was lately and the mood is very low now; None otherwise."""
    if done.mood != VERY_LOW:
        return None
    asked = await clarifications.of_person(turn.db, done.person_id, turn.now - AFTER)
    return next((one.asked_at for one in asked if one.category == CRISIS), None)
