"""Owns whether Telegram answers at all; refuses to let somebody's message be what finds out.

When a connection breaks, nobody knows whether the message arrived, and most kinds may be repeated once or never. So
after a break the next message goes out only when a harmless question was answered; until then all of them wait.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import BadRequest, NetworkError, TelegramError

log = structlog.get_logger(__name__)


class Line:
    """The line to Telegram, as the last call found it."""

    def __init__(self, ask: Callable[[], Awaitable[object]]) -> None:
        """Ask Telegram with ``ask``, which changes nothing and raises NetworkError when nobody answers."""
        self._ask = ask
        self._down = False
        self._asking: asyncio.Task[bool] | None = None

    def broke(self) -> None:
        """Note that a call got no answer that can be read."""
        self._down = True

    async def is_up(self) -> bool:
        """Tell whether a message may be handed over; many who ask at once share one question."""
        if not self._down:
            return True
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._answered(), name="is Telegram there")
        return await asyncio.shield(self._asking)

    async def answers(self) -> bool:
        """Ask the harmless question now, whatever the last call found; tell whether somebody answered."""
        return await self._answered()

    async def _answered(self) -> bool:
        try:
            await self._ask()
        except TelegramError as error:
            # Any other error is an answer, and tells the same to the message that comes next.
            if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
                return False
        self._down = False
        log.info("Telegram answers again")
        return True
