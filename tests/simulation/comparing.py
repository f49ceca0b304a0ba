"""Owns the comparison of what people may expect with what came and with the ledger; refuses to leave a gap open.

What people did and what came is known without the bot; the ledger is only asked to name each message and to explain
each zero.
"""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.reading import Reader
from care.ledger import balance
from care.moments import HOUR, MINUTE, SECOND, local
from storage.messages import PLAIN, Message, plain
from storage.session import Session
from tests.simulation.truth import NEVER, Asking, Bubble, Truth

BY_ITSELF = ("check_in", "routine_prompt", "reminder")
NOT_IN_A_PAUSE = ("check_in", "routine_prompt", "nudge")
NIGHT_ENDS, NIGHT_BEGINS = 8, 21
APART = 8 * HOUR


@dataclass(frozen=True)
class Findings:
    """What the comparison gave."""

    faults: tuple[str, ...]
    sent: int
    dates: int
    zeros: Counter[str]


async def _ledger(db: Session) -> tuple[list[Message], dict[int, int]]:
    rows = await db.fetch(f"SELECT {PLAIN} FROM message WHERE practice_id = :practice")  # noqa: S608 -- constants only
    known = await db.fetch("SELECT person_id, telegram_id FROM person WHERE practice_id = :practice")
    return [plain(row) for row in rows], {row["person_id"]: row["telegram_id"] for row in known}


async def compare(truth: Truth, read: Reader, now: int) -> Findings:
    """Hold what people did until now against what came and what the ledger says about it."""
    rows, chats = await read(_ledger)
    said, faults = _join(truth, rows, chats)
    faults += _twice(rows, said)
    faults += _at_night(truth, rows, chats, said)
    faults += [
        f"message {row.message_id} ({row.kind}) came in a pause"
        for row in rows
        if row.kind in NOT_IN_A_PAUSE
        and row.message_id in said
        and truth.in_peace(chats[row.person_id], said[row.message_id].at)
    ]
    faults += _visits(truth, rows, said)
    zeros, dates = Counter[str](), 0
    by_client: dict[int, list[Message]] = defaultdict(list)
    for row in rows:
        if row.kind == "check_in" and row.plan_id is not None:
            by_client[chats[row.person_id]].append(row)
    for who in truth.asked:
        expected = truth.expected(who, now - 5 * MINUTE)
        dates += len(expected)
        faults += _days(who, expected, by_client[who], zeros)
    faults += (await read(balance)).faults
    return Findings(tuple(faults), len(said), dates, zeros)


def _join(truth: Truth, rows: list[Message], chats: dict[int, int]) -> tuple[dict[int, Bubble], list[str]]:
    """Find for each bubble its row: 0 lost, 0 strays, 0 copies."""
    by_bubble = {
        (chats[row.person_id], row.telegram_message_id): row
        for row in rows
        if row.telegram_message_id is not None and row.edits is None
    }
    said: dict[int, Bubble] = {}
    faults = []
    for bubble in truth.bubbles:
        row = by_bubble.get((bubble.chat, bubble.number))
        if row is None or row.state != "sent":
            faults.append(f"nobody planned bubble {bubble.number} of chat {bubble.chat}")
        elif row.message_id in said:
            faults.append(f"message {row.message_id} ({row.kind}) is there twice")
        else:
            said[row.message_id] = bubble
    new = [row for row in rows if row.state == "sent" and row.edits is None]
    faults += [
        f"message {row.message_id} ({row.kind}) never reached Telegram" for row in new if row.message_id not in said
    ]
    return said, faults


def _twice(rows: list[Message], said: dict[int, Bubble]) -> list[str]:
    """Find days on which a plan spoke twice, and two of a plan less than eight hours apart."""
    spoken: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        if row.plan_id is not None and row.message_id in said and row.local_date is not None:
            spoken[row.plan_id].append((said[row.message_id].at, row.local_date))
    faults = []
    for plan, times in spoken.items():
        days = Counter(day for _, day in times)
        faults += [f"plan {plan} spoke {count} times on {day}" for day, count in days.items() if count > 1]
        times.sort()
        close = [(one, two) for one, two in pairwise(times) if two[0] - one[0] < APART]
        faults += [f"plan {plan} spoke twice within 8 h: {one}, {two}" for one, two in close]
    return faults


