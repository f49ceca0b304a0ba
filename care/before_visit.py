"""Owns the questions before a visit: a few taps on the bubble of its reminder; refuses to send a message of their own.

They stand behind the reminder, so that nothing more comes by itself. Sources: clinical brief section 6 and
``content/records/questions.yaml``.
"""

from collections.abc import Callable
from dataclasses import replace

from care import alerts, intake, safety
from care.moments import DAY
from care.screen import Button, Rows, Screen, TapError, Toast
from care.turn import Turn
from care.words import Words, plain
from content import codes as vocabulary
from content.questions import Question
from content.redflags.screen import Finding
from storage import appointments as visits
from storage import visit_answers as rows
from storage.appointments import Appointment
from storage.visit_answers import VisitAnswers

# They are of use when the visit is near: earlier answers are old when it comes.
OPENS = 3 * DAY
# The parts of the body that fit on one screen; a detail is said in the room.
REGIONS = (
    "head", "jaw", "neck", "shoulder", "upper_back", "low_back", "elbow", "forearm", "hand", "hip", "thigh_back",
    "knee", "calf", "foot", "scar", "whole_body",
)  # fmt: skip
PAIN = tuple(str(value) for value in range(11))
NOTHING = "none"
# New numbness or weakness is a red flag, whatever way it is said (clinical brief section 5).
DANGER = {"numbness": Finding("neuro_deficit", "same_day")}
# What is new belongs on a page of her file, too: until her therapist has looked, that page counts as not known.
PAGES = {"pregnancy": "ask", "illness": "now", "skin": "now", "injury": "now", "surgery": "surg", "medicine": "med"}
# What is a health fact by itself, whatever else is asked about it.
TAGS = {"pregnancy": "pregnancy"}
# "All as before" answers these; what else she would like stays open.
AS_BEFORE = {"changes": (NOTHING,), "consent": ("same",)}


def questions(turn: Turn) -> tuple[Question, ...]:
    """Give the questions in the order in which they are asked."""
    return tuple(turn.library.guide.questions.values())


def codes(question: Question) -> tuple[str, ...]:
    """Give what can be answered to a question; of the parts of the body all, for her file may name a rare one."""
    return {"regions": tuple(vocabulary.REGIONS), "pain": PAIN}.get(question.answer, question.choices)


async def _shown(turn: Turn, question: Question) -> tuple[str, ...]:
    """Give what stands on the keyboard of a question: where she is treated stands first."""
    if question.answer != "regions":
        return codes(question)
    hers = await intake.areas_of(turn, turn.person.person_id)
    return (*hers, *(one for one in REGIONS if one not in hers))


async def row(turn: Turn, visit: Appointment) -> Rows:
    """Give the button that opens the questions of a visit of the turn's client, when it is near."""
    if visit.starts_at - turn.now > OPENS or not questions(turn):
        return ()
    said = await rows.get(turn.db, visit.appointment_id)
    key = "before_visit.open" if said is None else "before_visit.open_again"
    return ((turn.words().button(key, "bv.go", visit.appointment_id, count=len(questions(turn))),),)


async def begin(turn: Turn, anchor: int, visit_id: int) -> Toast | None:
    """Show the question that is open, or what was answered."""
    found = await _found(turn, visit_id)
    if isinstance(found, Toast):
        return found
    await _show(turn, anchor, *found)
    return None


async def tap(turn: Turn, anchor: int, visit_id: int, place: int, code: str) -> Toast | None:
    """Take a choice: one of one goes on at once, several wait for "Next"; an old keyboard changes nothing."""

    def chosen(said: VisitAnswers) -> VisitAnswers | None:
        if not _is_asked(turn, said, place):
            return None
        question = questions(turn)[place]
        if code not in codes(question):
            raise TapError(f"choice {code}")
        several = question.answer in {"several", "regions"} and code != NOTHING
        now = (code,) if not several else _toggled(said.chosen.get(question.id, ()), code)
        return replace(said, place=place if several else place + 1, chosen={**said.chosen, question.id: now})

    return await _change(turn, anchor, visit_id, chosen)


async def go_on(turn: Turn, anchor: int, visit_id: int, place: int) -> Toast | None:
    """Leave a question as it stands and go on with the next."""

    def left(said: VisitAnswers) -> VisitAnswers | None:
        if not _is_asked(turn, said, place):
            return None
        question = questions(turn)[place]
        answered = said.chosen.get(question.id, ())
        return replace(said, place=place + 1, chosen={**said.chosen, question.id: answered})

    return await _change(turn, anchor, visit_id, left)


async def as_before(turn: Turn, anchor: int, visit_id: int) -> Toast | None:
    """Take "nothing new, all as before" as the whole answer, in one tap."""

    def all_said(said: VisitAnswers) -> VisitAnswers | None:
        if said.place or said.chosen:
            return None  # an old button: it would wipe what she answered since
        return replace(said, place=len(questions(turn)), chosen=dict(AS_BEFORE))

    return await _change(turn, anchor, visit_id, all_said)


async def again(turn: Turn, anchor: int, visit_id: int) -> Toast | None:
    """Go through the questions once more, with what was answered as it stands."""
    return await _change(turn, anchor, visit_id, lambda said: replace(said, place=0))


