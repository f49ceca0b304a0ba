"""Owns the stage on which the stories play: the simulated Telegram, a running bot and the cast; refuses shortcuts.

Everything that a person does goes through the simulator, everything that the bot does through its real Bot API.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import world
from bot.first_start import owner_link
from bot.settings import Settings, read_settings
from bot.world import World
from care.ledger import Balance, balance
from content.codes import REASONS
from content.library import Library
from simulator import BotAccount, Limits, Person, Telegram, serve
from simulator.screen import Bubble
from simulator.wakeup import until
from storage.session import Session
from tests.engines import KEYS
from tests.judges import check_requests
from tests.wording import TAG, is_message, words

TOKEN = "1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 -- the simulator's
SUNDAY_NOON = int(datetime(2026, 11, 22, 11, 0, tzinfo=UTC).timestamp() * 1000)
MOST_JUDGED = 5_000
BERLIN = {"practice_zone": "Europe/Berlin", "practice_country": "DE", "practice_name": "Linden Practice"}


@dataclass
class Stage:
    """A practice in Berlin, noon on Sunday 22 November 2026, and whoever came in."""

    telegram: Telegram
    settings: Settings
    world: World | None = None
    running: "asyncio.Task[None] | None" = None
    cast: dict[str, Person] = field(default_factory=dict)
    speaks: dict[int, str] = field(default_factory=dict)
    library: Library | None = field(default_factory=words)

    async def open(self) -> None:
        """Start the bot, or start it again."""
        self._context = world(self.settings, self.library)
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
        """Wait until the bot has done all that is due; whoever taps faster than her chat allows waits a second."""
        assert await self.telegram.settle(), "the bot did not come to rest"
        while self.world is not None and self.world.messenger.pace.resting:
            await self.telegram.advance(1)

    async def pass_(self, *, hours: float = 0, minutes: float = 0, days: float = 0) -> None:
        """Let time pass, stopping at everything that becomes due."""
        await self.telegram.advance(days * 86_400 + hours * 3_600 + minutes * 60)

    def person(self, name: str, language: str = "en", zone: str = "Europe/Berlin") -> Person:
        """Bring somebody with a phone onto the stage."""
        self.cast[name] = self.telegram.person(name, language_code=language, zone=zone)
        self.speaks[self.cast[name].id] = language
        return self.cast[name]

    # --- what people do -------------------------------------------------------------------------------------

    async def start(self, who: Person, token: str | None = None) -> None:
        """Open the bot, by a link or without one."""
        await who.start(token)
        await self.settle()

    async def say(self, who: Person, text: str) -> None:
        """Write something and wait for the answer."""
        await who.say(text)
        await self.settle()

    async def tap(self, who: Person, label: str | int, /, **facts: object) -> str:
        """Press a button, by the library's name for it or by what is on it, and give the toast when all is done."""
        toast = await who.tap(label if isinstance(label, int) else self.label(who, label, **facts))
        await self.settle()
        return toast

    async def taps(self, who: Person, *labels: str) -> None:
        """Press one button after the other."""
        for label in labels:
            await self.tap(who, label)

    def label(self, who: Person, key: str, /, **facts: object) -> str:
        """Give a button's label in somebody's language; what is no name in the library is the label itself."""
        return words().button(key, self.speaks[who.id], facts) if words().has(key) else key

    def toast(self, who: Person, key: str, /, **facts: object) -> str:
        """Give the words of a toast in somebody's language."""
        return words().toast(key, self.speaks[who.id], facts)

    # --- what people read -----------------------------------------------------------------------------------

    def read(self, who: Person, key: str) -> list[Bubble]:
        """Give the bubbles on a screen that are this message of the library, in its reader's language, oldest first."""
        mine = [one for one in who.screen() if one.from_bot]
        return [one for one in mine if is_message(one.text, key, self.speaks[who.id])]

    def reads(self, who: Person, key: str, *parts: str) -> Bubble:
        """Check that the newest bubble of a message is on the screen with these parts in it, and give it."""
        found = self.read(who, key)
        name = who.profile.first_name
        assert found, f"{name} does not read {key} but:\n{who.shown()}"
        missing = [part for part in parts if part not in found[-1].text]
        assert not missing, f"{key} as {name} reads it lacks {missing}:\n{found[-1].text}"
        return found[-1]

    def reads_no(self, who: Person, key: str) -> None:
        """Check that no bubble of a message is on the screen."""
        assert not self.read(who, key), f"{who.profile.first_name} reads {key}:\n{who.shown()}"

    def came(self, who: Person, key: str, zone: str = "Europe/Berlin") -> list[str]:
        """Give the wall-clock minutes at which Telegram took new messages of this kind for somebody: "22 18:30"."""
        sent = [line for line in self.telegram.log.requests("sendMessage", who.id) if line["outcome"].get("ok")]
        mine = [line for line in sent if is_message(_plain(line["parameters"]["text"]), key, self.speaks[who.id])]
        return [f"{datetime.fromtimestamp(line['now_ms'] / 1000, ZoneInfo(zone)):%d %H:%M}" for line in mine]

    # --- how people come in ---------------------------------------------------------------------------------

    async def owner(self, name: str = "Maya", language: str = "en") -> Person:
        """Bring the practice's owner in by her join link."""
        assert self.world is not None
        maya = self.person(name, language)
        link = await owner_link(self.world)
        assert link is not None
        await self.start(maya, link.partition("?start=")[2])
        return maya

    async def invitation(self, maya: Person, command: str = "/invite") -> str:
        """Let Maya make an invitation and give its token."""
        await self.say(maya, command)
        return maya.screen()[-1].text.partition("?start=")[2].split()[0]

    async def client(self, maya: Person, name: str = "Ana", language: str = "en", *, confirm: bool = True) -> Person:
        """Let somebody join with the three taps of the defaults, and Maya confirm it."""
        ana = self.person(name, language)
        await self.start(ana, await self.invitation(maya))
        for _ in range(3):
            await self.tap(ana, 0)
        if confirm:
            await self.tap(maya, 0)
        return ana

    async def colleague(self, maya: Person, name: str = "Tom", language: str = "en") -> Person:
        """Let another therapist join."""
        tom = self.person(name, language)
        await self.start(tom, await self.invitation(maya, "/team"))
        return tom

    async def books(self) -> Balance:
        """Give the ledger's balance; every story must end with none of its faults."""
        assert self.world is not None
        return await self.world.app.read(balance)


