"""Owns the SQLite files on disk, how they are opened and what state they are in; refuses to run a turn."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import ConstraintError, StorageError, StorageUnavailableError

# FULL, not NORMAL: with NORMAL a power cut can undo the last commits, and a message that went out would go out again.
PRAGMAS = (
    "PRAGMA main.journal_mode=WAL",
    "PRAGMA keys.journal_mode=WAL",
    "PRAGMA main.synchronous=FULL",
    "PRAGMA keys.synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
)
STATEMENTS = 512  # more than storage has, so that none is parsed twice
TRY_AGAIN = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
)
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def keys_path(path: Path) -> Path:
    """Give the file of wrapped data keys that belongs to a database file."""
    return path.with_suffix(".keys.db")


def connect(path: Path, *, read_only: bool, busy_s: float) -> sqlite3.Connection:
    """Open the database with its keys attached; to write, also make the files and look for damage.

    A reader works beside a running writer: it writes nothing and never checkpoints, because two connections that
    checkpoint can damage the file in the SQLite versions that most systems ship.
    """
    if read_only:
        return _connected(path, "ro", ("PRAGMA query_only=ON",), busy_s)
    with _one_at_a_time(path.parent):
        for file in (path, keys_path(path)):
            file.touch(mode=0o600)  # SQLite gives its -wal and -shm files the same mode
        raw = _connected(path, "rw", PRAGMAS, busy_s)
    try:
        check_whole(raw)
    except BaseException:
        raw.close()
        raise
    return raw


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Let one process at a time make the files: SQLite does not wait for another that switches a new file to WAL."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _connected(path: Path, mode: str, pragmas: tuple[str, ...], busy_s: float) -> sqlite3.Connection:
    raw = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=busy_s,
        isolation_level=None,
        cached_statements=STATEMENTS,
    )
    try:
        raw.row_factory = sqlite3.Row
        raw.execute("ATTACH DATABASE ? AS keys", (f"{keys_path(path).absolute().as_uri()}?mode={mode}",))
        for pragma in pragmas:
            raw.execute(pragma)
    except BaseException:
        raw.close()
        raise
    return raw


def check_whole(raw: sqlite3.Connection) -> None:
    """Raise StorageError when a page of the database or of the key file is damaged."""
    for schema in ("main", "keys"):
        found = raw.execute(f"PRAGMA {schema}.quick_check(1)").fetchone()[0]
        if found != "ok":
            raise damaged()


def damaged() -> StorageError:
    """Give the error for a damaged file."""
    return StorageError("the database file is damaged; stop Interlude and restore the newest backup")


def translated(error: sqlite3.Error) -> StorageError:
    """Give our error for one of SQLite's: to be tried again, against a rule of the schema, or neither."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the class, the rest the details
    if code in TRY_AGAIN:
        return StorageUnavailableError(f"SQLite says: {error}")
    if code in DAMAGED:
        return damaged()
    if isinstance(error, sqlite3.IntegrityError):
        return ConstraintError(f"SQLite says: {error}")
    return StorageError(f"SQLite says: {error}")
