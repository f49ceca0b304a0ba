"""Owns the parts of a running bot and how they run together; refuses to build them: that is ``bot.__main__``'s."""

import asyncio
import signal
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Protocol

import aiohttp
import structlog

from bot.clock import SimulatedClock
from bot.mailboxes import Mailboxes
from bot.messenger import TelegramMessenger
from bot.polling import Polling
from care import zones
from care.app import App
from care.delivery import Delivery
from care.watch import Watch
from storage import due, people
from storage.errors import StorageUnavailableError

log = structlog.get_logger(__name__)

SETTLE_S = 5.0


class Runner(Protocol):
    """Whoever calls the ticks."""

    def start(self) -> None:
        """Begin to look by itself."""

    async def look(self) -> None:
        """Look once, now."""

    async def stop(self) -> None:
        """Look no more; returns when the last look is over."""


@dataclass
class World:
    """Everything that runs."""

    app: App
    delivery: Delivery
    mailboxes: Mailboxes
    runner: Runner
    polling: Polling
    messenger: TelegramMessenger
    session: aiohttp.ClientSession
    username: str
    watch: Watch

    async def idle(self) -> None:
        """Return when nothing that is due now is left to do (or after a few seconds, when something hangs)."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLE_S):
                await self._quiet()

    async def _quiet(self) -> None:
        while True:
            await self.runner.look()
            # Whoever waits for Telegram's pace waits for the clock, which does not go on before we are quiet.
            if (
                self.mailboxes.idle
                and not self.messenger.pace.busy
                and (self.delivery.idle or self.delivery.only_waits(self.messenger.pace.waiting))
            ):
                return
            await self.app.clock.pause(0.002)

    async def follow_clock(self) -> None:
        """Tell the simulator, after each of its jumps, that all is done and what comes next."""
        clock = self.app.clock
        if not isinstance(clock, SimulatedClock):
            return
        while True:
            try:
                await self.idle()
                waits = [await self.app.read(due.next_due), self.mailboxes.next_due(), clock.next_wake]
                ahead = [at for at in waits if at is not None and at > clock.now()]
                await clock.read(self.session, seen=clock.version, next_due=min(ahead, default=None))
            except (aiohttp.ClientError, TimeoutError, OSError, StorageUnavailableError) as error:
                log.warning("the simulator's clock is not followed", error=type(error).__name__)
                await clock.pause(0.2)

    async def run_until_told(self, hello: str) -> None:
        """Run until the process is interrupted or asked to end; ``hello`` says that both will be heeded from now on."""
        task = asyncio.create_task(self.run(), name="bot")
        for told in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(told, task.cancel)
        print(hello, flush=True)
        with suppress(asyncio.CancelledError):
            await task

    async def run(self) -> None:
        """Run until cancelled, or until a part of it ends: a dead part must stop the process loudly."""
        if self.app.database.engine == "sqlite":
            # The lock file says that we are alone: whoever still holds a lease is dead, and nobody has to wait for it.
            await self.app.read(people.free_leases)
        await zones.update(self.app, version("tzdata"))
        await self.mailboxes.recover()
        self.runner.start()
        parts = [asyncio.create_task(self.polling.run(), name="polling")]
        if isinstance(self.app.clock, SimulatedClock):
            parts.append(asyncio.create_task(self.follow_clock(), name="clock"))
        try:
            done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for part in done:
                part.result()
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
