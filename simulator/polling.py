"""Owns getUpdates: confirmation, long polling, the one consumer; refuses to deliver while a webhook is set."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from simulator.errors import ApiError
from simulator.methods.webhooks import read_allowed

if TYPE_CHECKING:
    from simulator.bots import Bot
    from simulator.methods.call import Call

LONGEST_POLL_S = 50
MOST = 100
# A poll that repeats its offset at once did not get on; Telegram then hands out one update at a time.
REPEAT_S = 0.5
# For so long after its last poll a bot counts as one that polls, so that settling waits for it.
ALIVE_S = 10.0
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def polls(bot: Bot) -> bool:
    """Tell whether the bot takes its updates by polling just now."""
    return bot.polling > 0 or asyncio.get_running_loop().time() - bot.last_poll < ALIVE_S


async def get_updates(call: Call) -> list[dict[str, Any]]:
    """Carry out getUpdates: confirm below `offset`, then answer with what waits or when something comes."""
    bot = call.bot
    if bot.webhook:
        raise ApiError(409, WEBHOOK_ACTIVE)
    bot.poll_number += 1
    bot.queue.changed.fire()
    offset = call.params.integer("offset")
    read_allowed(call)
    if offset:
        bot.queue.confirm(offset)
    limit = min(max(call.params.integer("limit", MOST), 1), MOST)
    now = asyncio.get_running_loop().time()
    if offset > 0 and bot.last_offset[0] == offset and now - bot.last_offset[1] < REPEAT_S:
        limit = 1
    bot.polling += 1
    try:
        found = await _wait(call, limit, now + min(max(call.params.integer("timeout"), 0), LONGEST_POLL_S))
    except asyncio.CancelledError:
        # The client hung up, so nobody is known to poll: settling must not wait for a bot that was killed.
        bot.last_poll = float("-inf")
        raise
    finally:
        bot.polling -= 1
    bot.last_poll = asyncio.get_running_loop().time()
    bot.last_offset = (offset, bot.last_poll)
    return found


async def _wait(call: Call, limit: int, deadline: float) -> list[dict[str, Any]]:
    """Return updates as soon as there are any, or none at the deadline."""
    bot, mine = call.bot, call.bot.poll_number
    loop = asyncio.get_running_loop()
    while True:
        if bot.poll_number != mine:
            reason = "Conflict: terminated by setWebhook request" if bot.webhook else OTHER_POLL
            raise ApiError(409, reason)
        if call.world.faults.away:
            raise ConnectionResetError
        found = bot.queue.page(limit)
        left = deadline - loop.time()
        if found or left <= 0:
            return found
        await bot.queue.changed.wait(left)
