"""Owns long polling: ask, act, confirm; refuses to confirm before the mailboxes have said that all is safe.

python-telegram-bot's own updater confirms first and stops for good at one update that it can't parse.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog

from bot.incoming import number_of
from bot.line import Line
from bot.mailboxes import Mailboxes
from bot.request import BotApiError, raw_call
from care.clock import Clock
from care.contact import Contact
from storage.errors import StorageUnavailableError

log = structlog.get_logger(__name__)

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
LONG_POLL_S = 25
UNAUTHORISED = (401, 404)
CONFLICT = 409


class TokenRefusedError(RuntimeError):
    """Telegram does not accept the token; copy it again from BotFather into TELEGRAM_BOT_TOKEN."""


class AnotherPollerError(RuntimeError):
    """Somebody else is polling with this token, or a webhook is set."""


@dataclass(frozen=True)
class Listeners:
    """Who is told what the polling finds: the line, the contact, the time that answers bear, another poller."""

    line: Line
    contact: Contact
    on_time: Callable[[int], None]
    on_conflict: Callable[[], Awaitable[None]]


class Polling:
    """One bot's long poll."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str, mailboxes: Mailboxes, clock: Clock, listeners: Listeners
    ) -> None:
        """Poll ``url``, the address of getUpdates with the token in it, which is never logged."""
        self._session = session
        self._url = url
        self._mailboxes = mailboxes
        self._clock = clock
        self._listeners = listeners
        self._offset = 0
        self._conflicts = 0

    async def run(self) -> None:
        """Poll until cancelled; TokenRefusedError and AnotherPollerError end it."""
        pause = 0.5
        while True:
            try:
                batch = await self._ask()
                await self._mailboxes.take(batch)
            except StorageUnavailableError as error:
                log.warning("updates wait at Telegram: the database is away", error=str(error))
                await self._clock.pause(0.5)
                continue
            except BotApiError as error:
                self._listeners.contact.lost()
                pause = await self._refused(error, pause)
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                log.warning("Telegram does not answer", error=type(error).__name__)
                self._listeners.line.broke()
                self._listeners.contact.lost()
            else:
                pause, self._conflicts = 0.5, 0
                self._confirm(batch)
                continue
            await self._clock.pause(pause)
            pause = min(pause * 2, 15)

    async def _ask(self) -> list[Mapping[str, Any]]:
        contact = self._listeners.contact
        # Whoever was away wants to know at once that it is over, and not when the next update comes.
        timeout = LONG_POLL_S if contact.is_up else 0
        parameters = {"offset": self._offset, "timeout": timeout, "allowed_updates": WANTED}
        found = await raw_call(self._session, self._url, parameters, LONG_POLL_S + 10, self._listeners.on_time)
        contact.heard()
        batch: list[Mapping[str, Any]] = [one for one in found if isinstance(one, dict) and number_of(one) is not None]
        if len(batch) < len(found):
            # What has no number can be neither kept nor confirmed; Telegram forgets it with the next one that has.
            log.error("updates without a number are passed over", count=len(found) - len(batch))
            if not batch:
                raise BotApiError(200, "no update has a number", None)
        return batch

    def _confirm(self, batch: list[Mapping[str, Any]]) -> None:
        """Ask from behind this batch next time: that is what tells Telegram to forget it.

        After an empty answer all is confirmed and the next question is open again: when a bot was quiet for a week,
        Telegram starts at a random, possibly lower number, which an old offset would hide for ever.
        """
        self._offset = max((update["update_id"] + 1 for update in batch), default=0)

    async def _refused(self, error: BotApiError, pause: float) -> float:
        if error.status in UNAUTHORISED:
            raise TokenRefusedError(TokenRefusedError.__doc__)
        if error.status == CONFLICT:
            self._conflicts += 1
            log.error("another process uses this bot's token", answer=str(error))
            if self._conflicts >= 3:  # noqa: PLR2004 -- a restart may overlap once or twice with its own last poll
                await self._listeners.on_conflict()
                raise AnotherPollerError(f"{AnotherPollerError.__doc__} Telegram says: {error}")
        return float(error.retry_after or pause)
