"""Owns calling a human: an alert is open until somebody tapped it; refuses to promise that anybody is watching."""

from dataclasses import replace
from typing import Any

import structlog

from care.screen import Toast
from care.turn import Turn
from storage import alerts as rows
from storage import audit, clients, messages, people
from storage.messages import Message
from storage.people import Person
from storage.session import Session

log = structlog.get_logger(__name__)

# Alerts whose words repeat something that the client answered or wrote.
TELLING = frozenset(
    {
        "high_pain",
        "pain_before_routine",
        "routine_hurt",
        "after_visit",
        "red_flag",
        "questionnaire_score",
        "intake",
        "intake_now",
        "routine_held",
    }
)


async def owners(db: Session) -> list[Person]:
    """Give the owners who can be told something; all of them when nobody can."""
    found = await people.with_role(db, "owner")
    return [one for one in found if one.reach != "blocked"] or found


async def therapist_of(turn: Turn) -> Person | None:
    """Give the therapist of the turn's client, or an owner where there is none who can be reached; None for nobody."""
    client = await clients.get(turn.db, turn.person.person_id)
    found = await people.get(turn.db, client.therapist_id) if client is not None else None
    if found is not None and found.reach != "blocked":
        return found
    owners = [owner for owner in await people.with_role(turn.db, "owner") if owner.reach != "blocked"]
    return owners[0] if owners else None


async def raise_for(turn: Turn, kind: str, urgency: str, **facts: Any) -> None:
    """Write an alert about the turn's client and the message that calls her therapist, in one transaction.

    Before the therapist has confirmed who it is, the message says that a look is needed, but no answer; an emergency
    is told in full.
    """
    alert_id = await rows.raise_alert(turn.db, client_id=turn.person.person_id, kind=kind, urgency=urgency)
    therapist = await therapist_of(turn)
    if therapist is None:
        return
    words = turn.words(therapist)
    seen = words.button("alert.seen", "al.seen", turn.person.person_id, alert_id)
    card = words.button("alert.card", "cl.open", turn.person.person_id)
    known = {"name": turn.person.name, "now": turn.now, "zone": turn.practice.zone}
    client = await clients.get(turn.db, turn.person.person_id)
    told = urgency == "emergency" or kind not in TELLING or client is None or client.confirmed_at is not None
    if not told:
        kind, facts = "unconfirmed", {}
    buttons = (seen, card) if client is not None else (seen,)
    screen = words.screen(f"alert.{kind}", (buttons,), **(known | facts))
    await turn.say("alert", screen, to=therapist)


async def take_back(turn: Turn, pain: int) -> None:
    """Tell the therapist that the pain that called her was taken back; the alert itself stays hers to see."""
    therapist = await therapist_of(turn)
    if therapist is None or not await clients.is_confirmed(turn.db, turn.person.person_id):
        return
    words = turn.words(therapist)
    card = ((words.button("alert.card", "cl.open", turn.person.person_id),),)
    await turn.say("news", words.screen("check_in.taken_back", card, name=turn.person.name, pain=pain), to=therapist)


async def acknowledge(turn: Turn, actor: Person, anchor: int, alert_id: int) -> Toast:
    """Note that a therapist has seen an alert; the turn is about the client."""
    words = turn.words(actor)
    alert = await rows.get(turn.db, alert_id)
    if alert is None or alert.client_id != turn.person.person_id:
        return words.toast("common.not_yours")
    if await rows.acknowledge(turn.db, alert_id, actor.person_id):
        await audit.note(turn.db, "alert seen", actor=actor.person_id, subject=alert.client_id, about=alert_id)
    card = words.button("alert.card", "cl.open", turn.person.person_id)
    await turn.show(words.screen("alert.done", ((card,),), name=turn.person.name), anchor=anchor, to=actor)
    return words.toast("alert.thanks")


async def hand_on(turn: Turn, alert: Message) -> None:
    """Give an alert that the turn's person can't get to an owner who can: it must not end with her."""
    owners = await people.with_role(turn.db, "owner")
    heir = next((one for one in owners if one.reach != "blocked" and one.person_id != turn.person.person_id), None)
    if heir is None:
        log.error("an alert reaches nobody", message=alert.message_id)
        return
    fresh = replace(
        alert, message_id=turn.db.new_id(), person_id=heir.person_id, due_at=turn.now, not_before=turn.now, edits=None
    )
    await messages.add(turn.db, fresh)
    turn.note_spoken(heir.person_id)


async def tell_owner(turn: Turn, owner: Person, key: str, **facts: Any) -> None:
    """Tell an owner about something in the machinery; it names no client."""
    await turn.say("alert", turn.words(owner).screen(key, **facts), to=owner)


async def news_for_owner(turn: Turn, owner: Person, key: str, **facts: Any) -> None:
    """Tell an owner something about the machinery that calls for nothing, such as that a trouble is over."""
    await turn.say("news", turn.words(owner).screen(key, **facts), to=owner)