async def _change(
    turn: Turn, anchor: int, visit_id: int, change: Callable[[VisitAnswers], VisitAnswers | None]
) -> Toast | None:
    """Keep what a tap makes of the answers for a visit; None of it is a tap on what she has answered already."""
    found = await _found(turn, visit_id)
    if isinstance(found, Toast):
        return found
    visit, said = found
    changed = change(said)
    if changed is None:
        return turn.words().toast("common.have_it")
    await _keep(turn, anchor, visit, changed)
    return None


def _is_asked(turn: Turn, said: VisitAnswers, place: int) -> bool:
    return place == said.place and place < len(questions(turn))


def _toggled(chosen: tuple[str, ...], code: str) -> tuple[str, ...]:
    if code in chosen:
        return tuple(one for one in chosen if one != code)
    return (*(one for one in chosen if one != NOTHING), code)


async def _found(turn: Turn, visit_id: int) -> tuple[Appointment, VisitAnswers] | Toast:
    """Give a visit of the turn's client that is ahead, with what was answered; or what to answer instead."""
    visit = await visits.get(turn.db, visit_id)
    if visit is None or visit.client_id != turn.person.person_id:
        return turn.words().toast("common.not_yours")
    if visit.state == "cancelled" or visit.starts_at <= turn.now:
        return turn.words().toast("common.no_longer")
    return visit, await rows.get(turn.db, visit_id) or VisitAnswers(visit_id, turn.person.person_id)


async def _keep(turn: Turn, anchor: int, visit: Appointment, said: VisitAnswers) -> None:
    """Write the answers, call the therapist for what she should know before, and show what comes next."""
    fresh = _calling(turn, said)
    now = {code for chosen in said.chosen.values() for code in chosen}
    said = replace(said, told=tuple(code for code in (*said.told, *fresh) if code in now))  # what returns calls again
    await rows.save(turn.db, said)
    await _show(turn, anchor, visit, said)
    waits = await intake.doubt(
        turn, [PAGES[code] for code in fresh if code in PAGES], [TAGS[code] for code in fresh if code in TAGS]
    )
    flags = [code for code in fresh if code in DANGER]
    for code in flags:
        label = turn.library.guide_words(turn.person.locale).questions["changes"].choices[code]
        await safety.answer(turn, DANGER[code], label)
    if len(fresh) > len(flags):
        # The choices themselves stand on the card of the visit and in its brief.
        await alerts.raise_for(
            turn,
            "pre_visit",
            "tell_therapist",
            visit_at=visit.starts_at,
            waits=waits,
            changed=[code for code in fresh if code not in DANGER],
        )


def _calling(turn: Turn, said: VisitAnswers) -> tuple[str, ...]:
    """List the choices that call the therapist and did not yet: those of finished questions, and danger at once."""
    chosen = [
        code
        for place, one in enumerate(questions(turn))
        for code in said.chosen.get(one.id, ())
        if code in one.alert and (place < said.place or code in DANGER)
    ]
    return tuple(code for code in chosen if code not in said.told)


async def _show(turn: Turn, anchor: int, visit: Appointment, said: VisitAnswers) -> None:
    words, asked = turn.words(), questions(turn)
    if said.place >= len(asked):
        again_ = words.button("before_visit.change", "bv.again", visit.appointment_id)
        back = words.button("before_visit.to_visit", "vs.show", visit.appointment_id)
        facts = {"answers": lines(turn, words, said), "at": visit.starts_at, "zone": visit.zone, "now": turn.now}
        await turn.show(words.screen("before_visit.noted", ((again_,), (back,)), **facts), anchor=anchor)
        return
    await turn.show(await _question(turn, visit, said, asked), anchor=anchor)


async def _question(turn: Turn, visit: Appointment, said: VisitAnswers, asked: tuple[Question, ...]) -> Screen:
    words, place, visit_id = turn.words(), said.place, visit.appointment_id
    question = asked[place]
    chosen = said.chosen.get(question.id, ())
    offered = await _shown(turn, question)
    keys = [_key(words, question, visit_id, place, code, marked=code in chosen) for code in offered]
    wide = {"regions": 3, "pain": 6}.get(question.answer, 1)
    grid = [tuple(keys[first : first + wide]) for first in range(0, len(keys), wide)]
    end = [words.button("before_visit.next" if chosen else "before_visit.skip", "bv.next", visit_id, place)]
    if place == 0 and not said.chosen:
        grid.insert(0, (words.button("before_visit.as_before", "bv.same", visit_id),))
    ask = words.library.guide_words(words.locale).questions[question.id].ask
    return words.screen("before_visit.question", (*grid, tuple(end)), number=place + 1, count=len(asked), ask=ask)


def _key(words: Words, question: Question, visit_id: int, place: int, code: str, *, marked: bool) -> Button:
    label = _label(words, question, code)
    return plain(f"✓ {label}" if marked else label, "bv.tap", visit_id, place, code)


def _label(words: Words, question: Question, code: str) -> str:
    if question.answer == "regions":
        return words.library.name("region", code, words.locale)
    return words.library.guide_words(words.locale).questions[question.id].choices.get(code, code)


def lines(turn: Turn, words: Words, said: VisitAnswers | None) -> list[dict[str, object]]:
    """List what was answered in a reader's language: what a question is about, and the answers."""
    if said is None:
        return []
    shown: list[dict[str, object]] = []
    for one in questions(turn):  # also those that she goes through once more: nothing that was told is lost
        chosen = said.chosen.get(one.id, ())
        about = words.library.guide_words(words.locale).questions[one.id].short
        if chosen:
            shown.append({"about": about, "said": [_label(words, one, code) for code in chosen if code in codes(one)]})
    return shown
