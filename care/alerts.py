"""Owns calling a human: an alert is open until somebody tapped it; refuses to promise that anybody is watching."""

import json
from typing import Any

import structlog

from care import calling, going_on, hours, unheard, unseen
from care.hours import WhenSeen
from care.moments import MINUTE
from care.turn import Turn
from storage import alerts as rows
from storage import calls, clients, covers, people, queue
from storage.messages import Message
from storage.people import Person
from storage.session import Session

log = structlog.get_logger(__name__)

A_BREATH = 3 * MINUTE
MOST_WORDS = 600


async def owners(db: Session) -> list[Person]:
    """Give the owners who can be told something; all of them when nobody can."""
    return await _owners_in_reach(db) or await people.with_role(db, "owner")


async def _owners_in_reach(db: Session) -> list[Person]:
    return [one for one in await people.with_role(db, "owner") if one.reach != "blocked"]


async def therapist_of(turn: Turn) -> Person | None:
    """Give the therapist of the turn's client, or who covers, or an owner where she can't be reached; None for nobody.

    It is never the client herself: an owner may be a colleague's client.
    """
    me = turn.person.person_id
    client = await clients.get(turn.db, me)
    found = await people.get(turn.db, client.therapist_id) if client is not None else None
    if found is not None and found.reach != "blocked" and found.person_id != me:
        return found
    return await cover_of(turn.db, me) or next(iter(await instead(turn.db, me)), None)


async def cover_of(db: Session, client_id: int) -> Person | None:
    """Give who covers for a client's therapist now and can be reached, or None; never the client herself."""
    client = await clients.get(db, client_id)
    chosen = await covers.of(db, client.therapist_id) if client is not None else None
    found = await people.get(db, chosen.cover_id) if chosen is not None else None
    if found is None or found.person_id == client_id:
        return None
    return found if found.reach != "blocked" and found.roles & {"therapist", "owner"} else None


async def instead(db: Session, client_id: int) -> list[Person]:
    """Give who is called about a client beside her therapist: the owners in reach, but never the client herself.

    Where no such owner is, it is the therapists: a colleague is better than nobody.
    """
    found = [one for one in await _owners_in_reach(db) if one.person_id != client_id]
    if found:
        return found
    others = await people.with_role(db, "therapist")
    return [one for one in others if one.reach != "blocked" and one.person_id != client_id]


async def reaches(turn: Turn) -> bool:
    """Tell whether an alert about the turn's client reaches anybody: only then may she read that somebody is told."""
    return await therapist_of(turn) is not None


async def raise_for(turn: Turn, kind: str, urgency: str, *, due_at: int | None = None, **facts: Any) -> int:
    """Write an alert about the turn's client and the row that calls her therapist, in one transaction; give its id.

    ``kind`` names its words (``alert.<kind>``), ``facts`` what they need beside name and time: texts, numbers and lists
    of them; they are sealed. Unless it is an emergency it is told within five minutes, together with what else comes;
    ``due_at`` (ms UTC) is when that is chosen.
    """
    alert = await rows.raise_alert(
        turn.db,
        client_id=turn.person.person_id,
        kind=kind,
        urgency=urgency,
        facts=json.dumps(facts, ensure_ascii=False),
        escalates_at=hours.answer_by(turn.practice, urgency, turn.now),
    )
    therapist = await therapist_of(turn)
    if therapist is not None:
        await calling.call(turn, alert, therapist, due_at)
        if urgency == "emergency":
            await unseen.plan(turn)
    for reader in await _also_called(turn, urgency):
        if therapist is None or reader.person_id != therapist.person_id:
            await calling.call(turn, alert, reader, due_at)
    return alert.alert_id


async def is_unseen(turn: Turn) -> bool:
    """Tell whether an emergency that the turn's person wrote of waits for somebody to see it."""
    found = await rows.emergencies_of(turn.db, turn.person.person_id)
    return any(one.kind.startswith("red_flag") for one in found)


