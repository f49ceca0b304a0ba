"""Owns what migrations promise: applied once, never changed, never on a newer database, one process at a time."""

import ast
import asyncio
import sys
from asyncio.subprocess import PIPE

import pytest

from storage.errors import MigrationError
from storage.migrate import Migration, read_migrations
from storage.open import open_database
from tests.engines import NOW, RING, AnyDatabase

PROGRAM = """
import asyncio, sys
from storage.keys import KeyRing
from storage.open import open_database

async def main():
    database = await open_database(sys.argv[1], KeyRing({"k1": b"1" * 32}))
    sys.stdin.readline()
    print(await database.migrate(1))
    await database.check_keys(1)
    await database.close()

asyncio.run(main())
"""


async def test_they_are_applied_once(empty_address: str) -> None:
    names = [migration.name for migration in read_migrations()]
    database = await open_database(empty_address, RING)
    try:
        assert await database.migrate(NOW) == names
        assert await database.migrate(NOW + 1) == []
        rows = await database.transact(
            lambda db: db.fetch("SELECT name, checksum, applied_at FROM migration ORDER BY name"),
            practice_id=1,
            now=NOW,
        )
        assert [(row["name"], row["applied_at"]) for row in rows] == [(name, NOW) for name in names]
        assert [row["checksum"] for row in rows] == [migration.checksum for migration in read_migrations()]
    finally:
        await database.close()


async def test_a_changed_file_is_refused(database: AnyDatabase) -> None:
    await database.transact(lambda db: db.run("UPDATE migration SET checksum = 'other'"), practice_id=1, now=NOW)
    with pytest.raises(MigrationError, match="changed after it was applied"):
        await database.migrate(NOW)


async def test_a_newer_database_is_refused(database: AnyDatabase) -> None:
    await database.transact(
        lambda db: db.run("INSERT INTO migration VALUES ('9999_later.sql', 'x', 0)"), practice_id=1, now=NOW
    )
    with pytest.raises(MigrationError, match="newer Interlude"):
        await database.migrate(NOW)


async def test_two_programs_that_migrate_at_once_do_it_once(empty_address: str) -> None:
    programs = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", PROGRAM, empty_address, stdin=PIPE, stdout=PIPE)
        for _ in range(2)
    ]
    answers = await asyncio.gather(*(program.communicate(b"go\n") for program in programs))
    assert [program.returncode for program in programs] == [0, 0]
    # Each file is a transaction of its own, so the two may share the work; no file is applied by both.
    applied = [name for out, _ in answers for name in ast.literal_eval(out.decode())]
    assert sorted(applied) == [migration.name for migration in read_migrations()]


def test_comments_are_no_statements() -> None:
    migration = Migration("x", "-- a; b\nCREATE TABLE t (\n  a {int}\n) {strict};\n\nDROP TABLE t;\n")
    assert migration.statements("sqlite") == ["CREATE TABLE t (\n  a INTEGER\n) STRICT", "DROP TABLE t"]
