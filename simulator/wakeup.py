"""Owns waiting for a change inside the simulator; refuses to poll or to sleep."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


class Wakeup:
    """A bell that any number of coroutines may wait for; it forgets each ring at once."""

    def __init__(self) -> None:
        """Start silent."""
        self._event = asyncio.Event()

    def fire(self) -> None:
        """Wake everybody who waits now; whoever waits later waits for the next ring."""
        event, self._event = self._event, asyncio.Event()
        event.set()

    def wait(self, within: float | None = None) -> Coroutine[None, None, bool]:
        """Wait for the next ring from this call on, for `within` real seconds (None: for ever); tell whether it rang.

        The ring is chosen now, not when the coroutine first runs: a task made of it misses nothing in between.
        """
        return _rung(self._event, within)


async def _rung(event: asyncio.Event, within: float | None) -> bool:
    try:
        async with asyncio.timeout(within):
            await event.wait()
    except TimeoutError:
        return False
    return True


async def until(test: Callable[[], bool], wakeup: Wakeup, within: float) -> bool:
    """Wait until `test()` holds, looking again at each ring, for at most `within` real seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    while not test():
        left = deadline - loop.time()
        if left <= 0 or not await wakeup.wait(left):
            return test()
    return True
