"""Owns the Stars that announcements may cost a day; refuses to spend one that is not counted in the database before.

They are counted in small portions ahead: a crash loses what is left of one portion from the day's budget, and never
spends more than the budget.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog

from care.app import App
from care.moments import SECOND
from storage import stars
from storage.errors import StorageUnavailableError

log = structlog.get_logger(__name__)

FEE = 1
"""What one message costs, in tenths of a Star."""
PORTION = 50
"""So many messages' fees are counted at a time: five Stars."""


class Wallet:
    """Pays for messages out of one bot's daily budget, which begins anew at midnight UTC."""

    def __init__(self, app: App, bot_id: int, stars_a_day: int, refilled: Callable[[], None]) -> None:
        """Spend at most so many Stars a day; ``refilled`` is called when there is money again."""
        self._app = app
        self._bot_id = bot_id
        self._most = stars_a_day * 10
        self._refilled = refilled
        self._left = 0
        self._day = ""
        self._fetching: asyncio.Task[None] | None = None
        self._asked_at = 0

    def take(self) -> bool:
        """Take the fee of one message; False when the day's budget is spent, or the next portion is on its way."""
        today = self._today()
        if today != self._day:
            self._day, self._left, self._asked_at = today, 0, 0
        if self._left >= FEE:
            self._left -= FEE
            return True
        now = self._app.clock.now()
        if (self._fetching is None or self._fetching.done()) and not 0 <= now - self._asked_at < SECOND:
            self._fetching = asyncio.create_task(self._fetch(today), name="stars")
        return False

    def give_back(self) -> None:
        """Take back the fee of a message that certainly did not leave."""
        self._left += FEE

    @property
    def has_money(self) -> bool:
        """Tell whether the next fee can be taken."""
        return self._left >= FEE

    @property
    def busy(self) -> bool:
        """Tell whether the next portion is on its way."""
        return self._fetching is not None and not self._fetching.done()

    async def _fetch(self, day: str) -> None:
        try:
            for portion in (PORTION, FEE):
                if await self._app.read(lambda db, p=portion: stars.reserve(db, self._bot_id, day, p, self._most)):  # type: ignore[misc]
                    self._left += portion if day == self._day else 0
                    self._refilled()
                    return
        except StorageUnavailableError:
            log.warning("paying for messages waits for the database")
        # Nothing left today, or nobody to ask: not to be asked for every single message.
        self._asked_at = self._app.clock.now()

    def _today(self) -> str:
        return datetime.fromtimestamp(self._app.clock.now() / 1000, UTC).date().isoformat()

    async def close(self) -> None:
        """Give what was counted and not used back to the day's budget."""
        if self._fetching is not None:
            await asyncio.wait([self._fetching])
        left, self._left = self._left, 0
        if left and self._day:
            try:
                await self._app.read(lambda db: stars.give_back(db, self._bot_id, self._day, left))
            except StorageUnavailableError:
                log.warning("unused Stars stay counted", tenths=left)
