"""Owns the embedded database: one writer thread, one hop per turn; refuses a second writer beside it.

A turn is a coroutine, but on SQLite it never really waits: the whole of it is driven inside aiosqlite's writer thread,
so it can't be cancelled half-way and nothing else can get between its statements.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Generator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from storage.errors import StorageUnavailableError, SuspendedTurnError
from storage.ids import BLOCK, RESERVE, IdBlock
from storage.keys import KeyRing, Vault
from storage.migrate import Migration, check_known, read_migrations
from storage.session import Session, Work
from storage.sql import Row, expand
from storage.sqlite_file import connect, translated

Result = TypeVar("Result")

BUSY_S = 5.0


class SqliteSession(Session):
    """A transaction of the writer thread; its methods are coroutines that never suspend."""

    engine = "sqlite"

    def __init__(
        self, connection: sqlite3.Connection, *, practice_id: int, now: int, ids: IdBlock, vault: Vault
    ) -> None:
        """Work on an open transaction of this connection."""
        super().__init__(practice_id=practice_id, now=now, ids=ids, vault=vault)
        self._connection = connection

    def _execute(self, statement: str, values: dict[str, Any]) -> sqlite3.Cursor:
        values["practice"], values["now"] = self.practice_id, self.now
        return self._connection.execute(expand(statement, "sqlite"), values)

    async def fetch(self, statement: str, **values: Any) -> list[Row]:
        """Give all rows of a statement."""
        return self._execute(statement, values).fetchall()

    async def run(self, statement: str, **values: Any) -> int:
        """Carry a statement out and give the number of rows it changed."""
        return self._execute(statement, values).rowcount


class SqliteDatabase:
    """One SQLite file with its key file beside it."""

    engine = "sqlite"

    def __init__(self, connection: aiosqlite.Connection, ring: KeyRing, *, read_only: bool) -> None:
        """Use :func:`open_sqlite`."""
        self._connection = connection
        self._read_only = read_only
        self._ids = IdBlock()
        self._vault = Vault(ring)

    async def transact(self, work: Work[Result], *, practice_id: int, now: int) -> Result:
        """Run ``work`` in one transaction in the writer thread."""

        def in_writer(raw: sqlite3.Connection) -> Result:
            if self._ids.low and not self._read_only:
                self._refill(raw)
            session = SqliteSession(raw, practice_id=practice_id, now=now, ids=self._ids, vault=self._vault)
            return _committed(raw, lambda: drive(work(session)), "BEGIN" if self._read_only else "BEGIN IMMEDIATE")

        return await self._hop(in_writer)

    def _refill(self, raw: sqlite3.Connection) -> None:
        row = _committed(raw, lambda: raw.execute(RESERVE, {"first": 1, "block": BLOCK}).fetchone())
        self._ids.refill(row["next_id"])

    async def _hop(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        hook = self._connection._execute  # noqa: SLF001 -- the one place that holds aiosqlite's hook; version pinned
        try:
            raw = self._connection._conn  # noqa: SLF001 -- see above
        except ValueError as error:
            raise StorageUnavailableError("the database is closed") from error
        try:
            # Shielded: the thread goes on whether its caller waits or not, and its error must not be lost in a log.
            return cast("Result", await asyncio.shield(hook(work, raw)))  # type: ignore[no-untyped-call]
        except sqlite3.Error as error:
            raise translated(error) from error

    async def migrate(self, now: int) -> list[str]:
        """Bring the schema up to date in one transaction per file; give the names of the files applied."""
        return await self._hop(partial(_migrate, now=now))

    async def check_keys(self, now: int) -> None:
        """Refuse a key ring that is not this database's."""
        await self.transact(self._vault.check_ring, practice_id=0, now=now)

    async def close(self) -> None:
        """Wait for the running turn and close."""
        await self._connection.close()


def drive(work: Awaitable[Result]) -> Result:
    """Run a coroutine that never suspends to its end."""
    steps = cast("Generator[Any, None, Result]", work.__await__())
    try:
        next(steps)
    except StopIteration as stop:
        return cast("Result", stop.value)
    except RuntimeError as error:
        if "event loop" in str(error):  # it tried to wait and found itself in the writer thread
            raise SuspendedTurnError from error
        raise
    steps.close()  # else its finally blocks would run at some later time, elsewhere
    raise SuspendedTurnError


def _committed(raw: sqlite3.Connection, work: Callable[[], Result], begin: str = "BEGIN IMMEDIATE") -> Result:
    raw.execute(begin)
    try:
        result = work()
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise
    return result


def _migrate(raw: sqlite3.Connection, now: int) -> list[str]:
    _committed(
        raw,
        lambda: raw.execute(
            "CREATE TABLE IF NOT EXISTS migration "
            "(name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)"
        ),
    )
    # BEGIN IMMEDIATE is the lock: a second process waits here and then finds the file applied.
    return [migration.name for migration in read_migrations() if _committed(raw, partial(_apply, raw, migration, now))]


def _apply(raw: sqlite3.Connection, migration: Migration, now: int) -> bool:
    known = {row["name"]: row["checksum"] for row in raw.execute("SELECT name, checksum FROM migration")}
    check_known(known)
    if migration.name in known:
        return False
    for statement in migration.statements("sqlite"):
        raw.execute(statement)
    raw.execute("INSERT INTO migration VALUES (?, ?, ?)", (migration.name, migration.checksum, now))
    return True


async def open_sqlite(path: Path, ring: KeyRing, *, read_only: bool = False, busy_s: float = BUSY_S) -> SqliteDatabase:
    """Open (and, unless read-only, make) the database file and the key file ``<name>.keys.db`` beside it.

    ``busy_s`` is how long a turn waits while another process writes. StorageUnavailableError when the folder can't be
    written or the file can't be opened, StorageError when it is damaged.
    """
    connection = aiosqlite.Connection(partial(connect, path, read_only=read_only, busy_s=busy_s), iter_chunk_size=64)
    writer = connection._thread  # noqa: SLF001 -- as in SqliteDatabase._hop
    writer.daemon = True  # else a close that was forgotten in a crash would keep the process from ending
    try:
        await connection
    except BaseException as error:
        await asyncio.to_thread(writer.join)  # it still has to tell this loop that it stopped
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            raise translated(error) from error
        if isinstance(error, OSError | sqlite3.OperationalError):
            message = f"the database {path} can't be opened ({error}); check that its folder exists and can be written"
            raise StorageUnavailableError(message) from error
        raise
    return SqliteDatabase(connection, ring, read_only=read_only)
