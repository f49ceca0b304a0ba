"""The database is locked or gone: nothing is confirmed that is not kept, nothing crashes, all is done once after."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from simulator import Person
from simulator.wakeup import Wakeup, until
from storage.open import sqlite_path
from tests.engines import fresh_address
from tests.faults.conftest import CANARY
from tests.faults.gate import Gate
from tests.stage import Stage, stage

POLLS = 3


@asynccontextmanager
async def behind_a_gate(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Stage, Gate]]:
    """Set the stage on a PostgreSQL that can go away."""
    async with fresh_address("postgres", request) as address:
        gate = Gate(address)
        await gate.open()
        try:
            async with stage(gate.address) as day:
                yield day, gate
        finally:
            await gate.shut()


async def polled_again(day: Stage) -> None:
    """Wait until the bot has asked for the same updates a few times more."""
    bot = day.telegram.model.first_bot()
    enough = bot.poll_number + POLLS
    assert await until(lambda: bot.poll_number >= enough, bot.queue.changed, 30), "the bot stopped polling"


async def at_rest(day: Stage) -> None:
    """Wait until the bot follows the clock again, which it stopped with its database, and has done all that is due."""
    here = day.telegram.followers
    assert await until(lambda: any(one.polls for one in here.live()), here.reported, 30), "the bot did not come back"
    await day.settle()


async def everybody_acts(ana: Person, ben: Person) -> None:
    """Let two people do three things that must neither be lost nor happen twice."""
    await ana.say(f"{CANARY} first")
    await ben.say(f"{CANARY} and I")
    await ana.say(f"{CANARY} second")


def nothing_was_confirmed(day: Stage) -> None:
    assert len(day.telegram.model.first_bot().queue) == 3
    assert day.running is not None
    assert not day.running.done()


def all_was_done_once(day: Stage, maya: Person, ana: Person, ben: Person) -> None:
    notes = [one.text.split()[-1] for one in day.read(maya, "talking.note")]
    assert sorted(notes) == ["I", "first", "second"]
    assert notes.index("first") < notes.index("second")
    assert (len(day.read(ana, "talking.passed_on")), len(day.read(ben, "talking.passed_on"))) == (2, 1)
    assert len(day.telegram.model.first_bot().queue) == 0


@pytest.mark.parametrize(
    ("busy_ms", "locked_s"),
    [pytest.param(50, 0, id="soon given up"), pytest.param(5000, 10, id="ten seconds", marks=pytest.mark.full)],
)
async def test_a_locked_sqlite_file_makes_updates_wait_at_telegram(
    request: pytest.FixtureRequest, busy_ms: int, locked_s: float
) -> None:
    async with fresh_address("sqlite", request) as address, stage(address) as day:
        maya = await day.owner()
        ana, ben = await day.client(maya), await day.client(maya, "Ben")
        assert day.world is not None
        await day.world.app.read(lambda db: db.fetch(f"PRAGMA busy_timeout = {busy_ms}"))
        file = sqlite_path(address)
        assert file is not None
        other = sqlite3.connect(file, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            await everybody_acts(ana, ben)
            if locked_s:
                await until(lambda: False, Wakeup(), locked_s)
            else:
                await polled_again(day)
            nothing_was_confirmed(day)
        finally:
            other.close()
        await at_rest(day)
        all_was_done_once(day, maya, ana, ben)


async def test_a_postgresql_that_goes_away_makes_updates_wait_at_telegram(request: pytest.FixtureRequest) -> None:
    async with behind_a_gate(request) as (day, gate):
        maya = await day.owner()
        ana, ben = await day.client(maya), await day.client(maya, "Ben")
        await gate.shut()
        await everybody_acts(ana, ben)
        await polled_again(day)
        nothing_was_confirmed(day)
        await gate.open()
        await at_rest(day)
        all_was_done_once(day, maya, ana, ben)


async def test_an_outcome_that_can_not_be_written_yet_is_kept_and_written_later(request: pytest.FixtureRequest) -> None:
    async with behind_a_gate(request) as (day, gate):
        ana = await day.client(await day.owner())
        day.telegram.faults.add("stall", method="sendMessage", chat_id=ana.id)
        await ana.say(CANARY)
        log, faults = day.telegram.model.queues_changed, day.telegram.faults
        assert await until(lambda: not faults.rules(), log, 5)
        await gate.shut()
        faults.release()
        assert await until(lambda: bool(day.read(ana, "talking.passed_on")), ana.chat.changed, 5)
        await gate.open()
        await at_rest(day)
        assert len(day.read(ana, "talking.passed_on")) == 1
        assert (await day.books()).states.get("uncertain", 0) == 0
