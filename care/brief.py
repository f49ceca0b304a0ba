"""Owns what a therapist reads just before a visit: how it went since the last one; refuses to interpret it.

The row is hers, about the client. It is worded only when it leaves, and says nothing of a visit that was moved since.
"""

from dataclasses import replace
from statistics import median

from care import areas, before_visit, cards, free_prompts, lately, resting
from care.kinds import KINDS
from care.moments import DAY, HOUR
from care.screen import Screen
from care.turn import Turn
from care.words import Words
from storage import alerts, audit, check_ins, messages, people, rests, visit_answers, walks
from storage import appointments as visits
from storage.appointments import Appointment
from storage.check_ins import CheckIn
from storage.messages import Message

LEAD = HOUR
# Where there was no visit yet, or long ago: what is older says nothing about this one.
LOOKS_BACK = 28 * DAY


async def plan(turn: Turn, visit: Appointment) -> None:
    """Write the brief of a visit of the turn's client, an hour before; a visit at once has none."""
    due = visit.starts_at - LEAD
    if due <= turn.now:
        return
    row = Message(
        message_id=turn.db.new_id(),
        person_id=visit.therapist_id,
        subject_id=visit.client_id,
        kind="brief",
        priority=KINDS["brief"].priority,
        appointment_id=visit.appointment_id,
        slot=f"brief:{visit.version}",
        due_at=due,
        not_before=due,
        expires_at=visit.starts_at,
    )
    await messages.add(turn.db, row)


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word the brief for the turn's therapist; nothing when the visit was moved or cancelled since."""
    visit = await visits.get(turn.db, message.appointment_id or 0)
    client = await people.get(turn.db, message.subject_id)
    if visit is None or client is None or visit.state == "cancelled":
        return None
    if message.slot != f"brief:{visit.version}" or visit.therapist_id != turn.person.person_id:
        return None
    about = replace(turn, person=client)
    if not await cards.confirmed(about):
        return None
    await audit.note(turn.db, "brief read", actor=turn.person.person_id, subject=client.person_id)
    words = turn.words()
    card = ((words.button("alert.card", "cl.open", client.person_id),),)
    return words.screen(
        "before_visit.brief",
        card,
        name=client.name,
        at=visit.starts_at,
        zone=visit.zone,
        now=turn.now,
        **await _since_the_last(about, words),
        answers=await said(about, visit, turn),
    )


async def said(about: Turn, visit: Appointment, reader: Turn) -> list[dict[str, object]]:
    """List what the client answered before a visit, in the words of who reads it."""
    answers = await visit_answers.get(about.db, visit.appointment_id)
    return before_visit.lines(about, reader.words(), answers)


def _by_area(days: list[CheckIn]) -> dict[str, float]:
    """Give the median pain of each area."""
    told = dict.fromkeys(area for day in reversed(days) for area in day.areas)
    return {area: median(day.areas[area] for day in days if area in day.areas) for area in told}


async def _since_the_last(about: Turn, words: Words) -> dict[str, object]:
    me, earliest = about.person.person_id, about.now - LOOKS_BACK
    earlier = [one.starts_at for one in await visits.past(about.db, me, earliest)]
    since = earlier[-1] if earlier else earliest
    days = await check_ins.latest(about.db, me, LOOKS_BACK // DAY)
    days = [day for day in days if day.closes_at > since]
    pains = [day.pain for day in days if day.pain is not None]
    moods = [day.mood for day in days if day.mood is not None]
    done = await walks.since(about.db, me, since)
    before = [walk.pain_before for walk in done if walk.pain_before is not None]
    worst, rest = max([*pains, *before], default=None), await rests.in_force(about.db, me)
    return {
        "since": since if earlier else None,
        "asked": len(days),
        "answered": len(pains),
        "pain": median(pains) if pains else None,
        "areas": areas.named(words, _by_area(days)),
        "worst": worst,
        "before_routine": worst not in pains,
        "mood": median(moods) if moods else None,
        "activities": [
            {"title": one.title, "done": one.done, "asked": one.asked}
            for one in await free_prompts.counted(about, (about.now - since) // DAY + 1)
        ],
        "walks_done": sum(walk.state == "done" for walk in done),
        "walks_hurt": sum(walk.state == "stopped" for walk in done),
        "open_alerts": await alerts.open_of(about.db, me),
        "called": await lately.lines(about, words),
        "rest_since": rest.since if rest else None,
        "rest_why": resting.why(words, rest) if rest else "",
    }
