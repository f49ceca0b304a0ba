"""The bot is killed at random moments while clients call for help: every call is told and passed on, none is lost."""

from pathlib import Path

import pytest

from care.moments import MINUTE
from simulator import Person
from storage import alerts
from storage.alerts import Alert
from storage.open import open_database
from storage.session import Session
from tests.engines import RING
from tests.faults.crowded import crowded, ledger_of
from tests.faults.storm import Storm

DANGER = "I have chest pain and can't breathe"
UNSEEN = "Nobody has seen this yet."


async def raised(storm: Storm, address: str) -> list[Alert]:
    """Give every alert as the database holds it beside a running bot."""

    async def work(db: Session) -> list[Alert]:
        rows = await db.fetch("SELECT alert_id FROM alert ORDER BY alert_id")
        found = [await alerts.get(db, row["alert_id"]) for row in rows]
        return [one for one in found if one is not None]

    database = await open_database(address, RING, read_only=True)
    try:
        return await database.transact(work, practice_id=1, now=storm.telegram.now_ms)
    finally:
        await database.close()


def told(storm: Storm, maya: Person, *parts: str) -> list[dict[str, object]]:
    """Give the bubbles in which Telegram showed Maya all these words."""
    lines = [line for line in storm.witness.lines if line["kind"] == "request" and line["effect"]]
    mine = [line for line in lines if line["chat_id"] == maya.id and line["method"].lower() == "sendmessage"]
    return [line for line in mine if all(part in line["parameters"]["text"] for part in parts)]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("clients", "kills"), [(2, 3), pytest.param(60, 200, marks=pytest.mark.full)], ids=["small", "full"]
)
async def test_no_call_is_lost_and_each_is_passed_on(address: str, tmp_path: Path, clients: int, kills: int) -> None:
    async with crowded(address, tmp_path, [()] * clients, seed=clients) as (storm, members):
        storm.kills_left, storm.longest_gap = kills, 5
        await storm.rest()
        maya = next(one for one in storm.telegram.people.values() if one.profile.first_name == "Maya")
        for member in members:
            await storm.say(member.phone, "/stop")
            await storm.say(member.phone, DANGER)
            await storm.pass_(MINUTE / 1000)
        await storm.pass_(40 * MINUTE / 1000)
        found, _ = await ledger_of(storm, address)
        kept = await raised(storm, address)
        assert await storm.program.stop() == 0, storm.program.log()[-2000:]
        assert not found, "\n".join([*found, *storm.hits])
        assert [one.kind for one in kept].count("stopped") == [one.kind for one in kept].count("red_flag") == clients
        assert {one.step for one in kept if one.urgency == "emergency"} == {2}
        for member in members:
            name = member.phone.profile.first_name
            assert told(storm, maya, f"<b>{name}</b>", "emergency", DANGER.replace("'", "&#39;")), (name, storm.hits)
            assert told(storm, maya, f"<b>{name}</b>", "stopped"), (name, storm.hits)
            assert told(storm, maya, f"<b>{name}</b>", UNSEEN), (name, storm.hits)