def _plain(html: str) -> str:
    return unescape(TAG.sub("", html))


async def _reasons(db: Session) -> set[str]:
    """Give the code of every reason in the ledger: each must be one that has words."""
    rows = await db.fetch("SELECT DISTINCT reason FROM message WHERE practice_id = :practice AND reason IS NOT NULL")
    return {row["reason"].partition(":")[0] for row in rows}


@asynccontextmanager
async def stage(
    address: str, limits: Limits | None = None, *, now_ms: int = SUNDAY_NOON, **more: str
) -> AsyncIterator[Stage]:
    """Set the stage, and hold every request that the bot made against two judges when the story ends."""
    telegram = await serve(bots=[BotAccount(TOKEN, "linden_bot", "Linden")], frozen=True, now_ms=now_ms, limits=limits)
    settings = read_settings(
        telegram_bot_token=TOKEN,
        telegram_api_url=telegram.url,
        database_url=address,
        interlude_keys=KEYS,
        **(BERLIN | more),
    )
    # A bot that is at work for seconds on a busy machine is no dead one; one that ends hangs up, and is noticed anyhow.
    telegram.followers.alive_s = 60.0
    made = Stage(telegram, settings)
    try:
        await made.open()
        yield made
        if made.world is not None:
            found = await made.books()
            assert not found.faults, found.faults
            assert await made.world.app.read(_reasons) <= REASONS
        lines = telegram.log.lines
        # A hundred thousand alike need not be judged one by one: that costs more than sending them did.
        check_requests(lines[:: max(1, len(lines) // MOST_JUDGED)])
    finally:
        await made.close()
        await telegram.close()


@pytest.fixture
async def day(address: str) -> AsyncIterator[Stage]:
    """Set the stage for a story, on each engine in turn; its books must balance at the end."""
    async with stage(address) as made:
        yield made
