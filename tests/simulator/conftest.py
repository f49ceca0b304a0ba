"""Owns the fixtures of the simulator's own tests; refuses to start any bot of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator import NO_LIMITS, Person, Telegram, serve
from tests.simulator.probe import ACCOUNT, NOON, Probe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    running = await serve(bots=[ACCOUNT], now_ms=NOON, limits=NO_LIMITS)
    yield running
    await running.close()


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Probe]:
    async with Probe(telegram) as probe:
        yield probe


@pytest.fixture
async def ana(telegram: Telegram) -> Person:
    """Ana has pressed START."""
    person = telegram.person("Ana", "de", zone="Europe/Berlin")
    await person.start()
    return person
