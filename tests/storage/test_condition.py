"""Owns what storage tells about a database it may only read."""

import pytest

from storage import condition
from storage.errors import KeyMissingError, MigrationError
from storage.keys import KeyRing
from storage.open import open_database
from storage.session import Session
from tests.engines import NOW, RING


async def test_a_healthy_database_is_told_to_be_one_and_not_written(address: str) -> None:
    async def look(db: Session) -> list[str]:
        await condition.check_whole(db)
        await condition.check_ring(db)
        return await condition.pending(db)

    opened = await open_database(address, RING, read_only=True)
    assert await opened.transact(look, practice_id=1, now=NOW) == []
    await opened.close()


async def test_foreign_keys_are_told(address: str) -> None:
    opened = await open_database(address, KeyRing.parse(KeyRing.fresh()), read_only=True)
    with pytest.raises(KeyMissingError):
        await opened.transact(condition.check_ring, practice_id=1, now=NOW)
    await opened.close()


async def test_what_the_next_start_will_apply_and_a_newer_version_are_told(address: str) -> None:
    async def forget(db: Session) -> list[str]:
        await db.run("DELETE FROM migration WHERE name LIKE '0001%'")
        return await condition.pending(db)

    async def age(db: Session) -> None:
        await db.run("INSERT INTO migration (name, checksum, applied_at) VALUES ('9999_later.sql', 'x', 1)")

    opened = await open_database(address, RING)
    assert await opened.transact(forget, practice_id=1, now=NOW) == ["0001_foundation.sql"]
    await opened.transact(age, practice_id=1, now=NOW)
    with pytest.raises(MigrationError, match="9999_later"):
        await opened.transact(condition.pending, practice_id=1, now=NOW)
    await opened.close()
