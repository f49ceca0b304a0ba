"""Owns the simulated time of this Telegram; refuses to know who follows it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

from simulator.wakeup import Wakeup

MORNING = time_of_day(8, 0)


class SimulatedClock:
    """Milliseconds since 1970 UTC that run with real time or stand still, and can be moved."""

    def __init__(self, now_ms: int | None = None, *, frozen: bool = False) -> None:
        """Begin at `now_ms` (None: the machine's time)."""
        real = self._real_ms()
        start = real if now_ms is None else now_ms
        self.running = not frozen
        self._base = start - real if self.running else start
        self.version = 1
        self.moved = Wakeup()

    @staticmethod
    def _real_ms() -> int:
        return time.time_ns() // 1_000_000

    def now_ms(self) -> int:
        """Return the simulated instant in milliseconds."""
        return self._base + (self._real_ms() if self.running else 0)

    def now_s(self) -> int:
        """Return the simulated instant in whole seconds, as Telegram's `date` fields want it."""
        return self.now_ms() // 1000

    def jump(self, to_ms: int) -> None:
        """Set the time; everybody who waits for a new version wakes."""
        self._base = to_ms - (self._real_ms() if self.running else 0)
        self.bump()

    def bump(self) -> None:
        """Make a new version without moving, so that followers report once more."""
        self.version += 1
        self.moved.fire()

    async def reach(self, instant_ms: int) -> None:
        """Return once the simulated time is at or past `instant_ms`."""
        while (left := instant_ms - self.now_ms()) > 0:
            await self.moved.wait(left / 1000 if self.running else None)

    def next_morning_ms(self, zone: str) -> int:
        """Return the next 08:00 on the wall clocks of `zone` after now; unknown zones raise `KeyError`."""
        place = ZoneInfo(zone)
        local = datetime.fromtimestamp(self.now_ms() / 1000, tz=place)
        day = local.date()
        while True:
            morning = datetime.combine(day, MORNING, tzinfo=place).astimezone(UTC)
            instant = int(morning.timestamp() * 1000)
            if instant > self.now_ms():
                return instant
            day += timedelta(days=1)


async def real_pause(seconds: float) -> None:
    """Wait in real seconds: only for a fault that must really keep a caller waiting."""
    never = asyncio.Event()
    try:
        async with asyncio.timeout(seconds):
            await never.wait()
    except TimeoutError:
        return
