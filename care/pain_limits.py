"""Owns how a therapist sets, for one client, from which pain on routines rest; refuses to switch that off."""

from dataclasses import replace

from care.screen import Button, TapError, Toast
from care.turn import Turn
from storage import audit, clients
from storage import pain_limits as rows
from storage.people import Person

# Below 5 half of all days would rest; above 9 nothing but the worst pain there is would.
THRESHOLDS = range(5, 10)
SWITCHES = ("long", "six")


async def show(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Show what is set, with a button for each choice; the look is audited like that at the card."""
    words, me = turn.words(actor), turn.person.person_id
    if not await clients.is_confirmed(turn.db, me):
        return words.toast("card.not_confirmed")
    limit = await rows.get(turn.db, me)
    await audit.note(turn.db, "pain limits read", actor=actor.person_id, subject=me)
    numbers: tuple[Button, ...] = tuple(
        words.button("resting.from", "pn.from", me, pain, pain=pain, on=pain == limit.threshold and not limit.long_term)
        for pain in THRESHOLDS
    )
    screen = words.screen(
        "resting.limits",
        (
            numbers,
            (words.button("resting.long_term", "pn.set", me, "long", on=limit.long_term),),
            (words.button("resting.six", "pn.set", me, "six", on=limit.six_is_amber),),
            (words.button("common.back", "cl.card", me),),
        ),
        name=turn.person.name,
        threshold=limit.threshold,
        long_term=limit.long_term,
        six=limit.six_is_amber,
    )
    await turn.show(screen, anchor=anchor, to=actor)
    return None


async def set_threshold(turn: Turn, actor: Person, anchor: int, pain: int) -> Toast | None:
    """Let routines rest from a pain on; that is no longer the long-term way."""
    if pain not in THRESHOLDS:
        raise TapError(f"threshold {pain}")
    limit = await rows.get(turn.db, turn.person.person_id)
    return await _save(turn, actor, anchor, replace(limit, threshold=pain, long_term=False))


async def switch(turn: Turn, actor: Person, anchor: int, which: str) -> Toast | None:
    """Turn one of the two switches over."""
    if which not in SWITCHES:
        raise TapError(f"switch {which}")
    limit = await rows.get(turn.db, turn.person.person_id)
    if which == "long":
        return await _save(turn, actor, anchor, replace(limit, long_term=not limit.long_term))
    return await _save(turn, actor, anchor, replace(limit, six_is_amber=not limit.six_is_amber))


async def _save(turn: Turn, actor: Person, anchor: int, limit: rows.PainLimit) -> Toast | None:
    me = turn.person.person_id
    if not await clients.is_confirmed(turn.db, me):
        return turn.words(actor).toast("card.not_confirmed")
    await rows.save(turn.db, me, limit, actor.person_id)
    await audit.note(turn.db, "pain limits set", actor=actor.person_id, subject=me)
    return await show(turn, actor, anchor)
