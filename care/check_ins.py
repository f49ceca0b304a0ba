"""Owns the daily check-in: pain, then mood, in a few taps on one message; refuses to fill in what was not answered."""

from dataclasses import replace
from datetime import date

from care import alerts, along, areas, gate, hard_days, later, plans, questionnaires, rechecking, safety_check, watching
from care import pain as pain_told
from care.moments import local_date, midnight_after
from care.screen import Button, Screen, TapError, Toast
from care.turn import Turn
from care.words import Words, plain
from content.codes import REGIONS
from storage import check_ins as rows
from storage import endings, messages, rests
from storage import plans as plan_rows
from storage.check_ins import CheckIn
from storage.messages import Message
from storage.plans import Plan

PAIN = range(11)
MOODS = range(1, 6)


async def plan_of(turn: Turn) -> Plan | None:
    """Give the turn's person's check-in plan, live or paused."""
    found = await plan_rows.of_person(turn.db, turn.person.person_id, "check_in")
    return found[0] if found else None


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word the day's prompt; nothing when she has answered already or the day is over."""
    day = date.fromisoformat(message.local_date or "")
    known = await rows.of_day(turn.db, turn.person.person_id, day.isoformat())
    if known is not None and known.state == "done":
        return None
    closes_at = midnight_after(day, message.zone or turn.person.zone)
    if closes_at <= turn.now:
        return None
    if known is not None and known.message_id != message.message_id:  # else this is a second try of the same prompt
        await _retire(turn, known)
    await rows.open_day(
        turn.db,
        person_id=turn.person.person_id,
        local_date=day.isoformat(),
        closes_at=closes_at,
        message_id=message.message_id,
    )
    await watching.before_check_in(turn)
    if known is not None and known.pain is not None:
        return ask_mood(turn.words(), day.isoformat())
    if message.kind == "nudge":
        return await question(turn, day.isoformat(), known, "check_in.nudge")
    screen = await question(turn, day.isoformat(), known)
    return replace(screen, rows=(*screen.rows, *later.chips(turn)))


async def ask_now(turn: Turn) -> None:
    """Ask today's check-in because she wants to answer now; one message a day stays, so a second ask is the newest."""
    if await gate.refuses_minor(turn):
        return
    today = local_date(turn.now, turn.person.zone)
    known = await rows.of_day(turn.db, turn.person.person_id, today.isoformat())
    if known is not None and known.state == "done":
        shown = await safety_check.along(turn, await receipt(turn, known))
        await turn.say("reply", await questionnaires.along(turn, shown))
        return
    await _retire(turn, known)
    message_id = await turn.say("reply", await question(turn, today.isoformat(), known))
    await rows.open_day(
        turn.db,
        person_id=turn.person.person_id,
        local_date=today.isoformat(),
        closes_at=midnight_after(today, turn.person.zone),
        message_id=message_id,
    )


async def move_to(turn: Turn, known: CheckIn, message_id: int) -> None:
    """Let a newer message of the turn's client ask a day that is open already."""
    await _retire(turn, known)
    await rows.open_day(
        turn.db,
        person_id=known.person_id,
        local_date=known.local_date,
        closes_at=known.closes_at,
        message_id=message_id,
    )


async def _retire(turn: Turn, known: CheckIn | None) -> None:
    """Take the buttons off the bubble that asked this day before: one message a day stays open in the chat."""
    if known is not None:
        await turn.show(turn.words().screen("check_in.asked_again"), anchor=known.message_id)


async def answer_pain(turn: Turn, anchor: int, day: str, pain: int) -> Toast | None:
    """Take the first tap; a second tap on an old keyboard changes nothing."""
    if pain not in PAIN:
        raise TapError(f"pain {pain}")
    found = await _open(turn, anchor, day)
    if isinstance(found, Toast):
        return found
    if found.state != "asked":
        return turn.words().toast("common.have_it")
    # A bubble that asked for one number before areas were chosen, or after one was taken off, is no dead end.
    pain = max(pain, *found.areas.values(), 0)
    await rows.answer(turn.db, found, state="half", pain=pain, mood=None)
    # At once: whoever is in much pain may not come to the second question.
    await pain_told.told_of_the_day(turn, day, pain)
    await turn.show(ask_mood(turn.words(), day), anchor=anchor)
    return None


async def answer_area(turn: Turn, anchor: int, day: str, area: str, pain: int) -> Toast | None:
    """Take the pain of one area and ask for the next, or for the mood; the worst of them is the day's pain."""
    if pain not in PAIN or area not in REGIONS:
        raise TapError(f"pain {pain} in {area}")
    found = await _open(turn, anchor, day)
    if isinstance(found, Toast):
        return found
    if found.state != "asked" or area in found.areas:
        return turn.words().toast("common.have_it")
    before = max(found.areas.values(), default=0)
    found = replace(found, areas={**found.areas, area: pain})
    if await areas.following(turn, found) is None:
        found = replace(found, state="half", pain=max(found.areas.values()))
    await rows.answer(turn.db, found, state=found.state, pain=found.pain, mood=None)
    await pain_told.told_of_an_area(turn, day, max(before, pain), before, last=found.pain is not None)
    await turn.show(await question(turn, day, found), anchor=anchor)
    return None


