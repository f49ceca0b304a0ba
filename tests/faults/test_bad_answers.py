"""One Bot API call in five goes wrong: what may be repeated arrives, what may not never comes twice, nobody hurries."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from care.kinds import KINDS, MOST_RESENDS, Unknown
from simulator import Telegram
from storage.messages import Message
from tests.faults import truth
from tests.faults.crowd import DUE_AFTER, mixed
from tests.faults.crowded import crowded, ledger_of
from tests.judges import check_requests

PASSES_S = 3 * 3_600
SHARE = 0.2
TROUBLE: list[dict[str, Any]] = [
    *({"kind": "too_many", "retry_after": seconds} for seconds in (1, 7, 30)),
    {"kind": "server_error", "code": 500},
    {"kind": "server_error", "code": 500, "effect": True},
    {"kind": "bad_gateway"},
    {"kind": "bad_gateway", "effect": True},
    {"kind": "reset_before"},
    {"kind": "reset_after"},
    {"kind": "stall", "seconds": 0.05},
    {"kind": "stall", "seconds": 0.05, "effect": False},
    {"kind": "garbage"},
]
MOST = {Unknown.NEVER: 0, Unknown.RESEND_ONCE: 1, Unknown.RESEND: MOST_RESENDS}
SIZES = [
    pytest.param("sqlite", 500, id="sqlite small"),
    pytest.param("sqlite", 10_000, id="sqlite", marks=pytest.mark.full),
    pytest.param("postgres", 500, id="postgres small", marks=pytest.mark.full),
]


def trouble(telegram: Telegram) -> None:
    """Let one message in five meet one of the troubles, each as often as any other."""
    left = 1.0
    for what in TROUBLE:
        # The rules are asked one after the other, and only what none before took gets to the next.
        share = SHARE / len(TROUBLE)
        telegram.faults.add(method="sendMessage", probability=share / left, count=None, **what)
        left -= share


def too_early(lines: list[truth.Line]) -> list[str]:
    """Give the messages that were tried before the time that Telegram had asked for."""
    free_at: dict[int, int] = {}
    found = []
    for line in lines:
        if line["kind"] != "request" or line["method"] != "sendMessage":
            continue
        chat, now = line["chat_id"], line["now_ms"]
        if now < free_at.get(chat, 0):
            found.append(f"chat {chat} was written to {free_at[chat] - now} ms too early")
        wait = line["outcome"].get("parameters", {}).get("retry_after", 0)
        free_at[chat] = now + 1000 * wait
    return found


def undelivered(joined: truth.Joined) -> list[Message]:
    """Give what may be repeated and neither arrived nor ended by its rule: expired, or as often tried as it may be."""
    return [
        row
        for row in joined.rows.values()
        if row.attempt
        and row.edits is None  # an edit makes no bubble that could be looked for
        and KINDS[row.kind].unknown is not Unknown.NEVER
        and not joined.copies.get(row.message_id)
        and row.state not in ("expired", "merged")
        and not (row.state == "uncertain" and row.maybe_dup == MOST[KINDS[row.kind].unknown])
    ]


@pytest.mark.parametrize(("engine", "count"), SIZES)
async def test_one_call_in_five_goes_wrong(
    address: str, tmp_path: Path, count: int, figure: Callable[[str], None]
) -> None:
    async with crowded(address, tmp_path, mixed(random.Random(count), count)) as (storm, _):
        await storm.pass_(DUE_AFTER / 1000 - 1)
        storm.telegram.faults.seed(count)
        trouble(storm.telegram)
        await storm.pass_(PASSES_S)
        found, joined = await ledger_of(storm, address)
        assert await storm.program.stop() == 0
        hit = [line["fault"] for line in storm.witness.requests("sendMessage") if line["fault"]]
        asked = len(storm.witness.requests("sendMessage"))
        figure(f"{len(hit)} of {asked} calls went wrong: {truth.tally(joined)}")
        assert set(hit) == {what["kind"] for what in TROUBLE}
        found += [f"message {row.message_id} ({row.kind}, {row.state}) never came" for row in undelivered(joined)]
        found += too_early(storm.witness.lines)
        assert not found, "\n".join([*found[:40], storm.program.log()[-1000:]])
        check_requests(storm.witness)
