"""Owns how a therapist reads and reviews a client's health facts; refuses to change one of them.

Her tap names the version that she read: what was changed meanwhile is shown again instead.
"""

from care import acknowledging, cards, fitness, gate, surgeries, ticking
from care.desk import Desk
from care.intake import Intake, OnFile, on_file, review, review_as_well
from care.screen import Button, Toast, base36
from care.turn import Turn
from storage import alerts, audit, guardians, people
from storage import gate as rows_
from storage.people import Person

# A button has room for one digit of the version; nobody changes a file 36 times while it is being read.
DIGITS = 36
# So much of the reasons fits below a long file.
MOST_REASONS, LONGEST = 3, 300


def mark(found: OnFile) -> str:
    """Give the digit of a version that a button carries."""
    return base36(found.version % DIGITS)


async def facts(turn: Turn, actor: Person) -> dict[str, object]:
    """Give what is on file of the turn's client in the words of the one who reads; the look is audited."""
    await audit.note(turn.db, "intake read", actor=actor.person_id, subject=turn.person.person_id)
    found, desk = await on_file(turn), Desk(turn, actor)
    said_by = await people.get(turn.db, found.said_by or 0)
    consent = await guardians.of_person(turn.db, turn.person.person_id)
    return {
        "name": turn.person.name,
        "version": found.version,
        "reviewed_at": found.reviewed_at,
        "said_at": found.said_at,
        "who": said_by.name if said_by is not None else "–",
        "lists": {
            name: _names(desk, found.intake, name) for name in ("ask", "now", "area", "cond", "med", "more", "own")
        },
        "age": _names(desk, found.intake, "age"),
        "list": surgeries.told(desk, found.intake),
        "words": found.intake.words,
        "unsure": [desk.words.library.button(f"intake.go_{one}", actor.locale) for one in found.intake.unsure],
        "minor": fitness.is_minor(found.intake),
        "guardian": consent.name if consent is not None else None,
        "first": [turn.library.name("avoid", tag, actor.locale) for tag in fitness.ASK_FIRST],
        "now": turn.now,
        "zone": turn.practice.zone,
    }


def _names(desk: Desk, intake: Intake, section: str) -> list[str]:
    kind = ticking.SECTIONS[section][0]
    return [desk.words.library.name(kind, code, desk.words.locale) for code in ticking.ticked(intake, section)]


async def opened(turn: Turn, actor: Person) -> Toast | None:
    """Let the therapist open a client's file once she has said who it is; the look is audited."""
    if not await cards.confirmed(turn):
        return turn.words(actor).toast("card.not_confirmed")
    await audit.note(turn.db, "intake read", actor=actor.person_id, subject=turn.person.person_id)
    return None


async def read(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Show the therapist what is on file, with one tap that reviews it."""
    words, me = turn.words(actor), turn.person.person_id
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    found = await on_file(turn)
    rows: list[tuple[Button, ...]] = []
    if not found.reviewed:
        label = "intake.reviewed" if found.version else "intake.nothing"
        rows.append((words.button(label, "ic.ok", me, mark(found)),))
    if await gate.is_minor_alone(turn, found):
        rows.append((words.button("gate.consent", "ic.kin", me),))
    elif fitness.is_minor(found.intake):
        rows.append((words.button("gate.consent_ended", "ic.nokin", me, "n"),))
    rows.append((words.button("intake.change", "ic.home", me), words.button("card.back_to_card", "cl.card", me)))
    told = {**await facts(turn, actor), "reasons": await _reasons(turn, actor)}
    await turn.show(words.screen("intake.file", tuple(rows), **told), anchor=anchor, to=actor)
    return None


async def _reasons(turn: Turn, actor: Person) -> list[dict[str, object]]:
    """List by what typed reasons routines were sent in spite of the file: the newest few."""
    found: list[dict[str, object]] = []
    for one in await rows_.used_by(turn.db, turn.person.person_id, MOST_REASONS):
        by, known = await people.get(turn.db, one.given_by), one.routine in turn.library.routines
        name = turn.library.routine_words(one.routine, actor.locale).name if known else one.routine
        words = one.words if len(one.words) <= LONGEST else f"{one.words[:LONGEST]}…"
        found.append({"routine": name, "words": words, "who": by.name if by else "–", "at": one.used_at})
    return found


async def accept(turn: Turn, actor: Person, anchor: int, version: str) -> Toast | None:
    """Take the therapist's one tap for the version that she read, and show the file with it."""
    refusal = await reviewed(turn, actor, version)
    await read(turn, actor, anchor)
    return refusal or turn.words(actor).toast("intake.thanks")


async def reviewed(turn: Turn, actor: Person, version: str) -> Toast | None:
    """Write the review; what was changed meanwhile is not reviewed, and the toast says so."""
    words, found = turn.words(actor), await on_file(turn)
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    if mark(found) != version:
        return words.toast("intake.changed", alert=True)
    if found.version:
        await review(turn, actor, found.version)
    else:
        await review_as_well(turn, actor)
    # She has read what it called her for; whatever else is open stays so.
    told = [one for one in await alerts.open_of_client(turn.db, turn.person.person_id) if one.kind == "intake"]
    await acknowledging.see(turn, actor, told)
    return None
