"""Owns the stage on which the stories play: the simulated Telegram, a running bot and the cast; refuses shortcuts.

Everything that a person does goes through the simulator, everything that the bot does through its real Bot API.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.__main__ import world
from bot.first_start import owner_link
from bot.settings import Settings, read_settings
from bot.world import World
from care.ledger import Balance, balance
from simulator import BotAccount, Limits, Person, Telegram, serve
from simulator.wakeup import until
from tests.engines import KEYS
from tests.judges import check_requests

TOKEN = "1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 -- the simulator's
SUNDAY_NOON = int(datetime(2026, 11, 22, 11, 0, tzinfo=UTC).timestamp() * 1000)
BERLIN = {"practice_zone": "Europe/Berlin", "practice_country": "DE", "practice_name": "Linden Practice"}


@dataclass
class Stage:
    """A practice in Berlin, noon on Sunday 22 November 2026, and whoever came in."""

    telegram: Telegram
    settings: Settings
    world: World | None = None
    running: "asyncio.Task[None] | None" = None
    cast: dict[str, Person] = field(default_factory=dict)

    async def open(self) -> None:
        """Start the bot, or start it again."""
        self._context = world(self.settings)
        self.world = await self._context.__aenter__()
        self.running = asyncio.create_task(self.world.run(), name="the bot")
        here = self.telegram.followers
        assert await until(lambda: bool(here.live()), here.reported, 10), "the bot did not start"

    async def close(self) -> None:
        """Stop the bot gracefully."""
        if self.running is None:
            return
        self.running.cancel()
        with suppress(asyncio.CancelledError):
            await self.running
        await self._context.__aexit__(None, None, None)
        self.running = self.world = None

    async def restart(self) -> None:
        """Stop and start the bot."""
        await self.close()
        await self.open()

    async def settle(self) -> None:
        """Wait until the bot has done all that is due."""
        assert await self.telegram.settle(), "the bot did not come to rest"

    async def pass_(self, *, hours: float = 0, minutes: float = 0, days: float = 0) -> None:
        """Let time pass, stopping at everything that becomes due."""
        await self.telegram.advance(days * 86_400 + hours * 3_600 + minutes * 60)

    def person(self, name: str, language: str = "en", zone: str = "Europe/Berlin") -> Person:
        """Bring somebody with a phone onto the stage."""
        self.cast[name] = self.telegram.person(name, language_code=language, zone=zone)
        return self.cast[name]

    async def owner(self, name: str = "Maya", language: str = "en") -> Person:
        """Bring the practice's owner in by her join link."""
        assert self.world is not None
        maya = self.person(name, language)
        link = await owner_link(self.world)
        assert link is not None
        await maya.start(link.partition("?start=")[2])
        await self.settle()
        return maya

    async def invitation(self, maya: Person) -> str:
        """Let Maya make an invitation and give its token."""
        await maya.say("/invite")
        await self.settle()
        text = maya.screen()[-1].text
        return text.partition("?start=")[2].split()[0]

    async def client(self, maya: Person, name: str = "Ana", language: str = "en", *, confirm: bool = True) -> Person:
        """Let somebody join with the three taps of the defaults, and Maya confirm it."""
        ana = self.person(name, language)
        await ana.start(await self.invitation(maya))
        await self.settle()
        for _ in range(3):
            await ana.tap(0)
            await self.settle()
        if confirm:
            await maya.tap(0)
            await self.settle()
        return ana

    async def books(self) -> Balance:
        """Give the ledger's balance; every story must end with none of its faults."""
        assert self.world is not None
        return await self.world.app.read(balance)


@asynccontextmanager
async def stage(address: str, limits: Limits | None = None, **more: str) -> AsyncIterator[Stage]:
    """Set the stage, and hold every request that the bot made against two judges when the story ends."""
    telegram = await serve(
        bots=[BotAccount(TOKEN, "linden_bot", "Linden")], frozen=True, now_ms=SUNDAY_NOON, limits=limits
    )
    settings = read_settings(
        telegram_bot_token=TOKEN,
        telegram_api_url=telegram.url,
        database_url=address,
        interlude_keys=KEYS,
        **(BERLIN | more),
    )
    made = Stage(telegram, settings)
    try:
        await made.open()
        yield made
        if made.world is not None:
            found = await made.books()
            assert not found.faults, found.faults
        check_requests(telegram.log)
    finally:
        await made.close()
        await telegram.close()


@pytest.fixture
async def day(address: str) -> AsyncIterator[Stage]:
    """Set the stage for a story, on each engine in turn; its books must balance at the end."""
    async with stage(address) as made:
        yield made
