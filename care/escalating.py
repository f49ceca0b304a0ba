"""Owns what happens to an alert that nobody has seen in time: its next step; refuses to take one twice.

First her therapist's cover is called, then the owners; then all of them again until one has seen it: of an emergency
each hour by day for the first 24 hours and then each morning, also where nobody works; of something for today each
working day. A client's emergencies go on together.
When the next step is due stands in the alert's own row, so no restart loses it; the step, the rows that call and the
next instant are written in one transaction.
"""

from functools import partial

import structlog

from care import alerts, calling, hours
from care.app import App
from care.delivery import Delivery
from care.moments import DAY, HOUR
from care.turn import Turn
from storage import alerts as rows
from storage import audit
from storage.alerts import Alert
from storage.errors import StorageUnavailableError
from storage.people import Person

log = structlog.get_logger(__name__)

COVER, OWNERS = 1, 2
A_SLICE = 50


async def look(app: App, delivery: Delivery) -> None:
    """Take every step that is due; an alert that can't be passed on does not hold up those behind it."""
    for alert in await app.read(lambda db: rows.escalating(db, A_SLICE)):
        try:
            done = await app.turn(alert.client_id, partial(_step, alert_id=alert.alert_id))
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with one, the next may save a life
            # The type only: an error's words may hold what somebody wrote.
            log.error("an alert can't be passed on", alert=alert.alert_id, error=type(error).__name__)  # noqa: TRY400
        else:
            delivery.after(alert.client_id, done)


async def _step(turn: Turn, alert_id: int) -> None:
    """Call whoever is next; where nobody covers, the owners are next."""
    alert = await rows.get(turn.db, alert_id)
    if alert is None or alert.escalates_at is None or alert.escalates_at > turn.now:
        return
    told = {row["person_id"] for row in await rows.told_to(turn.db, alert_id) if row["at"] is not None}
    emergency = alert.urgency == "emergency"
    cover = await alerts.cover_of(turn.db, alert.client_id) if alert.step < COVER else None
    if cover is not None and emergency and cover.person_id in told:
        cover = None  # knows already, by the news of an emergency before
    together = await rows.emergencies_of(turn.db, alert.client_id) if emergency else [alert]
    step, next_at = max(OWNERS, alert.step + 1), _again_at(turn, alert, together)
    if cover:
        step, next_at = COVER, hours.answer_by(turn.practice, _pace(alert), turn.now)
    if not await rows.escalate(turn.db, alert_id, step=step, next_at=next_at):
        return
    for one in together:
        if one.alert_id == alert_id or await rows.escalate(turn.db, one.alert_id, step=step, next_at=next_at):
            await audit.note(turn.db, f"alert escalated {step}", actor=None, subject=one.client_id, about=one.alert_id)
    await _call(turn, alert, together, [cover] if cover else await _last(turn, step), told)


async def _call(turn: Turn, alert: Alert, together: list[Alert], who: list[Person], told: set[int]) -> None:
    """Call those whose turn it is. Of an emergency whoever is new to it; where nobody is, all of them once more."""
    new = [one for one in who if one.person_id not in told]
    if alert.urgency == "emergency":
        # A row for each, which become one bubble: one that can't be worded must not keep the others from being told.
        for one in new or who:
            for each in together:
                await calling.call(turn, each, one)
        return
    # Who was told already is told once more, but not of what may wait: that stays in her inbox.
    for one in new if alert.urgency == "tell_therapist" else who:
        await calling.call(turn, alert, one)


async def _last(turn: Turn, step: int) -> list[Person]:
    """Give whom the last step calls, and each one after it: the owners, then her therapist and who covers as well."""
    found = await alerts.instead(turn.db, turn.person.person_id)
    if step > OWNERS:
        both = await alerts.cover_of(turn.db, turn.person.person_id), await alerts.therapist_of(turn)
        found += [one for one in both if one is not None]
    return list({one.person_id: one for one in found}.values())


async def following(turn: Turn, alert: Alert, told: set[int]) -> list[Person]:
    """Give who is new to an alert at its next step, beside those who were ``told`` or will be."""
    cover = await alerts.cover_of(turn.db, alert.client_id) if alert.step < COVER else None
    if cover is not None and not (alert.urgency == "emergency" and cover.person_id in told):
        who = [cover]
    else:
        who = await _last(turn, max(OWNERS, alert.step + 1))
    return [one for one in who if one.person_id not in told]


def _again_at(turn: Turn, alert: Alert, together: list[Alert]) -> int | None:
    """Give when what nobody has seen is told again after the last step; what may wait stays in the inbox.

    Who has not looked for a day is not brought to it by the hour: from then on each morning, but for ever.
    """
    if alert.urgency == "tell_therapist":
        return None
    work = hours.of(turn.practice)
    if alert.urgency != "emergency":
        return work.next_day(turn.now)
    if turn.now < max(one.raised_at for one in together) + DAY:
        return work.by_day(turn.now + HOUR)
    return work.next_morning(turn.now)


def _pace(alert: Alert) -> str:
    """Give how urgent the second step is: what has waited a day already is one of today."""
    return alert.urgency if alert.urgency == "emergency" else "same_day"
