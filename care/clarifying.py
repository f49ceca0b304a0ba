"""Owns the one question behind a red flag, and what its answer means; refuses to lower an alert.

Yes, "not sure" and ten minutes of silence count alike: the line again, and an alert on top. After a No the alert stays
open all the same. The silence is a row of the ledger, so that no crash can make it forgotten. Whether somebody who
spoke of dying and fell silent is safe, nobody knows: her buttons stay. Plain words that she is not are her answer too.
"""

from dataclasses import replace
from typing import Any

from care import alerts, danger_words, flags, going_on, resting
from care.danger_words import button, joined
from care.flags import ANSWERS, CRISIS, NO, UNSURE, YES
from care.kinds import KINDS
from care.moments import DAY, MINUTE
from care.screen import Rows, Screen, TapError, Toast
from care.turn import Turn
from content import crying_out
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
    screen = await danger_words.first(turn, category, urgency)
    anchor = await turn.say("safety_reply", screen, due_at=turn.written_at)
    await rows.ask(turn.db, turn.person.person_id, anchor, category, urgency)
    at = turn.now + SILENCE
    silence = Message(
        message_id=turn.db.new_id(), person_id=turn.person.person_id, subject_id=turn.person.person_id,
        kind="safety_reply", priority=KINDS["safety_reply"].priority, follows=anchor, slot=UNANSWERED, due_at=at,
        not_before=at, template="safety.unanswered",
    )  # fmt: skip
    await messages.add(turn.db, silence)


async def _lately(turn: Turn) -> list[Clarification]:
    """Give what the turn's person was asked within a day, or about an emergency that nobody has seen; newest first."""
    me = turn.person.person_id
    found = await alert_rows.emergencies_of(turn.db, me)
    unseen = [one.raised_at for one in found if one.kind.startswith("red_flag")]
    return await rows.of_person(turn.db, me, min([turn.now, *unseen]) - DAY)


async def after_danger(turn: Turn) -> Screen | None:
    """Word the answer to what somebody writes after an emergency of hers; None where there is none lately."""
    asked = await _lately(turn)
    in_crisis = any(one.category == CRISIS for one in asked)
    if not in_crisis and not any(_is_emergency(one) for one in asked):
        return None
    return await danger_words.more(turn, in_crisis=in_crisis)


async def answered_by(turn: Turn, text: str) -> Clarification | None:
    """Give the question whether she is safe that some words plainly answer with no; None where they don't."""
    plain = crying_out.is_unsafe(text)
    if not plain and not crying_out.is_a_no(text):
        return None
    asked = next((one for one in await _lately(turn) if one.category == CRISIS), None)
    return asked if asked is not None and (plain or asked.answer in (None, SILENT)) else None


async def cried_out(turn: Turn, asked: Clarification, text: str) -> None:
    """Take plain words that she is not safe as that answer, whatever she answered before; they call at once."""
    before = asked.answer
    if before not in (YES, UNSURE):
        await _settle(turn, asked, YES)
    await turn.say("safety_reply", await danger_words.after_yes(turn, CRISIS, _after_yes(asked)))
    if before in (YES, UNSURE) and await alerts.is_unseen(turn):
        await alerts.more_words(turn, text)  # whoever was called knows the answer, and has not looked yet
        return
    await _raise(turn, asked, YES, words=text[: alerts.MOST_WORDS])


async def answered(turn: Turn, anchor: int, answer: str) -> Toast | None:
    """Take an answer. It may be changed to a worse one at any time, never to a better one; a silence is none."""
    if answer not in ANSWERS:
        raise TapError(f"answer {answer}")
    asked = await _asked_in(turn, anchor)
    if asked is None or asked.person_id != turn.person.person_id:
        return turn.words().toast("common.not_yours")
    if asked.answer in (YES, UNSURE) or asked.answer == answer:
        return turn.words().toast("common.have_it")
    await _settle(turn, asked, answer)
    if answer == NO:
        await _no(turn, asked)
        return None
    await turn.say("safety_reply", await danger_words.after_yes(turn, asked.category, _after_yes(asked)))
    await _raise(turn, asked, answer)
    return None


async def _asked_in(turn: Turn, anchor: int) -> Clarification | None:
    """Give the question that a bubble asks: the one that asked first, or that which came after the silence."""
    row = await messages.head(turn.db, anchor)
    first = row.follows if row is not None and row.slot == UNANSWERED else None
    return await rows.of_message(turn.db, first or anchor)


async def _settle(turn: Turn, asked: Clarification, answer: str) -> None:
    """Write an answer down and show it in every bubble that asked."""
    await endings.close_followers(turn.db, asked.message_id, "answered")
    await rows.settle(turn.db, asked, answer)
    await _note(turn, asked, answer, asked.message_id)
    for row in await queue.followers(turn.db, asked.message_id):
        if row.slot == UNANSWERED and row.state == "sent":
            await _note(turn, asked, answer, row.message_id)


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
    return await danger_words.after_silence(turn, asked.category, _after_yes(asked))


async def out_of_reach(turn: Turn) -> None:
    """Take the silence of somebody who blocks the bot at once: no message of hers will come due any more."""
    for row in await queue.queued_of_kind(turn.db, turn.person.person_id, "safety_reply"):
        asked = await rows.of_message(turn.db, row.follows or 0) if row.slot == UNANSWERED else None
        if asked is not None and asked.answer is None:
            await _silent(turn, asked)


async def _note(turn: Turn, asked: Clarification, answer: str, bubble: int) -> None:
    """Put the answer into a bubble that asked, in place of its buttons; after a No one stays that makes it worse.

    After a silence in a crisis they all stay: whether she is safe is not known.
    """
    root, words = await messages.get(turn.db, bubble), turn.words()
    if root is None or root.body is None or root.telegram_message_id is None:
        return  # it has not arrived, or its words are forgotten
    said = Screen.load(root.body)
    in_crisis = asked.category == CRISIS
    label = flags.label(words, asked.category, answer) if answer in ANSWERS else None
    left: Rows = ((button(words, "safety.worse", YES),),) if answer == NO else ()
    if answer == SILENT and in_crisis:
        left = said.rows
    noted = words.text("safety.noted", answer=label, in_crisis=in_crisis)
    await turn.say("receipt", replace(said, text=joined(said.text, noted), rows=left), edits=bubble)


async def _silent(turn: Turn, asked: Clarification) -> None:
    await rows.settle(turn.db, asked, SILENT)
    await _note(turn, asked, SILENT, asked.message_id)
    await _raise(turn, asked, None)


async def _raise(turn: Turn, asked: Clarification, answer: str | None, **said: Any) -> None:
    """Call the human again, with what was asked and answered, and the words that answered."""
    urgency = _after_yes(asked)
    await resting.begin(
        turn, resting.RED_FLAG, "red_flag_answer", urgency, urgent=urgency == "emergency", flag=asked.category,
        answer=answer, **said,
    )  # fmt: skip


async def _no(turn: Turn, asked: Clarification) -> None:
    """Take a No truthfully and kindly: nothing is lowered by it, and whoever looks is told of it."""
    therapist, rests = await alerts.therapist_of(turn), await resting.is_resting(turn)
    await turn.say("safety_reply", await danger_words.after_no(turn, asked.category, rests=rests))
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


def _is_emergency(asked: Clarification) -> bool:
    """Tell whether what was asked about is an emergency, or became one by its answer."""
    grave = asked.answer in (YES, UNSURE, SILENT) and _after_yes(asked) == "emergency"
    return asked.urgency == "emergency" or grave
