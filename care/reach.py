"""Owns whether a person wants to hear from the bot: stop, start again, block; refuses to make up for a pause."""

from care import alerts, clarifying, moving, plans, reminding, unheard
from care.kinds import KINDS
from care.screen import Toast
from care.turn import Turn
from storage import alerts as rows
from storage import appointments, audit, clients, endings, people, queue
from storage import plans as plan_rows
from storage.people import Person

PROACTIVE = tuple(kind for kind, promise in KINDS.items() if promise.proactive)


async def stop(turn: Turn) -> None:
    """Stop everything that comes by itself, at once; visits stay booked, and the therapist is told."""
    me = turn.person.person_id
    if await clients.get(turn.db, me) is None:
        await turn.say("reply", turn.words().screen("reach.nothing_to_stop"))
        return
    if turn.person.reach != "stopped":
        await _fall_silent(turn, "stopped")
        await audit.note(turn.db, "stopped", actor=me, subject=me)
        if "client" in turn.person.roles:
            await alerts.raise_for(turn, "stopped", "tell_therapist")
    words = turn.words()
    coming = await appointments.coming(turn.db, me)
    again = ((words.button("reach.start_again", "go.on"),),)
    await turn.say("reply", words.screen("reach.stopped", again, visits=len(coming)))


async def go_on(turn: Turn, anchor: int | None) -> Toast | None:
    """Start again where the calendar is now; what fell into the pause stays missing."""
    if turn.person.reach == "open":
        return turn.words().toast("reach.is_on")
    stopped = turn.person.reach == "stopped"
    await _restore(turn)
    await turn.show(turn.words().screen("reach.started"), anchor=anchor)
    therapist = await alerts.therapist_of(turn) if stopped and "client" in turn.person.roles else None
    if therapist is not None and not await _will_hear_of_both(turn, therapist):
        words = turn.words(therapist)
        card = ((words.button("alert.card", "cl.open", turn.person.person_id),),)
        await turn.say("news", words.screen("reach.back_news", card, name=turn.person.name), to=therapist)
    return None


async def _will_hear_of_both(turn: Turn, therapist: Person) -> bool:
    """Tell whether the alert that she stopped is still to come: it says itself that she has started again."""
    if await rows.gathered_until(turn.db, therapist.person_id) is None:
        return False
    for alert in await rows.open_of_client(turn.db, turn.person.person_id):
        if alert.kind == "stopped":
            told = {row["person_id"]: row["at"] for row in await rows.told_to(turn.db, alert.alert_id)}
            if told.get(therapist.person_id, 0) is None:
                return True
    return False


async def blocked(turn: Turn, reason: str) -> None:
    """Note that she blocked the bot: everything stops, and the therapist is told once, with the next visit."""
    if turn.person.reach == "blocked":
        return
    await _fall_silent(turn, "blocked")
    for alert in await queue.queued_of_kind(turn.db, turn.person.person_id, "alert"):
        await alerts.hand_on(turn, alert)  # what calls a human must not end with her
    await clarifying.out_of_reach(turn)
    await endings.close_queued(turn.db, turn.person.person_id, tuple(KINDS), "blocked", reason)
    await audit.note(turn.db, "blocked", actor=turn.person.person_id, subject=turn.person.person_id)
    if "client" in turn.person.roles:
        coming = await appointments.coming(turn.db, turn.person.person_id)
        at, zone = (coming[0].starts_at, coming[0].zone) if coming else (None, turn.practice.zone)
        await alerts.raise_for(turn, "unreachable", "tell_therapist", visit_at=at, zone=zone)


async def unblocked(turn: Turn) -> None:
    """Note that she is back; nothing is replayed. Staff are called about what is open."""
    if turn.person.reach == "blocked":
        await _restore(turn)
        await unheard.call_again(turn)


async def _fall_silent(turn: Turn, reach: str) -> None:
    """Hold everything back that comes by itself; cancelled, so that it can be planned anew when she is back in time."""
    me = turn.person.person_id
    await people.set_reach(turn.db, me, reach)
    for plan in await plan_rows.of_person(turn.db, me):
        await plans.pause(turn, plan, reach)
    await endings.close_queued(turn.db, me, PROACTIVE, "cancelled", reach)
    await turn.refresh()


async def _restore(turn: Turn) -> None:
    me, was = turn.person.person_id, turn.person.reach
    await people.set_reach(turn.db, me, "open")
    await audit.note(turn.db, "reachable again", actor=me, subject=me)
    await turn.refresh()
    held = await plan_rows.of_person(turn.db, me)
    if was == "blocked" and any(plan.reason == "stopped" for plan in held):
        # She had said stop before she blocked the bot; coming back does not take that back.
        await people.set_reach(turn.db, me, "stopped")
        await turn.refresh()
        return
    for plan in held:
        if plan.reason == was:
            await plans.resume(turn, plan)
    await moving.settle_in(turn)
    await reminding.plan_anew(turn, "reachable_again")
