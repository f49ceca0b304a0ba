"""The first day under kill -9: the bot dies at random moments, and nobody's answer or message suffers from it."""

import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from care.ledger import balance
from content import library
from simulator import BotAccount, Person, serve
from storage import check_ins, people, walks
from storage.open import open_database
from storage.session import Session
from tests.engines import KEYS, RING
from tests.faults import truth
from tests.faults.conftest import ONE_ENGINE
from tests.faults.journey import CHECK_IN_AT, PAIN, Journey
from tests.faults.program import Program
from tests.faults.storm import LEASE_S, Storm
from tests.faults.witness import watch
from tests.judges import check_requests
from tests.stage import BERLIN, SUNDAY_NOON, TOKEN

ROUTINE = "desk_neck_shoulders"


def environment(url: str, address: str) -> dict[str, str]:
    """Give the settings of the one practice as a process reads them."""
    given = {
        "telegram_bot_token": TOKEN,
        "telegram_api_url": url,
        "database_url": address,
        "interlude_keys": KEYS,
    } | BERLIN
    return {name.upper(): value for name, value in given.items()}


@pytest.fixture
async def storm(address: str, tmp_path: Path, engine: str) -> AsyncIterator[Storm]:
    """Give a storm that has not begun."""
    telegram = await serve(bots=[BotAccount(TOKEN, "linden_bot", "Linden")], frozen=True, now_ms=SUNDAY_NOON)
    program = Program(tmp_path, environment(telegram.url, address))
    words = library.load()
    made = Storm(telegram, watch(telegram), program, words, random.Random(0), 0, 61 if engine == "postgres" else 0)
    try:
        yield made
    finally:
        program.kill()
        await telegram.close()


async def first_day(storm: Storm) -> dict[str, Person]:
    """Play the first day to its end and give the cast."""
    journey = Journey(storm, storm.telegram.person("Maya", zone="Europe/Berlin"))
    await journey.open_practice()
    ana, ben = await journey.join("Anastasia"), await journey.join("Benedikta")
    await journey.send_routine("Anastasia", ROUTINE)
    await journey.send_routine("Benedikta", ROUTINE)
    await journey.walk(ana)
    await journey.book("Anastasia", "25", "11:00")
    await journey.confirm(ana)
    await journey.write(ana, 3)
    await journey.walk(ben)
    await journey.book("Benedikta", "25", "13:00")
    await journey.confirm(ben)
    await storm.pass_((SUNDAY_NOON + CHECK_IN_AT - storm.telegram.now_ms) / 1000)
    await journey.check_in(ana)
    await journey.check_in(ben)
    while storm.kills_left:
        await journey.write(ben, 2)
        await journey.write(ana, 1)
    return {"Anastasia": ana, "Benedikta": ben}


async def told(db: Session, cast: dict[str, Person]) -> list[str]:
    """Give what a client was shown as noted and the practice does not have so."""
    found = []
    for name, person in cast.items():
        who = await people.id_of(db, person.id) or 0
        days = await check_ins.latest(db, who, 9)
        done = [(day.local_date, day.pain, day.mood) for day in days if day.state == "done"]
        if done != [("2026-11-22", PAIN, 4)]:
            found.append(f"{name} has these answers: {done}")
        finished = [walk.felt for walk in await walks.since(db, who, 0) if walk.state == "done"]
        if finished != ["right"]:
            found.append(f"{name} has these walks: {finished}")
        visits = await db.fetch("SELECT state FROM appointment WHERE practice_id = :practice AND client_id = :w", w=who)
        if [row["state"] for row in visits] != ["confirmed"]:
            found.append(f"{name} has these visits: {[row['state'] for row in visits]}")
    return found


@ONE_ENGINE
@pytest.mark.parametrize(("kills", "seed"), [(25, 1), pytest.param(50, 2, marks=pytest.mark.full)])
async def test_nothing_is_lost_and_nothing_done_twice(storm: Storm, address: str, kills: int, seed: int) -> None:
    storm.chance.seed(seed)
    storm.kills_left = kills
    cast = await first_day(storm)
    await storm.pass_(LEASE_S)  # what has to be said again is said a little later
    found = await faults(storm, address, cast)
    await storm.pass_(4 * 86_400)
    found += await faults(storm, address, {})
    assert await storm.program.command("ledger", "--check") == 0, storm.program.log()[-2000:]
    assert await storm.program.stop() == 0
    found += [
        f"the log holds {word!r}" for word in (TOKEN.partition(":")[2], *cast, "note 0") if word in storm.program.log()
    ]
    assert not found, "\n".join([*found, f"killed at: {storm.hits}", storm.program.log()[-3000:]])
    check_requests(storm.witness)


async def faults(storm: Storm, address: str, cast: dict[str, Person]) -> list[str]:
    """Give every broken promise in words, read beside the running bot."""
    lines = storm.witness.lines

    async def everything(db: Session) -> list[str]:
        found = [*(await balance(db)).faults, *truth.faults(await truth.join(db, lines))]
        if not cast:  # days later the numbers of handled updates are forgotten
            return found
        found += [*await truth.facts_twice(db, storm.said), *await truth.updates_lost(db, lines)]
        return found + await told(db, cast)

    database = await open_database(address, RING, read_only=True)
    try:
        return await database.transact(everything, practice_id=1, now=storm.telegram.now_ms)
    finally:
        await database.close()
