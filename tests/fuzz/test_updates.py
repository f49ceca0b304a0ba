"""Damaged updates among good ones: the good are answered, the damaged end in quarantine, nobody waits for ever."""

import json
import random
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from simulator import Person
from storage import updates
from tests.engines import fresh_address
from tests.fuzz.mutations import Update, mutated, samples
from tests.stage import Stage, stage


@pytest.mark.parametrize(("engine", "count", "seed"), [("sqlite", 200, 1), ("postgres", 40, 2)])
async def test_good_updates_are_handled_among_damaged_ones(
    engine: str, count: int, seed: int, request: pytest.FixtureRequest
) -> None:
    await _mix(engine, count, seed, request)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(10, 20))
async def test_many_damaged_updates(seed: int, request: pytest.FixtureRequest) -> None:
    await _mix("sqlite", 1_000, seed, request)


async def _mix(engine: str, count: int, seed: int, request: pytest.FixtureRequest) -> None:
    dice, whole = random.Random(seed), await samples()
    async with fresh_address(engine, request) as address, stage(address) as made:
        await made.owner()
        people = [made.person(f"P{number}") for number in range(5)]
        for person in people:
            await person.start()
        asked: dict[int, int] = dict.fromkeys((person.id for person in people), 0)
        with capture_logs() as log:
            for _ in range(count):
                made.telegram.inject(_damaged(dice, whole), key=dice.randrange(99))
                person = dice.choice(people)
                await person.say("/help")
                asked[person.id] += 1
                if dice.random() < 0.1:
                    await made.settle()
            await _until_quiet(made)
        failed = {line["error"].partition(":")[0] for line in log if line["event"] == "an update failed"}
        assert failed == {"PoisonError"}, f"seed {seed}: {[line for line in log if line['log_level'] == 'error'][:5]}"
        for person in people:
            assert _answers(person) == asked[person.id], f"seed {seed}: {person.shown()[-2000:]}"
        assert made.world is not None
        quarantined = await made.world.app.read(updates.count_quarantined)
        tries = sum(line["event"] == "an update failed" for line in log)
        assert quarantined * 3 == tries > count / 3


def _damaged(dice: random.Random, whole: list[Update]) -> Update:
    """Damage one of the samples; Telegram gives it its number, and UTF-8 carries no half of a surrogate pair."""
    while True:
        update = mutated(dice, dice.choice(whole), keep=("update_id",))
        del update["update_id"]
        with suppress(UnicodeEncodeError):
            json.dumps(update, ensure_ascii=False).encode()
            return update


async def _until_quiet(made: Stage) -> None:
    """Let hours pass until nothing is parked any more; those without a sender wait for each other."""
    assert made.world is not None
    bot_id = made.world.app.practice.bot_id
    for _ in range(48):
        await made.pass_(hours=1)
        if not await made.world.app.read(lambda db: updates.waiting(db, bot_id)):
            await made.settle()  # the last one may have been taken up just now, and its answer be on its way
            return
    raise AssertionError("updates are stuck")


def _answers(person: Person) -> int:
    return sum("/privacy" in bubble.text for bubble in person.screen() if bubble.from_bot)
