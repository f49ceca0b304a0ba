"""Owns the weeks, and the year, of a whole town: everything that was due came once, by day and on its day."""

import random
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest

from care.moments import to_ms
from tests.engines import prepare
from tests.simulation.cast import PLACES
from tests.simulation.comparing import compare
from tests.simulation.crowd import Town
from tests.stage import stage

# Clocks are put back on 25 October in Europe and on 1 November in the United States.
AUTUMN = to_ms(datetime(2026, 10, 17, 9, tzinfo=UTC))
ALL_OF_IT = ("restarts_bot", "travels", "moves_visit", "cancels", "blocks", "pauses")
NEW_YEAR = to_ms(datetime(2026, 1, 5, 9, tzinfo=UTC))


async def live(folder: Path, *, clients: int, days: float, begins: int, seed: int, busy: float) -> Town:
    """Let a town live, and hold what came against what its people did."""
    began = process_time()
    address = f"sqlite:///{folder / 'interlude.db'}"
    await prepare(address)
    async with stage(address, now_ms=begins) as day:
        town = Town(day, random.Random(seed), busy)
        await town.gather(clients)
        await town.live(days)
        town.truth.read(day.telegram.log)
        assert day.world is not None
        found = await compare(town.truth, day.world.app.read, day.telegram.now_ms)
        print(  # noqa: T201 -- the full size's figures are worth reading
            f"{clients} clients, {days} days: {found.sent} messages, {found.dates} days asked, "
            f"zeros {dict(found.zeros)}, {dict(town.events)}, {len(town.truth.visits)} visits, "
            f"{dict(town.truth.requests)}, {process_time() - began:.0f} s of CPU"
        )
        assert not found.faults, "\n".join(found.faults[:40])
        assert found.dates > 0.7 * clients * (days - 2)
        return town


async def test_three_weeks_of_eight_clients_around_the_change_of_clocks(room: Path) -> None:
    town = await live(room, clients=8, days=21, begins=AUTUMN, seed=1, busy=0.35)
    assert town.events["restarts_bot"]


@pytest.mark.full
async def test_a_year_of_a_hundred_clients_in_twelve_zones(room: Path) -> None:
    town = await live(room, clients=100, days=365, begins=NEW_YEAR, seed=2, busy=0.06)
    assert len({zone for _, zone in PLACES}) == 12
    assert min(town.events[name] for name in ALL_OF_IT) > 20
