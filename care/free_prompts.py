"""Owns how an activity in a therapist's own words comes to a client and what she says of it; refuses to urge her."""

from dataclasses import dataclass
from datetime import timedelta

from care import gate, plans, resting
from care.moments import DAY, local_date
from care.rhythm import timing_label
from care.screen import Rows, Screen, Toast
from care.turn import Turn
from storage import free_activities as rows
from storage import messages, people
from storage import plans as plan_rows
from storage.free_activities import FreeActivity
from storage.messages import Message
from storage.people import Person
from storage.plans import Plan

KIND = "activity_prompt"
DAYS_COUNTED = 7
# Yesterday's walk can still be told of; older bubbles stay as they are.
TOLD_WITHIN = 2 * DAY


@dataclass(frozen=True)
class Counted:
    """One activity that a client has: its words, and on how many of the days on which it came she did it."""

    plan: Plan
    title: str
    line: str
    done: int
    asked: int


async def counted(turn: Turn, days: int = DAYS_COUNTED) -> list[Counted]:
    """Give the activities of the turn's client that have not ended, counted over the last days."""
    me, zone = turn.person.person_id, turn.person.zone
    since = local_date(turn.now, zone) - timedelta(days=days - 1)
    came = [
        row
        for row in await messages.of_person(turn.db, me, turn.now - days * DAY)
        if row.kind == KIND and row.state in ("sent", "uncertain") and (row.local_date or "") >= since.isoformat()
    ]
    done = await rows.done_since(turn.db, me, since.isoformat())
    found = []
    for plan in await plan_rows.of_person(turn.db, me, "free"):
        said = await rows.of_plan(turn.db, plan.plan_id)
        if said is not None:
            asked = sum(row.plan_id == plan.plan_id for row in came)
            found.append(Counted(plan, said.title, said.line, done.get(plan.plan_id, 0), asked))
    return found


async def given_screen(turn: Turn, therapist: Person, plan: Plan, said: FreeActivity) -> Screen:
    """Word the message that tells the client of an activity."""
    words, timing = turn.words(), await plans.timing_of(turn, plan)
    label = timing_label(words, timing.days, timing.local_time)
    facts = {"therapist": therapist.name, "title": said.title, "line": said.line}
    return words.screen("activity.given", (), timing=label, **facts)


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word the day's prompt; nothing when its plan is over, or while she waits for a human: then she rests."""
    plan = await plan_rows.get(turn.db, message.plan_id or 0)
    if plan is None or not await plans.can_be_done(turn, plan):
        return None
    if await resting.refusal(turn) is not None:
        return None
    return await prompt(turn, plan)


async def prompt(turn: Turn, plan: Plan) -> Screen | None:
    """Word the gentle question of a day; its title stands low enough not to show on a lock screen."""
    said = await rows.of_plan(turn.db, plan.plan_id)
    if said is None:
        return None
    words, therapist = turn.words(), await people.get(turn.db, plan.made_by)
    buttons: Rows = ((words.button("activity.done", "fp.done"), words.button("routine.not_today", "fp.skip")),)
    return words.screen("activity.prompt", buttons, therapist=turn.name_of(therapist), title=said.title, line=said.line)


async def answer(turn: Turn, anchor: int, state: str) -> Toast | None:
    """Take "done" or "not today" for the day of a bubble; either can be changed while the bubble is young."""
    found = await _asked(turn, anchor)
    if isinstance(found, Toast):
        return found
    message, plan = found
    said = await rows.of_plan(turn.db, plan.plan_id)
    await rows.say(turn.db, turn.person.person_id, plan.plan_id, message.local_date or "", state)
    other = ((turn.words().button("common.undo", "fp.undo"),),)
    title = said.title if said is not None else ""
    await turn.show(turn.words().screen(f"activity.{state}", other, title=title), anchor=anchor)
    return None


async def undo(turn: Turn, anchor: int) -> Toast | None:
    """Take what was said of a day back: the question stands in its bubble again."""
    found = await _asked(turn, anchor)
    if isinstance(found, Toast):
        return found
    message, plan = found
    screen = None if await gate.against_message(turn, message) else await compose(turn, message)
    if screen is None:
        return turn.words().toast("common.no_longer")
    await rows.say(turn.db, turn.person.person_id, plan.plan_id, message.local_date or "", "asked")
    await turn.show(screen, anchor=anchor)
    return turn.words().toast("common.undone")


async def _asked(turn: Turn, anchor: int) -> tuple[Message, Plan] | Toast:
    """Give the prompt of a bubble and its plan, or what to answer instead."""
    message = await messages.head(turn.db, anchor)
    if message is None or message.person_id != turn.person.person_id or message.kind != KIND:
        return turn.words().toast("common.not_yours")
    plan = await plan_rows.get(turn.db, message.plan_id or 0)
    if plan is None or turn.now - message.due_at > TOLD_WITHIN:
        return turn.words().toast("common.no_longer")
    return message, plan
