"""Owns a wire between a test and its PostgreSQL that can be cut and mended; refuses to look at what goes over it."""

import asyncio
from urllib.parse import parse_qs, urlsplit, urlunsplit


class Wire:
    """A port on loopback that leads to the server of an address."""

    def __init__(self, address: str) -> None:
        """Take the address that the wire leads to."""
        self._parts = urlsplit(address)
        self._folder = parse_qs(self._parts.query).get("host", [""])[0]
        self._port = 0
        self._server: asyncio.Server | None = None
        self._copying: set[asyncio.Task[None]] = set()

    async def mend(self) -> str:
        """Let connections through and give the address at this end."""
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        user = self._parts.netloc.rpartition("@")[0]
        return urlunsplit(("postgresql", f"{user}@127.0.0.1:{self._port}", self._parts.path, "sslmode=disable", ""))

    async def cut(self) -> None:
        """Break all connections and refuse new ones."""
        if self._server is not None:
            self._server.close()
        for task in self._copying:
            task.cancel()
        if self._copying:
            await asyncio.wait(self._copying)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        port = self._parts.port or 5432
        if self._folder:
            back, forth = await asyncio.open_unix_connection(f"{self._folder}/.s.PGSQL.{port}")
        else:
            back, forth = await asyncio.open_connection(self._parts.hostname, port)
        for source, target in ((reader, forth), (back, writer)):
            task = asyncio.create_task(copy(source, target))
            self._copying.add(task)
            task.add_done_callback(self._copying.discard)


async def copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Pass on what comes until the end, or until the wire is cut."""
    try:
        while chunk := await source.read(65_536):
            target.write(chunk)
            await target.drain()
    except OSError:
        pass  # the other end hung up first
    finally:
        target.transport.abort()
