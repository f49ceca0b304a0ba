"""Owns the words about a red flag, the one question behind them, and what its answer means; refuses to lower an alert.

Yes, "not sure" and ten minutes of silence count alike: the line again, and an alert on top. After a No the alert stays
open all the same. The silence is a row of the ledger, so that no crash can make it forgotten.
"""

from dataclasses import replace
from typing import Any

from care import alerts, flags, going_on, resting
from care.flags import ANSWERS, CRISIS, NO, UNSURE, YES
from care.kinds import KINDS
from care.moments import DAY, MINUTE
from care.screen import Button, Rows, Screen, TapError, Toast
from care.turn import Turn
from care.words import Words
from storage import alerts as alert_rows
from storage import clarifications as rows
from storage import endings, messages, queue
from storage.clarifications import Clarification
from storage.messages import Message

SILENCE = 10 * MINUTE
UNANSWERED = "unanswered"
SILENT = "silent"
# Where a yes makes an emergency of it; anywhere else it is at least something for today.
YES_IS_AN_EMERGENCY = frozenset(
    {"cauda_equina", "chest_pain", "stroke", "thunderclap_headache", "cervical_vascular", "pregnancy", CRISIS,
     "limb_ischaemia", "allergic_reaction"}
)  # fmt: skip


async def ask(turn: Turn, category: str, urgency: str) -> None:
    """Say what to do about a flag, ask its question in the same bubble, and write down that silence counts as yes."""
    screen = await _first(turn, category, urgency)
    anchor = await turn.say("safety_reply", screen, due_at=turn.written_at)
    await rows.ask(turn.db, turn.person.person_id, anchor, category, urgency)
    at = turn.now + SILENCE
    silence = Message(
        message_id=turn.db.new_id(), person_id=turn.person.person_id, subject_id=turn.person.person_id,
        kind="safety_reply", priority=KINDS["safety_reply"].priority, follows=anchor, slot=UNANSWERED, due_at=at,
        not_before=at, template="safety.unanswered",
    )  # fmt: skip
    await messages.add(turn.db, silence)


async def after_crisis(turn: Turn, *, waits: bool) -> Screen | None:
    """Word the answer to what somebody writes within a day after she spoke of dying; None where she did not.

    ``waits`` tells that nobody can read it yet.
    """
    asked = await rows.last_of(turn.db, turn.person.person_id, turn.now - DAY)
    if asked is None or asked.category != CRISIS:
        return None
    screen = turn.words().screen("safety.crisis_more", (), waits=waits, **_numbers(turn), **await _human(turn))
    return _nameless(_with_other_number(turn, screen))


async def answered(turn: Turn, anchor: int, answer: str) -> Toast | None:
    """Take an answer. It may be changed to a worse one at any time, never to a better one."""
    if answer not in ANSWERS:
        raise TapError(f"answer {answer}")
    asked = await rows.of_message(turn.db, anchor)
    if asked is None or asked.person_id != turn.person.person_id:
        return turn.words().toast("common.not_yours")
    if asked.answer in (YES, UNSURE) or asked.answer == answer:
        return turn.words().toast("common.have_it")
    await endings.close_followers(turn.db, anchor, "answered")
    await rows.settle(turn.db, asked, answer)
    await _take_buttons(turn, asked, answer)
    if answer == NO:
        await _no(turn, asked)
        return None
    await turn.say("safety_reply", await _again(turn, asked, "safety.heard_yes"))
    await _raise(turn, asked, answer)
    return None


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word what is said after ten minutes of silence, which counts as yes; nothing when she has answered."""
    asked = await rows.of_message(turn.db, message.follows or 0)
    if asked is None or asked.answer not in (None, SILENT):
        return None
    if asked.answer is None:
        await _silent(turn, asked)
    root = await messages.head(turn.db, asked.message_id)
    if root is None or root.sent_at is None or turn.now - root.sent_at < SILENCE - MINUTE:
        return None  # the question itself came late: a human knows, and she has had no time to answer
    return await _again(turn, asked, "safety.unanswered")


async def out_of_reach(turn: Turn) -> None:
    """Take the silence of somebody who blocks the bot at once: no message of hers will come due any more."""
    for row in await queue.queued_of_kind(turn.db, turn.person.person_id, "safety_reply"):
        asked = await rows.of_message(turn.db, row.follows or 0) if row.slot == UNANSWERED else None
        if asked is not None and asked.answer is None:
            await _silent(turn, asked)


async def _take_buttons(turn: Turn, asked: Clarification, answer: str) -> None:
    """Put the answer into the question's bubble in place of its buttons; after a No one stays that makes it worse."""
    root, words = await messages.get(turn.db, asked.message_id), turn.words()
    if root is None or root.body is None or root.telegram_message_id is None:
        return  # it has not arrived, or its words are forgotten
    said = Screen.load(root.body)
    label = flags.label(words, asked.category, answer) if answer in ANSWERS else None
    worse: Rows = ((_button(words, "safety.worse", YES),),) if answer == NO else ()
    noted = words.text("safety.noted", answer=label)
    await turn.say("receipt", replace(said, text=_joined(said.text, noted), rows=worse), edits=asked.message_id)


