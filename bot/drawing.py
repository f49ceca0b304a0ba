"""Owns the one process that draws charts, and speaks to it; refuses to draw in the bot's own, which has people waiting.

The renderer takes tens of milliseconds and holds the interpreter all that time. The process is started with the first
chart, answers one after the other, is replaced when it breaks, and ends with the bot, also when that is killed: its
standard input ends then.
"""

import asyncio
import contextlib
import os
import struct
import sys
from pathlib import Path

import structlog

import content

log = structlog.get_logger(__name__)

ROOM = Path(content.__file__).parents[1]
LENGTH = struct.Struct(">I")
# Real seconds for one chart, the start of the process included; then it hangs, and words must do.
MOST_S = 8.0
# All that the process gets of the bot's environment: it has no use for secrets.
NEEDED = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT")


class Drawing:
    """Draws charts, one after the other, in a process of its own."""

    def __init__(self, *command: str, within_s: float = MOST_S) -> None:
        """Draw with this program, by default with the one that we ship, within so many real seconds a chart."""
        self._within_s = within_s
        self._command = command or (sys.executable, "-m", "content.charts")
        self._process: asyncio.subprocess.Process | None = None
        self._one_at_a_time = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """Give the number of the process that draws, or None while there is none."""
        return self._process.pid if self._process is not None else None

    async def png(self, chart: str) -> bytes | None:
        """Draw a chart (:meth:`content.charts.chart.Chart.dump`); None when it can't be drawn, and words must do."""
        async with self._one_at_a_time:
            for attempt in (1, 2):  # a process that died meanwhile is replaced once
                try:
                    async with asyncio.timeout(self._within_s):
                        return await self._ask(chart.encode()) or None
                except TimeoutError:
                    await self._end()
                    log.error("drawing a chart takes too long")  # noqa: TRY400 -- a traceback would tell no more
                    return None
                except (OSError, asyncio.IncompleteReadError) as error:
                    await self._end()
                    log.warning("the process that draws broke", attempt=attempt, error=type(error).__name__)
                except asyncio.CancelledError:
                    await self._end()  # its answer would be taken for that to the next question
                    raise
            return None

    async def _ask(self, chart: bytes) -> bytes:
        process = await self._running()
        if process.stdin is None or process.stdout is None:
            raise BrokenPipeError
        process.stdin.write(LENGTH.pack(len(chart)) + chart)
        await process.stdin.drain()
        (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
        return await process.stdout.readexactly(length)

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
            kept = {name: os.environ[name] for name in NEEDED if name in os.environ}
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=pipe, stdout=pipe, stderr=nowhere, cwd=ROOM, env=kept
            )
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()

    async def close(self) -> None:
        """End the process; the next chart would start another."""
        async with self._one_at_a_time:
            await self._end()
