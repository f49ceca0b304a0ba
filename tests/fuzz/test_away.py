"""The bot is away for some hours and comes back: nothing hangs, nothing is lost, and nobody is woken."""

import random

import pytest
from structlog.testing import capture_logs

from care.moments import local
from simulator import Person
from tests.engines import fresh_address
from tests.fuzz.books import faults
from tests.stage import Stage, stage


@pytest.mark.parametrize(("engine", "times", "seed"), [("sqlite", 15, 1), ("postgres", 6, 2)])
async def test_away_at_any_hour(engine: str, times: int, seed: int, request: pytest.FixtureRequest) -> None:
    dice = random.Random(seed)
    async with fresh_address(engine, request) as address, stage(address) as made:
        await _practice(made)
        with capture_logs() as log:
            for _ in range(times):
                await made.pass_(minutes=dice.randrange(1_440))
                away = dice.choice((5, 60, 240, 400, 600, 3_000))
                await made.close()
                await made.pass_(minutes=away)
                await made.open()
                await made.settle()
                found = await faults(made, log)
                assert not found, f"seed {seed}, away for {away} minutes: {found}"


async def test_back_after_midnight_the_day_is_over_and_the_next_one_comes(request: pytest.FixtureRequest) -> None:
    async with fresh_address("sqlite", request) as address, stage(address) as made:
        people = await _practice(made)
        ana = people["Ana"]
        await ana.say("/time")
        await made.settle()
        await ana.tap("time")
        await made.settle()
        await ana.tap("20:30")
        await made.settle()
        await made.pass_(hours=8)
        await made.close()
        await made.pass_(hours=4.5)
        await made.open()
        await made.settle()
        assert made.world is not None
        rows = await made.world.app.read(
            lambda db: db.fetch("SELECT state, reason, local_date FROM message WHERE kind = 'check_in' ORDER BY due_at")
        )
        ended = [(row["local_date"], row["state"]) for row in rows if row["state"] != "cancelled"]
        assert ended == [("2026-11-22", "expired"), ("2026-11-23", "queued")]


async def test_a_reminder_that_is_late_into_the_night_comes_in_the_morning(request: pytest.FixtureRequest) -> None:
    async with fresh_address("sqlite", request) as address, stage(address) as made:
        people = await _practice(made)
        await _book(made, people["Maya"], "25", "08:30")
        await made.pass_(days=2, hours=8.9)
        await made.close()
        await made.pass_(hours=1)
        await made.open()
        await made.settle()
        await made.pass_(hours=12)
        assert made.world is not None
        rows = await made.world.app.read(
            lambda db: db.fetch("SELECT state, sent_at FROM message WHERE kind = 'reminder' AND slot = '2h'")
        )
        assert [row["state"] for row in rows] == ["sent"]
        assert f"{local(rows[0]['sent_at'], 'Europe/Berlin'):%d %H:%M}" == "25 08:00"


async def _book(made: Stage, maya: Person, day: str, hour: str) -> None:
    """Book a visit of an hour from the newest card."""
    for label in ("Book a visit", day, hour, "60"):
        await maya.tap(label)
        await made.settle()


async def _practice(made: Stage) -> dict[str, Person]:
    maya = await made.owner()
    return {"Ana": await made.client(maya), "Maya": maya}
