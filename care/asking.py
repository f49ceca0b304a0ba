"""Owns the conversation in which this week's questions are answered, one per screen; refuses to choose them."""

from dataclasses import replace
from datetime import date

from care import activities, check_ins, measuring, questionnaires
from care.check_ins import PAIN
from care.screen import Button, Screen, TapError, Toast
from care.turn import Turn
from care.week import Week, read
from care.words import plain
from content.instruments import Instrument, InstrumentWords
from storage import check_ins as check_in_rows
from storage import people
from storage import questionnaires as rows
from storage.activities import named
from storage.questionnaires import Questionnaire

HALF = 6
LEVELS = range(101)


async def begin(turn: Turn, anchor: int, due: str) -> Toast | None:
    """Show the first question that is open, or what was noted when there is none."""
    week = await _week(turn, anchor, due)
    if isinstance(week, Toast):
        return week
    await activities.stop_naming(turn)
    await turn.show(await screen(turn, week, anchor), anchor=anchor)
    return None


async def answer(turn: Turn, anchor: int, questionnaire_id: int, item: int, value: int) -> Toast | None:
    """Take one answer; a second tap on an old keyboard changes nothing."""
    if value not in LEVELS:
        raise TapError(f"answer {value}")
    found = await _found(turn, anchor, questionnaire_id)
    if isinstance(found, Toast):
        return found
    asked, week = found
    if asked.state != "asked" or len(asked.answers) != item or week.open != asked:
        return turn.words().toast("common.have_it")
    instrument, answers = turn.library.guide.instruments[asked.instrument], (*asked.answers, value)
    if not instrument.low <= value <= instrument.high:
        raise TapError(f"answer {value}")
    complete = len(answers) == await questionnaires.items(turn, asked)
    score = instrument.score(answers) if complete else None
    await rows.answer(turn.db, asked, answers, score)
    if score is not None:
        await measuring.look(turn, replace(asked, score=score))
    return await begin(turn, anchor, asked.due_on)


async def back(turn: Turn, anchor: int, questionnaire_id: int, item: int) -> Toast | None:
    """Take the newest answer back and ask again; a button of an older one changes nothing."""
    found = await _found(turn, anchor, questionnaire_id)
    if isinstance(found, Toast):
        return found
    asked, week = found
    if week.last != (questionnaire_id, item) or asked.state == "left":
        return turn.words().toast("common.have_it")
    await rows.answer(turn.db, asked, asked.answers[:-1], None)
    await begin(turn, anchor, asked.due_on)
    return turn.words().toast("common.undone")


async def skip(turn: Turn, anchor: int, questionnaire_id: int) -> Toast | None:
    """Leave one instrument out this week and go on with the next."""
    found = await _found(turn, anchor, questionnaire_id)
    if isinstance(found, Toast):
        return found
    await rows.leave(turn.db, questionnaire_id)
    return await begin(turn, anchor, found[0].due_on)


async def stop(turn: Turn, anchor: int, due: str) -> Toast | None:
    """Take "not today" as an answer, without a reproach; they come again when the next ones are due."""
    week = await _week(turn, anchor, due)
    if isinstance(week, Toast):
        return week
    for one in week.asked:
        await rows.leave(turn.db, one.questionnaire_id)
    await activities.stop_naming(turn)
    await turn.show(await _behind_the_day(turn, anchor, turn.words().screen("questionnaire.left")), anchor=anchor)
    return None


async def typed(turn: Turn, text: str) -> bool:
    """Take words as the name of an activity where one was asked for; False when they are meant for somebody else."""
    naming = activities.naming(turn)
    if naming is None:
        return False
    (due, anchor), me = naming, turn.person.person_id
    week = await read(turn, due.isoformat())
    if questionnaires.is_over(turn, due) or week.open is None or not await activities.typed(turn, text):
        await people.set_doing(turn.db, me, None)
        return False
    if anchor:  # the conversation goes on below her words: the bubble that asked gives its day back
        await turn.show(await _behind_the_day(turn, anchor, turn.words().screen("questionnaire.below")), anchor=anchor)
        await activities.begin_naming(turn, week.due_on, None)
    left = activities.MOST - len(await named(turn.db, me))
    if left:
        go = (turn.words().button("questionnaire.go_on", "qn.go", week.due_on),)
        await turn.say("reply", turn.words().screen("questionnaire.named", (go,), activity=text, left=left))
        return True
    await people.set_doing(turn.db, me, None)
    await turn.say("reply", await screen(turn, await read(turn, week.due_on), None))
    return True


