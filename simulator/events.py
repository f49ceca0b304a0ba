"""Owns the stream of changes that an open page listens to; refuses to keep what nobody reads."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from simulator.world import World

KEEP_ALIVE_S = 15.0
MOST_WAITING = 1000


async def stream(world: World, request: web.Request) -> web.StreamResponse:
    """Send every event of this world as server-sent events until the page goes away."""
    waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MOST_WAITING)

    def listen(event: dict[str, Any]) -> None:
        # A page that sleeps must not make the simulator hoard: it reads whole screens anyway.
        if not waiting.full():
            waiting.put_nowait(event)

    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    world.listeners.append(listen)
    try:
        clock = world.clock
        listen({"type": "clock", "now_ms": clock.now_ms(), "running": clock.running})
        while True:
            await response.write(await _next(waiting))
    except ConnectionResetError:
        return response
    finally:
        world.listeners.remove(listen)


async def _next(waiting: asyncio.Queue[dict[str, Any]]) -> bytes:
    """Return the next event, or a comment that keeps the connection open."""
    try:
        async with asyncio.timeout(KEEP_ALIVE_S):
            event = await waiting.get()
    except TimeoutError:
        return b": still here\n\n"
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
