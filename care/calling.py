"""Owns the messages that tell somebody of an alert: when they leave and what they say; refuses to raise one.

Each alert has a row of its own for each person who is called. It is worded when it leaves, from the alerts that are
still open then, in its reader's language; `care.gathering` says which of them stand in one bubble.
"""

from dataclasses import replace
from typing import Any

import structlog

from care import flags, folding, gathering, going_on
from care.kinds import KINDS
from care.moments import local_date
from care.screen import Rows, Screen
from care.turn import Turn
from care.words import Words
from storage import alerts as rows
from storage import clients, messages, people
from storage.alerts import Alert
from storage.clients import Client
from storage.errors import KeyMissingError, StorageError
from storage.messages import Message
from storage.people import Person

log = structlog.get_logger(__name__)

BRIEF = 300
CARDS = 3
NAME = 20
# Alerts whose words repeat something that the client answered or wrote.
TELLING = frozenset(
    {
        "high_pain", "pain_before_routine", "routine_hurt", "after_visit", "red_flag", "questionnaire_score",
        "worsening", "low_mood", "pre_visit",
        "intake", "routine_held", "red_flag_answer", "red_flag_more", "pain_rising", "more_pain",
    }
)  # fmt: skip


async def call(turn: Turn, alert: Alert, to: Person, due_at: int | None = None) -> None:
    """Write the row that tells somebody of an alert; an emergency leaves at once, anything else waits for others."""
    if due_at is None:
        due_at = turn.now
    if alert.urgency != "emergency":
        due_at = await rows.gathered_until(turn.db, to.person_id) or turn.now + gathering.GATHER
    row = Message(
        message_id=turn.db.new_id(), person_id=to.person_id, subject_id=alert.client_id, kind="alert",
        priority=KINDS["alert"].priority, alert_id=alert.alert_id, due_at=due_at, not_before=due_at,
    )  # fmt: skip
    await messages.add(turn.db, row)
    turn.note_spoken(to.person_id)


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word what is still open of what a bubble tells; nothing when all of it was seen meanwhile."""
    found = await gathering.told(turn, message.message_id)
    return await _screen(turn, [one for one in found if one.acknowledged_at is None])


async def take_along(turn: Turn, host: Message, screen: Screen) -> Screen:
    """Tell in a bubble that leaves now also of what belongs into it; an emergency takes only its own client's along."""
    open_now = await gathering.gather(turn, host)
    return (await _screen(turn, open_now) if open_now else None) or screen


async def settled(turn: Turn, message: Message) -> None:
    """Take the buttons off the older bubbles of which this one is the newest.

    Words that told of several clients are forgotten: they are sealed with the key of one of them.
    """
    if len({one.client_id for one in await gathering.told(turn, message.message_id)}) > 1:
        await messages.forget_body(turn.db, message.message_id)
    await gathering.leave_behind(turn, message)


async def hand_on(turn: Turn, message: Message, to: Person) -> None:
    """Call somebody else about what a bubble was to tell; words that name no alert go on as they are."""
    if message.alert_id is None:
        fresh = replace(
            message, message_id=turn.db.new_id(), person_id=to.person_id, due_at=turn.now, not_before=turn.now,
            edits=None,
        )  # fmt: skip
        await messages.add(turn.db, fresh)
        turn.note_spoken(to.person_id)
        return
    for alert in await gathering.told(turn, message.message_id):
        if alert.acknowledged_at is None:
            await call(turn, alert, to)


async def _screen(turn: Turn, open_now: list[Alert]) -> Screen | None:
    """Word some alerts for the turn's person: one as it is, several below each other, with one button for all."""
    words = turn.words()
    if not open_now:
        return None
    if len(open_now) == 1:
        alert = open_now[0]
        said = await worded(turn, words, alert, await _buttons(turn, words, alert))
        return replace(said, text=said.text + _late(turn, words, alert))
    if all(one.urgency == "emergency" for one in open_now):
        return await _emergencies(turn, words, open_now)
    open_now = sorted(open_now, key=lambda one: (one.urgency != "same_day", one.raised_at, one.alert_id))
    texts = [(await worded(turn, words, alert, (), brief=True)).text + _late(turn, words, alert) for alert in open_now]
    buttons = (
        (words.button("alert.seen_all", "al.told", count=len(texts)),),
        *await _cards(turn, words, open_now),
        (words.button("alert.all", "al.new"),),
    )
    head = words.screen("alert.together", buttons, count=len(texts))
    return replace(head, text="\n\n".join([head.text, *texts]))


async def _cards(turn: Turn, words: Words, open_now: list[Alert]) -> Rows:
    """Give a button to the card of each client in a bubble, a few at most: the others are in the inbox."""
    found = [await people.get(turn.db, who) for who in dict.fromkeys(one.client_id for one in open_now)]
    known = [one for one in found if one is not None and await clients.get(turn.db, one.person_id) is not None]
    return tuple(
        (words.button("alert.card_of", "cl.open", one.person_id, name=one.name[:NAME]),) for one in known[:CARDS]
    )


