"""Owns the rest of a client's routines: what begins it, and that only a therapist's tap ends it; refuses to end itself.

It begins in the transaction of what caused it, together with an alert: a rest without somebody called would last for
ever. What is said of visits, check-ins and danger goes on.
"""

from datetime import timedelta
from typing import Any

from care import acknowledging, alerts, lately
from care.moments import DAY, local_date, midnight_after
from care.screen import Screen, Toast
from care.turn import Turn
from care.words import Words
from storage import alerts as alert_rows
from storage import audit, clients, people, queue, rests, walks
from storage import plans as plan_rows
from storage.alerts import Alert
from storage.people import Person
from storage.rests import Rest

RED_FLAG, HURT_TWICE, HIGH_PAIN, PAIN_RISING = "red_flag", "hurt_twice", "high_pain", "pain_rising"
EMERGENCY = "emergency"  # a red flag that is one
# The most serious last: a rest takes such a reason over, whatever began it. All others are alike.
SERIOUS = (RED_FLAG, EMERGENCY)
MOST_LINES = 6
# Two routines that hurt within this time are one story; two within a year are not.
LATELY = 14 * DAY
TWICE = 2
HELD = "safety_pause"
# The alerts that come with a rest.
CAUSES = frozenset(
    {"red_flag", "red_flag_answer", "routine_hurt", "high_pain", "pain_before_routine", "after_visit", "pain_rising"}
)


async def begin(turn: Turn, reason: str, kind: str, urgency: str, **facts: Any) -> None:
    """Let the turn's client's routines rest, and call a human with an alert of ``kind``, in one transaction.

    Who is nobody's client has no routines: then only a human is called.
    """
    me = turn.person.person_id
    if reason == RED_FLAG and urgency == "emergency":
        reason = EMERGENCY
    is_client = await clients.get(turn.db, me) is not None
    if is_client and (await rests.begin(turn.db, me, reason) or await _worsened(turn, reason)):
        await audit.note(turn.db, f"routines rest: {reason}", actor=None, subject=me)
    alert_id = await alerts.raise_for(turn, kind, urgency, **facts)
    if is_client:
        await rests.tell(turn.db, me, alert_id)


async def _worsened(turn: Turn, reason: str) -> bool:
    """Let the rest in force say the more serious reason that has come; never a lesser one."""
    rest = await rests.in_force(turn.db, turn.person.person_id)
    if rest is None or _weight(reason) <= _weight(rest.reason):
        return False
    await rests.worsen(turn.db, turn.person.person_id, reason)
    return True


def _weight(reason: str) -> int:
    return SERIOUS.index(reason) if reason in SERIOUS else -1


async def resume(turn: Turn, actor: Person, read_at: int) -> Toast | None:
    """Let the routines go on because a therapist says so; where a red flag was among what rested, ask her once more.

    With something newer than her button (``read_at``, ms UTC), or an emergency that nobody has tapped as seen, they
    rest on. The question comes below: it must not wipe what called.
    """
    refused = await _refused(turn, actor, read_at)
    rest = await rests.in_force(turn.db, turn.person.person_id)
    if refused is not None or rest is None:
        return refused
    if rest.reason in SERIOUS or await lately.has_flag(turn, rest.since):
        await _ask(turn, actor, rest)
        return None
    return await _resume(turn, actor, None)


async def resume_surely(turn: Turn, actor: Person, anchor: int, read_at: int) -> Toast | None:
    """Let the routines go on: she has read what rested."""
    return await _refused(turn, actor, read_at) or await _resume(turn, actor, anchor)


async def _ask(turn: Turn, actor: Person, rest: Rest) -> None:
    """List what rests, the most serious first, and ask whether it is to go on; the look is audited."""
    words, me = turn.words(actor), turn.person.person_id
    await audit.note(turn.db, "alerts read", actor=actor.person_id, subject=me)
    buttons = (
        (words.button("resting.resume_surely", "pa.sure", me, turn.now),),
        (words.button("alert.card", "cl.open", me),),
    )
    called = await lately.lines(turn, words, rest.since, MOST_LINES)
    facts = {"name": turn.person.name, "since": rest.since, "zone": turn.practice.zone}
    await turn.say("reply", words.screen("resting.ask", buttons, called=called, **facts), to=actor)


async def _refused(turn: Turn, actor: Person, read_at: int) -> Toast | None:
    """Say why the routines can't go on by a button that was made at an instant; None when they can."""
    words, me = turn.words(actor), turn.person.person_id
    if not await clients.is_confirmed(turn.db, me):
        return words.toast("card.not_confirmed")
    rest, unseen = await rests.in_force(turn.db, me), await alert_rows.open_of_client(turn.db, me)
    found = [one for one in unseen if one.kind in CAUSES]
    newest = await alert_rows.get(turn.db, rest.alert_id or 0) if rest is not None else None
    if newest is not None and newest.raised_at > read_at:  # also when it was seen: this button is of an older rest
        return words.toast("resting.look_first", alert=True)
    if any(one.urgency == "emergency" for one in unseen) or any(one.raised_at > read_at for one in found):
        return words.toast("resting.look_first", alert=True)
    if not all([await _is_told(turn, one.alert_id) for one in found]):
        return words.toast("resting.look_first", alert=True)  # nobody has read a word of it yet
    return words.toast("resting.goes_on_already") if rest is None else None


