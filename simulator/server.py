"""Owns the running simulator: one world, one web server on loopback; refuses any other interface."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web

from simulator.accounts import BotAccount, Profile
from simulator.api import BotApi
from simulator.clock import SimulatedClock
from simulator.control import Control
from simulator.followers import Followers
from simulator.person import Person
from simulator.stepping import Stepper
from simulator.webhook import WebhookSender
from simulator.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from simulator.bots import Bot
    from simulator.effects import EffectLog
    from simulator.faults import Faults
    from simulator.limits import Limits

HOST = "127.0.0.1"
BODY_LIMIT = 64 * 1024 * 1024


class Telegram:
    """A Telegram that runs: its address, its people, its clock."""

    def __init__(self, world: World, runner: web.AppRunner) -> None:
        """Wrap a world; `serve` makes the whole thing."""
        self.model = world
        self.followers = Followers(world.clock)
        self.stepper = Stepper(world, self.followers)
        self.people: dict[int, Person] = {}
        self._runner = runner
        self._senders: list[asyncio.Task[None]] = []
        self.url = ""

    @property
    def log(self) -> EffectLog:
        """Return the effect log."""
        return self.model.log

    @property
    def faults(self) -> Faults:
        """Return what goes wrong on purpose."""
        return self.model.faults

    @property
    def now_ms(self) -> int:
        """Return the simulated instant."""
        return self.model.clock.now_ms()

    def person(
        self,
        first_name: str,
        language_code: str | None = "en",
        last_name: str | None = None,
        username: str | None = None,
        zone: str | None = None,
        *,
        telegram_id: int | None = None,
        started: bool = False,
    ) -> Person:
        """Make a person with a phone; her chat with the first bot is open and, unless `started`, not started."""
        number = telegram_id or self.model.next_person_id()
        profile = Profile(number, first_name, last_name, username, language_code, zone)
        self.model.people[number] = profile
        person = Person(self.model, profile, self.model.first_bot())
        self.people[number] = person
        person.chat.started = started
        self.model.tell({"type": "people"})
        return person

    def add_bot(self, account: BotAccount) -> Bot:
        """Register a bot and stand ready to deliver to its webhook."""
        bot = self.model.add_bot(account)
        self._senders.append(asyncio.create_task(WebhookSender(self.model, bot).run()))
        return bot

    def inject(self, raw: dict[str, Any], *, bot: str | None = None, key: int = 0) -> int:
        """Queue any JSON object as an update of a bot (the first one by default); return its update id."""
        target = self.model.bot_by_username(bot) if bot else self.model.first_bot()
        return target.queue.inject(raw, key)

    def reorder_next(self, person: Person) -> None:
        """Let the next two updates of a person, say a text and a tap, arrive in the wrong order."""
        self.model.reorder_next(person.id)

    def duplicate_next(self, count: int = 1) -> None:
        """Deliver each of the next `count` confirmed updates of the first bot once more."""
        self.model.first_bot().queue.duplicate_next += count

    def forget(self, person: Person, message_id: int) -> None:
        """Let Telegram hand out this message as an InaccessibleMessage from now on."""
        self.model.private_chat(self.model.first_bot(), person.id).forgotten.add(message_id)

    async def advance(self, seconds: float) -> dict[str, Any]:
        """Move the clock forward, stopping at every follower's timer on the way."""
        return await self.stepper.advance(seconds)

    async def settle(self) -> bool:
        """Wait until bots and followers have done all that is due now."""
        return await self.stepper.settle()

    async def close(self) -> None:
        """Stop serving."""
        self.model.faults.clear()
        for sender in self._senders:
            sender.cancel()
        ends = await asyncio.gather(*self._senders, return_exceptions=True)
        await self._runner.cleanup()
        self.model.log.close()
        for end in ends:
            # A sender that died of a mistake of ours would otherwise look like a Telegram that is merely slow.
            if isinstance(end, Exception):
                raise end


async def serve(
    *,
    bots: Sequence[BotAccount],
    port: int = 0,
    frozen: bool = True,
    now_ms: int | None = None,
    limits: Limits | None = None,
    log: Path | None = None,
) -> Telegram:
    """Start a Telegram on loopback; port 0 takes a free one, `now_ms` None begins at the machine's time."""
    world = World(SimulatedClock(now_ms, frozen=frozen), limits, log)
    app = web.Application(client_max_size=BODY_LIMIT)
    # A killed bot must be noticed at once, so a handler ends when its client hangs up.
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.2)
    telegram = Telegram(world, runner)
    for account in bots:
        telegram.add_bot(account)
    app.add_routes(BotApi(world).routes())
    app.add_routes(Control(telegram).routes())
    await runner.setup()
    site = web.TCPSite(runner, HOST, port)
    await site.start()
    telegram.url = f"http://{HOST}:{runner.addresses[0][1]}"
    return telegram
