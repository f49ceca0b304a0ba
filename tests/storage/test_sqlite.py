"""Owns what only SQLite has to promise: one writer, no waiting inside a turn, files that are whole."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from storage import due, people, queue
from storage.errors import InUseError, StorageError, StorageUnavailableError, SuspendedTurnError
from storage.lock import single_process
from storage.session import Session
from storage.sql import Row
from storage.sqlite import open_sqlite
from tests.engines import NOW, RING, prepare
from tests.storage.story import Story


@pytest.fixture
def engine() -> str:
    """Run these tests on SQLite alone."""
    return "sqlite"


HOLD = """
import sys
from pathlib import Path
from storage.lock import single_process
with single_process(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


async def a_moment() -> None:
    await asyncio.sleep(0)  # noqa: TID251 -- the very thing that is refused


async def a_while() -> None:
    await asyncio.sleep(1)  # noqa: TID251 -- as above


async def a_thread() -> None:
    await asyncio.to_thread(len, "")


@pytest.mark.parametrize("wait", [a_moment, a_while, a_thread])
async def test_a_turn_that_waits_for_the_world_is_refused_and_leaves_nothing(
    story: Story, wait: Callable[[], Awaitable[None]]
) -> None:
    left: list[str] = []

    async def work(db: Session) -> None:
        try:
            await people.set_menu(db, story.ana, "half done")
            await wait()
        finally:
            left.append("finally")

    with pytest.raises(SuspendedTurnError):
        await story.turn(work)
    assert left == ["finally"]
    ana = await story.turn(lambda db: people.get(db, story.ana))
    assert ana is not None
    assert ana.menu is None


async def test_a_database_held_by_another_is_unavailable_and_later_works(tmp_path: Path) -> None:
    file = tmp_path / "interlude.db"
    await prepare(f"sqlite:///{file}")
    database = await open_sqlite(file, RING, busy_s=0.05)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailableError, match="locked"):
        await database.transact(lambda db: people.with_role(db, "owner"), practice_id=1, now=NOW)
    other.execute("ROLLBACK")
    other.close()
    assert await database.transact(lambda db: people.with_role(db, "owner"), practice_id=1, now=NOW) == []
    await database.close()


async def test_a_full_disk_changes_nothing_and_later_works(story: Story, tmp_path: Path) -> None:
    pages = await story.turn(lambda db: db.one("PRAGMA page_count"))
    assert pages is not None
    await story.turn(lambda db: db.fetch(f"PRAGMA max_page_count = {pages[0]}"))  # type: ignore[index]
    with pytest.raises(StorageUnavailableError, match="full"):
        await story.turn(lambda db: people.set_menu(db, story.ana, "x" * 100_000))
    await story.turn(lambda db: db.fetch("PRAGMA max_page_count = 1000000"))
    ana = await story.turn(lambda db: people.get(db, story.ana))
    assert ana is not None
    assert ana.menu is None


@pytest.mark.parametrize("name", ["interlude.db", "interlude.keys.db"])
async def test_a_damaged_file_is_refused_at_the_start(tmp_path: Path, name: str) -> None:
    file = tmp_path / "interlude.db"
    await prepare(f"sqlite:///{file}")
    hurt = tmp_path / name
    content = bytearray(hurt.read_bytes())
    content[4096 : 4096 * 4] = b"\x5a" * (4096 * 3)
    hurt.write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        await open_sqlite(file, RING)


async def test_a_file_that_is_no_database_is_refused_at_the_start(tmp_path: Path) -> None:
    file = tmp_path / "interlude.db"
    file.write_bytes(b"holiday pictures" * 1000)
    with pytest.raises(StorageError, match="damaged"):
        await open_sqlite(file, RING)


async def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError, match="folder"):
        await open_sqlite(tmp_path / "no" / "interlude.db", RING)
    with pytest.raises(StorageUnavailableError, match="can't be opened"):
        await open_sqlite(tmp_path / "interlude.db", RING, read_only=True)
    assert not list(tmp_path.iterdir())  # noqa: ASYNC240 -- an empty folder


async def test_odd_names_of_folders_are_fine(tmp_path: Path) -> None:
    folder = tmp_path / "Dr. Maya's 100% #1 ?data"
    folder.mkdir()
    await prepare(f"sqlite:///{folder / 'interlude.db'}")
    assert sorted(file.name for file in folder.iterdir()) == ["interlude.db", "interlude.keys.db"]


