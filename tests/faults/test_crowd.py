"""A full practice under kill -9: much is due at once, the bot dies again and again, and all of it is accounted for."""

import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from care.ledger import balance
from content import library
from simulator import BotAccount, serve
from storage.open import open_database
from storage.session import Session
from tests.engines import RING
from tests.faults import truth
from tests.faults.crowd import DUE_AFTER, Crowd, mixed, practice
from tests.faults.program import Program
from tests.faults.storm import Storm
from tests.faults.test_kill import environment
from tests.faults.witness import watch
from tests.judges import check_requests
from tests.stage import SUNDAY_NOON, TOKEN

REPEATS_S = 600  # what is repeated, or was asked to wait, has come by then
SIZES = [
    pytest.param("sqlite", 1_000, 20, 1, id="sqlite small"),
    pytest.param("sqlite", 10_000, 200, 2, id="sqlite", marks=pytest.mark.full),
    pytest.param("postgres", 1_000, 20, 3, id="postgres small", marks=pytest.mark.full),
    pytest.param("postgres", 10_000, 200, 4, id="postgres", marks=pytest.mark.full),
]


@asynccontextmanager
async def crowded(address: str, folder: Path, kinds: list[tuple[str, ...]], seed: int) -> AsyncIterator[Storm]:
    """Give a storm, not begun yet, over a practice to which all this is due in an hour."""
    telegram = await serve(bots=[BotAccount(TOKEN, "linden_bot", "Linden")], frozen=True, now_ms=SUNDAY_NOON)
    words = library.load()
    database = await open_database(address, RING)
    try:
        crowd = Crowd(database, words, telegram, practice())
        await crowd.begin()
        await crowd.add(kinds)
    finally:
        await database.close()
    program = Program(folder, environment(telegram.url, address))
    storm = Storm(telegram, watch(telegram), program, words, random.Random(seed), 0, after_updates=False)
    try:
        yield storm
    finally:
        program.kill()
        await telegram.close()


async def judged(storm: Storm, address: str) -> tuple[list[str], truth.Tally]:
    """Give every broken promise in words, and the counts."""

    async def work(db: Session) -> tuple[list[str], truth.Tally]:
        joined = await truth.join(db, storm.witness.lines)
        return [*(await balance(db)).faults, *truth.faults(joined)], truth.tally(joined)

    database = await open_database(address, RING, read_only=True)
    try:
        return await database.transact(work, practice_id=1, now=storm.telegram.now_ms)
    finally:
        await database.close()


@pytest.mark.parametrize(("engine", "count", "kills", "seed"), SIZES)
async def test_a_crowd_that_is_due_at_once_survives_every_kill(
    address: str, tmp_path: Path, count: int, kills: int, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    async with crowded(address, tmp_path, mixed(random.Random(seed), count), seed) as storm:
        await storm.pass_(DUE_AFTER / 1000 - 1)
        storm.kills_left, storm.longest_gap = kills, max(2 * count // kills, 2)
        await storm.pass_(1 + REPEATS_S)
        found, counts = await judged(storm, address)
        assert await storm.program.stop() == 0
        report = f"{kills - storm.kills_left} kills {dict(Counter(storm.hits))}: {counts}"
        with capsys.disabled():
            print(f"\n{report}; {counts.duplicates / max(kills, 1):.2f} duplicates a kill")  # noqa: T201 -- the figure is the point
        assert not found, "\n".join([*found, report, storm.program.log()[-2000:]])
        assert storm.kills_left == 0, report
        assert counts.planned == counts.terminal + counts.open
        check_requests(storm.witness)
