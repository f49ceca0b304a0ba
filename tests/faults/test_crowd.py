"""A full practice under kill -9: much is due at once, the bot dies again and again, and all of it is accounted for."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import truth
from tests.faults.crowd import DUE_AFTER, mixed
from tests.faults.crowded import crowded, ledger_of
from tests.judges import check_requests

REPEATS_S = 600  # what is repeated, or was asked to wait, has come by then
SIZES = [
    pytest.param("sqlite", 1_000, 20, 1, id="sqlite small"),
    pytest.param("sqlite", 10_000, 200, 2, id="sqlite", marks=pytest.mark.full),
    pytest.param("postgres", 1_000, 20, 3, id="postgres small", marks=pytest.mark.full),
    pytest.param("postgres", 10_000, 200, 4, id="postgres", marks=pytest.mark.full),
]


@pytest.mark.parametrize(("engine", "count", "kills", "seed"), SIZES)
async def test_a_crowd_that_is_due_at_once_survives_every_kill(
    address: str, tmp_path: Path, count: int, kills: int, seed: int, figure: Callable[[str], None]
) -> None:
    async with crowded(address, tmp_path, mixed(random.Random(seed), count), seed=seed) as (storm, _):
        await storm.pass_(DUE_AFTER / 1000 - 1)
        storm.kills_left, storm.longest_gap = kills, max(2 * count // kills, 2)
        await storm.pass_(1 + REPEATS_S)
        found, joined = await ledger_of(storm, address)
        counts = truth.tally(joined)
        assert await storm.program.stop() == 0
        report = f"{kills - storm.kills_left} kills {dict(Counter(storm.hits))}: {counts}"
        figure(f"{report}; {counts.duplicates / kills:.2f} duplicates a kill")
        assert not found, "\n".join([*found, report, storm.program.log()[-2000:]])
        assert storm.kills_left == 0, report
        assert counts.planned == counts.terminal + counts.open
        check_requests(storm.witness)
