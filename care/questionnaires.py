"""Owns which questions a client is asked once a week or less often, and when; refuses to ask them (``asking``).

They have no message of their own: they stand behind a day's check-in, in the same bubble. So nothing more comes by
itself than the one message a day, and quiet hours, pauses and the day's number of messages hold for them unasked.
"""

from dataclasses import replace
from datetime import date, timedelta

from care.moments import local_date
from care.screen import Screen
from care.turn import Turn
from content.instruments import Instrument
from storage import activities, clients, rests
from storage import questionnaires as rows
from storage.questionnaires import Questionnaire

WEEK = 7
# From the day on which they fall due they can be answered for this many days; what is missing then stays missing.
OPEN_DAYS = 4
# Who crosses the date line between two weeks is not asked a week later because of one day.
SLACK = 3


def weekly(turn: Turn) -> list[Instrument]:
    """Give the instruments that are not asked daily, in the order in which they are asked."""
    return [one for one in turn.library.guide.instruments.values() if one.every_days >= WEEK]


def is_worded(turn: Turn, instrument: str, locale: str) -> bool:
    """Tell whether there is a wording in a language; without a published one an instrument is off there."""
    return instrument in turn.library.guide.instruments and instrument in turn.library.guide_words(locale).instruments


async def is_on(turn: Turn) -> dict[str, bool]:
    """Give, by instrument, whether the turn's client is to be asked it: her therapist's choice, else the default."""
    chosen = await rows.choices(turn.db, turn.person.person_id)
    return {one.id: chosen.get(one.id, one.default_on) for one in weekly(turn)}


async def due_on(turn: Turn) -> date | None:
    """Give the day on which this week's questions fell due, or None: the first week has none, and each week ends.

    It is the weekday on which she joined.
    """
    client = await clients.get(turn.db, turn.person.person_id)
    if client is None:
        return None
    zone = turn.person.zone
    today = local_date(turn.now, zone)
    weeks, days = divmod((today - local_date(client.joined_at, zone)).days, WEEK)
    return today - timedelta(days=days) if weeks >= 1 and days < OPEN_DAYS else None


def is_over(turn: Turn, due: date) -> bool:
    """Tell whether the questions of a due date can no longer be answered."""
    return local_date(turn.now, turn.person.zone) >= due + timedelta(days=OPEN_DAYS)


async def open_now(turn: Turn) -> list[Questionnaire]:
    """Write down what falls due this week, and give what of it is still open."""
    due = await due_on(turn)
    if due is None or await rests.in_force(turn.db, turn.person.person_id) is not None:
        return []
    me, last, chosen = turn.person.person_id, await rows.last_due(turn.db, turn.person.person_id), await is_on(turn)
    for one in weekly(turn):
        asked = last.get(one.id)
        soon = asked is not None and (due - date.fromisoformat(asked)).days < one.every_days - SLACK
        if chosen[one.id] and is_worded(turn, one.id, turn.person.locale) and not soon:
            await rows.ask(
                turn.db,
                person_id=me,
                instrument=one.id,
                version=one.version,
                locale=turn.person.locale,
                due_on=due.isoformat(),
            )
    waiting = [one for one in await rows.of_week(turn.db, me, due.isoformat()) if one.state == "asked"]
    return [one for one in waiting if is_worded(turn, one.instrument, turn.person.locale)]


async def items(turn: Turn, asked: Questionnaire) -> int:
    """Give the number of questions of one instrument; where she names them herself, of those that she named."""
    instrument = turn.library.guide.instruments[asked.instrument]
    if instrument.client_names_items:
        return len(await activities.named(turn.db, asked.person_id))
    return len(instrument.items)


async def along(turn: Turn, noted: Screen) -> Screen:
    """Lay this week's questions behind a day's receipt, where there are any."""
    waiting = await open_now(turn)
    if not waiting:
        return noted
    count = sum([max(1, await items(turn, one)) - len(one.answers) for one in waiting])
    words, due = turn.words(), waiting[0].due_on
    row = (
        words.button("questionnaire.begin", "qn.go", due),
        words.button("questionnaire.not_today", "qn.stop", due),
    )
    offer = words.text("questionnaire.offer", count=count)
    return replace(noted, text=f"{noted.text}\n\n{offer}", rows=(row, *noted.rows))
