"""Owns what a turn promises on both engines: all of it or nothing, ids given once, one kind of error."""

import asyncio

import pytest

from storage import people
from storage.errors import ConstraintError, StorageError, StorageUnavailableError
from storage.open import open_database, sqlite_path
from storage.session import Session
from tests.engines import NOW, RING, AnyDatabase
from tests.storage.story import Story


class ChangedHerMindError(Exception):
    """What the story breaks off with."""


async def set_menu_then_break(db: Session, who: int) -> None:
    await people.set_menu(db, who, "half done")
    raise ChangedHerMindError


async def menu_of(story: Story, who: int) -> str | None:
    found = await story.turn(lambda db: people.get(db, who))
    assert found is not None
    return found.menu


async def test_a_turn_that_breaks_leaves_nothing(story: Story) -> None:
    with pytest.raises(ChangedHerMindError):
        await story.turn(lambda db: set_menu_then_break(db, story.ana))
    assert await menu_of(story, story.ana) is None


async def test_a_cancelled_caller_leaves_all_or_nothing_and_the_next_turn_works(story: Story) -> None:
    async def twice(db: Session) -> None:
        await people.set_menu(db, story.ana, "both")
        await people.set_menu(db, story.ben, "both")

    for _attempt in range(20):
        caller = asyncio.create_task(story.turn(twice))
        await asyncio.wait([caller], timeout=0)
        caller.cancel()
        await asyncio.wait([caller])
        assert await menu_of(story, story.ana) == await menu_of(story, story.ben)


async def test_ids_of_a_broken_turn_are_never_given_again(story: Story) -> None:
    taken: list[int] = []

    async def take(db: Session) -> None:
        taken.extend(db.new_id() for _ in range(10))

    async def take_and_break(db: Session) -> None:
        await take(db)
        raise ChangedHerMindError

    await story.turn(take)
    with pytest.raises(ChangedHerMindError):
        await story.turn(take_and_break)
    await story.turn(take)
    assert len(set(taken)) == 30


async def test_ids_do_not_run_out(story: Story) -> None:
    taken: set[int] = set()

    async def take(db: Session) -> None:
        taken.update(db.new_id() for _ in range(1_500))

    for _turn in range(20):
        await story.turn(take)
    assert len(taken) == 30_000


async def test_two_programs_on_one_database_get_different_ids(story: Story, address: str) -> None:
    other = await open_database(address, RING)
    taken: list[int] = []

    async def take(db: Session) -> None:
        taken.extend(db.new_id() for _ in range(1_500))

    for _round in range(8):
        await story.turn(take)
        await other.transact(take, practice_id=1, now=NOW)
    await other.close()
    assert len(set(taken)) == len(taken) == 8 * 2 * 1_500


async def test_a_row_of_nobody_is_against_the_rules(story: Story) -> None:
    with pytest.raises(ConstraintError):
        await story.turn(lambda db: people.grant(db, 12345, "owner"))


async def test_a_wrong_statement_is_not_something_to_try_again(story: Story) -> None:
    with pytest.raises(StorageError) as caught:
        await story.turn(lambda db: db.fetch("SELECT nothing FROM nowhere"))
    assert not isinstance(caught.value, StorageUnavailableError)


async def test_a_wrong_value_is_not_something_to_try_again(story: Story) -> None:
    with pytest.raises(StorageError) as caught:
        await story.turn(lambda db: db.run("UPDATE person SET made_at = :at", at="yesterday"))
    assert not isinstance(caught.value, StorageUnavailableError)


async def test_a_closed_database_says_so(database: AnyDatabase) -> None:
    await database.close()
    with pytest.raises(StorageUnavailableError):
        await database.transact(lambda db: db.fetch("SELECT 1 AS one"), practice_id=1, now=NOW)


async def test_a_read_only_database_reads_beside_a_writer_and_writes_nothing(story: Story, address: str) -> None:
    reader = await open_database(address, RING, read_only=True)
    try:
        await story.turn(lambda db: people.set_menu(db, story.ana, "new"))
        found = await reader.transact(lambda db: people.get(db, story.ana), practice_id=1, now=NOW)
        assert found is not None
        assert (found.name, found.menu) == ("Ana", "new")
        with pytest.raises(StorageError):
            await reader.transact(lambda db: people.set_menu(db, story.ana, "no"), practice_id=1, now=NOW)
    finally:
        await reader.close()
    assert await menu_of(story, story.ana) == "new"


def test_an_unknown_address_is_refused() -> None:
    with pytest.raises(ValueError, match="sqlite:///"):
        sqlite_path("mysql://somewhere/else")
