"""Owns what is said to somebody about a red flag of hers; refuses to decide what an answer means or who is called."""

from dataclasses import replace
from typing import Any

from care import alerts, flags
from care.flags import ANSWERS, CRISIS, NO, YES
from care.screen import Button, Rows, Screen
from care.turn import Turn
from care.words import Words
from storage.people import Person


async def first(turn: Turn, category: str, urgency: str) -> Screen:
    """Word the first answer: what to do, who knows, the question and its buttons, in one bubble."""
    words = turn.words()
    if category == CRISIS:
        crisis = words.screen("safety.crisis", _safe_or_not(words), **_numbers(turn), **await _human(turn))
        return nameless(replace(crisis, text=joined(crisis.text, flags.question(words, category))))
    rows = tuple((button(words, f"safety.{answer}", answer),) for answer in ANSWERS)
    said = await _line(turn, category, urgency)
    told = words.text("safety.told", **await _human(turn), rests=_will_rest(turn))
    text = joined(said.text, told, flags.question(words, category))
    return nameless(replace(said, text=text, rows=rows))


async def after_yes(turn: Turn, category: str, urgency: str) -> Screen:
    """Word the line once more, after an answer that makes it worse."""
    if category == CRISIS:
        said = turn.words().screen("safety.crisis_unsafe", **_numbers(turn))
        return nameless(with_other_number(turn, said))
    return await _behind(turn, "safety.heard_yes", category, urgency)


async def after_silence(turn: Turn, category: str, urgency: str) -> Screen:
    """Word the line once more, after ten minutes of silence; in a crisis the question is asked again with it."""
    words = turn.words()
    if category == CRISIS:
        said = with_other_number(turn, words.screen("safety.crisis_unanswered", _safe_or_not(words), **_numbers(turn)))
        return nameless(replace(said, text=joined(said.text, flags.question(words, category))))
    return await _behind(turn, "safety.unanswered", category, urgency)


async def after_no(turn: Turn, category: str, *, rests: bool) -> Screen:
    """Word what is said to a No: it is taken kindly, and what to do if it changes."""
    numbers, words = turn.library.emergency(turn.person.country), turn.words()
    if category == CRISIS:
        return nameless(words.screen("safety.crisis_safe", crisis=numbers.crisis, emergency=numbers.emergency))
    who = turn.name_of(await alerts.therapist_of(turn))
    return nameless(words.screen("safety.heard_no", who=who, rests=rests, emergency=numbers.emergency))


async def more(turn: Turn, *, in_crisis: bool) -> Screen:
    """Word the answer to what she writes after an emergency: what to do comes first, then who reads it."""
    key = "safety.crisis_more" if in_crisis else "safety.emergency_more"
    return nameless(with_other_number(turn, turn.words().screen(key, (), **_numbers(turn), **await _human(turn))))


async def _behind(turn: Turn, before: str, category: str, urgency: str) -> Screen:
    """Word the line once more behind a sentence that says why."""
    words = turn.words()
    said, opening = await _line(turn, category, urgency), words.screen(before)
    told = words.text("safety.told", **await _human(turn), rests=_will_rest(turn))
    return nameless(replace(opening, text=joined(opening.text, said.text, told)))


def nameless(said: Screen) -> Screen:
    """Keep from the ledger's clear columns what a flag was about: the words themselves are in the sealed body."""
    return replace(said, template="red_flag", version="0")


def joined(*parts: str) -> str:
    """Put parts of a message below each other, with a line between them."""
    return "\n\n".join(part for part in parts if part)


def with_other_number(turn: Turn, said: Screen, reader: Person | None = None) -> Screen:
    """Say behind some words what to call where the number in them was not verified for their reader's country."""
    who = reader or turn.person
    numbers = turn.library.emergency(who.country)
    if numbers.verified:
        return said
    other = Words(turn.library, who.locale).text("safety.other_number", emergency=numbers.emergency)
    return replace(said, text=joined(said.text, other))


def button(words: Words, key: str, answer: str) -> Button:
    """Make a button that answers the question behind a flag."""
    return words.button(key, "sf.ans", answer)


def _safe_or_not(words: Words) -> Rows:
    return ((button(words, "safety.safe", NO),), (button(words, "safety.unsafe", YES),))


async def _line(turn: Turn, category: str, urgency: str) -> Screen:
    emergency = turn.library.emergency(turn.person.country).emergency
    said = turn.words().screen(f"safety.line_{category}", urgency=urgency, emergency=emergency)
    return with_other_number(turn, said)


def _numbers(turn: Turn) -> dict[str, Any]:
    numbers = turn.library.emergency(turn.person.country)
    return {"emergency": numbers.emergency, "verified": numbers.verified, "crisis": numbers.crisis}


async def _human(turn: Turn) -> dict[str, object]:
    """Give who is told, and when hours begin that are not on now.

    That somebody is told may only be said where an alert goes to a human whom it can reach.
    """
    human, seen = await alerts.therapist_of(turn), alerts.when_seen(turn)
    return {
        "who": turn.name_of(human),
        "told": human is not None,
        "opens": None if seen.now else seen.at,
        "zone": turn.practice.zone,
    }


def _will_rest(turn: Turn) -> bool:
    return "client" in turn.person.roles