async def answer_mood(turn: Turn, anchor: int, day: str, mood: int) -> Toast | None:
    """Take the second tap, and turn the message into a receipt."""
    if mood not in MOODS:
        raise TapError(f"mood {mood}")
    found = await _open(turn, anchor, day)
    if isinstance(found, Toast):
        return found
    if found.state != "half":
        return turn.words().toast("common.have_it")
    await rows.answer(turn.db, found, state="done", pain=found.pain, mood=mood)
    done = replace(found, state="done", mood=mood)
    shown = await rechecking.along(turn, await questionnaires.along(turn, await noted(turn, done)))
    await turn.show(shown, anchor=anchor)
    await endings.close_followers(turn.db, found.message_id, "answered")
    await _void_todays_prompt(turn, found)
    await watching.after_check_in(turn, done)
    return None


async def noted(turn: Turn, done: CheckIn) -> Screen:
    """Word what was noted on the bubble that asked, with the routines that came with it."""
    said = await receipt(turn, done)
    # On a bad day she is told to leave the exercises: then there is no button that offers one.
    extra = () if await _is_high(turn, done) else await along.buttons(turn, done.message_id)
    return await safety_check.along(turn, replace(said, rows=(*extra, *said.rows)))


async def undo(turn: Turn, anchor: int, day: str) -> Toast | None:
    """Take the answers of a day back, until its midnight."""
    found = await _open(turn, anchor, day)
    if isinstance(found, Toast):
        return found
    empty = replace(found, state="asked", pain=None, mood=None, areas={})
    await rows.answer(turn.db, empty, state="asked", pain=None, mood=None)
    if await rests.in_force(turn.db, found.person_id) is not None or await _is_high(turn, found):
        await alerts.take_back(turn, found.pain or 0)
    await turn.show(await question(turn, day, empty), anchor=anchor)
    return turn.words().toast("common.undone")


async def _open(turn: Turn, anchor: int, day: str) -> CheckIn | Toast:
    """Give her check-in of the day that a button names; when that day is over, close the bubble and say so instead.

    The button names the day, not a bubble: when a day was asked twice, both bubbles answer the same check-in.
    """
    found = await rows.of_day(turn.db, turn.person.person_id, day)
    if found is None:
        return turn.words().toast("common.not_yours")
    if found.closes_at > turn.now:
        return found
    if found.state == "done":
        await turn.show(await receipt(turn, found), anchor=anchor)
    else:
        await turn.show(turn.words().screen("check_in.closed"), anchor=anchor)
    return turn.words().toast("check_in.over")


async def _void_todays_prompt(turn: Turn, found: CheckIn) -> None:
    """Answered before it was asked: today's prompt would be noise, and the plan goes on with tomorrow."""
    plan = await plan_of(turn)
    if plan is None:
        return
    for waiting in await messages.of_plan(turn.db, plan.plan_id):
        if waiting.state == "queued" and waiting.local_date == found.local_date:
            await endings.close(turn.db, waiting.message_id, "merged", "answered")
            await plans.plan_next(turn, plan.plan_id)


async def question(turn: Turn, day: str, known: CheckIn | None, key: str = "check_in.ask_pain") -> Screen:
    """Word what is open of a day: pain, area by area where there are several, then mood."""
    words = turn.words()
    if known is not None and known.pain is not None:
        return ask_mood(words, day)
    area = await areas.following(turn, known)
    action = ("ci.pain", day) if area is None else ("ci.area", day, area)
    numbers = [plain(str(value), *action, value) for value in PAIN]
    taps = len(await areas.asked(turn)) + 1
    where = None if area is None else areas.name(words, area)
    if where is not None and known is not None and known.areas:
        key = "check_in.ask_next"
    return words.screen(key, (tuple(numbers[:6]), tuple(numbers[6:])), area=where, taps=taps)


def ask_mood(words: Words, day: str) -> Screen:
    """Word the second question; each face has its word, so that no one has to guess a face."""
    moods = [_mood_button(words, day, value) for value in reversed(MOODS)]
    return words.screen("check_in.ask_mood", (tuple(moods[:3]), tuple(moods[3:])))


def _mood_button(words: Words, day: str, mood: int) -> Button:
    return words.button(f"common.mood_{mood}", "ci.mood", day, mood)


async def receipt(turn: Turn, found: CheckIn) -> Screen:
    """Word what was noted, with undo while the day lasts, and whether the routines rest."""
    words = turn.words()
    rows_ = ((words.button("common.undo", "ci.undo", found.local_date),),) if found.closes_at > turn.now else ()
    mood = words.library.button(f"common.mood_{found.mood}", words.locale)
    rest = await rests.in_force(turn.db, turn.person.person_id)
    return words.screen(
        "check_in.receipt",
        rows_,
        pain=found.pain,
        areas=areas.named(words, found.areas),
        mood=mood,
        high=await _is_high(turn, found),
        told=await alerts.reaches(turn),
        rests=rest is not None,
        why=rest.reason if rest else None,
        **await hard_days.facts(turn, found),
    )


async def _is_high(turn: Turn, found: CheckIn) -> bool:
    """Tell whether the pain of a day was such that a human was called for it."""
    week = await pain_told.week_of(turn, date.fromisoformat(found.local_date))
    return found.pain is not None and await pain_told.is_high(turn, found.pain, week)
