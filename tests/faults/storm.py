"""Owns a running practice whose bot is killed at random moments and brought back each time; refuses to pick easy ones.

A kill comes right at a line of the effect log (Telegram has done it, the bot has not heard yet) or a few random
milliseconds after an update became ready to be fetched (or, where nobody writes, after any line).
"""

import asyncio
import random
import signal
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from content.library import Library
from simulator import Person, Telegram
from simulator.screen import Bubble
from simulator.wakeup import until
from tests.faults.program import Program
from tests.faults.witness import Line, Witness
from tests.wording import is_message

STARTS_S = 30.0
WORKS_S = 60.0
LONGEST_GAP = 24
LATEST_S = 0.03
LEASE_S = 61
MOST_TRIES = 40


@dataclass
class Storm:
    """One Telegram, one bot process, and how many kills are still to come."""

    telegram: Telegram
    witness: Witness
    program: Program
    library: Library
    chance: random.Random
    kills_left: int
    lease_s: int = 0
    longest_gap: int = LONGEST_GAP
    after_updates: bool = True
    hits: list[str] = field(default_factory=list)
    said: dict[int, list[str]] = field(default_factory=dict)
    down: bool = True
    _gap: int = 0
    _after_line: bool = False
    _struck: asyncio.Event = field(default_factory=asyncio.Event)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        """Listen to the effect log."""
        self.witness.on_line = self._see
        # A bot that is at work for seconds is no dead one: time must not run away from it. A kill is noticed anyhow.
        self.telegram.followers.alive_s = WORKS_S
        self._aim()

    # --- the kills ------------------------------------------------------------------------------------------

    def _aim(self) -> None:
        self._gap = self.chance.randint(1, self.longest_gap)
        self._after_line = self.chance.random() < 0.5

    def _see(self, line: Line) -> None:
        """Count lines down; then strike at this one, or soon after the next update."""
        if self.down or not self.kills_left:
            return
        self._gap -= 1
        if self._gap > 0:
            return
        if not self._after_line:
            self._strike(f"{line['kind']} {line.get('method', '')}".strip())
        elif line["kind"] == "update" or not self.after_updates:
            self._after_line = False
            self._gap = self.longest_gap * 100  # one moment per life is enough
            delay = self.chance.uniform(0, LATEST_S)
            asyncio.get_running_loop().call_later(delay, self._strike, f"soon after: {line['kind']}")

    def _strike(self, where: str) -> None:
        if self.down or not self.kills_left:
            return
        self.program.kill()
        self.kills_left -= 1
        self._fell(where)

    def _died(self, sentinel: int) -> None:
        """Notice a bot that ended without being struck: it killed itself at a failpoint."""
        asyncio.get_running_loop().remove_reader(sentinel)
        if not self.down and not self.program.alive:
            self._fell("by itself")

    def _fell(self, where: str) -> None:
        self.down = True
        self.hits.append(where)
        self._struck.set()
        # Whoever waits for the bot must look again: it is gone.
        self.telegram.followers.reported.fire()
        self.telegram.model.first_bot().queue.changed.fire()

    async def revive(self) -> None:
        """Start the bot, again or for the first time, and wait until it follows the clock or is killed once more."""
        if self.program.process is not None:
            assert await self.program.ended() == -signal.SIGKILL, self.program.log()[-3000:]
        self.down = False
        self._struck.clear()
        self.telegram.followers.forget()
        self._aim()
        self.program.start()
        if self.program.dies is not None and self.program.process is not None:
            sentinel = self.program.process.sentinel
            asyncio.get_running_loop().add_reader(sentinel, self._died, sentinel)
        assert await self._came_up(), self.program.log()

    async def _came_up(self) -> bool:
        bot, here = self.telegram.model.first_bot(), self.telegram.followers
        polls = bot.poll_number
        polling = await until(lambda: self.down or bot.poll_number > polls, bot.queue.changed, STARTS_S)
        following = await until(lambda: self.down or any(f.polls for f in here.live()), here.reported, STARTS_S)
        return polling and following

    # --- time -----------------------------------------------------------------------------------------------

    async def rest(self) -> None:
        """Wait until all that is due is done, however often the bot has to be brought back for it."""
        async with self._one_at_a_time:
            while True:
                if self.down:
                    await self.revive()
                    await self._unless_struck(self.telegram.advance(self.lease_s))
                elif await self._unless_struck(self.telegram.settle()):
                    return

    async def pass_(self, seconds: float) -> None:
        """Let time pass, however often the bot goes down meanwhile."""
        await self.rest()
        until_ms = self.telegram.now_ms + round(seconds * 1000)
        async with self._one_at_a_time:
            while (left := until_ms - self.telegram.now_ms) > 0:
                if self.down:
                    await self.revive()
                await self._unless_struck(self.telegram.advance(left / 1000))
        await self.rest()

    async def _unless_struck(self, work: Coroutine[Any, Any, Any]) -> bool:
        """Do something that waits for the bot; False when it was killed meanwhile, AssertionError when it hangs."""
        if self.down:  # killed while it started: with nobody to wait for, time would run to its goal at once
            work.close()
            return False
        doing = asyncio.ensure_future(work)
        struck = asyncio.ensure_future(self._struck.wait())
        await asyncio.wait({doing, struck}, return_when=asyncio.FIRST_COMPLETED)
        struck.cancel()
        if self.down:
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)
            return False
        done = await doing
        assert done is True or done["settled"], f"the bot did not come to rest:\n{self.program.log()[-2000:]}"
        return True

    # --- what people do and see -----------------------------------------------------------------------------

    def label(self, key: str, **facts: object) -> str:
        """Give what a button says in English; what is no name in the library is the label itself."""
        return self.library.button(key, "en", facts) if self.library.has(key) else key

    def read(self, who: Person, key: str) -> list[Bubble]:
        """Give the bubbles on a screen that are this message of the library, oldest first."""
        return [one for one in who.screen() if one.from_bot and is_message(one.text, key, "en")]

    def press(self, who: Person, label: str, about: str = "") -> bool:
        """Press the newest button with exactly this label, on a bubble that names ``about``; False when there is none.

        Nobody waits for the toast: the bot may be dead by then, and the person puts the phone away.
        """
        for one in reversed(who.screen()):
            for row, buttons in enumerate(one.buttons):
                for column, button in enumerate(buttons):
                    if button.text == label and about in one.text:
                        who.press_and_leave(one.message_id, row, column)
                        return True
        return False

    async def say(self, who: Person, text: str) -> None:
        """Write something; every update that is written counts."""
        self.said.setdefault(who.id, []).append(text)
        await who.say(text)

    async def reach(self, who: Person, goal: Callable[[], object], act: Callable[[], Awaitable[None]]) -> None:
        """Let somebody do the same thing until she sees what she wants, as people do when nothing happens."""
        for _ in range(MOST_TRIES):
            await self.rest()
            if goal():
                return
            await act()
            await self.rest()
            if goal():
                return
            await self.pass_(LEASE_S)
        raise AssertionError(f"{who.profile.first_name} never got on:\n{who.shown()}\n{self.program.log()[-3000:]}")
