"""Owns the control socket: how a command that writes asks the running Interlude; refuses anybody but its own user.

It is a Unix socket beside the database with mode 0600, so the file system decides who may ask.
"""

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import structlog
from aiohttp import web

from bot.settings import Settings, SettingsError
from bot.world import World
from care.replay import replay
from storage.errors import StorageError

log = structlog.get_logger(__name__)

LONGEST_PATH = 100
"""A socket's address has 107 bytes on Linux and 103 on macOS."""
PATIENCE_S = 20.0


class NotRunningError(Exception):
    """No Interlude is running here that could do that; start one with `interlude run`."""

    def __init__(self) -> None:
        """Say the class's own sentence."""
        super().__init__(self.__doc__)


@asynccontextmanager
async def control(world: World, settings: Settings) -> AsyncIterator[None]:
    """Listen on the socket while the block runs; another process that listens there already keeps it."""
    path = settings.socket_path()
    if len(os.fsencode(path)) > LONGEST_PATH:
        raise SettingsError(f"the socket's path {path} is too long; set INTERLUDE_SOCKET to a shorter one")
    if await _somebody_listens(path):
        log.warning("another Interlude listens on the control socket", socket=str(path))
        yield
        return
    runner = web.AppRunner(_app(world), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        _make_way(path)
        await _listen(runner, path)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
    finally:
        await runner.cleanup()


def _app(world: World) -> web.Application:
    async def again(request: web.Request) -> web.Response:
        """Send one dead letter once more."""
        try:
            answer = await replay(world.app, world.delivery, int(request.match_info["message"]))
        except StorageError as error:
            return web.json_response({"code": "unavailable", "detail": str(error)}, status=503)
        return web.json_response({"code": answer.code, "message": answer.message_id})

    app = web.Application()
    app.add_routes([web.post(r"/dead/{message:\d{1,18}}/replay", again)])
    return app


def _make_way(path: Path) -> None:
    """Take away the socket that a killed process left behind; nobody listens on it."""
    with suppress(FileNotFoundError):
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise SettingsError(f"{path} is no socket; set INTERLUDE_SOCKET to another path")
        path.unlink()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)


async def _listen(runner: web.AppRunner, path: Path) -> None:
    # Not chmod after: between the two everybody could connect.
    before = os.umask(0o177)
    try:
        await web.UnixSite(runner, str(path)).start()
    except OSError as error:
        raise SettingsError(f"the socket {path} can't be made ({error.strerror}); set INTERLUDE_SOCKET") from None
    finally:
        os.umask(before)


async def _somebody_listens(path: Path) -> bool:
    try:
        _, writer = await asyncio.open_unix_connection(str(path))
    except OSError:
        return False
    writer.close()
    return True


async def ask_to_replay(settings: Settings, message_id: int) -> tuple[str, int | None]:
    """Ask the running Interlude and give its answer: a code and the row that follows. NotRunningError without one."""
    connector = aiohttp.UnixConnector(str(settings.socket_path()))
    timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
    try:
        async with (
            aiohttp.ClientSession(connector=connector, timeout=timeout) as session,
            session.post(f"http://interlude/dead/{message_id}/replay") as answer,
        ):
            said = await answer.json()
    except (aiohttp.ClientConnectionError, OSError):
        raise NotRunningError from None
    return str(said["code"]), said.get("message")
