"""Owns comparing Telegram's own record with the ledger and the facts; refuses to trust the bot's word for anything."""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from care.kinds import KINDS, Unknown
from care.screen import Screen
from storage import messages
from storage.messages import Message
from storage.session import Session

Line = dict[str, Any]
NEW = ("sendmessage", "sendphoto")
ANCHOR = re.compile(r"v1:[a-z.]+:([0-9a-z]+)")
TAG = re.compile(r"</?[a-z]+(?: [^>]*)?>")


@dataclass
class Joined:
    """The ledger with, for each row, the lines of the effect log in which a new bubble of it appeared."""

    rows: dict[int, Message]
    chats: dict[int, int]
    copies: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    strays: list[Line] = field(default_factory=list)


async def join(db: Session, lines: list[Line]) -> Joined:
    """Find the row of every bubble that appeared: by its buttons, its number or its words."""
    people = {
        row["person_id"]: row["telegram_id"]
        for row in await db.fetch("SELECT person_id, telegram_id FROM person WHERE practice_id = :practice")
    }
    keys = [
        row["message_id"]
        for row in await db.fetch("SELECT message_id FROM message WHERE practice_id = :practice ORDER BY message_id")
    ]
    found = [await messages.get(db, key) for key in keys]
    joined = Joined({row.message_id: row for row in found if row is not None}, people)
    for line in lines:
        if line["kind"] == "request" and line["method"].lower() in NEW and line["effect"]:
            row = _row_of(joined, line)
            if row is None:
                joined.strays.append(line)
            else:
                joined.copies[row.message_id].append(line)
    return joined


def _row_of(joined: Joined, line: Line) -> Message | None:
    said = line["parameters"]
    mine = [row for row in joined.rows.values() if joined.chats.get(row.person_id) == line["chat_id"]]
    anchor = ANCHOR.search(json.dumps(said.get("reply_markup", "")))
    if anchor is not None and (row := joined.rows.get(int(anchor.group(1), 36))) in mine:
        return row
    by_number = [row for row in mine if row.telegram_message_id == line["message_id"] and row.edits is None]
    if by_number:
        return by_number[0]
    words = said.get("text") or said.get("caption")
    same = [row for row in mine if row.body is not None and Screen.load(row.body).text == words]
    # Of several rows with these words and an unknown fate it is the newest that was there by then.
    written = [row for row in same if row.telegram_message_id is None and row.made_at <= line["now_ms"]]
    return max(written, key=lambda row: (-len(joined.copies[row.message_id]), row.message_id), default=None)


def faults(joined: Joined) -> list[str]:
    """Give everything in which the ledger and Telegram's record differ, or a promise is broken, in words."""
    found = [f"nobody planned bubble {line['message_id']} of chat {line['chat_id']}" for line in joined.strays]
    for row in joined.rows.values():
        copies = len(joined.copies.get(row.message_id, ()))
        name = f"message {row.message_id} ({row.kind}, {row.state}, {row.reason})"
        if row.edits is None:
            found += _of_new(name, row, copies)
        if row.state in ("queued", "sending"):
            found += [f"{name} is still open"] if row.due_at == row.made_at else []
    return found + _out_of_order(joined)


def _of_new(name: str, row: Message, copies: int) -> list[str]:
    found = []
    if row.state == "sent" and not copies:
        found.append(f"{name} never reached Telegram")
    if row.state in ("cancelled", "blocked", "dead", "merged") and copies and not row.maybe_dup:
        found.append(f"{name} reached Telegram all the same")
    if copies > 1 and not row.maybe_dup:
        found.append(f"{name} is there {copies} times and not flagged")
    if copies > 1 and KINDS[row.kind].unknown is Unknown.NEVER:
        found.append(f"{name} may never be repeated and is there {copies} times")
    if copies > 2 and KINDS[row.kind].unknown is Unknown.RESEND_ONCE:
        found.append(f"{name} may be repeated once and is there {copies} times")
    return found


def _out_of_order(joined: Joined) -> list[str]:
    """Find messages that were overtaken by one that ranks behind them; one that had to be repeated may be."""
    sent = [(joined.rows[key], lines[0]) for key, lines in joined.copies.items() if lines]
    once = [(row, line) for row, line in sent if row.attempt == 1]
    return [
        f"message {early.message_id} overtook message {late.message_id}"
        for early, first in once
        for late, then in once
        if early.person_id == late.person_id
        and first["seq"] < then["seq"]
        and _rank(late) < _rank(early)
        and max(late.due_at, late.made_at, late.not_before) < first["now_ms"]
    ]


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
