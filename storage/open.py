"""Owns the choice of engine by the database's address; refuses addresses it does not know."""

from pathlib import Path

from storage.keys import KeyRing
from storage.postgres import PostgresDatabase, open_postgres
from storage.sqlite import SqliteDatabase, open_sqlite


def sqlite_path(url: str) -> Path | None:
    """Give the file of a ``sqlite:`` address, or None for another engine; ValueError for an unknown address."""
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    if url.startswith(("postgresql://", "postgres://")):
        return None
    raise ValueError("a database address begins with sqlite:/// or postgresql://")


async def open_database(url: str, ring: KeyRing, *, read_only: bool = False) -> SqliteDatabase | PostgresDatabase:
    """Open the database of an address such as ``sqlite:///data/interlude.db`` or ``postgresql://user@host/name``.

    ``read_only`` is for commands beside a running Interlude: every write in it fails.
    """
    path = sqlite_path(url)
    if path is not None:
        return await open_sqlite(path, ring, read_only=read_only)
    return await open_postgres(url, ring, read_only=read_only)
