"""Owns what is done about alerts that reach nobody; refuses to leave a promise standing that was not kept.

A client who read that somebody is told hears that nobody could be reached, once; staff who come back are called about
what is open.
"""

from care import calling, gathering, still_resting
from care.moments import HOUR
from care.turn import Turn
from care.words import Words
from storage import alerts as rows
from storage import clients, messages, people
from storage.alerts import Alert
from storage.messages import Message

# The alerts of which a client read, when they were raised, that a human is told.
PROMISED = frozenset(
    {
        "red_flag",
        "red_flag_answer",
        "red_flag_more",
        "after_visit",
        "routine_hurt",
        "high_pain",
        "pain_before_routine",
    }
)
NOBODY, NOBODY_TODAY = "safety.nobody", "safety.nobody_today"
SAID_ONCE = 12 * HOUR


async def correct(turn: Turn, message: Message) -> None:
    """Take back towards each client what a bubble to the turn's person was to tell, where nobody else is told of it."""
    promised: dict[int, bool] = {}
    for alert in await gathering.told(turn, message.message_id):
        if alert.acknowledged_at is None and alert.kind in PROMISED and not await _told_elsewhere(turn, alert):
            promised[alert.client_id] = promised.get(alert.client_id, False) or alert.urgency == "emergency"
    for client_id, emergency in promised.items():
        await _say(turn, client_id, emergency=emergency)


async def _told_elsewhere(turn: Turn, alert: Alert) -> bool:
    """Tell whether somebody else has an alert, or can still get it."""
    for row in await rows.told_to(turn.db, alert.alert_id):
        if row["person_id"] == turn.person.person_id:
            continue
        reader = await people.get(turn.db, row["person_id"])
        if row["at"] is not None or (reader is not None and reader.reach != "blocked"):
            return True
    return False


async def _say(turn: Turn, client_id: int, *, emergency: bool) -> None:
    client = await people.get(turn.db, client_id)
    if client is None or client.reach == "blocked":
        return
    since = max(turn.now - SAID_ONCE, await rows.last_seen(turn.db, client_id))  # what was seen is another story
    lately = {one.template for one in await messages.of_person(turn.db, client_id, since)}
    key = NOBODY if emergency else NOBODY_TODAY
    if NOBODY in lately or key in lately:
        return
    numbers = turn.library.emergency(client.country)
    words = Words(turn.library, client.locale)
    screen = words.screen(key, practice=turn.practice.name, emergency=numbers.emergency, crisis=numbers.crisis)
    await turn.say("safety_reply", screen, to=client, about=client_id)


async def call_again(turn: Turn) -> None:
    """Call the turn's person, who can be reached again, about what is open and was never told to her.

    The reminders that routines still rest ended when she could not be reached; they are planned anew.

    That is her own clients' alerts; an owner is called about those that no other step will bring to anybody as well.
    """
    me = turn.person
    if not me.roles & {"therapist", "owner"}:
        return
    mine = {one.alert_id for one in await rows.open_for(turn.db, me.person_id)}
    for alert in await rows.open_everywhere(turn.db):
        told = await rows.told_to(turn.db, alert.alert_id)
        nobody = not any(row["at"] is not None for row in told)
        if alert.client_id == me.person_id:
            continue  # nobody is called about herself
        hers = alert.alert_id in mine or ("owner" in me.roles and (nobody or alert.escalates_at is None))
        if hers and me.person_id not in {row["person_id"] for row in told}:
            await calling.call(turn, alert, me)
    waiting = {alert.client_id for alert in await rows.open_everywhere(turn.db)}
    for client in await clients.of_therapist(turn.db, me.person_id):
        if client.person_id not in waiting:
            await still_resting.plan(turn, client.person_id)
