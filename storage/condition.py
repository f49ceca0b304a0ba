"""Owns what state a database is in: whole, of this version, opened by these keys; only reads, refuses to mend.

For commands beside a running Interlude, which look at a database that they may not write.
"""

from storage.errors import KeyMissingError, StorageError
from storage.migrate import check_known, read_migrations
from storage.session import Session


async def pending(db: Session) -> list[str]:
    """Give the schema files that the next start will apply; MigrationError when the database does not fit."""
    applied = {row["name"]: row["checksum"] for row in await db.fetch("SELECT name, checksum FROM migration")}
    check_known(applied)
    return [migration.name for migration in read_migrations() if migration.name not in applied]


async def check_whole(db: Session) -> None:
    """Raise StorageError when a page of an SQLite file is damaged; PostgreSQL looks after its own."""
    if db.engine != "sqlite":
        return
    for schema in ("main", "keys"):
        row = await db.one(f"PRAGMA {schema}.quick_check(1)")
        if row is None or row["quick_check"] != "ok":
            raise StorageError("the database file is damaged; stop Interlude and restore the newest backup")


async def check_ring(db: Session) -> None:
    """Raise KeyMissingError when the key ring is not this database's."""
    row = await db.one("SELECT key_name, wrapped FROM keys.ring_check WHERE name = 'ring'")
    if row is None:
        raise KeyMissingError("the database was never keyed; its first start did not end")
    db.vault.ring.unwrap("0|ring_check|0", row["key_name"], bytes(row["wrapped"]))
