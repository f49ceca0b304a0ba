"""Owns joining Telegram's own record with the ledger: which row each bubble is of; refuses to judge either.

A bubble is known by its buttons (they carry the row's id) or by its number. One whose number the bot never heard is
known by its words; where several rows have the same words, the lease's epoch tells which of them was in flight then.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from care.screen import Screen
from storage.messages import Message, whole
from storage.session import Session

Line = dict[str, Any]
NEW = ("sendmessage", "sendphoto", "sendvideo", "sendanimation")
ANCHOR = re.compile(r"v1:[a-z.]+:([0-9a-z]+)")
FAR = 1 << 62


@dataclass
class Joined:
    """The ledger with, for each row, the lines of the effect log in which a new bubble of it appeared."""

    rows: dict[int, Message]
    chats: dict[int, int]
    copies: dict[int, list[Line]] = field(default_factory=lambda: defaultdict(list))
    strays: list[Line] = field(default_factory=list)

    @cached_property
    def of_chat(self) -> dict[int, list[Message]]:
        """Give the rows of each chat in the order in which they were written."""
        found: dict[int, list[Message]] = defaultdict(list)
        for row in self.rows.values():
            found[self.chats.get(row.person_id, 0)].append(row)
        return found

    @cached_property
    def by_number(self) -> dict[tuple[int, int], Message]:
        """Give the row of each bubble that the bot heard the number of."""
        return {
            (chat, row.telegram_message_id): row
            for chat, rows in self.of_chat.items()
            for row in reversed(rows)
            if row.telegram_message_id is not None and row.edits is None
        }

    @cached_property
    def by_words(self) -> dict[tuple[int, str], list[Message]]:
        """Give the rows of each chat that say the same."""
        found: dict[tuple[int, str], list[Message]] = defaultdict(list)
        for chat, rows in self.of_chat.items():
            for row in rows:
                if row.body is not None:
                    found[chat, Screen.load(row.body).text].append(row)
        return found


async def join(db: Session, lines: list[Line]) -> Joined:
    """Find the row of every bubble that appeared."""
    people = {
        row["person_id"]: row["telegram_id"]
        for row in await db.fetch("SELECT person_id, telegram_id FROM person WHERE practice_id = :practice")
    }
    rows = await db.fetch("SELECT * FROM message WHERE practice_id = :practice ORDER BY message_id")
    joined = Joined({row["message_id"]: await whole(db, row) for row in rows}, people)
    chats: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line["kind"] == "request" and line["effect"] and line["method"].lower() in NEW:
            chats[line["chat_id"]].append(line)
    for appeared in chats.values():
        _join_chat(joined, appeared)
    return joined


def _join_chat(joined: Joined, appeared: list[Line]) -> None:
    known = [_known(joined, line) for line in appeared]
    for line, row in zip(appeared, known, strict=True):
        if row is not None:
            joined.copies[row.message_id].append(line)
    for place, line in enumerate(appeared):
        if known[place] is not None:
            continue
        row = known[place] = _by_words(joined, line, _flights(joined, appeared, known, place))
        if row is None:
            joined.strays.append(line)
        else:
            joined.copies[row.message_id].append(line)
            joined.copies[row.message_id].sort(key=lambda copy: copy["seq"])


def _known(joined: Joined, line: Line) -> Message | None:
    """Give the row that a bubble names in its buttons, or the one that has its number."""
    anchor = ANCHOR.search(json.dumps(line["parameters"].get("reply_markup", "")))
    row = joined.rows.get(int(anchor.group(1), 36)) if anchor is not None else None
    if row is not None and joined.chats.get(row.person_id) == line["chat_id"]:
        return row
    return joined.by_number.get((line["chat_id"], line["message_id"]))


def _flights(joined: Joined, appeared: list[Line], known: list[Message | None], place: int) -> tuple[int, int]:
    """Give the epochs between which a line must lie: those of the numbered bubbles before and after it."""

    def epoch(at: int) -> int | None:
        row = known[at]
        numbered = (
            row is not None and joined.by_number.get((appeared[at]["chat_id"], appeared[at]["message_id"])) == row
        )
        return row.epoch if row is not None and (numbered or row.attempt == 1) else None

    before = [found for at in range(place) if (found := epoch(at)) is not None]
    after = [found for at in range(place + 1, len(known)) if (found := epoch(at)) is not None]
    return max(before, default=0), min(after, default=FAR)


def _by_words(joined: Joined, line: Line, flights: tuple[int, int]) -> Message | None:
    said = line["parameters"].get("text") or line["parameters"].get("caption") or ""
    same = [row for row in joined.by_words.get((line["chat_id"], said), []) if row.made_at <= line["now_ms"]]
    first, last = flights

    def fit(row: Message) -> tuple[bool, bool, int, int]:
        full = len(joined.copies[row.message_id]) > row.maybe_dup
        outside = row.epoch < first or (row.attempt == 1 and row.epoch > last)
        return full or not row.attempt, outside, row.epoch, row.message_id

    return min(same, key=fit, default=None)
