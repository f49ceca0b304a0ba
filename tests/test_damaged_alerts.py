"""An alert that can't be worded is told all the same, and silences nobody and nothing beside it."""

import pytest

from simulator import Person
from storage.session import Session
from tests.scenes import alerts_arrive, one_engine
from tests.stage import Stage
from tests.test_alerts import DANGER, every, in_pain

pytestmark = one_engine


async def spoil(day: Stage, name: str, how: str) -> None:
    """Damage the facts of a client's alerts, or leave them without one that the words need."""

    async def work(db: Session) -> None:
        for row in await db.fetch("SELECT alert_id, client_id FROM alert"):
            whose, key = row["client_id"], row["alert_id"]
            person = await db.one("SELECT telegram_id FROM person WHERE person_id = :who", who=whose)
            if person is None or person["telegram_id"] != day.cast[name].id:
                continue
            facts = b"\0" if how == "damaged" else await db.seal(whose, "alert.facts", key, "{}")
            await db.run("UPDATE alert SET facts = :facts WHERE alert_id = :key", facts=facts, key=key)

    assert day.world is not None
    await day.world.app.read(work)


async def three(day: Stage) -> tuple[Person, Person, Person, Person, Person]:
    maya = await day.owner()
    tom = await day.colleague(maya)
    return maya, tom, await day.client(tom), await day.client(tom, "Ben"), await day.client(tom, "Cia")


@pytest.mark.parametrize("how", ["incomplete", "damaged"])
async def test_one_that_waits_with_others_does_not_silence_their_reader(day: Stage, how: str) -> None:
    _, tom, ana, ben, cia = await three(day)
    await in_pain(day, ben, 9)
    await in_pain(day, ana)
    await spoil(day, "Ana", how)
    await alerts_arrive(day)
    said = tom.screen()[-1].text
    assert "Ben noted pain 9/10" in said
    assert "Ana: something that can't be shown" in said
    await day.say(cia, DANGER)
    assert len(day.came(tom, "alert.red_flag")) == 1
    await day.say(tom, "/alerts")
    labels = tom.screen()[-1].labels()
    assert ["Cia" in labels[0], "Ana" in labels[1], "Ben" in labels[2]] == [True, True, True]
    await day.tap(tom, labels[1])
    assert tom.screen()[-1].text.startswith("⚠ Ana: something that can't be shown")
    await day.tap(tom, "alert.seen")
    assert [one.acknowledged_at is not None for one in await every(day)] == [False, True, False]


async def test_an_emergency_that_can_not_be_worded_goes_on_to_the_owner(day: Stage) -> None:
    maya, tom, ana, _, _ = await three(day)
    await day.say(ana, DANGER)
    await spoil(day, "Ana", "damaged")
    await day.pass_(minutes=16)
    day.reads(maya, "alert.unshown", "🔴 Ana", "call Ana now")
    await day.tap(tom, "alert.seen")
    assert [one.acknowledged_at is not None for one in await every(day)] == [True, True]