async def _found(turn: Turn, anchor: int, questionnaire_id: int) -> tuple[Questionnaire, Week] | Toast:
    """Give one of the person's own that can still be answered, with its week, or what to answer instead."""
    asked = await rows.get(turn.db, questionnaire_id)
    if asked is None or asked.person_id != turn.person.person_id:
        return turn.words().toast("common.not_yours")
    week = await _week(turn, anchor, asked.due_on)
    if isinstance(week, Toast):
        return week
    same = next((one for one in week.asked if one.questionnaire_id == questionnaire_id), None)
    if same is not None and same.locale != asked.locale:  # she speaks another language since: begun anew in that one
        await turn.show(await screen(turn, week, anchor), anchor=anchor)
        return turn.words().toast("common.undone")
    return (same, week) if same is not None else turn.words().toast("common.no_longer")


async def _week(turn: Turn, anchor: int, due: str) -> Week | Toast:
    """Give the week that a button names; when it is over, close the bubble and say so instead."""
    try:
        day = date.fromisoformat(due)
    except ValueError as error:
        raise TapError(f"date {due}") from error
    if not await rows.of_week(turn.db, turn.person.person_id, due):
        return turn.words().toast("common.not_yours")
    if not questionnaires.is_over(turn, day):
        return await read(turn, due)
    await turn.show(await _behind_the_day(turn, anchor, turn.words().screen("questionnaire.closed")), anchor=anchor)
    return turn.words().toast("questionnaire.over")


async def screen(turn: Turn, week: Week, anchor: int | None) -> Screen:
    """Word what comes next in a week: a question, the wish for a name, or the receipt."""
    words, asked = turn.words(), week.open
    if asked is None:
        return await _behind_the_day(turn, anchor, _receipt(turn, week))
    instrument = turn.library.guide.instruments[asked.instrument]
    said = turn.library.guide_words(words.locale).instruments[asked.instrument]
    if instrument.client_names_items and not week.activities:
        await activities.begin_naming(turn, week.due_on, anchor)
        leave = (
            words.button("questionnaire.skip", "qn.skip", asked.questionnaire_id),
            words.button("questionnaire.not_today", "qn.stop", week.due_on),
        )
        return words.screen("questionnaire.name_it", (leave,), lead=said.lead or said.name)
    return _question(turn, week, asked, instrument, said)


def _question(turn: Turn, week: Week, asked: Questionnaire, instrument: Instrument, said: InstrumentWords) -> Screen:
    words, place = turn.words(), len(asked.answers)
    item = said.items[instrument.items[place]]
    end: list[Button] = []
    if week.last is not None:
        end.append(words.button("questionnaire.change_last", "qn.back", *week.last))
    end.append(words.button("questionnaire.not_today", "qn.stop", week.due_on))
    return words.screen(
        "questionnaire.question",
        (*_keys(asked, place, instrument, said), tuple(end)),
        number=week.number,
        count=week.count,
        activity=week.activities[place] if instrument.client_names_items else "",
        lead="" if instrument.client_names_items else said.lead or "",
        ask=item.ask,
        from_=instrument.low,
        to=instrument.high,
        low=item.low,
        high=item.high,
        named=bool(said.answers),
    )


def _keys(
    asked: Questionnaire, place: int, instrument: Instrument, said: InstrumentWords
) -> tuple[tuple[Button, ...], ...]:
    """Give the answers as buttons: words one below the other, numbers in two rows."""
    values = range(instrument.low, instrument.high + 1)
    if said.answers:
        return tuple(
            (plain(answer, "qn.ans", asked.questionnaire_id, place, value),)
            for answer, value in zip(said.answers, values, strict=True)
        )
    numbers = [plain(str(value), "qn.ans", asked.questionnaire_id, place, value) for value in values]
    return tuple(numbers[:HALF]), tuple(numbers[HALF:])


def _receipt(turn: Turn, week: Week) -> Screen:
    """Word what was noted; a score of low mood or worry is not read out to her, only that it is there."""
    words, known = turn.words(), turn.library.guide.instruments
    noted = [
        {
            "name": measuring.name_of(turn.library, one.instrument, words.locale),
            "score": round(one.score or 0, 1) if known[one.instrument].high == PAIN[-1] else None,
            "most": known[one.instrument].high,
        }
        for one in week.asked
        if one.state == "done"
    ]
    rows_ = ((words.button("questionnaire.change_last", "qn.back", *week.last),),) if week.last is not None else ()
    return words.screen("questionnaire.noted", rows_, noted=noted)


async def _behind_the_day(turn: Turn, anchor: int | None, said: Screen) -> Screen:
    """Put words behind the receipt of the check-in on whose bubble they are, so that it stays in the chat."""
    day = await check_in_rows.of_message(turn.db, anchor) if anchor is not None else None
    if day is None or day.person_id != turn.person.person_id or day.state != "done":
        return said
    noted = await check_ins.noted(turn, day)
    return replace(noted, text=f"{noted.text}\n\n{said.text}", rows=(*said.rows, *noted.rows))
