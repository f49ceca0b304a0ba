"""Owns what a bubble carries beside its own question: routines that came with it; refuses to decide that."""

from care import gate
from care.screen import Button, Rows
from care.turn import Turn
from storage import messages, queue, rests
from storage import plans as plan_rows
from storage.plans import Plan


async def routines_of(turn: Turn, message_id: int) -> list[Plan]:
    """Give the plans whose prompts were said in a bubble: its own, and those that were merged into it."""
    host = await messages.head(turn.db, message_id)
    rows = [host] if host is not None and host.kind == "routine_prompt" else []
    rows += [row for row in await queue.followers(turn.db, message_id) if row.state == "merged"]
    found = [await plan_rows.get(turn.db, row.plan_id or 0) for row in rows if row.kind == "routine_prompt"]
    known = [plan for plan in found if plan is not None and plan.routine in turn.library.routines]
    return [plan for plan in known if not await gate.against(turn, plan.routine)]


def start_button(turn: Turn, plan: Plan) -> Button:
    """Give the button that opens a routine in a bubble of its own, below."""
    words = turn.words()
    name = turn.library.routine_words(plan.routine or "", words.locale).name
    return words.button("routine.start_named", "rw.new", plan.plan_id, routine=name)


async def buttons(turn: Turn, message_id: int) -> Rows:
    """Give a row for each routine that came with a question; none while they rest."""
    if await rests.in_force(turn.db, turn.person.person_id) is not None:
        return ()
    return tuple((start_button(turn, plan),) for plan in await routines_of(turn, message_id))
