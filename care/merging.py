"""Owns saying two prompts in one bubble when they are due close together; refuses to merge what concerns a visit.

The check-in's question leads; routines follow it as a line and a button each, which open below. The earlier one waits
for the later (``policy``): nothing comes before the time that was chosen for it.
"""

from dataclasses import replace

from care import along, calling, check_ins, plans, routines
from care.kinds import TOGETHER
from care.screen import Screen
from care.turn import Turn
from storage import endings, queue
from storage import plans as plan_rows
from storage.messages import Message


async def take_along(turn: Turn, host: Message, screen: Screen) -> Screen:
    """Say in a prompt that leaves now also the other prompts that wait; a repeated one says again what it had taken."""
    if host.alert_id is not None:
        return await calling.take_along(turn, host, screen)
    if host.kind not in TOGETHER:
        return screen
    others = await (_taken(turn, host) if host.attempt else _waiting(turn, host))
    # The question first: it begins the bubble anew, and would wipe a routine that was joined before it.
    for other in sorted(others, key=lambda row: row.kind != "check_in"):
        joined = await _joined(turn, host, screen, other)
        if joined is None:
            continue
        screen = joined
        if other.state == "queued":
            await endings.merge_into(turn.db, other.message_id, host.message_id)
            await plans.plan_next(turn, other.plan_id or 0)
    return screen


async def _waiting(turn: Turn, host: Message) -> list[Message]:
    due = await queue.queued_until(turn.db, host.person_id, turn.now)
    return [
        row for row in due
        if row.kind in TOGETHER and row.plan_id and not row.attempt and row.message_id != host.message_id
    ]  # fmt: skip


async def _taken(turn: Turn, host: Message) -> list[Message]:
    return [row for row in await queue.followers(turn.db, host.message_id) if row.state == "merged"]


async def _joined(turn: Turn, host: Message, screen: Screen, other: Message) -> Screen | None:
    """Give the bubble with one more prompt in it, or None when that one has nothing to say any more."""
    if other.kind == "check_in":
        question = await check_ins.compose(turn, replace(other, message_id=host.message_id))
        return await _with_routine(turn, question, host.plan_id) if question is not None else None
    if await routines.compose(turn, other) is None:
        return None
    return await _with_routine(turn, screen, other.plan_id)


async def _with_routine(turn: Turn, screen: Screen, plan_id: int | None) -> Screen | None:
    plan = await plan_rows.get(turn.db, plan_id or 0)
    if plan is None:
        return None
    words, routine = turn.words(), turn.library.routine(plan.routine or "")
    line = words.text(
        "routine.along", routine=turn.library.routine_words(routine.id, words.locale).name, minutes=routine.minutes
    )
    return replace(screen, text=f"{screen.text}\n\n{line}", rows=(*screen.rows, (along.start_button(turn, plan),)))