async def _silent(turn: Turn, asked: Clarification) -> None:
    await rows.settle(turn.db, asked, SILENT)
    await _take_buttons(turn, asked, SILENT)
    await _raise(turn, asked, None)


async def _raise(turn: Turn, asked: Clarification, answer: str | None) -> None:
    """Call the human again, with what was asked and answered."""
    urgency = _after_yes(asked)
    await resting.begin(
        turn, resting.RED_FLAG, "red_flag_answer", urgency, urgent=urgency == "emergency", flag=asked.category,
        answer=answer,
    )  # fmt: skip


async def _no(turn: Turn, asked: Clarification) -> None:
    """Take a No truthfully and kindly: nothing is lowered by it, and whoever looks is told of it."""
    numbers = turn.library.emergency(turn.person.country)
    therapist = await alerts.therapist_of(turn)
    rests = await resting.is_resting(turn)
    if asked.category == CRISIS:
        screen = turn.words().screen("safety.crisis_safe", crisis=numbers.crisis, emergency=numbers.emergency)
    else:
        who = turn.name_of(therapist)
        screen = turn.words().screen("safety.heard_no", who=who, rests=rests, emergency=numbers.emergency)
    await turn.say("safety_reply", _nameless(screen))
    if therapist is None or not await alerts.may_be_told(turn):
        return
    words = turn.words(therapist)
    card = words.button("alert.card", "cl.open", turn.person.person_id)
    facts = {"question": flags.question(words, asked.category), "answer": flags.label(words, asked.category, NO)}
    left = [one for one in await alert_rows.open_of_client(turn.db, asked.person_id) if one.kind.startswith("red_flag")]
    known = {"name": turn.person.name, "now": turn.now, "zone": turn.practice.zone, "open": bool(left), "rests": rests}
    buttons = ((card,), *await going_on.row(turn.db, words, turn.person.person_id))
    await turn.say("news", words.screen("alert.red_flag_no", buttons, **(known | facts)), to=therapist)


def _after_yes(asked: Clarification) -> str:
    """Give the urgency after a yes; it is never lower than before."""
    worse = asked.urgency == "emergency" or asked.category in YES_IS_AN_EMERGENCY
    return "emergency" if worse else "same_day"


async def _first(turn: Turn, category: str, urgency: str) -> Screen:
    """Word the first answer: what to do, who knows, the question and its buttons, in one bubble."""
    words = turn.words()
    if category == CRISIS:
        rows_: Rows = (
            (_button(words, "safety.safe", NO),),
            (_button(words, "safety.unsafe", YES),),
        )
        crisis = words.screen("safety.crisis", rows_, **_numbers(turn), **await _human(turn))
        return _nameless(replace(crisis, text=_joined(crisis.text, flags.question(words, category))))
    rows_ = tuple((_button(words, f"safety.{answer}", answer),) for answer in ANSWERS)
    said = await _line(turn, category, urgency)
    told = words.text("safety.told", **await _human(turn), rests=_will_rest(turn))
    text = _joined(said.text, told, flags.question(words, category))
    return _nameless(replace(said, text=text, rows=rows_))


def _nameless(said: Screen) -> Screen:
    """Keep from the ledger's clear columns what a flag was about: the words themselves are in the sealed body."""
    return replace(said, template="red_flag", version="0")


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


async def _again(turn: Turn, asked: Clarification, before: str) -> Screen:
    """Word the line once more, behind a sentence that says why."""
    words = turn.words()
    if asked.category == CRISIS:
        key = "safety.crisis_unsafe" if before == "safety.heard_yes" else "safety.crisis_unanswered"
        return _nameless(_with_other_number(turn, words.screen(key, **_numbers(turn))))
    said = await _line(turn, asked.category, _after_yes(asked))
    opening = words.screen(before)
    told = words.text("safety.told", **await _human(turn), rests=_will_rest(turn))
    return _nameless(replace(opening, text=f"{opening.text}\n\n{said.text}\n\n{told}"))


async def _line(turn: Turn, category: str, urgency: str) -> Screen:
    emergency = turn.library.emergency(turn.person.country).emergency
    said = turn.words().screen(f"safety.line_{category}", urgency=urgency, emergency=emergency)
    return _with_other_number(turn, said)


def _with_other_number(turn: Turn, said: Screen) -> Screen:
    """Say behind some words what to call where the number in them was not verified for her country."""
    numbers = turn.library.emergency(turn.person.country)
    if numbers.verified:
        return said
    other = turn.words().text("safety.other_number", emergency=numbers.emergency)
    return replace(said, text=f"{said.text}\n\n{other}")


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


def _button(words: Words, key: str, answer: str) -> Button:
    return words.button(key, "sf.ans", answer)
