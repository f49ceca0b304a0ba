"""Owns the messages that tell somebody of an alert: when they leave and what they say; refuses to raise one.

Each alert has a row of its own for each person who is called. It is worded when it leaves, from the alerts that are
still open then, in its reader's language. What is no emergency waits up to five minutes for others of the same reader:
one bubble then tells of all of them, and the ledger names it as the one into which the others were merged.
"""

import json
from dataclasses import replace
from typing import Any

from care import going_on
from care.kinds import KINDS
from care.moments import MINUTE, local_date
from care.screen import Rows, Screen
from care.turn import Turn
from care.words import Words
from storage import alerts as rows
from storage import clients, endings, messages, people, queue
from storage.alerts import Alert
from storage.clients import Client
from storage.messages import Message
from storage.people import Person

GATHER = 5 * MINUTE
# So many fit into one bubble whatever they say; the others come in the next one.
MOST = 5
BRIEF = 300
# Alerts whose words repeat something that the client answered or wrote.
TELLING = frozenset(
    {
        "high_pain", "pain_before_routine", "routine_hurt", "after_visit", "red_flag", "questionnaire_score",
        "worsening", "low_mood", "pre_visit",
        "intake", "intake_now", "routine_held", "red_flag_answer", "pain_rising", "more_pain",
    }
)  # fmt: skip


async def call(turn: Turn, alert: Alert, to: Person) -> None:
    """Write the row that tells somebody of an alert; an emergency leaves at once, anything else waits for others."""
    due_at = turn.now
    if alert.urgency != "emergency":
        due_at = await rows.gathered_until(turn.db, to.person_id) or turn.now + GATHER
    row = Message(
        message_id=turn.db.new_id(), person_id=to.person_id, subject_id=alert.client_id, kind="alert",
        priority=KINDS["alert"].priority, alert_id=alert.alert_id, due_at=due_at, not_before=due_at,
    )  # fmt: skip
    await messages.add(turn.db, row)
    turn.note_spoken(to.person_id)


async def told(turn: Turn, message_id: int) -> list[Alert]:
    """Give the alerts that a bubble tells of, seen or not: its own and those that were merged into it."""
    host = await messages.head(turn.db, message_id)
    merged = [row for row in await queue.followers(turn.db, message_id) if row.state == "merged"]
    ids = [row.alert_id for row in (host, *merged) if row is not None and row.alert_id is not None]
    found = [await rows.get(turn.db, key) for key in dict.fromkeys(ids)]
    return [alert for alert in found if alert is not None]


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word what is still open of what a bubble tells; nothing when all of it was seen meanwhile."""
    return await _screen(turn, [one for one in await told(turn, message.message_id) if one.acknowledged_at is None])


async def take_along(turn: Turn, host: Message, screen: Screen) -> Screen:
    """Tell in a bubble that leaves now also of what waits for the same reader; an emergency stands alone."""
    open_now = [one for one in await told(turn, host.message_id) if one.acknowledged_at is None]
    if host.attempt or any(one.urgency == "emergency" for one in open_now):
        return screen
    for row in await queue.queued_until(turn.db, host.person_id, turn.now + GATHER):
        alert = await rows.get(turn.db, row.alert_id or 0)
        if row.attempt or row.message_id == host.message_id or alert is None or alert.urgency == "emergency":
            continue
        if len(open_now) == MOST:
            break
        if alert.acknowledged_at is None and alert.alert_id not in {one.alert_id for one in open_now}:
            open_now.append(alert)
        await endings.merge_into(turn.db, row.message_id, host.message_id)
    return await _screen(turn, open_now) or screen


async def settled(turn: Turn, message: Message) -> None:
    """Forget the words of a bubble that told of several clients: they are sealed with the key of one of them."""
    if len({one.client_id for one in await told(turn, message.message_id)}) > 1:
        await messages.forget_body(turn.db, message.message_id)


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
    for alert in await told(turn, message.message_id):
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
    open_now = sorted(open_now, key=lambda one: (one.urgency != "same_day", one.raised_at, one.alert_id))
    texts = [(await worded(turn, words, alert, (), brief=True)).text + _late(turn, words, alert) for alert in open_now]
    head = words.screen(
        "alert.together",
        ((words.button("alert.seen_all", "al.told", count=len(texts)),), (words.button("alert.all", "al.new"),)),
        count=len(texts),
    )
    return replace(head, text="\n\n".join([head.text, *texts]))


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
    return ((seen, card), *await going_on.row(turn.db, words, alert.client_id))


def kind_for(alert: Alert, client: Client | None) -> str:
    """Give the kind under which its reader may know an alert of a client (None: of somebody who is none)."""
    hidden = client is not None and client.confirmed_at is None and alert.urgency != "emergency"
    return "unconfirmed" if hidden and alert.kind in TELLING else alert.kind


async def worded(turn: Turn, words: Words, alert: Alert, buttons: Rows, *, brief: bool = False) -> Screen:
    """Word one alert as its reader may know it; ``brief`` cuts her own words, so that several fit into a bubble.

    Before the therapist has confirmed who it is, it says that a look is needed, but no answer; an emergency is told in
    full.
    """
    person = await people.get(turn.db, alert.client_id)
    kind = kind_for(alert, await clients.get(turn.db, alert.client_id))
    facts = json.loads(alert.facts or "{}") if kind == alert.kind else {}
    if brief and isinstance(facts.get("words"), str):
        facts["words"] = facts["words"][:BRIEF]
    known = {"name": person.name if person else "", "now": alert.raised_at, "zone": turn.practice.zone}
    return words.screen(f"alert.{kind}", buttons, **(known | _named(words, facts)))


def _named(words: Words, facts: dict[str, Any]) -> dict[str, Any]:
    """Say the name of an instrument in the reader's language."""
    if "instrument" not in facts:
        return facts
    return facts | {"instrument": words.instrument(facts["instrument"])}
