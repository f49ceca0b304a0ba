"""A crowd does random things for weeks; nobody is left waiting, woken or written to against her will."""

import random

import pytest
from structlog.testing import capture_logs

from bot.routes import TAPS
from tests.engines import fresh_address
from tests.fuzz.books import faults
from tests.fuzz.crowd import Crowd
from tests.stage import stage

A_BATCH = 25


@pytest.mark.parametrize(("engine", "acts", "seed"), [("sqlite", 2_000, 1), ("postgres", 300, 2)])
async def test_a_crowd(engine: str, acts: int, seed: int, request: pytest.FixtureRequest):
    await _play(engine, acts, seed, request)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 110))
async def test_a_crowd_for_months(seed: int, request: pytest.FixtureRequest):
    await _play("sqlite", 2_000, seed, request)


async def _play(engine: str, acts: int, seed: int, request: pytest.FixtureRequest) -> None:
    async with fresh_address(engine, request) as address, stage(address) as made:
        crowd = Crowd(made, random.Random(seed))
        with capture_logs() as log:
            try:
                await crowd.gather()
                while crowd.acts < acts:
                    await _batch(crowd, log)
                print(sorted(set(TAPS) - set(crowd.tapped)), crowd.tapped, made.telegram.now_ms)
            except Exception as error:
                told = "\n".join(crowd.diary)
                raise AssertionError(f"seed {seed}, {engine}, after {crowd.acts} acts:\n{error!s:.3000}\nThe log: {log}\nThe last acts:\n{told}") from error


async def _batch(crowd: Crowd, log: list[object]) -> None:
    """Let the crowd act, then look at the books."""
    until = crowd.acts + A_BATCH
    while crowd.acts < until:
        await crowd.act()
    found = await faults(crowd.stage, log)
    assert not found, "\n".join(found)
    log.clear()
