"""The disk is full: nothing is confirmed that is not kept, what is there can be read, later nothing is missing."""

import os
import random
import sqlite3
import subprocess
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from care.ledger import balance
from simulator.wakeup import until
from storage.open import open_database
from tests.engines import RING, prepare
from tests.faults import truth
from tests.faults.conftest import CANARY
from tests.faults.test_once import one_step
from tests.stage import Stage, stage

SIZE = "24m"  # the log beside the database alone may grow to four
POLLS = 2
ROUNDS = [pytest.param(2, id="small"), pytest.param(40, id="full", marks=pytest.mark.full)]


@dataclass
class Room:
    """A folder for a database, on a disk of its own that can be filled, or else a database that may not grow."""

    folder: Path
    own_disk: bool

    @property
    def file(self) -> Path:
        """Give the database's file."""
        return self.folder / "interlude.db"

    async def fill(self, day: Stage) -> None:
        """Leave no room for anything."""
        if self.own_disk:
            with (self.folder / "ballast").open("wb", buffering=0) as ballast:
                for size in (1 << 16, 1 << 12):
                    _write_all(ballast.fileno(), size)
            return
        await _limit(day, 1)  # SQLite takes the number of pages that there are

    async def free(self, day: Stage) -> None:
        """Give the room back."""
        if self.own_disk:
            (self.folder / "ballast").unlink()
        else:
            await _limit(day, 1 << 30)


def _write_all(file: int, size: int) -> None:
    try:
        while os.write(file, bytes(size)) == size:
            pass
    except OSError:
        return


async def _limit(day: Stage, pages: int) -> None:
    assert day.world is not None
    await day.world.app.read(lambda db: db.fetch(f"PRAGMA max_page_count={pages}"))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Give a small disk where this user may mount one, else the limit that SQLite itself keeps."""
    mount = which("mount") or "mount"
    command = [mount, "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "interlude-test", str(tmp_path)]
    mounted = os.geteuid() == 0 and subprocess.run(command, check=False, capture_output=True).returncode == 0
    yield Room(tmp_path, mounted)
    if mounted:
        subprocess.run([which("umount") or "umount", str(tmp_path)], check=True)


@pytest.mark.parametrize("own_disk", [True, False])
@pytest.mark.parametrize("rounds", ROUNDS)
async def test_a_full_disk_costs_nobody_an_answer(
    room: Room, rounds: int, own_disk: bool, logged: list[MutableMapping[str, Any]]
) -> None:
    room.own_disk = room.own_disk and own_disk
    address, chance = f"sqlite:///{room.file}", random.Random(rounds)
    await prepare(address)
    async with stage(address) as day:
        maya = await day.owner()
        people = [await day.client(maya, name) for name in ("Ana", "Ben")]
        said: dict[int, list[str]] = {one.id: [] for one in people}
        for number in range(rounds):
            for one in people * 3:
                said[one.id].append(f"{CANARY} {number} {len(said[one.id])} " + "x" * 2000)
                await one.say(said[one.id][-1])
            for _ in range(chance.randrange(400)):  # it becomes full somewhere in the middle of them
                await one_step()
            await room.fill(day)
            for one in people:
                said[one.id].append(f"{CANARY} {number} when it was full " + "y" * 3000)
                await one.say(said[one.id][-1])
            await polls_on(day)
            assert can_be_read(room.file)
            await room.free(day)
            await until(lambda: not len(day.telegram.model.first_bot().queue), day.telegram.model.queues_changed, 30)
            await day.pass_(minutes=1)
        assert day.world is not None
        for _ in range(rounds):  # on a busy machine what is slow is parked, and its next try waits for the clock
            if day.world.mailboxes.next_due() is not None:
                await day.pass_(minutes=5)
        found = await everything_is_there(day, said)
        assert not found, found[:5]
        assert any("full" in str(event.get("error")) for event in logged), "the disk was never full"


async def polls_on(day: Stage) -> None:
    """Wait until the bot has asked for updates a few times more: it neither ended nor hangs."""
    bot = day.telegram.model.first_bot()
    enough = bot.poll_number + POLLS
    assert await until(lambda: bot.poll_number >= enough, bot.queue.changed, 30), "the bot stopped polling"
    assert day.running is not None
    assert not day.running.done()


def can_be_read(file: Path) -> bool:
    """Tell whether another process could read the ledger now."""
    other = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    try:
        return bool(other.execute("SELECT COUNT(*) FROM message").fetchone()[0])
    finally:
        other.close()


async def everything_is_there(day: Stage, said: dict[int, list[str]]) -> list[str]:
    """Give what somebody wrote and is not kept once, updates that nobody acted on, and every fault of the ledger."""
    lines = day.telegram.log.lines
    database = await open_database(str(day.settings.database_url), RING, read_only=True)
    try:
        return [
            found
            for work in (
                lambda db: truth.facts_twice(db, said),
                lambda db: truth.updates_lost(db, lines),
            )
            for found in await database.transact(work, practice_id=1, now=day.telegram.now_ms)
        ] + list((await database.transact(balance, practice_id=1, now=day.telegram.now_ms)).faults)
    finally:
        await database.close()
