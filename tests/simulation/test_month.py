"""Owns a month of a thousand clients: all is accounted for, on time, and the process does not grow."""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from care.delivery import AT_ONCE
from care.moments import DAY, SECOND, to_ms
from simulator import BotAccount, Person, Telegram, serve
from storage.open import open_database
from storage.session import Session
from tests.engines import RING
from tests.faults.program import Program
from tests.faults.test_kill import environment
from tests.scenes import one_engine
from tests.simulation.cast import PLACES, touch
from tests.simulation.comparing import Findings, compare, lateness
from tests.simulation.crowd import SLICE, Town
from tests.simulation.post import office
from tests.simulation.truth import Truth
from tests.stage import TOKEN, Stage

Result = TypeVar("Result")
ZONES = tuple(zone for _, zone in PLACES)
TIMES = ("18:30", "08:00", "12:00", "20:30", "17:00", "19:30")
BEGINS = to_ms(datetime(2026, 10, 5, 9, tzinfo=UTC))
ANSWERS = 0.3
WARM = 3  # days until every cache holds what it will hold


@dataclass(frozen=True)
class Vitals:
    """What a process holds: memory in KB, open files, threads."""

    rss: int
    files: int
    threads: int


def vitals(pid: int) -> Vitals:
    """Look at a process from outside."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    said = dict(line.split(":", 1) for line in lines if ":" in line)
    files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return Vitals(int(said["VmRSS"].split()[0]), files, int(said["Threads"]))


@asynccontextmanager
async def town(folder: Path, clients: int) -> AsyncIterator[tuple[Telegram, Program, Truth, list[Person]]]:
    """Seed a practice, then let the real program serve it over HTTP in a process of its own."""
    async with office(folder, BEGINS) as made:
        await made.gather(clients, ZONES, TIMES)
        truth, folk, now = made.truth, dict(made.zones), made.clock.at
    telegram = await serve(bots=[BotAccount(TOKEN, "linden_bot", "Linden")], frozen=True, now_ms=now)
    people = [telegram.person(f"P{who}", zone=zone, telegram_id=who, started=True) for who, zone in folk.items()]
    program = Program(folder, environment(telegram.url, f"sqlite:///{folder / 'interlude.db'}"))
    program.start()
    try:
        yield telegram, program, truth, people
    finally:
        await program.stop()
        await telegram.close()


async def month(folder: Path, clients: int, days: int) -> tuple[Findings, list[int], list[Vitals]]:
    """Live through the days; a part of the clients answers."""
    dice, seen = random.Random(5), []
    async with town(folder, clients) as (telegram, program, truth, people):
        here = telegram.followers
        while not here.live():
            await here.reported.wait(30)
        for _ in range(days):
            for _ in range(DAY // SLICE):
                assert (await telegram.advance(SLICE / SECOND))["settled"], program.log()[-2000:]
                for action in ("ci.pain", "ci.mood"):
                    for one in people:
                        if dice.random() < ANSWERS:
                            touch(one, action, dice.choice("12345"), far=1)
                    assert await telegram.settle()
                truth.read(telegram.log)
            assert program.process is not None
            seen.append(vitals(program.process.pid or 0))
        assert await program.stop() == 0, program.log()[-2000:]
        database = await open_database(f"sqlite:///{folder / 'interlude.db'}", RING, read_only=True)
        now = telegram.now_ms

        async def read(work: Callable[[Session], Awaitable[Result]], /) -> Result:
            return await database.transact(work, practice_id=1, now=now)

        try:
            return await compare(truth, read, now), await lateness(read), seen
        finally:
            await database.close()


def p99(late: list[int]) -> int:
    """Give the value that 99 of 100 do not exceed."""
    return late[int(len(late) * 0.99)]


async def test_a_week_of_a_few_is_accounted_for_and_on_time(room: Path) -> None:
    found, late, seen = await month(room, 24, 5)
    assert not found.faults, "\n".join(found.faults[:40])
    assert p99(late) <= SECOND
    assert max(one.files for one in seen) < AT_ONCE + 20  # one connection for each who is spoken to at once


@pytest.mark.full
async def test_thirty_days_of_a_thousand_do_not_make_the_process_grow(room: Path) -> None:
    found, late, seen = await month(room, 1_000, 30)
    print(found.sent, found.dates, dict(found.zeros), f"p99 {p99(late)} ms, most {late[-1]} ms", seen[WARM], seen[-1])  # noqa: T201
    assert not found.faults, "\n".join(found.faults[:40])
    assert p99(late) <= SECOND
    assert seen[-1].rss < 1.05 * seen[WARM].rss
    first, second = seen[WARM : len(seen) // 2], seen[len(seen) // 2 :]
    assert max(one.files for one in second) <= max(one.files for one in first) + 2
    assert max(one.threads for one in seen[WARM:]) - min(one.threads for one in seen[WARM:]) <= 2


@one_engine  # PostgreSQL keeps as many connections as were ever needed at once
async def test_no_task_and_no_file_is_left_behind_day_by_day(day: Stage) -> None:
    folk = Town(day, random.Random(6), 0.5)
    await folk.gather(3)
    seen = []
    for _ in range(4):
        await folk.live(1)
        await day.settle()  # what is on its way at this very moment is not left behind
        seen.append((len(asyncio.all_tasks()), vitals(os.getpid()).files))
    assert max(tasks for tasks, _ in seen) - min(tasks for tasks, _ in seen) <= 2, seen
    assert max(files for _, files in seen) - min(files for _, files in seen) <= 3, seen
