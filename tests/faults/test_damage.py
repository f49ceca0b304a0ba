"""A page of the database file goes bad: that is said at the next start in one sentence, and never passed over."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

from simulator import BotAccount, serve
from storage import people
from storage.errors import StorageError
from storage.open import open_database
from storage.session import Session
from storage.sql import Row
from storage.sqlite_file import keys_path
from tests.engines import NOW, RING
from tests.faults.program import Program
from tests.faults.test_kill import environment
from tests.stage import SUNDAY_NOON, TOKEN
from tests.storage.story import HOUR, Story
from tests.storage.test_sqlite import many_messages

PAGE = 4096
TRIALS = [pytest.param(30, id="small"), pytest.param(200, id="full", marks=pytest.mark.full)]
SAYS = "the database file is damaged; stop Interlude and restore the newest backup"


def _flip(content: bytearray, page: int, _: random.Random) -> None:
    content[page : page + PAGE] = bytes(byte ^ 0xFF for byte in content[page : page + PAGE])


def _zero(content: bytearray, page: int, _: random.Random) -> None:
    content[page : page + PAGE] = bytes(PAGE)


def _truncate(content: bytearray, page: int, chance: random.Random) -> None:
    del content[page + chance.randrange(PAGE) :]


def _noise(content: bytearray, page: int, chance: random.Random) -> None:
    content[page : page + PAGE] = chance.randbytes(PAGE)


DAMAGE = (_flip, _zero, _truncate, _noise)


async def filled(folder: Path) -> Path:
    """Make a practice of some weeks, closed properly."""
    database = await open_database(f"sqlite:///{folder / 'interlude.db'}", RING)
    await database.migrate(NOW)
    await database.check_keys(NOW)
    story = await Story(database).begin()
    await story.turn(many_messages)
    for number in range(40):
        await story.add_person(f"Client {number}", 5000 + number)
    await database.close()
    return folder / "interlude.db"


def values(row: Row) -> list[object]:
    """Give what stands in a row."""
    return [row[name] for name in dict(row)]


async def content(db: Session) -> list[object]:
    """Give every row of every table, and the sealed names opened."""
    tables = await db.fetch("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    rows: list[object] = []
    for table in tables:
        rows += map(values, await db.fetch(f"SELECT * FROM {table['name']}"))  # noqa: S608 -- our own names
    keys = map(values, await db.fetch("SELECT * FROM keys.data_key ORDER BY person_id"))
    everybody = await db.fetch("SELECT person_id FROM person WHERE practice_id = :practice ORDER BY person_id")
    return [*rows, *keys, *[await people.get(db, row["person_id"]) for row in everybody]]


async def start(file: Path) -> list[object] | str:
    """Start as the program does; give all that can be read then, or what was said instead."""
    try:
        database = await open_database(f"sqlite:///{file}", RING)
    except StorageError as error:
        return str(error)
    try:
        await database.migrate(NOW + HOUR)
        await database.check_keys(NOW + HOUR)
        return await database.transact(content, practice_id=1, now=NOW + HOUR)
    except StorageError as error:
        return f"later: {error}"
    finally:
        await database.close()


@pytest.mark.parametrize("trials", TRIALS)
async def test_a_bad_page_is_found_at_the_start_or_was_of_no_use(
    tmp_path: Path, trials: int, figure: Callable[[str], None]
) -> None:
    whole = await filled(tmp_path)
    before, chance, found = await start(whole), random.Random(trials), Counter[str]()
    assert isinstance(before, list)
    for number in range(trials):
        file = tmp_path / f"{number}.db"
        for source, target in ((whole, file), (keys_path(whole), keys_path(file))):
            copy(source, target)
        bad = file if number % 5 else keys_path(file)
        harm(bad, DAMAGE[number % len(DAMAGE)], chance)
        said = await start(file)
        assert said in (SAYS, before), f"{DAMAGE[number % len(DAMAGE)].__name__} {bad.name}: {str(said)[:200]}"
        found["said at the start" if said == SAYS else "nothing was lost by it"] += 1
    figure(f"{trials} bad pages: {dict(found)}")
    assert found["said at the start"] > trials * 0.8


def harm(file: Path, how: Callable[[bytearray, int, random.Random], None], chance: random.Random) -> None:
    """Damage one page of a file."""
    pages = bytearray(file.read_bytes())
    how(pages, chance.randrange(0, len(pages), PAGE), chance)
    file.write_bytes(pages)


async def test_the_program_ends_with_one_sentence_and_code_2(tmp_path: Path) -> None:
    file = await filled(tmp_path)
    telegram = await serve(bots=[BotAccount(TOKEN, "linden_bot", "Linden")], frozen=True, now_ms=SUNDAY_NOON)
    try:
        harm(file, _noise, random.Random(3))
        program = Program(tmp_path, environment(telegram.url, f"sqlite:///{file}"))
        program.start()
        assert await program.ended() == 2
        assert program.log().strip() == SAYS
        assert not telegram.log.requests()
    finally:
        await telegram.close()
