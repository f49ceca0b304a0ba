"""The door tells whoever runs the machine whether all is well, and nothing about anybody."""

import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.door import door
from bot.settings import Settings, SettingsError
from tests import scenes
from tests.engines import fresh_address
from tests.faults.gate import Gate
from tests.stage import Stage, stage


def opened(day: Stage, port: int) -> Settings:
    return day.settings.model_copy(update={"interlude_port": port})


@pytest.fixture
def unused_port() -> int:
    """Give a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def address_of_door(day: Stage, unused_port: int) -> AsyncIterator[str]:
    assert day.world is not None
    async with door(day.world, opened(day, unused_port)) as port:
        yield f"http://127.0.0.1:{port}"


async def get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


@scenes.one_engine
async def test_it_is_alive_and_ready_until_a_watchdog_is_up(day: Stage, address_of_door: str) -> None:
    maya = await day.owner()
    await day.settle()
    assert await get(f"{address_of_door}/healthz") == (200, "ok\n")
    assert await get(f"{address_of_door}/readyz") == (200, "ready\n")
    day.telegram.faults.shift_date(300)
    await day.say(maya, "/help")
    await day.settle()
    assert await get(f"{address_of_door}/readyz") == (503, "clock\n")
    assert await get(f"{address_of_door}/healthz") == (200, "ok\n")


@scenes.one_engine
async def test_the_figures_name_kinds_and_troubles_and_nobody(day: Stage, address_of_door: str) -> None:
    maya = await day.owner()
    ana = await day.client(maya, "Ana-Canary")
    await day.pass_(hours=7)
    status, said = await get(f"{address_of_door}/metrics")
    assert status == 200
    assert 'interlude_deliveries_total{kind="check_in",outcome="sent"} 1.0' in said
    assert 'interlude_trouble{code="silent"} 0.0' in said
    assert "interlude_clock_apart_seconds 0.0" in said
    assert "interlude_lateness_seconds_count" in said
    for private in ("Canary", str(ana.id), str(maya.id), day.settings.token):
        assert private not in said


@scenes.one_engine
async def test_it_is_shut_unless_a_port_is_set(day: Stage) -> None:
    assert day.world is not None
    async with door(day.world, day.settings) as port:
        assert port is None


@scenes.one_engine
async def test_a_port_that_is_taken_is_told_with_its_mend(day: Stage, address_of_door: str) -> None:
    assert day.world is not None
    with pytest.raises(SettingsError, match="INTERLUDE_PORT"):
        async with door(day.world, opened(day, int(address_of_door.rpartition(":")[2]))):
            pass


async def test_a_database_that_is_away_makes_it_unready(request: pytest.FixtureRequest, unused_port: int) -> None:
    async with fresh_address("postgres", request) as address:
        gate = Gate(address)
        await gate.open()
        try:
            async with stage(gate.address) as day:
                assert day.world is not None
                async with door(day.world, opened(day, unused_port)) as port:
                    await gate.shut()
                    assert await get(f"http://127.0.0.1:{port}/readyz") == (503, "database\n")
                    await gate.open()
                    await day.settle()
                    assert (await get(f"http://127.0.0.1:{port}/readyz"))[0] == 200
        finally:
            await gate.shut()
