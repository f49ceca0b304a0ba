"""Owns what follows a prompt: a copy at a time that she asks for, and one nudge; refuses a second nudge.

Both are rows that name the prompt they follow, and die when it is answered.
"""

from dataclasses import replace

from care import along, check_ins, gate, later, routines
from care.kinds import KINDS
from care.kinds import TOGETHER as PROMPTS
from care.moments import DAY, HOUR, local_date
from care.quiet import hours_of
from care.screen import Screen, TapError, Toast
from care.turn import Turn
from storage import check_ins as check_in_rows
from storage import endings, messages, queue, walks
from storage.messages import Message

NUDGE_AFTER = 2 * HOUR


async def snooze(turn: Turn, anchor: int, code: str) -> Toast | None:
    """Ask again at a time that was offered; what has been answered meanwhile stays answered."""
    if code not in (*later.AFTER, "eve"):
        raise TapError(f"later {code}")
    root = await _root(turn, anchor)
    at = later.times(turn).get(code)
    if await _is_over(turn, root):
        await endings.close_followers(turn.db, root.message_id, "answered")
        return turn.words().toast("common.no_longer")
    if at is None:
        return turn.words().toast("follow.too_late", alert=True)
    await endings.close_followers(turn.db, root.message_id, "snoozed")
    await messages.add(turn.db, _follower(turn, root, "snoozed", at, slot=str(at)))
    now = ((turn.words().button("follow.now", "fu.now"),),)
    await turn.show(turn.words().screen("follow.snoozed", now, at=at, zone=turn.person.zone), anchor=anchor)
    return None


async def ask_now(turn: Turn, anchor: int) -> Toast | None:
    """Take a snooze back: the question stands in its bubble again."""
    root = await _root(turn, anchor)
    await endings.close_followers(turn.db, root.message_id, "answered")
    screen = None if await _is_over(turn, root) else await _worded(turn, root, replace(root, message_id=anchor))
    if screen is None and not await _is_over(turn, root):
        screen = await gate.refusal(turn, await gate.routine_of(turn, root))
    if screen is None:
        return turn.words().toast("common.no_longer")
    await turn.show(screen, anchor=anchor)
    return None


async def plan_nudge(turn: Turn, message: Message) -> None:
    """Write the one nudge of a prompt that has just been sent, if the evening leaves room for it.

    A nudge that brought nothing is not repeated the next day: from then on she is asked, not urged.
    """
    if message.kind not in PROMPTS or message.maybe_dup or "client" not in turn.person.roles:
        return
    at, zone = turn.now + NUDGE_AFTER, turn.person.zone
    if hours_of(turn.person, turn.practice).holds(at, zone) or local_date(at, zone) != local_date(turn.now, zone):
        return
    last = [row for row in await queue.came_since(turn.db, turn.person.person_id, turn.now - 2 * DAY)
            if row.kind == "nudge"]  # fmt: skip
    if last and (turn.person.heard_at or 0) < (last[0].closed_at or 0):
        return
    await messages.add(turn.db, _follower(turn, message, "nudge", at, slot="nudge"))


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word a follow-up by what is still open; nothing when it was answered, or when today had its nudge."""
    root = await _prompt_of(turn, message)
    if root is None or await _is_over(turn, root):
        return None
    if message.kind == "nudge" and await _nudged_today(turn):
        return None
    return await _worded(turn, root, message)


async def _worded(turn: Turn, root: Message, message: Message) -> Screen | None:
    """Word what a prompt asked, in the bubble of another message."""
    if await _asks_check_in(turn, root):
        screen = await check_ins.compose(turn, replace(message, local_date=root.local_date))
        extra = await along.buttons(turn, root.message_id)
        return replace(screen, rows=(*screen.rows, *extra)) if screen is not None else None
    screen = await routines.compose(turn, replace(message, plan_id=root.plan_id))
    if screen is not None and message.message_id != root.message_id:
        for old in (root.message_id, *[row.message_id for row in await queue.followers(turn.db, root.message_id)]):
            shown = await messages.head(turn.db, old)
            if shown is not None and shown.state == "sent" and old != message.message_id:
                await turn.show(turn.words().screen("check_in.asked_again"), anchor=old)
    return screen


async def _asks_check_in(turn: Turn, root: Message) -> bool:
    merged = [row.kind for row in await queue.followers(turn.db, root.message_id) if row.state == "merged"]
    return "check_in" in (root.kind, *merged)


async def _is_over(turn: Turn, root: Message) -> bool:
    """Tell whether a prompt needs no follow-up any more: answered, begun, or of another day."""
    # By the clock that the prompt keeps: who keeps that of home may be a day further on where she is.
    if root.local_date != local_date(turn.now, root.zone or turn.person.zone).isoformat():
        return True
    if await _asks_check_in(turn, root):
        day = await check_in_rows.of_day(turn.db, root.person_id, root.local_date)
        return day is not None and day.state == "done"
    began = await walks.since(turn.db, root.person_id, root.sent_at or root.due_at)
    return any(walk.plan_id == root.plan_id for walk in began)


async def _nudged_today(turn: Turn) -> bool:
    zone = turn.person.zone
    today = local_date(turn.now, zone)
    came = await queue.came_since(turn.db, turn.person.person_id, turn.now - DAY - HOUR)
    return any(row.kind == "nudge" and local_date(row.closed_at or 0, zone) == today for row in came)


async def _root(turn: Turn, anchor: int) -> Message:
    root = await _prompt_of(turn, await messages.head(turn.db, anchor))
    if root is None:
        raise TapError("this bubble is no prompt")
    return root


async def _prompt_of(turn: Turn, message: Message | None) -> Message | None:
    """Give the prompt that a message is, or follows; a dead letter that was sent once more follows a follower."""
    while message is not None and message.kind not in PROMPTS:
        message = await messages.head(turn.db, message.follows or 0)
    return message


def _follower(turn: Turn, root: Message, kind: str, at: int, *, slot: str) -> Message:
    promise = KINDS[kind]
    return Message(
        message_id=turn.db.new_id(),
        person_id=root.person_id,
        subject_id=root.subject_id,
        kind=kind,
        priority=promise.priority,
        follows=root.message_id,
        slot=slot,
        local_date=root.local_date,
        local_time=root.local_time,
        zone=turn.person.zone,
        due_at=at,
        not_before=at,
        expires_at=at + (promise.lifetime or 0),
    )