async def _resume(turn: Turn, actor: Person, anchor: int | None) -> Toast | None:
    """End the rest; it is her word that she has looked, and is audited. It settles what made the routines rest."""
    words, me = turn.words(actor), turn.person.person_id
    rest, unseen = await rests.in_force(turn.db, me), await alert_rows.open_of_client(turn.db, me)
    if rest is None or not await rests.end(turn.db, me, actor.person_id):
        return words.toast("resting.goes_on_already")
    await audit.note(turn.db, "routines go on", actor=actor.person_id, subject=me, about=rest.rest_id)
    await acknowledging.see(turn, actor, [one for one in unseen if one.kind in CAUSES])
    await queue.let_go_of(turn.db, me, HELD)
    turn.note_spoken(me)
    if any(plan.state == "live" for plan in await plan_rows.of_person(turn.db, me, "routine")):
        await turn.say("news", turn.words().screen("resting.resumed", therapist=actor.name))
    card = ((words.button("card.back_to_card", "cl.card", me),),)
    await turn.show(words.screen("resting.resumed_receipt", card, name=turn.person.name), anchor=anchor, to=actor)
    return None


async def _is_told(turn: Turn, alert_id: int) -> bool:
    return any(row["at"] is not None for row in await alert_rows.told_to(turn.db, alert_id))


async def is_resting(turn: Turn) -> bool:
    """Tell whether the turn's client's routines rest until a therapist lets them go on."""
    return await rests.in_force(turn.db, turn.person.person_id) is not None


async def is_in_danger(turn: Turn) -> bool:
    """Tell whether a red flag lets the routines of the turn's client rest, or waits for a human."""
    rest = await rests.in_force(turn.db, turn.person.person_id)
    found = await alert_rows.open_of_client(turn.db, turn.person.person_id)
    flagged = any(one.kind in ("red_flag", "red_flag_answer") for one in found)
    return flagged or (rest is not None and rest.reason in SERIOUS)


async def refusal(turn: Turn) -> Screen | None:
    """Say why no routine can be done now and who looks at it, or None when nothing is against one."""
    rest = await rests.in_force(turn.db, turn.person.person_id)
    therapist = await alerts.therapist_of(turn)
    name = turn.name_of(therapist)
    if rest is not None:
        alert = await alert_rows.get(turn.db, rest.alert_id or 0)
        looked = await people.get(turn.db, alert.acknowledged_by or 0) if alert is not None else None
        seen = "seen" if looked is not None else await _told(turn, alert, therapist)
        why_own = turn.words().text("resting.why_own", reason=rest.reason)
        who = looked.name if looked is not None else name
        return turn.words().screen("routine.resting", why=why_own, seen=seen, therapist=who)
    if await hurt_today(turn):
        found = await alert_rows.open_of_client(turn.db, turn.person.person_id)
        newest = max((one for one in found if one.kind == "routine_hurt"), key=lambda one: one.raised_at, default=None)
        seen = await _told(turn, newest, therapist) if newest is not None else "seen"
        return turn.words().screen("routine.rests_today", therapist=name, seen=seen)
    return None


async def _told(turn: Turn, alert: Alert | None, therapist: Person | None) -> str:
    """Tell how far an alert that nobody has seen is: it may wait for others before it leaves."""
    if therapist is None:
        return "nobody"
    if alert is None:
        return "told"
    rows = await alert_rows.told_to(turn.db, alert.alert_id)
    left = any(row["person_id"] == therapist.person_id and row["at"] is not None for row in rows)
    return "told" if left else "telling"


def why(words: Words, rest: Rest) -> str:
    """Name the reason of a rest in somebody's language, for who treats her."""
    return words.text("resting.why", reason=rest.reason)


async def hurt(turn: Turn, **where: Any) -> bool:
    """Take "that hurt" (the walk has ended already): a human is told ``where``, and the second time the routines rest.

    True when they rest now. What hurt before a therapist let the routines go on does not count again.
    """
    me = turn.person.person_id
    since = max(turn.now - LATELY, await rests.last_end(turn.db, me) + 1)
    if await walks.hurts_since(turn.db, me, since) >= TWICE or await is_resting(turn):
        await begin(turn, HURT_TWICE, "routine_hurt", "same_day", **where)
        return True
    await alerts.raise_for(turn, "routine_hurt", "same_day", **where)
    return False


async def hurt_today(turn: Turn) -> bool:
    """Tell whether a routine hurt today, after a therapist last let the routines go on."""
    began = midnight_after(local_date(turn.now, turn.person.zone) - timedelta(days=1), turn.person.zone)
    resumed = await rests.last_end(turn.db, turn.person.person_id)
    return await walks.hurts_since(turn.db, turn.person.person_id, max(began, resumed + 1)) > 0
