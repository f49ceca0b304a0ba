"""Which clock the bot lives by: the simulated one only beside a simulator on this machine, else the machine's own."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot.clock import RealClock, SimulatedClock, clock_for, on_loopback
from simulator import BotAccount, Telegram, serve
from tests.stage import SUNDAY_NOON, TOKEN

ANNOUNCED = {"simulator": "interlude", "now_ms": SUNDAY_NOON, "running": False, "version": 1}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def server(handler: Handler) -> AsyncIterator[str]:
    """Let a server answer every request with one handler; give its address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def says(body: object, status: int = 200, kind: str = "application/json") -> Handler:
    """Answer always the same."""
    text = body if isinstance(body, str) else json.dumps(body)

    async def handler(_: web.Request) -> web.Response:
        return web.Response(text=text, status=status, content_type=kind)

    return handler


async def hangs_up(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def chosen(url: str) -> RealClock:
    """Give the clock that the bot takes for a Bot API server."""
    async with aiohttp.ClientSession() as session:
        return await clock_for(url, session)


@asynccontextmanager
async def simulator() -> AsyncIterator[Telegram]:
    """Run the simulator with a clock that stands."""
    telegram = await serve(bots=[BotAccount(TOKEN, "linden_bot", "Linden")], frozen=True, now_ms=SUNDAY_NOON)
    try:
        yield telegram
    finally:
        await telegram.close()


async def test_beside_the_simulator_time_is_the_simulators() -> None:
    async with simulator() as telegram:
        clock = await chosen(telegram.url)
        assert type(clock) is SimulatedClock
        assert clock.now() == SUNDAY_NOON


@pytest.mark.parametrize(
    "handler",
    [
        says({"ok": False, "error_code": 404, "description": "Not Found"}, 404),
        says("<html>a page</html>", kind="text/html"),
        says({"now_ms": SUNDAY_NOON, "running": False, "version": 1}),
        says(ANNOUNCED | {"simulator": "another"}),
        says(ANNOUNCED | {"simulator": True}),
        says(["interlude"]),
        says("interlude"),
        says("", 500),
        hangs_up,
    ],
    ids=["a Bot API server", "a page", "no name", "another name", "no text", "a list", "no JSON", "500", "hangs up"],
)
async def test_any_other_server_on_this_machine_means_real_time(handler: Handler) -> None:
    async with server(handler) as url:
        assert type(await chosen(url)) is RealClock


async def test_where_nobody_answers_time_is_real() -> None:
    async with server(says(ANNOUNCED)) as url:
        pass
    assert type(await chosen(url)) is RealClock


@pytest.mark.parametrize(
    "url",
    [
        "https://api.telegram.org", "http://192.0.2.1:8081", "http://127.0.0.1.example.org", "http://localhost.example.org",
        "http://[2001:db8::1]:80", "http://0.0.0.0:8081", "", "http://",
    ],
)  # fmt: skip
async def test_what_is_not_this_machine_is_not_even_asked(url: str) -> None:
    assert not on_loopback(url)
    assert type(await chosen(url)) is RealClock


@pytest.mark.parametrize("url", ["http://127.0.0.1:8081", "http://localhost", "http://[::1]:80", "http://127.8.9.1/x"])
def test_what_is_this_machine(url: str) -> None:
    assert on_loopback(url)


async def test_who_sleeps_wakes_when_the_clock_is_moved_there_and_when_it_is_set_back() -> None:
    async with simulator() as telegram, aiohttp.ClientSession() as session:
        clock = await clock_for(telegram.url, session)
        assert isinstance(clock, SimulatedClock)
        sleepers = [asyncio.create_task(clock.sleep_until(SUNDAY_NOON + seconds * 1000)) for seconds in (5, 50)]
        for moved, awake in ((4_999, 0), (5_000, 1), (-3_600_000, 2)):
            telegram.model.clock.jump(SUNDAY_NOON + moved)
            await clock.read(session)
            assert clock.now() == SUNDAY_NOON + moved
            done, _ = await asyncio.wait(sleepers, timeout=0.05)
            assert len(done) == awake
            assert clock.next_wake == (None if awake == 2 else SUNDAY_NOON + (5_000, 50_000)[awake])


async def test_the_machines_clock_returns_from_what_is_over_at_once() -> None:
    clock = RealClock()
    before = clock.now()
    async with asyncio.timeout(1):
        await clock.sleep_until(before - 1)
    async with asyncio.timeout(1):
        await clock.sleep_until(before + 20)
    assert clock.now() >= before + 20
