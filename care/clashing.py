"""Owns how a therapist is shown that a routine and a client's file clash, and the ways on; refuses to take one."""

from care import gate, reviewing
from care.intake import on_file
from care.rhythm import pack_days
from care.screen import Button, Toast
from care.turn import Turn
from storage.people import Person


async def stop(
    turn: Turn, actor: Person, anchor: int, timing: tuple[str, str, str], found: frozenset[str]
) -> Toast | None:
    """Show in plain words why a routine can't be sent now, and the three ways on; ``timing`` is id, days and HH:MM."""
    words, me, (routine_id, days, at) = turn.words(actor), turn.person.person_id, timing
    packed, on_hand = (me, routine_id, pack_days(days), at.replace(":", "")), await on_file(turn)
    ways: list[tuple[Button, ...]] = []
    if gate.MINOR in found:
        ways.append((words.button("gate.consent", "ic.kin", me),))
    elif not on_hand.reviewed:
        label = "intake.reviewed" if on_hand.version else "intake.nothing"
        ways.append((words.button(label, "ic.go", *packed, reviewing.mark(on_hand)),))
    ways.append((words.button("gate.other", "rt.list", me), words.button("gate.look", "ic.read", me)))
    if gate.MINOR not in found:
        ways.append((words.button("gate.type", "gt.why", *packed),))
    ways.append((words.button("common.back", "rt.see", me, routine_id),))
    screen = words.screen(
        "gate.stopped",
        tuple(ways),
        routine=turn.library.routine_words(routine_id, actor.locale).name,
        clashes=await gate.in_words(turn, words, routine_id, found),
        **await reviewing.facts(turn, actor),
    )
    await turn.show(screen, anchor=anchor, to=actor)
    return None
