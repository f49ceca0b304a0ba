"""Owns a door in front of PostgreSQL that a test can shut; refuses to look at what passes through.

Shut, it cuts every connection and refuses new ones, as a server does that went away.
"""

import asyncio
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit, urlunsplit

HOST = "127.0.0.1"
PORT = 5432


class Gate:
    """A port on loopback that leads to one database."""

    def __init__(self, address: str) -> None:
        """Lead to this address, by TCP or by a socket in a folder (``?host=``)."""
        self._parts = urlsplit(address)
        self._open: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._port = 0

    @property
    def address(self) -> str:
        """Give the database's address through this door."""
        who = self._parts.netloc.rpartition("@")[0]
        return urlunsplit(self._parts._replace(netloc=f"{who}@{HOST}:{self._port}", query="sslmode=disable"))

    async def open(self) -> None:
        """Let everybody in, at the same port as before."""
        self._server = await asyncio.start_server(self._let_through, HOST, self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Cut everybody off and let nobody in."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    async def _behind(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        folder = parse_qs(self._parts.query).get("host", [""])[0]
        if folder:
            return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{self._parts.port or PORT}")
        return await asyncio.open_connection(self._parts.hostname or HOST, self._parts.port or PORT)

    async def _let_through(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await self._behind()
        self._open |= {writer, far_writer}
        for source, sink in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.create_task(self._pump(source, sink))
            self._pumps.add(task)
            task.add_done_callback(self._pumps.discard)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await source.read(1 << 16):
                sink.write(piece)
                await sink.drain()
        sink.close()
        with suppress(OSError):
            await sink.wait_closed()
        self._open.discard(sink)
