"""Owns how a therapist sends a routine in spite of a clash: by a review on the way, or by a reason that she types.

It refuses a reason for more than it was typed for, and any for a minor without a guardian's consent.
"""

from care import awaited, cards, clashing, gate, reviewing, routines
from care.rhythm import pack_days
from care.screen import Toast
from care.turn import Turn
from storage import audit, people
from storage import gate as rows
from storage.people import Person

DOING = "gate"
LEAST, MOST = 8, 600


async def review_and_go_on(
    turn: Turn, actor: Person, anchor: int, timing: tuple[str, str, str], version: str
) -> Toast | None:
    """Take the review on the way to a routine, and go on with the routine; what changed meanwhile is shown again."""
    refusal = await reviewing.reviewed(turn, actor, version)
    return await routines.summary(turn, actor, anchor, *timing) or refusal


async def ask(turn: Turn, anchor: int, client_id: int, timing: tuple[str, str, str]) -> Toast | None:
    """Wait for the therapist's reason, in a turn of her own."""
    if not await cards.is_hers(turn, client_id):
        return turn.words().toast("common.not_yours")
    routine_id, days, at = timing
    await awaited.ask(turn, DOING, client_id, routine_id, days, at.replace(":", ""))
    back = (
        (turn.words().button("common.back", "rt.at", client_id, routine_id, pack_days(days), at.replace(":", "")),),
    )
    await turn.show(turn.words().screen("gate.ask_reason", back), anchor=anchor)
    return None


async def typed(turn: Turn, text: str) -> bool:
    """Keep a typed reason, for exactly what stands in the way now; it counts once she sends the routine by it."""
    asked = await awaited.facts(turn, DOING)
    if asked is None:
        return False
    client_id, routine_id, days, at = int(asked[0]), *asked[1:4]
    words, client = turn.words(), await people.get(turn.db, client_id)
    if client is None or not await cards.is_hers(turn, client_id) or routine_id not in turn.library.routines:
        await awaited.forget(turn)
        return False
    if len(text.strip()) < LEAST:
        await turn.say("reply", words.screen("gate.too_short"))
        return True
    await awaited.forget(turn)
    covers = await gate.against(turn, routine_id, client_id) - {gate.MINOR}
    reason_id = await rows.add_reason(
        turn.db, client_id, routine_id, covers=covers, words=text.strip()[:MOST], given_by=turn.person.person_id
    )
    await audit.note(turn.db, "reason typed", actor=turn.person.person_id, subject=client_id, about=reason_id)
    reviewed = routines.is_reviewed(turn, turn.library.routine(routine_id))
    label = "gate.send" if reviewed else "routine.send_unreviewed"
    go = words.button(label, "gt.ok", client_id, reason_id, pack_days(days), at)
    name = turn.library.routine_words(routine_id, turn.person.locale).name
    # Where no clinician looked at it, sending is her own word, as it is without a clash.
    said = words.screen("gate.typed", ((go,),), name=client.name, routine=name, reviewed=reviewed)
    await turn.say("reply", said)
    return True


async def send(turn: Turn, actor: Person, anchor: int, reason_id: int, days: str, at: str) -> Toast | None:
    """Send a routine by the reason that was typed for it; what has come into the way since stops it again."""
    reason = await rows.reason(turn.db, reason_id)
    if reason is None or reason.person_id != turn.person.person_id or reason.given_by != actor.person_id:
        return turn.words(actor).toast("common.not_yours")
    if not await cards.confirmed(turn):
        return turn.words(actor).toast("card.not_confirmed")
    if (refusal := await routines.cannot_send(turn, turn.words(actor))) is not None:
        return refusal  # nothing is sent now, so the reason must not let older plans of the routine pass
    timing, found = (reason.routine, days, at), await gate.against(turn, reason.routine)
    if not found <= reason.covers:
        return await clashing.stop(turn, actor, anchor, timing, found)
    if found:
        await rows.use_reason(turn.db, reason_id)
        await audit.note(
            turn.db, "routine pushed over a clash", actor=actor.person_id, subject=reason.person_id, about=reason_id
        )
    return await routines.push(turn, actor, anchor, *timing)
