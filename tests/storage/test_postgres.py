"""Owns what only PostgreSQL has to promise: walls between practices, workers side by side, a server that goes away."""

import asyncio

import asyncpg
import pytest

from storage import people
from storage.columns import COLUMNS
from storage.errors import StorageError, StorageUnavailableError
from storage.open import open_database
from storage.session import Session
from tests.engines import NOW, RING, PostgresServer
from tests.storage.story import Story
from tests.storage.test_sealing import fill
from tests.storage.wire import Wire


@pytest.fixture
def engine() -> str:
    """Run these tests on PostgreSQL alone."""
    return "postgres"


async def test_a_practice_sees_nothing_of_another_whatever_it_asks(story: Story) -> None:
    await fill(story)
    other = await Story(story.database, practice_id=2).begin()
    for table, columns in COLUMNS.items():
        if "practice_id" not in columns or table == "practice":
            continue
        statement = f"SELECT DISTINCT practice_id FROM {table}"  # noqa: S608 -- our own names
        rows = await other.turn(lambda db, statement=statement: db.fetch(statement))  # type: ignore[misc]
        assert {row["practice_id"] for row in rows} <= {2}, table
        rows = await story.turn(lambda db, statement=statement: db.fetch(statement))  # type: ignore[misc]
        assert {row["practice_id"] for row in rows} <= {1}, table


async def test_a_practice_changes_nothing_of_another(story: Story) -> None:
    other = await Story(story.database, practice_id=2).begin()
    assert await other.turn(lambda db: db.run("UPDATE person SET menu = 'stolen'")) == 3
    assert await other.turn(lambda db: db.run("DELETE FROM keys.data_key")) == 3
    ana = await story.turn(lambda db: people.get(db, story.ana))
    assert ana is not None
    assert (ana.name, ana.menu) == ("Ana", None)
    with pytest.raises(StorageError, match="row-level security"):
        await other.turn(lambda db: db.run("UPDATE person SET practice_id = 1"))


async def test_a_connection_outside_a_turn_sees_no_rows(story: Story, address: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        assert await connection.fetchval("SELECT COUNT(*) FROM person") == 0
        who = await connection.fetchrow("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert tuple(who) == (False, False)
    finally:
        await connection.close()


async def test_two_turns_on_one_person_wait_for_each_other(story: Story) -> None:
    """Both read, then write what they read plus one: without the lock one of them would be lost."""

    async def count_up(db: Session) -> None:
        ana = await people.lock(db, story.ana)
        assert ana is not None
        await people.set_menu(db, story.ana, str(int(ana.menu or 0) + 1))

    await asyncio.gather(*(story.turn(count_up) for _ in range(40)))
    ana = await story.turn(lambda db: people.get(db, story.ana))
    assert ana is not None
    assert ana.menu == "40"


async def test_a_locked_person_can_still_be_pointed_at(story: Story) -> None:
    """With a plain FOR UPDATE a message for a locked person would wait, and two such turns would block for ever."""
    locked, done = asyncio.Event(), asyncio.Event()

    async def hold(db: Session) -> None:
        await people.lock(db, story.ana)
        locked.set()
        await done.wait()

    holder = asyncio.create_task(story.turn(hold))
    await locked.wait()
    try:
        async with asyncio.timeout(4):
            await story.turn(lambda db: people.grant(db, story.ana, "client"))
    finally:
        done.set()
        await holder


async def test_a_server_that_goes_away_is_unavailable_and_work_goes_on_when_it_is_back(
    story: Story, address: str
) -> None:
    line = Wire(address)
    database = await open_database(await line.mend(), RING)
    far = Story(database)
    try:
        await far.turn(lambda db: people.set_menu(db, story.ana, "before"))

        async def cut_in_the_middle(db: Session) -> None:
            await people.set_menu(db, story.ana, "never")
            await line.cut()
            await people.set_menu(db, story.ana, "never")

        with pytest.raises(StorageUnavailableError):
            await far.turn(cut_in_the_middle)
        with pytest.raises(StorageUnavailableError):
            await far.turn(lambda db: people.set_menu(db, story.ana, "never"))
        await line.mend()
        ana = await far.turn(lambda db: people.get(db, story.ana))
        assert ana is not None
        assert ana.menu == "before"
    finally:
        await database.close()
        await line.cut()


async def test_a_connection_that_the_server_ended_is_replaced(story: Story, postgres_server: PostgresServer) -> None:
    admin = await asyncpg.connect(postgres_server.admin)
    try:
        ended = await admin.fetch(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'interlude'"
        )
        assert ended
    finally:
        await admin.close()
    ana = await story.turn(lambda db: people.get(db, story.ana))
    assert ana is not None


async def test_no_server_at_all_is_unavailable(unused_tcp_port: int) -> None:
    with pytest.raises(StorageUnavailableError, match="DATABASE_URL"):
        await open_database(f"postgresql://nobody@127.0.0.1:{unused_tcp_port}/nothing", RING)


async def test_a_reader_needs_no_ids_and_writes_nothing(story: Story, address: str) -> None:
    reader = await open_database(address, RING, read_only=True)
    try:
        assert await reader.transact(lambda db: people.id_of(db, 1002), practice_id=1, now=NOW) == story.ana
    finally:
        await reader.close()
