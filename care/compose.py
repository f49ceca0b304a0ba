"""Owns which function words a planned message at the moment it is sent; refuses to word anything itself.

A message that answered somebody was worded in her own turn. One that was planned is looked at again only now, when it
is known what is still true.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from care import (
    aftercare,
    announcing,
    appointments,
    away,
    brief,
    calling,
    check_ins,
    clarifying,
    follow_ups,
    free_prompts,
    routines,
    still_resting,
    unseen,
)
from care.kinds import SEEN_LATE
from care.screen import Screen
from care.turn import Turn
from storage import check_ins as check_in_rows
from storage.messages import Message
from storage.session import Session

WORDED_LATE: dict[str, Callable[[Turn, Message], Awaitable[Screen | None]]] = {
    "check_in": check_ins.compose,
    "routine_prompt": routines.compose,
    "activity_prompt": free_prompts.compose,
    "reminder": appointments.compose,
    "brief": brief.compose,
    "snoozed": follow_ups.compose,
    "nudge": follow_ups.compose,
    "broadcast": announcing.compose,
    "away": away.compose,
    "aftercare": aftercare.compose,
}


AFTER_A_WHILE: dict[str | None, Callable[[Turn, Message], Awaitable[Screen | None]]] = {
    clarifying.UNANSWERED: clarifying.compose,
    unseen.SLOT: unseen.compose,
}
"""What follows words that may mean danger, by its slot."""

TEMPLATE = {
    "routine_prompt": "routine.prompt",
    "activity_prompt": "activity.prompt",
    "reminder": "visit.reminder",
    "brief": "before_visit.brief",
    "aftercare": "aftercare.step",
}
"""What a planned message will say as things stand; a check-in and an absence depend on what is open."""


async def foretold(db: Session, message: Message) -> str | None:
    """Give the template that an unsent message will be worded with as things stand, or None when that is open.

    What was worded when it was written names its own.
    """
    if message.kind in TEMPLATE:
        return TEMPLATE[message.kind]
    if message.kind == "check_in":
        state = await check_in_rows.state_of(db, message.person_id, message.local_date or "")
        return "check_in.ask_mood" if state == "half" else "check_in.ask_pain"
    return None if message.kind in WORDED_LATE else message.template


async def screen(turn: Turn, message: Message) -> Screen | None:
    """Give what a message says now, or None when there is nothing left to say."""
    late = WORDED_LATE.get(message.kind)
    if late is not None:
        # Anew at every try: an hour later "in two hours" is wrong, and an answered question is none any more.
        return await late(turn, message)
    if message.kind == "safety_reply" and message.slot in AFTER_A_WHILE:
        return await AFTER_A_WHILE[message.slot](turn, message)
    if message.alert_id is not None:
        return await calling.compose(turn, message)
    if message.template == still_resting.TEMPLATE:
        return await still_resting.compose(turn, message)
    said = Screen.load(message.body or "")
    if message.kind == "safety_reply" and turn.now - message.due_at >= SEEN_LATE:
        # What it answers may be over, or worse: it begins by saying that it comes late.
        opening = turn.words().text("safety.seen_late", at=message.due_at, zone=turn.person.zone)
        return replace(said, text=f"{opening}\n\n{said.text}")
    return said