def _at_night(truth: Truth, rows: list[Message], chats: dict[int, int], said: dict[int, Bubble]) -> list[str]:
    faults = []
    for row in rows:
        if row.kind in BY_ITSELF and row.message_id in said and chats[row.person_id] in truth.zones:
            moment = local(said[row.message_id].at, truth.zone_of(chats[row.person_id], said[row.message_id].at))
            if not NIGHT_ENDS <= moment.hour < NIGHT_BEGINS:
                faults.append(f"message {row.message_id} ({row.kind}) came at night: {moment}")
    return faults


def _days(who: int, expected: set[date], rows: list[Message], zeros: Counter[str]) -> list[str]:
    """Hold each expected day against the ledger: said once, or closed with a reason."""
    kept: dict[str, list[Message]] = defaultdict(list)
    for row in rows:
        if row.state != "cancelled":
            kept[row.local_date or ""].append(row)
    faults = []
    for day in sorted(expected):
        found = kept[day.isoformat()]
        if len(found) != 1:
            faults.append(f"client {who} has {len(found)} rows for {day} instead of one")
        elif found[0].state != "sent":
            zeros[f"{found[0].state}: {found[0].reason}"] += 1
            if found[0].reason in (None, "late"):
                faults.append(f"client {who} was not asked on {day}: {found[0].state} {found[0].reason}")
    return faults


def _visits(truth: Truth, rows: list[Message], said: dict[int, Bubble]) -> list[str]:
    """Hold reminders against the visits as they were agreed: before the start, of the time that holds, none missing."""
    faults = []
    reminders: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.kind != "reminder" or row.message_id not in said:
            continue
        at = said[row.message_id].at
        reminders[row.appointment_id or 0].append(at)
        era = [starts for since, starts in truth.visits[row.appointment_id or 0] if since <= at]
        if not era or era[-1] is None or era[-1] <= at:
            faults.append(f"message {row.message_id} reminds of a visit that is over, moved or cancelled")
    for visit, eras in truth.visits.items():
        ends = [since for since, _ in eras[1:]] + [NEVER]
        for (since, starts), ended in zip(eras, ends, strict=True):
            if starts is not None and starts < min(ended, truth.bubbles[-1].at):
                faults += _missing(truth, visit, since, starts, reminders[visit])
    return faults


def _missing(truth: Truth, visit: int, since: int, starts: int, came: list[int]) -> list[str]:
    """Find a reminder of two hours before that was due by day, of a client who could be reached all the time."""
    who, due = truth.guests[visit], starts - 2 * HOUR
    reachable = any(asking.since <= since and ended >= starts for asking, ended in _whole(truth, who))
    hour = local(due, truth.zone_of(who, due)).hour
    moved = any(since <= at <= starts for at, _ in truth.zones[who])
    if due <= since or not reachable or moved or not NIGHT_ENDS <= hour < NIGHT_BEGINS:
        return []
    return [] if any(due <= at < due + 31 * MINUTE for at in came) else [f"visit {visit} was not reminded of at {due}"]


def _whole(truth: Truth, who: int) -> list[tuple[Asking, int]]:
    """Join stretches that touch: who only changed her hour was reachable all the time."""
    joined: list[tuple[Asking, int]] = []
    for asking, ended in truth.asked[who]:
        if joined and joined[-1][1] == asking.since:
            joined[-1] = (joined[-1][0], ended)
        else:
            joined.append((asking, ended))
    return joined


async def lateness(read: Reader, kinds: tuple[str, ...] = BY_ITSELF) -> list[int]:
    """Give by how many ms each planned message came later than it was due and Telegram's pace let it, sorted.

    The pace is replayed: thirty in any second, in the order in which all messages came.
    """
    rows, _ = await read(_ledger)
    window: deque[int] = deque(maxlen=30)
    late = []
    for row in sorted((row for row in rows if row.sent_at is not None), key=lambda row: row.sent_at or 0):
        at = row.sent_at or 0
        ready = max(row.due_at, row.not_before, window[0] + SECOND if len(window) == window.maxlen else 0)
        if row.kind in kinds and row.attempt == 1:
            late.append(max(0, at - ready))
        window.append(at)
    return sorted(late)
