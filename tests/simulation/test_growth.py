"""Owns that a practice with years of messages is as quick as a new one: nothing in a day reads all that ever was."""

import random
import re

from storage.session import Session
from storage.sqlite import SqliteSession
from tests.scenes import one_engine
from tests.simulation.crowd import Town
from tests.stage import Stage

# What grows with every day. Who and what a practice has (people, plans, rules) does not.
GROWS = r"(?:message|check_in|walk|note|alert|appointment|audit|handled|consent|outage)"
ALL_OF_IT = re.compile(rf"SCAN {GROWS}\b|SEARCH {GROWS} USING .*\(practice_id=\?(?: AND \w+_id[<>]\?)*\)")
# An index that holds only what is still open is short, however long the practice has been there.
SHORT = re.compile(
    r"message_(queued|due|held_back|next\w*|expiring|one_in_flight|broadcast_open|dead)\b|alert_of_client"
)

# The ledger's check reads everything by intent, when somebody asks for it; so does this town's own record.
ON_DEMAND = r"FROM appointment\s+WHERE practice_id = \d+ ORDER BY appointment_id"


async def plans(db: Session, statements: set[str]) -> dict[str, list[str]]:
    """Give how SQLite would find the rows of each statement."""
    found = {}
    for statement in sorted(statements):
        rows = await db.fetch(f"EXPLAIN QUERY PLAN {statement}")
        found[statement] = [row["detail"] for row in rows]
    return found


@one_engine  # another engine chooses its plans by the sizes of its tables
async def test_no_statement_of_a_busy_week_reads_all_that_ever_was(day: Stage) -> None:
    said: set[str] = set()

    async def listen(db: Session) -> None:
        assert isinstance(db, SqliteSession)
        db._connection.set_trace_callback(said.add)  # noqa: SLF001 -- SQLite's own ear for what it is asked

    assert day.world is not None
    await day.world.app.read(listen)
    town = Town(day, random.Random(3), 0.8)
    await town.gather(3)
    await town.say(town.maya, "/announce")
    await town.say(town.maya, "We are closed on Friday.")
    assert await town.press(town.maya, "an.go")
    await town.say(town.maya, "/clients")
    await town.live(7)
    assert len(said) > 1_000
    asked = {one for one in said if re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)", one) and not re.search(ON_DEMAND, one)}
    found = await day.world.app.read(lambda db: plans(db, asked))
    slow = {
        (re.sub(r"\s+", " ", re.sub(r"\b\d+\b|'[^']*'", "?", statement)), one)
        for statement, details in found.items()
        for one in details
        if ALL_OF_IT.search(one) and not SHORT.search(one)
    }
    assert not slow, "\n".join(f"{statement[:300]}\n    {one}" for statement, one in sorted(slow))