async def _emergencies(turn: Turn, words: Words, open_now: list[Alert]) -> Screen:
    """Word a client's emergencies below each other, the newest first: it is what calls now.

    Of many, a few are worded in full; of the others her own words stand, in short.
    """
    (newest, *before), older = folding.fold(open_now)
    said = await worded(turn, words, newest, await _buttons(turn, words, newest), brief=True)
    texts = [said.text, *[(await worded(turn, words, alert, (), brief=True)).text for alert in before]]
    if older:
        lines, wordless = folding.lines(older)
        zone = turn.practice.zone
        texts.append(words.text("alert.folded", count=len(older), older=lines, wordless=wordless, zone=zone))
    oldest = min(open_now, key=lambda one: (one.raised_at, one.alert_id))
    return replace(said, text="\n\n".join(texts) + _late(turn, words, oldest))


def _late(turn: Turn, words: Words, alert: Alert) -> str:
    """Say of an alert that is told again, or on another day, that it is; nothing otherwise."""
    zone = turn.practice.zone
    earlier = local_date(alert.raised_at, zone) != local_date(turn.now, zone)
    if not earlier and not alert.step:
        return ""
    return "\n\n" + words.text("alert.late", unseen=alert.step > 0, earlier=earlier, at=alert.raised_at, zone=zone)


async def _buttons(turn: Turn, words: Words, alert: Alert) -> Rows:
    seen = words.button("alert.seen", "al.seen", alert.client_id, alert.alert_id)
    if await clients.get(turn.db, alert.client_id) is None:
        return ((seen,),)
    card = words.button("alert.card", "cl.open", alert.client_id)
    if alert.kind == "stopped":
        return ((seen, card),)  # it has nothing to do with why routines rest
    return ((seen, card), *await going_on.row(turn.db, words, alert.client_id))


def kind_for(alert: Alert, client: Client | None) -> str:
    """Give the kind under which its reader may know an alert of a client (None: of somebody who is none)."""
    hidden = client is not None and client.confirmed_at is None and alert.urgency != "emergency"
    return "unconfirmed" if hidden and alert.kind in TELLING else alert.kind


async def worded(turn: Turn, words: Words, alert: Alert, buttons: Rows, *, brief: bool = False) -> Screen:
    """Word one alert as its reader may know it; ``brief`` cuts her own words, so that several fit into a bubble.

    Before the therapist has confirmed who it is, it says that a look is needed, but no answer; an emergency is told in
    full. One that can't be worded still says whom it is about: it must neither be silent nor silence those beside it.
    """
    try:
        return await _in_full(turn, words, alert, buttons, brief=brief)
    except KeyMissingError:
        error = "damaged"
    except StorageError:
        raise
    except Exception as fault:  # noqa: BLE001 -- a slip in any template, whatever it raises
        error = type(fault).__name__  # the type only: an error's words may hold what somebody wrote
    log.error("an alert can't be worded", alert=alert.alert_id, kind=alert.kind, error=error)
    urgent = alert.urgency == "emergency"
    name = await _name(turn, alert.client_id)
    return words.screen(
        "alert.unshown", buttons, name=name, urgent=urgent, now=alert.raised_at, zone=turn.practice.zone
    )


async def _name(turn: Turn, person_id: int) -> str:
    try:
        person = await people.get(turn.db, person_id)
    except KeyMissingError:
        return ""
    return person.name if person else ""


async def _in_full(turn: Turn, words: Words, alert: Alert, buttons: Rows, *, brief: bool) -> Screen:
    person = await people.get(turn.db, alert.client_id)
    kind = kind_for(alert, await clients.get(turn.db, alert.client_id))
    if alert.damaged and kind == alert.kind:
        raise KeyMissingError
    facts = alert.told() if kind == alert.kind else {}
    if brief and isinstance(facts.get("words"), str):
        facts["words"] = facts["words"][:BRIEF]
    known = {"name": person.name if person else "", "now": alert.raised_at, "zone": turn.practice.zone}
    known["again"] = person is not None and person.reach == "open"
    return words.screen(f"alert.{kind}", buttons, **(known | _named(words, facts)))


def _named(words: Words, facts: dict[str, Any]) -> dict[str, Any]:
    """Say what a red flag, an instrument, a routine and its exercise are called in the reader's language."""
    facts = {"routine": "", **flags.named(words, facts)}
    library, routine, exercise = words.library, str(facts.get("of_routine")), str(facts.get("exercise"))
    if routine in library.routines:
        facts["routine"] = library.routine_words(routine, words.locale).name
    facts["exercise"] = library.exercise_words(exercise, words.locale).name if exercise in library.exercises else ""
    if "instrument" not in facts:
        return facts
    return facts | {"instrument": words.instrument(facts["instrument"])}
