"""Owns which alerts stand in one bubble, and what becomes of the older bubbles; refuses to word an alert.

What is no emergency waits for others of the same reader. Of a client's emergencies each reader has one bubble: when
there is news, a new one comes that tells all that is open, and the older ones give their buttons away.
"""

from care.moments import MINUTE
from care.turn import Turn
from storage import alerts as rows
from storage import calls, endings, messages, people, queue
from storage.alerts import Alert
from storage.messages import Message
from storage.people import Person

GATHER = 5 * MINUTE
# So many fit into one bubble whatever they say; the others come in the next one.
MOST = 5
MOST_OF_ONE = 20
"""So many of one client's emergencies: of the older ones only her words are said, in short."""
SAID = ("merged", "sent", "uncertain")


async def told(turn: Turn, message_id: int) -> list[Alert]:
    """Give the alerts that a bubble tells of, seen or not: its own and those that it says along with it."""
    host = await messages.head(turn.db, message_id)
    own = await rows.get(turn.db, host.alert_id or 0) if host is not None else None
    found = {own.alert_id: own} if own is not None else {}
    for row in await queue.followers(turn.db, message_id):
        if row.state in SAID and row.alert_id is not None and row.alert_id not in found:
            alert = await rows.get(turn.db, row.alert_id)
            found |= {alert.alert_id: alert} if alert is not None else {}
    return list(found.values())


async def gather(turn: Turn, host: Message) -> list[Alert] | None:
    """Give what a bubble that leaves now tells, with all that it takes along; None where that is left as it was."""
    open_now = [one for one in await told(turn, host.message_id) if one.acknowledged_at is None]
    if host.attempt or not open_now:
        return None
    if any(one.urgency == "emergency" for one in open_now):
        return await _with_emergencies(turn, host, open_now)
    return await _with_waiting(turn, host, open_now)


async def _with_waiting(turn: Turn, host: Message, open_now: list[Alert]) -> list[Alert]:
    """Take along what waits for the same reader and is no emergency."""
    for row in await queue.queued_until(turn.db, host.person_id, turn.now + GATHER):
        if row.attempt or row.message_id == host.message_id or row.alert_id is None:
            continue
        alert = await rows.get(turn.db, row.alert_id)
        if alert is None or alert.urgency == "emergency":
            continue
        if len(open_now) == MOST:
            break
        if alert.acknowledged_at is None and alert.alert_id not in {one.alert_id for one in open_now}:
            open_now.append(alert)
        await endings.merge_into(turn.db, row.message_id, host.message_id)
    return open_now


async def _with_emergencies(turn: Turn, host: Message, open_now: list[Alert]) -> list[Alert]:
    """Take along the client's other emergencies that wait for this reader, or that an older bubble told her."""
    for row in await calls.of_emergencies(turn.db, host.person_id, host.subject_id):
        if row.message_id == host.message_id or row.alert_id is None or (row.state == "queued" and row.attempt):
            continue
        if row.alert_id not in {one.alert_id for one in open_now}:
            alert = await rows.get(turn.db, row.alert_id)
            if alert is None or len(open_now) >= MOST_OF_ONE:
                continue
            open_now.append(alert)
        if row.state == "queued":
            await endings.merge_into(turn.db, row.message_id, host.message_id)
        else:
            await calls.stand_in(turn.db, row.message_id, host.message_id)
    return open_now


async def leave_behind(turn: Turn, message: Message) -> None:
    """Take the buttons off the older bubbles whose alerts all stand in a newer one, now that it has arrived."""
    followers = await queue.followers(turn.db, message.message_id)
    here = {message.alert_id, *(row.alert_id for row in followers)}
    for row in followers:
        left = {row.alert_id, *(one.alert_id for one in await queue.followers(turn.db, row.message_id))}
        if _is_shown(row) and left <= here:
            person = await people.get(turn.db, row.subject_id)
            screen = turn.words().screen("alert.below", name=person.name if person else "")
            await turn.say("receipt", screen, edits=row.message_id, about=row.subject_id)


async def note_seen(turn: Turn, actor: Person, seen: list[Alert], *, but: int | None) -> None:
    """Let every bubble of some alerts say who has seen them, once all that it tells was; ``but`` is the tapped one."""
    bubbles: set[int] = set()
    for alert in seen:
        for said in await calls.telling(turn.db, alert.alert_id):
            bubbles |= {said.message_id, said.follows or said.message_id}
    for key in sorted(bubbles - {but}):
        row, about = await messages.head(turn.db, key), await told(turn, key)
        if row is not None and _is_shown(row) and all(one.acknowledged_at for one in about):
            await _say_seen(turn, actor, row, about)


async def _say_seen(turn: Turn, actor: Person, row: Message, about: list[Alert]) -> None:
    reader = await people.get(turn.db, row.person_id)
    if reader is None or reader.reach == "blocked":
        return
    found = [await people.get(turn.db, who) for who in sorted({one.client_id for one in about})]
    names = [one.name for one in found if one is not None]
    words, zone = turn.words(reader), turn.practice.zone
    # Of several clients: sealed with the reader's own key, which is none of theirs.
    whose = row.subject_id if len(names) == 1 else reader.person_id
    screen = words.screen("alert.seen_by", who=actor.name, names=names, at=turn.now, zone=zone)
    await turn.say("receipt", screen, to=reader, edits=row.message_id, about=whose)


def _is_shown(row: Message) -> bool:
    """Tell whether a row has a bubble of its own that can be changed; what may not be there would come anew."""
    return row.state == "sent" and row.edits is None and row.telegram_message_id is not None
