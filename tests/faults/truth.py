"""Owns judging the ledger by Telegram's own record and by the facts; refuses to trust the bot's word for anything.

What order means here: of two messages to one person the one that ranks first (priority, due time, id) appears first,
if it could be said when the other was taken up. A message that *may have arrived* and is repeated later (flagged, or
of a kind that is never repeated and therefore uncertain) keeps nobody waiting: its repeat may come after anything. A
message that *certainly did not leave* keeps its place, however often it was tried.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from html import unescape

from care.kinds import KINDS, MOST_RESENDS, Unknown
from storage.messages import OPEN_STATES, TERMINAL_STATES, Message
from storage.session import Session
from tests.faults.joined import Joined, Line, join

__all__ = ["Joined", "Line", "join"]
TAG = re.compile(r"</?[a-z]+(?: [^>]*)?>")
MOST_COPIES = {Unknown.NEVER: 1, Unknown.RESEND_ONCE: 2, Unknown.RESEND: 1 + MOST_RESENDS}


@dataclass(frozen=True)
class Tally:
    """What became of everything: rows, bubbles beyond the first of a row, rows flagged, and rows that never came.

    ``never_came`` are uncertain ones of which no copy appeared: accounted for, but not read. ``given_up`` are those
    among them whose kind is repeated: a crash hit each of their tries.
    """

    planned: int
    terminal: int
    open: int
    arrived: int
    duplicates: int
    flagged: int
    uncertain: int
    never_came: int
    given_up: int


def tally(joined: Joined) -> Tally:
    """Count."""
    rows = joined.rows.values()
    copies = {row.message_id: len(joined.copies.get(row.message_id, ())) for row in rows}
    unread = [row for row in rows if row.state == "uncertain" and not copies[row.message_id]]
    return Tally(
        planned=len(joined.rows),
        terminal=sum(row.state in TERMINAL_STATES for row in rows),
        open=sum(row.state in OPEN_STATES for row in rows),
        arrived=sum(count > 0 for count in copies.values()),
        duplicates=sum(count - 1 for count in copies.values() if count),
        flagged=sum(row.maybe_dup > 0 for row in rows),
        uncertain=sum(row.state == "uncertain" for row in rows),
        never_came=len(unread),
        given_up=sum(KINDS[row.kind].unknown is not Unknown.NEVER for row in unread),
    )


def faults(joined: Joined) -> list[str]:
    """Give everything in which the ledger and Telegram's record differ, or a promise is broken, in words."""
    found = [f"nobody planned bubble {line['message_id']} of chat {line['chat_id']}" for line in joined.strays]
    for row in joined.rows.values():
        copies = len(joined.copies.get(row.message_id, ()))
        name = f"message {row.message_id} ({row.kind}, {row.state}, {row.reason})"
        if row.edits is None:
            found += _of_new(name, row, copies)
        if row.state in OPEN_STATES and row.due_at == row.made_at:
            found.append(f"{name} is still open")
        if row.state in TERMINAL_STATES and not row.reason:
            found.append(f"{name} ended without a reason")
    return found + _out_of_order(joined)


def _of_new(name: str, row: Message, copies: int) -> list[str]:
    found = []
    if row.state == "sent" and not copies:
        found.append(f"{name} never reached Telegram")
    if row.state in ("cancelled", "blocked", "dead", "merged", "expired") and copies and not row.maybe_dup:
        found.append(f"{name} reached Telegram all the same")
    if copies > row.maybe_dup + 1:
        found.append(f"{name} is there {copies} times and flagged for {row.maybe_dup}")
    if copies > MOST_COPIES[KINDS[row.kind].unknown]:
        found.append(f"{name} may be there {MOST_COPIES[KINDS[row.kind].unknown]} times and is there {copies} times")
    return found


def _out_of_order(joined: Joined) -> list[str]:
    """Find messages that were overtaken by one that ranks behind them."""
    mine: dict[int, list[tuple[Message, Line]]] = defaultdict(list)
    for key, lines in joined.copies.items():
        row = joined.rows[key]
        if lines and not row.maybe_dup and row.edits is None:
            mine[row.person_id].append((row, lines[0]))
    return [
        f"message {early.message_id} ({early.kind}) overtook message {late.message_id} ({late.kind})"
        for sent in mine.values()
        for early, first in sent
        for late, then in sent
        if first["seq"] < then["seq"] and _rank(late) < _rank(early) and _could_go(late, early, first)
    ]


def _could_go(late: Message, early: Message, first: Line) -> bool:
    """Tell whether ``late`` was ready to be said when ``early`` was taken up, as far as the record can prove it.

    That was before ``early`` appeared and not before it was ready itself.
    """
    return _ready(late) < first["now_ms"] or (late.made_at < _ready(early) and _ready(late) <= _ready(early))


def _ready(row: Message) -> int:
    # A try that failed moves ``not_before``, which is no excuse: nobody behind it may go meanwhile.
    return max(row.due_at, row.made_at, row.not_before if row.attempt == 1 else 0)


def _rank(row: Message) -> tuple[int, int, int]:
    return row.priority, row.due_at, row.message_id


async def facts_twice(db: Session, said: dict[int, list[str]]) -> list[str]:
    """Give what people wrote and the practice does not have exactly once."""
    found = []
    for telegram_id, texts in said.items():
        person = await db.one(
            "SELECT person_id FROM person WHERE practice_id = :practice AND telegram_id = :who", who=telegram_id
        )
        who = person["person_id"] if person else 0
        rows = await db.fetch("SELECT * FROM note WHERE practice_id = :practice AND person_id = :who", who=who)
        kept = Counter([str(await db.unseal(who, "note.words", row["note_id"], row["words"])) for row in rows])
        wrote = Counter(text for text in texts if not text.startswith("/"))
        found += [
            f"{text!r} was written {wrote[text]} times and kept {kept[text]} times"
            for text in wrote | kept
            if wrote[text] != kept[text]
        ]
        invited = await db.one(
            "SELECT COUNT(*) AS n FROM audit WHERE practice_id = :practice AND act = 'invited client' "
            "AND actor_id = :who",
            who=who,
        )
        if invited and invited["n"] != texts.count("/invite"):
            found.append(f"{texts.count('/invite')} invitations were asked for and {invited['n']} made")
    return found


async def updates_lost(db: Session, lines: list[Line]) -> list[str]:
    """Give the updates that Telegram handed out and nobody acted on, and those that still wait."""
    told = {line["update_id"] for line in lines if line["kind"] == "update" and line["update_id"] is not None}
    handled = {row["update_id"] for row in await db.fetch("SELECT update_id FROM handled")}
    waiting = await db.fetch("SELECT update_id, state FROM parked")
    return [f"update {number} was confirmed and never acted on" for number in sorted(told - handled)] + [
        f"update {row['update_id']} is still {row['state']}" for row in waiting
    ]


def plain(html: str) -> str:
    """Give a text without its formatting, as it stands on a screen."""
    return unescape(TAG.sub("", html))
