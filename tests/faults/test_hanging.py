"""One person's turn hangs: everybody else is answered meanwhile, and hers is done once and in order afterwards."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import asyncpg
import pytest

from bot.clock import RealClock
from bot.mailboxes import PATIENCE_S
from care import dispatch
from care.app import App
from care.clock import Clock
from care.kinds import LEASE
from care.messenger import NotSent
from care.moments import SECOND
from simulator import Person
from simulator.wakeup import Wakeup, until
from storage import people
from storage.open import sqlite_path
from tests.faults.conftest import CANARY
from tests.faults.journey import CHECK_IN_AT
from tests.faults.test_telegram_away import rows
from tests.stage import SUNDAY_NOON, Stage

# A second by the issue, and a little for a machine that is busy with other tests.
MEANWHILE_S = 1.5


def lines_of(day: Stage, who: Person) -> list[int]:
    """Give the places in the effect log at which somebody got a new message."""
    return [line["seq"] for line in day.telegram.log.requests("sendMessage", who.id) if line["effect"]]


async def is_confirmed(day: Stage) -> bool:
    """Tell whether everything that people did is confirmed to Telegram within a few seconds."""
    model = day.telegram.model
    return await until(lambda: not len(model.first_bot().queue), model.queues_changed, 5)


async def is_answered(day: Stage, who: Person, key: str, count: int = 1) -> float:
    """Wait until somebody reads a message so many times; give the seconds that took."""
    loop = asyncio.get_running_loop()
    since = loop.time()
    assert await until(lambda: len(day.read(who, key)) >= count, who.chat.changed, 5), who.shown()
    return loop.time() - since


@asynccontextmanager
async def row_locked(address: str, telegram_id: int) -> AsyncIterator[None]:
    """Hold a person's row, as another worker's long turn would."""
    connection = await asyncpg.connect(address)
    try:
        async with connection.transaction():
            await connection.execute("SELECT set_config('interlude.practice', '1', true)")
            await connection.execute("SELECT 1 FROM person WHERE telegram_id = $1 FOR UPDATE", telegram_id)
            yield
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "hangs_s", [pytest.param(0.0, id="until parked"), pytest.param(6.0, id="past the lock", marks=pytest.mark.full)]
)
async def test_a_turn_that_waits_for_a_locked_row_holds_up_nobody(day: Stage, address: str, hangs_s: float) -> None:
    if sqlite_path(address) is not None:
        return  # one writer has no row that somebody else could hold; the next tests are about both engines
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    async with row_locked(address, ana.id):
        await ana.say(f"{CANARY} first")
        await ana.say(f"{CANARY} second")
        await ben.say(f"{CANARY} and I")
        assert await is_answered(day, ben, "talking.passed_on") < MEANWHILE_S
        assert await is_confirmed(day)
        await ana.say(f"{CANARY} third")
        await ben.say(f"{CANARY} and I again")
        assert await is_answered(day, ben, "talking.passed_on", 2) < MEANWHILE_S
        assert await is_confirmed(day)
        day.reads_no(ana, "talking.passed_on")
        await until(lambda: False, Wakeup(), hangs_s)
    await is_answered(day, ana, "talking.passed_on", 3)
    await day.settle()
    assert _notes_of(day, maya, "Ana") == ["first", "second", "third"]


def _notes_of(day: Stage, maya: Person, name: str) -> list[str]:
    """Give the last word of each note from a client, as her therapist reads them from top to bottom."""
    return [one.text.split()[-1] for one in day.read(maya, "talking.note") if name in one.text]


async def test_a_send_that_hangs_holds_up_only_who_should_get_it(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    day.telegram.faults.add("stall", method="sendMessage", chat_id=ana.id)
    await ana.say(f"{CANARY} first")
    await ana.say(f"{CANARY} second")
    await ben.say(f"{CANARY} and I")
    assert await is_answered(day, ben, "talking.passed_on") < MEANWHILE_S
    assert await is_confirmed(day)
    day.reads_no(ana, "talking.passed_on")
    day.telegram.faults.release()
    await day.settle()
    assert len(day.read(ana, "talking.passed_on")) == 2
    assert _notes_of(day, maya, "Ana") == ["first", "second"]


async def test_a_toast_that_hangs_makes_her_next_words_wait_and_nobody_else(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    await day.say(ana, "/time")
    day.telegram.faults.add("stall", method="answerCallbackQuery")
    bubble = ana.screen()[-1]
    ana.press_and_leave(bubble.message_id, 0, 0)
    await is_answered(day, ana, "times.ask_time")
    await ana.say(f"{CANARY} after that")
    await ben.say(f"{CANARY} and I")
    assert await is_answered(day, ben, "talking.passed_on") < MEANWHILE_S
    assert await is_confirmed(day)
    day.reads_no(ana, "talking.passed_on")
    day.telegram.faults.release()
    await day.settle()
    assert len(day.read(ana, "talking.passed_on")) == 1
    assert lines_of(day, ben)[-1] < lines_of(day, ana)[-1]


@dataclass(frozen=True)
class Ahead(RealClock):
    """A clock that is ahead of another one: the second worker's, by which a lease is over."""

    of: Clock
    by: int

    def now(self) -> int:
        return self.of.now() + self.by


def ahead(app: App, by: int) -> App:
    """Give another worker on the same database, whose clock is ahead by so many ms."""
    return replace(app, clock=Ahead(app.clock, by), owner="another worker", speaking=set())


async def test_a_result_that_comes_after_another_worker_took_over_is_not_written(day: Stage) -> None:
    ana = await day.client(await day.owner())
    assert day.world is not None
    app, faults = day.world.app, day.telegram.faults
    person_id = await app.read(lambda db: people.id_of(db, ana.id)) or 0
    faults.add("stall", method="sendMessage", chat_id=ana.id)
    day.telegram.model.clock.jump(SUNDAY_NOON + CHECK_IN_AT)
    assert await until(lambda: not faults.rules(), day.telegram.followers.reported, 20)
    # The other one finds the orphan, and a minute later it is the one that speaks.
    assert (await ahead(app, LEASE).claim(person_id)).result is None
    other = ahead(app, 2 * LEASE + SECOND)
    claimed = (await other.claim(person_id)).result
    assert claimed is not None
    faults.release()
    await is_answered(day, ana, "check_in.ask_pain")
    await day.settle()
    (row,) = [one for one in await rows(day, ana, "check_in") if one.attempt]
    assert (row.state, row.maybe_dup, row.epoch) == ("sending", 1, claimed.epoch)
    await other.turn(person_id, lambda turn: dispatch.settle(turn, claimed, NotSent("it was stopped")))
    await day.pass_(minutes=5)
    (row,) = [one for one in await rows(day, ana, "check_in") if one.attempt]
    assert (row.state, len(day.came(ana, "check_in.ask_pain"))) == ("sent", 2)


async def test_what_comes_behind_a_parked_update_is_parked_at_once(day: Stage) -> None:
    ana = await day.client(await day.owner())
    day.telegram.inject({"message": {"from": {"id": ana.id}, "text": CANARY}})
    await day.settle()
    loop = asyncio.get_running_loop()
    took = []
    for number in range(3):
        since = loop.time()
        await ana.say(f"{CANARY} {number}")
        assert await is_confirmed(day)
        took.append(loop.time() - since)
    assert min(took) < PATIENCE_S / 2
    await day.pass_(minutes=1)
    assert len(day.read(ana, "talking.passed_on")) == 3
