"""Owns the two clocks: the machine's, and the one that a simulator on loopback moves; refuses a third.

Only here may anything ask the machine for the time.
"""

import asyncio
import heapq
import ipaddress
import time
from contextlib import suppress
from urllib.parse import urlsplit

import aiohttp

POLL_S = 25
FOLLOWER = "interlude"


class RealClock:
    """The machine's clock."""

    def now(self) -> int:
        """Give milliseconds since 1970 UTC."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> int:
        """Give milliseconds of the machine's clock that nobody sets."""
        return time.monotonic_ns() // 1_000_000

    async def sleep_until(self, at: int) -> None:
        """Return at an instant, or when the clock was set back."""
        seen = self.now()
        # In pieces: a machine that slept must not wake up late by the length of its sleep.
        while seen <= (now := self.now()) < at:
            seen = now
            await asyncio.sleep(min((at - now) / 1000, 60))

    async def pause(self, seconds: float) -> None:
        """Let real time pass."""
        await asyncio.sleep(seconds)


class SimulatedClock(RealClock):
    """The simulator's clock, followed over HTTP.

    After every jump :meth:`moved` tells whoever waits; the simulator is told what comes next once all is quiet.
    """

    def __init__(self, url: str) -> None:
        """Follow the simulator at ``url``; :meth:`read` must be awaited once before the first use."""
        self._url = f"{url}/control/clock"
        self._base = 0
        self._read_at = 0.0
        self._running = False
        self.version = -1
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> int:
        """Give the simulated instant; it flows between two jumps when the simulator lets it."""
        flowed = int((time.monotonic() - self._read_at) * 1000) if self._running else 0
        return self._base + flowed

    def monotonic(self) -> int:
        """Give the simulated instant: this clock is moved on purpose, which is no mistake of the machine's."""
        return self.now()

    async def sleep_until(self, at: int) -> None:
        """Return when the simulated clock has reached ``at``, by flowing or by a jump, or when it was set back."""
        seen = self.now()
        while seen <= (now := self.now()) < at:
            seen = now
            self._count += 1
            woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._sleepers, (at, self._count, woken))
            with suppress(TimeoutError):
                async with asyncio.timeout((at - now) / 1000 if self._running else None):
                    await woken

    @property
    def next_wake(self) -> int | None:
        """Give the next instant that somebody sleeps for, or None."""
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None

    async def read(
        self, session: aiohttp.ClientSession, *, seen: int | None = None, next_due: int | None = None
    ) -> None:
        """Ask what time it is; with ``seen`` wait for the next jump and tell the simulator what is due next."""
        query = (
            {"follower": FOLLOWER, "seen": str(seen), "next_due_ms": str(next_due or "")} if seen is not None else {}
        )
        timeout = aiohttp.ClientTimeout(total=POLL_S + 10)
        async with session.get(self._url, params=query, timeout=timeout) as answer:
            said = await answer.json()
        before = self.now()
        self._base, self._running, self.version = said["now_ms"], said["running"], said["version"]
        self._read_at = time.monotonic()
        now = self.now()
        while self._sleepers and (self._sleepers[0][0] <= now or now < before):
            woken = heapq.heappop(self._sleepers)[2]
            if not woken.done():
                woken.set_result(None)


def on_loopback(url: str) -> bool:
    """Tell whether an address is on this very machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def clock_for(url: str, session: aiohttp.ClientSession) -> RealClock:
    """Give the clock of a Bot API server: simulated only if it is on loopback and says that it is a simulator."""
    if not on_loopback(url):
        return RealClock()
    try:
        async with session.get(f"{url}/control/clock", timeout=aiohttp.ClientTimeout(total=5)) as answer:
            said = await answer.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return RealClock()
    if not isinstance(said, dict) or said.get("simulator") != "interlude":
        return RealClock()
    clock = SimulatedClock(url)
    await clock.read(session)
    return clock
