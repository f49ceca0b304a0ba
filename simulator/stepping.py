"""Owns moving the clock so that nobody skips what was due on the way; refuses to move it past an unfinished step."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from simulator.polling import polls
from simulator.wakeup import until

if TYPE_CHECKING:
    from simulator.followers import Followers
    from simulator.world import World

STEP_S = 10.0
LATER_STEP_S = 0.2
MOST_ROUNDS = 100


class Stepper:
    """Moves one world's clock from timer to timer."""

    def __init__(self, world: World, followers: Followers, patience_s: float = STEP_S) -> None:
        """Move this world's clock, at the pace of these followers; nobody is waited for longer than `patience_s`."""
        self._patience_s = patience_s
        self._world = world
        self._clock = world.clock
        self._followers = followers
        self._one_at_a_time = asyncio.Lock()

    def _quiet(self) -> bool:
        """Tell whether no update is waiting for a bot that is there to take it."""
        bots = self._world.bots.values()
        return not any(bot.unsettled() for bot in bots if bot.webhook or polls(bot))

    def _next_due_ms(self, now: int) -> int | None:
        """Return the next instant at which a follower, or a webhook's retry, has something to do."""
        due = [self._followers.next_due_ms(now), *(bot.next_retry_ms(now) for bot in self._world.bots.values())]
        return min((instant for instant in due if instant is not None), default=None)

    async def _followed(self, within: float) -> bool:
        """Wait until all followers are done with this version and no update waits; tell whether that came."""
        version = self._clock.version
        seen = await until(lambda: self._followers.have_seen(version), self._followers.reported, within)
        return await until(self._quiet, self._world.queues_changed, within) and seen

    async def settle(self) -> bool:
        """Wait until nothing is left to do at this instant; False when that took too long."""
        async with self._one_at_a_time:
            return await self._settle()

    async def _settle(self) -> bool:
        for _ in range(MOST_ROUNDS):
            if not await until(self._quiet, self._world.queues_changed, self._patience_s):
                return False
            self._clock.bump()
            if not await self._followed(self._patience_s):
                return False
            if self._quiet():
                return True
        return False

    async def advance(self, seconds: float) -> dict[str, Any]:
        """Move the clock forward by `seconds`, stopping at every timer on the way."""
        async with self._one_at_a_time:
            target = self._clock.now_ms() + round(seconds * 1000)
            return await self._to(target)

    async def to_next(self) -> dict[str, Any]:
        """Move to the earliest timer of any follower; without one the clock stays."""
        async with self._one_at_a_time:
            settled = await self._settle()
            target = self._followers.next_due_ms(self._clock.now_ms())
            if target is None:
                return self._answer(moved=False, settled=settled)
            return await self._to(target)

    async def to_morning(self, zone: str) -> dict[str, Any]:
        """Move to the next 08:00 in a zone."""
        async with self._one_at_a_time:
            return await self._to(self._clock.next_morning_ms(zone))

    async def set(self, now_ms: int) -> dict[str, Any]:
        """Set the clock in one jump, forward or back, as a machine whose clock is corrected."""
        async with self._one_at_a_time:
            self._clock.jump(now_ms)
            return self._answer(moved=True, settled=await self._settle())

    async def _to(self, target: int) -> dict[str, Any]:
        settled = keeps_up = await self._settle()
        moved = False
        while target > (now := self._clock.now_ms()):
            due = self._next_due_ms(now)
            self._clock.jump(target if due is None else min(target, due))
            moved = True
            # Who did not finish one step is not waited for as long at each of the thousand steps to come, until it
            # keeps up again: else one slow step lets the clock run away from a machine that is merely busy.
            keeps_up = await self._followed(self._patience_s if keeps_up else LATER_STEP_S)
            settled = settled and keeps_up
        if moved and settled:
            settled = await self._settle()
        return self._answer(moved=moved, settled=settled)

    def _answer(self, *, moved: bool, settled: bool) -> dict[str, Any]:
        clock = self._clock
        self._world.tell({"type": "clock", "now_ms": clock.now_ms(), "running": clock.running})
        return {"now_ms": clock.now_ms(), "version": clock.version, "moved": moved, "settled": settled}
