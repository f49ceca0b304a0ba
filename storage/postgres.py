"""Owns PostgreSQL for several workers: the same statements over asyncpg; refuses to rely on being a superuser.

Every table with a practice's rows is under forced row-level security: a session sees one practice, whatever its
statements say.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar, cast

import asyncpg

from storage.errors import ConstraintError, StorageError, StorageUnavailableError
from storage.ids import BLOCK, RESERVE, IdBlock
from storage.keys import KeyRing, Vault
from storage.migrate import check_known, read_migrations
from storage.session import Session, Work
from storage.sql import Row, bound, expand, numbered

Result = TypeVar("Result")

MIGRATION_LOCK = 7_261_180_001
AWAY = (
    OSError,
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.DiskFullError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.QueryCanceledError,
    asyncpg.InterfaceError,
)
# Local to the transaction: a connection that goes back to the pool belongs to no practice and sees no rows at all.
ENTER = "SELECT set_config('interlude.practice', $1, true)"

PROTECT = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT table_schema AS s, table_name AS t FROM information_schema.columns
        WHERE column_name = 'practice_id' AND table_schema IN (current_schema(), 'keys') AND table_name <> 'practice'
    LOOP
        EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', found.s, found.t);
        EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', found.s, found.t);
        EXECUTE format('DROP POLICY IF EXISTS one_practice ON %I.%I', found.s, found.t);
        EXECUTE format(
            'CREATE POLICY one_practice ON %I.%I USING (practice_id = '
            'CAST(NULLIF(current_setting(''interlude.practice'', true), '''') AS BIGINT))', found.s, found.t);
    END LOOP;
END $$
"""


class PostgresSession(Session):
    """A transaction on one connection of the pool."""

    engine = "postgres"

    def __init__(self, connection: Any, *, practice_id: int, now: int, ids: IdBlock, vault: Vault) -> None:
        """Work on an open transaction of this connection."""
        super().__init__(practice_id=practice_id, now=now, ids=ids, vault=vault)
        self._connection = connection

    def _bound(self, statement: str, values: dict[str, Any]) -> tuple[str, list[Any]]:
        values["practice"], values["now"] = self.practice_id, self.now
        expanded = expand(statement, "postgres")
        return numbered(expanded), bound(expanded, values)

    async def fetch(self, statement: str, **values: Any) -> list[Row]:
        """Give all rows of a statement."""
        text, arguments = self._bound(statement, values)
        return cast("list[Row]", await self._connection.fetch(text, *arguments))

    async def run(self, statement: str, **values: Any) -> int:
        """Carry a statement out and give the number of rows it changed."""
        text, arguments = self._bound(statement, values)
        status: str = await self._connection.execute(text, *arguments)
        counted = status.rpartition(" ")[2]
        return int(counted) if counted.isdigit() else 0


class PostgresDatabase:
    """A pool of connections to one PostgreSQL database."""

    engine = "postgres"

    def __init__(self, pool: Any, ring: KeyRing, *, read_only: bool) -> None:
        """Use :func:`open_postgres`."""
        self._pool = pool
        self._read_only = read_only
        self._ids = IdBlock()
        self._vault = Vault(ring)
        self._refilling = asyncio.Lock()

    async def transact(self, work: Work[Result], *, practice_id: int, now: int) -> Result:
        """Run ``work`` in one transaction; it sees the rows of ``practice_id`` only."""
        async with self._connection() as connection:
            if self._ids.low and not self._read_only:
                await self._refill(connection)
            async with connection.transaction():
                await connection.execute(ENTER, str(practice_id))
                session = PostgresSession(
                    connection, practice_id=practice_id, now=now, ids=self._ids, vault=self._vault
                )
                return await work(session)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        try:
            async with self._pool.acquire() as connection:
                yield connection
        except (*AWAY, asyncpg.PostgresError) as error:
            raise translated(error) from error

    async def _refill(self, connection: Any) -> None:
        async with self._refilling:
            if not self._ids.low:
                return
            arguments = bound(RESERVE, {"first": 1, "block": BLOCK})
            self._ids.refill(await connection.fetchval(numbered(RESERVE), *arguments))

    async def migrate(self, now: int) -> list[str]:
        """Bring the schema up to date, one process at a time; give the names of the files applied."""
        async with self._connection() as connection, connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock($1)", MIGRATION_LOCK)
            await connection.execute("CREATE SCHEMA IF NOT EXISTS keys")
            await connection.execute(
                "CREATE TABLE IF NOT EXISTS migration "
                "(name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)"
            )
            rows = await connection.fetch("SELECT name, checksum FROM migration")
            known = {row["name"]: row["checksum"] for row in rows}
            check_known(known)
            new = [migration for migration in read_migrations() if migration.name not in known]
            for migration in new:
                for statement in migration.statements("postgres"):
                    await connection.execute(statement)
                await connection.execute(
                    "INSERT INTO migration VALUES ($1, $2, $3)", migration.name, migration.checksum, now
                )
            if new:
                await connection.execute(PROTECT)
            return [migration.name for migration in new]

    async def check_keys(self, now: int) -> None:
        """Refuse a key ring that is not this database's."""
        await self.transact(self._vault.check_ring, practice_id=0, now=now)

    async def close(self) -> None:
        """Close the pool."""
        await self._pool.close()


def translated(error: Exception) -> StorageError:
    """Give our error for one of asyncpg's: to be tried again, against a rule of the schema, or neither."""
    if isinstance(error, asyncpg.IntegrityConstraintViolationError):
        return ConstraintError(f"PostgreSQL says: {error}")
    # asyncpg's complaints about our own arguments are InterfaceErrors too, but also ValueErrors.
    if isinstance(error, AWAY) and not isinstance(error, ValueError):
        return StorageUnavailableError(f"PostgreSQL can't do it now ({type(error).__name__})")
    return StorageError(f"PostgreSQL says: {error}")


async def open_postgres(url: str, ring: KeyRing, *, read_only: bool = False) -> PostgresDatabase:
    """Open a pool; StorageUnavailableError says when the server does not answer."""
    settings = {"application_name": "interlude", "lock_timeout": "5000"}
    if read_only:
        settings["default_transaction_read_only"] = "on"
    try:
        pool = await asyncpg.create_pool(url, min_size=1, max_size=16, command_timeout=30, server_settings=settings)
    except (*AWAY, asyncpg.PostgresError, ValueError) as error:
        message = f"PostgreSQL can't be reached ({type(error).__name__}: {error}); check DATABASE_URL"
        raise StorageUnavailableError(message) from error
    return PostgresDatabase(pool, ring, read_only=read_only)