async def test_a_reader_works_when_no_writer_runs_and_leaves_the_files_alone(tmp_path: Path) -> None:
    file = tmp_path / "interlude.db"
    await prepare(f"sqlite:///{file}")
    before = file.read_bytes()
    reader = await open_sqlite(file, RING, read_only=True)
    assert await reader.transact(lambda db: people.with_role(db, "owner"), practice_id=1, now=NOW) == []
    await reader.close()
    assert file.read_bytes() == before


async def test_a_reader_never_checkpoints(story: Story, tmp_path: Path) -> None:
    await story.turn(lambda db: people.set_menu(db, story.ana, "new"))
    wal = (tmp_path / "interlude.db-wal").read_bytes()
    main = (tmp_path / "interlude.db").read_bytes()
    reader = await open_sqlite(tmp_path / "interlude.db", RING, read_only=True)
    await reader.transact(lambda db: people.get(db, story.ana), practice_id=1, now=NOW)
    await reader.close()
    assert (tmp_path / "interlude.db-wal").read_bytes() == wal
    assert (tmp_path / "interlude.db").read_bytes() == main


def test_a_second_process_is_refused_at_once_and_let_in_when_the_first_dies(tmp_path: Path) -> None:
    file = tmp_path / "interlude.db"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(InUseError, match=rf"process {holder.pid}\) is running"), single_process(file):
        pass
    holder.kill()
    holder.communicate()
    with single_process(file):
        assert file.with_name("interlude.db.lock").exists()
    with single_process(file):
        pass


def test_a_lock_in_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError, match="folder"), single_process(tmp_path / "no" / "interlude.db"):
        pass


def test_a_program_that_forgets_to_close_ends_all_the_same(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\nfrom pathlib import Path\n"
        "from storage.keys import KeyRing\nfrom storage.sqlite import open_sqlite\n"
        "keep = asyncio.run(open_sqlite(Path(sys.argv[1]), KeyRing({'k1': b'1' * 32})))\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "interlude.db")], check=True, timeout=20)


async def test_the_statements_of_every_second_use_an_index(story: Story) -> None:
    """Without these, a practice with a year of messages reads all of them every second."""
    plans: list[str] = []

    async def explain(db: Session) -> None:
        real = db.fetch

        async def watched(statement: str, **values: object) -> list[Row]:
            plans.extend(row["detail"] for row in await real(f"EXPLAIN QUERY PLAN {statement}", **values))
            return await real(statement, **values)

        db.fetch = watched  # type: ignore[method-assign]
        await queue.first_due(db, story.ana)
        await due.people_due(db, 50)
        await due.next_due(db)
        await queue.in_flight(db, story.ana)
        await due.overdue_open(db, 0)

    await story.turn(many_messages)
    await story.turn(explain)
    used = {word for plan in plans if " message " in plan for word in plan.split() if word.startswith("message_")}
    assert used == {
        "message_queued",
        "message_due",
        "message_held_back",
        "message_next",
        "message_next_held",
        "message_next_shared",
        "message_one_in_flight",
        "message_expiring",
    }
    assert [plan for plan in plans if "message" in plan and ("SCAN" in plan or "autoindex" in plan)] == []
    assert {plan for plan in plans if "message_queued" in plan} == {
        "SEARCH message USING INDEX message_queued (practice_id=? AND person_id=?)"
    }


async def many_messages(db: Session) -> None:
    """Write 10,000 messages of 500 people, two of ten waiting, the others sent."""
    people_statement = """
        INSERT INTO person (practice_id, person_id, telegram_id, locale, zone, country, reach, lease_epoch, lease_until,
                            made_at)
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)
        SELECT :practice, 5000000 + i, 5000000 + i, 'en', 'UTC', 'DE', 'open', 0, 0, 0 FROM n"""
    messages_statement = """
        INSERT INTO message (practice_id, message_id, person_id, subject_id, kind, priority, due_at, not_before, state,
                             attempt, epoch, maybe_dup, made_at)
        WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
        SELECT :practice, 6000000 + i, 5000000 + i % 500, 5000000 + i % 500, 'check_in', 4, :now + i, 0,
               CASE WHEN i % 10 < 2 THEN 'queued' ELSE 'sent' END, 0, 0, 0, 0 FROM n"""
    assert await db.run(people_statement) == 500
    assert await db.run(messages_statement) == 10_000
