"""Owns what a wrong clock may do: nobody is asked twice for a day, and no day is given up that did not pass."""

from pathlib import Path

import pytest

from care.moments import DAY, HOUR, MINUTE, SECOND
from simulator import Person
from storage.session import Session
from tests.scenes import one_engine
from tests.simulation.post import office
from tests.stage import SUNDAY_NOON, Stage

YEAR = 365 * DAY
BACK = (SECOND, MINUTE, HOUR, 9 * HOUR, DAY, 30 * DAY, YEAR, 10 * YEAR)
BERLIN = "Europe/Berlin"


async def days_asked(db: Session) -> list[tuple[str, str]]:
    rows = await db.fetch(
        "SELECT local_date, state FROM message WHERE kind = 'check_in' AND state <> 'cancelled' ORDER BY local_date"
    )
    return [(row["local_date"], row["state"]) for row in rows]


async def step(day: Stage, by: int) -> None:
    """Set the clock in one jump, as when a machine's clock is corrected."""
    await day.telegram.stepper.set(day.telegram.now_ms + by)


async def begin(day: Stage) -> Person:
    """Let Ana be asked on Sunday evening."""
    ana = await day.client(await day.owner())
    await day.pass_(hours=8)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30"]
    return ana


@one_engine
@pytest.mark.parametrize("by", BACK)
async def test_a_clock_that_was_set_back_and_right_again_asks_nobody_twice(day: Stage, by: int) -> None:
    ana = await begin(day)
    await step(day, -by)
    await day.pass_(hours=2)
    await step(day, by)
    await day.pass_(days=2)
    assert day.came(ana, "check_in.ask_pain")[:1] == ["22 18:30"]
    came = [moment for moment in day.came(ana, "check_in.ask_pain") if moment[:2] in ("22", "23", "24")]
    assert len(came) == len({moment[:2] for moment in came})
    asked = await _asked(day)
    assert len({local_date for local_date, _ in asked}) == len(asked)
    assert "expired" not in {state for _, state in asked}


@one_engine
@pytest.mark.parametrize("by", [SECOND, MINUTE, HOUR, 9 * HOUR])
async def test_a_clock_that_was_ahead_for_less_than_a_day_costs_no_day(day: Stage, by: int) -> None:
    ana = await begin(day)
    await step(day, by)
    await step(day, -by)
    await day.pass_(days=2)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30", "23 18:30", "24 18:30"]
    assert "expired" not in {state for _, state in await _asked(day)}


@one_engine
@pytest.mark.parametrize("days", [2, 30, 365, pytest.param(3650, marks=pytest.mark.full)])
async def test_days_that_passed_on_the_clock_are_closed_once_each_and_not_asked_again(day: Stage, days: int) -> None:
    ana = await begin(day)
    await step(day, days * DAY)
    asked = await _asked(day)
    assert len({local_date for local_date, _ in asked}) == len(asked)
    assert sum(state == "expired" for _, state in asked) <= days
    assert len(day.came(ana, "check_in.ask_pain")) <= 2
    assert (await day.books()).faults == ()


async def _asked(day: Stage) -> list[tuple[str, str]]:
    assert day.world is not None
    return await day.world.app.read(days_asked)


@pytest.mark.parametrize("by", [-10 * YEAR, -DAY, -HOUR, -SECOND, SECOND, HOUR])
async def test_a_clock_that_is_set_while_a_message_is_on_its_way(room: Path, by: int) -> None:
    async with office(room, SUNDAY_NOON) as made:
        await made.gather(3, (BERLIN,), ("18:30",))
        made.post.slip = by
        for number in range(3):
            await made.pass_to(SUNDAY_NOON + (number + 1) * DAY)
            made.clock.at = SUNDAY_NOON + (number + 1) * DAY
        asked = await made.app.read(days_asked)
        prompts = [outgoing for _, outgoing in made.post.taken if outgoing.kind == "check_in"]
        assert len(prompts) == [state for _, state in asked].count("sent") >= 6
        assert "expired" not in {state for _, state in asked}
