"""Owns when the ticks are called: every second, and at the next due instant; refuses to hold a client's job.

A due row is the truth; this timer only looks. APScheduler's defaults skip a run that is a second late, so its job is
told never to misfire, and to run once for all the runs that it missed.
"""

import asyncio

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from care.app import App
from scheduler.ticks import Tick
from storage import due
from storage.errors import StorageUnavailableError

log = structlog.get_logger(__name__)

EVERY_S = 1
NEVER_SKIP = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class Runner:
    """Calls the ticks."""

    def __init__(self, app: App, ticks: tuple[Tick, ...]) -> None:
        """Call these ticks for this app."""
        self._app = app
        self._ticks = ticks
        self._scheduler = AsyncIOScheduler(job_defaults=NEVER_SKIP)
        self._running = asyncio.Lock()
        self._wake: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look every second."""
        self._scheduler.add_job(self.look, "interval", seconds=EVERY_S, id="ticks")
        self._scheduler.start()

    async def look(self) -> None:
        """Call every tick once; one that fails does not keep the others from being called."""
        async with self._running:
            for tick in self._ticks:
                try:
                    await tick.run()
                except StorageUnavailableError as error:
                    log.warning("a tick waits for the database", tick=tick.name, error=str(error))
                except Exception as error:  # noqa: BLE001 -- the clock goes on whatever a tick does wrong
                    # The type only: an error's words may hold what somebody wrote.
                    log.error("a tick failed", tick=tick.name, error=type(error).__name__)  # noqa: TRY400
            await self._wake_at_next()

    async def _wake_at_next(self) -> None:
        """Look again at the very instant at which something becomes due, not up to a second later."""
        try:
            next_due = await self._app.read(due.next_due)
        except StorageUnavailableError:
            return
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None
        if next_due is not None and 0 < next_due - self._app.clock.now() < EVERY_S * 1000:
            self._wake = asyncio.create_task(self._wake_at(next_due), name="wake")

    async def _wake_at(self, at: int) -> None:
        await self._app.clock.sleep_until(at)
        self._wake = None
        await self.look()

    async def stop(self) -> None:
        """Look no more; returns when the last look is over."""
        if self._scheduler.running:
            self._scheduler.pause()
        # A look that is cut off in the middle would leave a traceback and, worse, half of its work.
        async with self._running:
            if self._wake is not None:
                self._wake.cancel()
            if self._scheduler.running:
                self._scheduler.shutdown(wait=False)
