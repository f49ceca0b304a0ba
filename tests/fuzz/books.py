"""Owns what must be true of a practice at every moment, whatever anybody did; refuses to know how it came about."""

from collections.abc import MutableMapping
from datetime import time
from typing import Any

from care.ledger import balance
from care.moments import SECOND, local
from care.quiet import QuietHours
from storage import updates
from storage.session import Session
from tests.stage import Stage

# The hours that are quiet whatever a client chose.
QUIET = QuietHours(time(22), time(7))
SILENT = ("check_in", "routine_prompt", "reminder", "routine", "snoozed", "nudge")
PROACTIVE = (*SILENT, "appointment")
NEW = ("sendMessage", "sendPhoto", "sendVideo", "sendAnimation")
# What was handed over in the moment before somebody said stop may arrive in the moment after.
CROSSING = 5 * SECOND

Log = list[MutableMapping[str, Any]]


async def faults(stage: Stage, log: Log) -> list[str]:
    """Give everything that is wrong with the practice just now, in words."""
    world = stage.world
    assert world is not None
    bot_id = world.app.practice.bot_id
    found = list((await world.app.read(balance)).faults)
    stuck = await world.app.read(lambda db: updates.waiting(db, bot_id))
    found += [f"update {parked.update_id} of {parked.telegram_id} is stuck" for parked in stuck]
    lost = await world.app.read(updates.count_quarantined)
    found += [f"{lost} updates are in quarantine"] if lost else []
    # A bot that is busy for ten seconds is not waited for: the simulator's clock then runs ahead of ours for a moment.
    bad = [line for line in log if line["log_level"] in ("error", "critical") and line.get("trouble") != "clock"]
    # Where all who could be called have blocked the bot, the log is the only one who can be told.
    bad = [line for line in bad if line["event"] != "an alert reaches nobody"]
    found += [f"the log says: {line}" for line in bad]
    found += _spinning(stage)
    return found + await world.app.read(lambda db: _untimely(db, sent_when(stage)))


def _spinning(stage: Stage) -> list[str]:
    model = stage.telegram.model
    bot = model.first_bot()
    there = [tap for tap in bot.taps.values() if not model.private_chat(bot, tap.person_id).blocked]
    return [f"the tap {tap.id} of {tap.person_id} is still spinning" for tap in there]


def sent_when(stage: Stage) -> dict[int, int]:
    """Give the instant at which each bubble came, by Telegram's own record."""
    lines = [line for line in stage.telegram.log.requests() if line["method"] in NEW]
    return {line["message_id"]: line["now_ms"] for line in lines if line["effect"]}


async def _untimely(db: Session, when: dict[int, int]) -> list[str]:
    """Find what came at night, in somebody's rest, or died."""
    rows = await db.fetch("SELECT * FROM message WHERE practice_id = :practice")
    found = [
        f"message {row['message_id']} ({row['kind']}) is {row['state']}: {row['reason']}"
        for row in rows
        if row["state"] in ("dead", "uncertain")
    ]
    rests = await _rests(db)
    zones = await _zones(db)
    for row in rows:
        at = when.get(row["telegram_message_id"]) if row["state"] == "sent" and row["edits"] is None else None
        if at is None or row["kind"] not in PROACTIVE:
            continue
        name = f"message {row['message_id']} ({row['kind']}, due {row['due_at']})"
        # An hour that the therapist herself chose inside the night is hers to choose.
        zone = row["zone"] or zones.get(row["person_id"])
        chosen = zone is not None and row["zone"] is not None and QUIET.holds(row["due_at"], zone)
        if zone is not None and row["kind"] in SILENT and QUIET.holds(at, zone) and not chosen:
            found.append(f"{name} came at {local(at, zone):%H:%M} in {zone}")
        found += [
            f"{name} came while she had {why} the bot"
            for who, why, begin, end in rests
            if who == row["person_id"] and begin + CROSSING < at < end
        ]
    return found


async def _zones(db: Session) -> dict[int, str]:
    """Give the zones of those who were in the same one all along: where somebody was meanwhile is not kept."""
    rows = await db.fetch(
        """SELECT person_id, zone FROM person WHERE practice_id = :practice AND
             (SELECT COUNT(*) FROM audit WHERE audit.practice_id = person.practice_id
                AND audit.subject_id = person.person_id AND audit.act = 'time zone chosen') <= 1"""
    )
    return {row["person_id"]: row["zone"] for row in rows}


async def _rests(db: Session) -> list[tuple[int, str, int, int]]:
    """Give who rested, why, from when and until when."""
    rows = await db.fetch(
        """SELECT * FROM audit WHERE practice_id = :practice AND act IN ('stopped', 'blocked', 'reachable again')
           ORDER BY audit_id"""
    )
    begun: dict[int, tuple[str, int]] = {}
    found = []
    for row in rows:
        who = row["subject_id"]
        if row["act"] != "reachable again":
            begun.setdefault(who, (row["act"], row["at"]))
        elif who in begun:
            found.append((who, *begun.pop(who), row["at"]))
    return found + [(who, why, at, 1 << 62) for who, (why, at) in begun.items()]
