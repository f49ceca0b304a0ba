"""Owns typed reasons for routines in spite of what is on file, and what a therapist was told is held back.

It refuses to know what a clash is: codes go in and come out, sealed.
"""

import json
from dataclasses import dataclass

from storage.session import Session
from storage.sql import Row


@dataclass(frozen=True)
class Reason:
    """A therapist's reason for one routine of one client; ``covers`` are the clashes that it was typed for.

    It counts from ``used_at`` on (ms UTC): before that it was typed, but the routine was not sent by it.
    """

    reason_id: int
    person_id: int
    routine: str
    covers: frozenset[str]
    words: str
    given_by: int
    used_at: int | None


async def _reason(db: Session, row: Row) -> Reason:
    who, key = row["person_id"], row["reason_id"]
    covers = await db.unseal(who, "gate_reason.covers", key, row["covers"])
    words = await db.unseal(who, "gate_reason.words", key, row["words"])
    return Reason(
        key, who, row["routine"], frozenset(json.loads(covers or "[]")), words or "", row["given_by"], row["used_at"]
    )


async def add_reason(
    db: Session, person_id: int, routine: str, *, covers: frozenset[str], words: str, given_by: int
) -> int:
    """Keep a typed reason and give its id; it counts only once it is used."""
    key = db.new_id()
    await db.run(
        """INSERT INTO gate_reason (practice_id, reason_id, person_id, routine, covers, words, given_by, given_at)
           VALUES (:practice, :key, :who, :routine, :covers, :words, :by, :now)""",
        key=key,
        who=person_id,
        routine=routine,
        covers=await db.seal(person_id, "gate_reason.covers", key, json.dumps(sorted(covers))),
        words=await db.seal(person_id, "gate_reason.words", key, words),
        by=given_by,
    )
    return key


async def reason(db: Session, reason_id: int) -> Reason | None:
    """Give a reason, or None."""
    row = await db.one("SELECT * FROM gate_reason WHERE practice_id = :practice AND reason_id = :key", key=reason_id)
    return await _reason(db, row) if row else None


async def use_reason(db: Session, reason_id: int) -> None:
    """Let a reason count from now on; using it twice changes nothing."""
    await db.run(
        """UPDATE gate_reason SET used_at = :now
           WHERE practice_id = :practice AND reason_id = :key AND used_at IS NULL""",
        key=reason_id,
    )


async def reasons_of(db: Session, person_id: int, routine: str) -> list[Reason]:
    """Give the reasons that count for a client's routine, oldest first."""
    rows = await db.fetch(
        """SELECT * FROM gate_reason WHERE practice_id = :practice AND person_id = :who AND routine = :routine
             AND used_at IS NOT NULL ORDER BY reason_id""",
        who=person_id,
        routine=routine,
    )
    return [await _reason(db, row) for row in rows]


async def used_by(db: Session, person_id: int, limit: int) -> list[Reason]:
    """Give the reasons by which routines were sent to a client, the newest first; at most ``limit``."""
    rows = await db.fetch(
        """SELECT * FROM gate_reason WHERE practice_id = :practice AND person_id = :who AND used_at IS NOT NULL
           ORDER BY used_at DESC, reason_id DESC LIMIT :limit""",
        who=person_id,
        limit=limit,
    )
    return [await _reason(db, row) for row in rows]


async def add_hold(db: Session, person_id: int, routine: str, clashes: frozenset[str]) -> None:
    """Note for what a therapist was told that a routine is held back."""
    key = db.new_id()
    await db.run(
        """INSERT INTO gate_hold (practice_id, hold_id, person_id, routine, clashes, told_at)
           VALUES (:practice, :key, :who, :routine, :clashes, :now)""",
        key=key,
        who=person_id,
        routine=routine,
        clashes=await db.seal(person_id, "gate_hold.clashes", key, json.dumps(sorted(clashes))),
    )


async def holds_of(db: Session, person_id: int, routine: str) -> list[frozenset[str]]:
    """Give all sets of clashes that a therapist was told of for a client's routine."""
    rows = await db.fetch(
        """SELECT hold_id, clashes FROM gate_hold
           WHERE practice_id = :practice AND person_id = :who AND routine = :routine ORDER BY hold_id""",
        who=person_id,
        routine=routine,
    )
    opened = [await db.unseal(person_id, "gate_hold.clashes", row["hold_id"], row["clashes"]) for row in rows]
    return [frozenset(json.loads(text or "[]")) for text in opened]
