"""Buttons that nobody was given: each gets an answer, none changes what it must not, none stays stuck."""

import random

import pytest
from structlog.testing import capture_logs

from bot.routes import TAPS
from care.screen import base36
from simulator import Person
from tests.engines import fresh_address
from tests.fuzz.books import faults
from tests.stage import Stage, stage

ODD = (
    "0", "1", "-1", "z" * 12, "z" * 13, "z" * 24, "-", "+5", "1_0", "/", "Europe", "Europe/", "/etc/passwd", "UTC",
    "Factory",
    "en", "xx", "7f", "ff", "00", "2460", "1830", "000101", "999912", "202613", "20260230", "99991231", "00010101",
    "999912312330", "000101010000", "202611250830", "203712312330", "wind_down_breathing", "no_such_thing", "right",
)  # fmt: skip


@pytest.mark.parametrize(("engine", "each"), [("sqlite", 6), ("postgres", 1)])
async def test_forged_arguments(engine: str, each: int, request: pytest.FixtureRequest) -> None:
    async with fresh_address(engine, request) as address, stage(address) as made:
        maya = await made.owner()
        ana = await made.client(maya)
        with capture_logs() as log:
            await _forge(made, maya, ana, each)
            found = await faults(made, log)
        assert not found, "\n".join(found)


async def _forge(made: Stage, maya: Person, ana: Person, each: int) -> None:
    dice = random.Random(11)
    for person in (maya, ana):
        await person.say("/language")
    await made.settle()
    bubbles = {person.id: _bubble(person) for person in (maya, ana)}
    client = await _id(made, ana)
    for action, route in sorted(TAPS.items()):
        for person in (maya, ana):
            anchor, message_id = bubbles[person.id]
            for _ in range(each):
                args = [base36(client)] if route.about_client and dice.random() < 0.9 else []
                args += [dice.choice((*ODD, base36(client))) for _ in range(dice.randint(0, 4))]
                data = ":".join(("v1", action, anchor, *args))
                await person.forge(message_id, data[:64])


def _bubble(person: Person) -> tuple[str, int]:
    """Give the ledger id on a person's newest buttons, and the message that shows them."""
    shown = [bubble for bubble in person.screen() if bubble.buttons][-1]
    data = shown.buttons[0][0].data
    assert data is not None
    return data.split(":")[2], shown.message_id


async def _id(made: Stage, person: Person) -> int:
    assert made.world is not None
    row = await made.world.app.read(
        lambda db: db.one("SELECT person_id FROM person WHERE telegram_id = :telegram", telegram=person.id)
    )
    assert row is not None
    return int(row["person_id"])
