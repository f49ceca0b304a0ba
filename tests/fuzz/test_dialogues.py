"""A crowd does random things for weeks; nobody is left waiting, woken or written to against her will."""

import random

import pytest
from structlog.testing import capture_logs

from bot.routes import TAPS
from tests.engines import fresh_address
from tests.fuzz.books import Log, faults
from tests.fuzz.crowd import Crowd
from tests.stage import stage

A_BATCH = 50
ENOUGH = 0.75  # what opens a week later, or only after a visit, is come to by few
LONGEST = 3  # times its acts: a new button shifts the whole course, and must not cost anybody a search for a seed


@pytest.mark.parametrize(("engine", "acts", "seed"), [("sqlite", 600, 5), ("postgres", 120, 2)])
async def test_a_crowd(engine: str, acts: int, seed: int, request: pytest.FixtureRequest) -> None:
    await _play(engine, acts, seed, request)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 110))
async def test_a_crowd_for_months(seed: int, request: pytest.FixtureRequest) -> None:
    await _play("sqlite", 2_000, seed, request, everywhere=True)


async def _play(engine: str, acts: int, seed: int, request: pytest.FixtureRequest, *, everywhere: bool = False) -> None:
    async with fresh_address(engine, request) as address, stage(address) as made:
        crowd = Crowd(made, random.Random(seed))
        with capture_logs() as log:
            try:
                await crowd.gather()
                most = LONGEST * acts if everywhere else acts
                while crowd.acts < acts or (crowd.acts < most and _unseen(crowd)):
                    await _batch(crowd, log)
            except Exception as error:
                raise AssertionError(_story(crowd, seed, engine, log, error)) from error
        assert not everywhere or not _unseen(crowd), f"nobody ever came to {_unseen(crowd)}"


def _unseen(crowd: Crowd) -> list[str]:
    """Give the buttons that nobody ever pressed, or nothing when that is few enough."""
    never = sorted(set(TAPS) - set(crowd.tapped))
    return never if len(never) > len(TAPS) * (1 - ENOUGH) else []


def _story(crowd: Crowd, seed: int, engine: str, log: Log, error: Exception) -> str:
    """Tell what is needed to find the fault: the seed, what is wrong, and what happened last."""
    lines = (
        f"seed {seed}, {engine}, after {crowd.acts} acts:",
        f"{error!s:.3000}",
        f"The log: {log}",
        "The last acts:",
    )
    return "\n".join((*lines, *crowd.diary))


async def _batch(crowd: Crowd, log: Log) -> None:
    """Let the crowd act, then look at the books."""
    until = crowd.acts + A_BATCH
    while crowd.acts < until:
        await crowd.act()
    found = await faults(crowd.stage, log)
    assert not found, "\n".join(found)
    log.clear()