async def more_words(turn: Turn, text: str, *, again: bool = False) -> None:
    """Pass on what the turn's person writes after a red flag that nobody has seen; nothing where there is none.

    "The key is under the mat" may not wait for the morning. It calls whoever was called, but every few minutes only:
    what comes between stands in the next bubble. With ``again`` it also calls where all of it was seen.
    """
    if not again and not await is_unseen(turn):
        return
    last = await rows.last_raised(turn.db, turn.person.person_id, "red_flag_more")
    due_at = turn.now if last is None else max(turn.now, last + A_BREATH)
    await raise_for(turn, "red_flag_more", "emergency", due_at=due_at, words=text[:MOST_WORDS])


async def _also_called(turn: Turn, urgency: str) -> list[Person]:
    """Give who was called about an emergency of the turn's client that is open still: news of it is for them too."""
    who = await calls.readers(turn.db, turn.person.person_id) if urgency == "emergency" else []
    found = [await people.get(turn.db, one) for one in who if one != turn.person.person_id]
    return [one for one in found if one is not None and one.reach != "blocked" and one.roles & {"therapist", "owner"}]


async def may_be_told(turn: Turn) -> bool:
    """Tell whether a human may read an answer of the turn's person: of a client, once a therapist has confirmed her."""
    client = await clients.get(turn.db, turn.person.person_id)
    return client is None or client.confirmed_at is not None


def when_seen(turn: Turn) -> WhenSeen:
    """Tell whether somebody of the practice reads now, and when the working hours begin."""
    return hours.when_seen(turn.practice, turn.now)


def closed_now(turn: Turn) -> str:
    """Say to the turn's person that it is outside working hours and until when nobody may read; empty within them."""
    seen = when_seen(turn)
    if seen.now:
        return ""
    emergency = turn.library.emergency(turn.person.country).emergency
    return turn.words().text("safety.closed_now", at=seen.at, zone=turn.practice.zone, emergency=emergency)


async def take_back(turn: Turn, pain: int) -> None:
    """Tell the therapist that the pain that called her was taken back; the alert itself stays hers to see."""
    therapist = await therapist_of(turn)
    if therapist is None or not await clients.is_confirmed(turn.db, turn.person.person_id):
        return
    words = turn.words(therapist)
    card = ((words.button("alert.card", "cl.open", turn.person.person_id),),)
    resume = await going_on.row(turn.db, words, turn.person.person_id)
    facts = {"name": turn.person.name, "pain": pain, "rests": bool(resume)}
    screen = words.screen("check_in.taken_back", (*card, *resume), **facts)
    news = await turn.say("news", screen, to=therapist)
    if (until := await rows.gathered_until(turn.db, therapist.person_id)) is not None:
        await queue.hold(turn.db, news, until, "company")  # it must not be read before what it takes back


async def hand_on(turn: Turn, alert: Message) -> None:
    """Give an alert that the turn's person can't get to an owner who can: it must not end with her."""
    machinery = alert.alert_id is None
    found = await _owners_in_reach(turn.db) if machinery else await instead(turn.db, alert.subject_id)
    tried = {turn.person.person_id, *await rows.tried(turn.db, alert.alert_id)}  # else two hand it on for ever
    heir = next((one for one in found if one.person_id not in tried), None)
    if heir is None:
        log.error("an alert reaches nobody", message=alert.message_id)
        await unheard.correct(turn, alert)
        return
    await calling.hand_on(turn, alert, heir)


async def tell_owner(turn: Turn, owner: Person, key: str, **facts: Any) -> None:
    """Tell an owner about something in the machinery; it names no client."""
    await turn.say("alert", turn.words(owner).screen(key, **facts), to=owner)


async def news_for_owner(turn: Turn, owner: Person, key: str, **facts: Any) -> None:
    """Tell an owner something about the machinery that calls for nothing, such as that a trouble is over."""
    await turn.say("news", turn.words(owner).screen(key, **facts), to=owner)
