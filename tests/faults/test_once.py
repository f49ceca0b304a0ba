"""The same update many times, and the same tap twice: one effect; and a stop under load leaves nothing half done."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from care.ledger import balance
from simulator import NO_LIMITS, BotAccount, serve
from simulator.wakeup import until
from storage.open import open_database
from tests import scenes
from tests.engines import RING
from tests.faults.conftest import CANARY
from tests.faults.program import Program
from tests.faults.test_kill import environment
from tests.faults.test_telegram_away import rows
from tests.stage import SUNDAY_NOON, TOKEN, Stage

CROWD = 60
STOPS_S = 10.0
ROOT = Path(__file__).parent.parent.parent


async def test_the_same_update_fifty_times_at_once_has_one_effect(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    assert day.world is not None
    mailboxes, queue = day.world.mailboxes, day.telegram.model.first_bot().queue
    await ana.say(CANARY)
    raw = queue.page(1)[0]
    await asyncio.gather(*(mailboxes.take([dict(raw)] * 5) for _ in range(10)))
    await day.settle()
    assert len(day.read(maya, "talking.note")) == 1
    assert len(day.read(ana, "talking.passed_on")) == 1


async def test_confirmed_updates_that_come_again_do_nothing(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    day.telegram.duplicate_next(3)
    for number in range(3):
        await day.say(ana, f"{CANARY} {number}")
    await day.settle()
    assert len(day.read(maya, "talking.note")) == 3


async def test_a_double_tap_at_once_takes_one_answer(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=6.5)
    bubble = ana.screen()[-1].message_id
    for _ in range(2):
        ana.press_and_leave(bubble, 0, 4)
    ana.press_and_leave(bubble, 0, 5)
    await day.settle()
    day.reads(ana, "check_in.ask_mood")
    await day.tap(ana, "common.mood_4")
    day.reads(ana, "check_in.receipt", "4/10")


async def test_of_fifty_who_open_one_invitation_at_once_one_comes_in(day: Stage) -> None:
    maya = await day.owner()
    token = await day.invitation(maya)
    crowd = [day.person(f"Person {number}") for number in range(50)]
    await asyncio.gather(*(one.start(token) for one in crowd))
    await day.settle()
    await day.pass_(minutes=2)
    inside = [one for one in crowd if day.read(one, "joining.consent")]
    assert len(inside) == 1
    assert all(day.read(one, "joining.bad_link") for one in crowd if one not in inside)


async def test_a_hundred_taps_at_once_take_one_answer(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=6.5)
    bubble, before = ana.screen()[-1].message_id, len(await rows(day, ana, "receipt"))
    for number in range(100):
        ana.press_and_leave(bubble, 0, 1 + number % 5)
    await day.settle()
    await day.pass_(minutes=2)
    assert len(day.read(ana, "check_in.ask_mood")) == 1
    await day.tap(ana, "common.mood_4")
    day.reads(ana, "check_in.receipt", "1/10")
    assert [row.state for row in (await rows(day, ana, "receipt"))[before:]] == ["sent", "sent"]


async def test_a_double_tap_books_one_visit(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await scenes.open_card(day, maya)
    await day.tap(maya, "card.book")
    await day.taps(maya, "26", "11:00")
    bubble = maya.screen()[-1].message_id
    for _ in range(2):
        maya.press_and_leave(bubble, 0, 1)
    await day.settle()
    assert len(day.read(ana, "visit.booked")) == 1


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_stop_under_load_leaves_nothing_being_sent(address: str, tmp_path: Path) -> None:
    account = BotAccount(TOKEN, "linden_bot", "Linden")
    telegram = await serve(bots=[account], frozen=False, now_ms=SUNDAY_NOON, limits=NO_LIMITS)
    program = Program(tmp_path, environment(telegram.url, address))
    bot, log = telegram.model.first_bot(), telegram.log
    try:
        program.start()
        assert await until(lambda: bot.polling > 0, bot.queue.changed, 30), program.log()
        telegram.faults.add("stall", method="sendMessage", seconds=2.0, count=3)  # these are on their way at the stop
        crowd = [telegram.person(f"Person {number}") for number in range(CROWD)]
        for one in crowd:
            await one.start()
            await one.say("/help")
        assert await until(lambda: len(log.requests("sendMessage")) > CROWD // 4, bot.queue.changed, 30)
        loop = asyncio.get_running_loop()
        since = loop.time()
        assert await program.stop() == 0, program.log()
        assert loop.time() - since < STOPS_S
    finally:
        program.kill()
        await telegram.close()
    database = await open_database(address, RING, read_only=True)
    try:
        books = await database.transact(balance, practice_id=1, now=telegram.now_ms)
    finally:
        await database.close()
    assert not books.faults
    assert books.states.get("sending", 0) == 0
    assert books.states.get("uncertain", 0) == 0


async def test_a_bot_that_is_told_to_stop_at_any_moment_stops(day: Stage) -> None:
    """Python 3.11's wait_for swallows a cancellation that comes in the moment in which its work ends."""
    assert day.world is not None
    for steps in range(60):
        following = asyncio.create_task(day.world.follow_clock())
        for _ in range(steps):
            await one_step()
        following.cancel()
        done, _ = await asyncio.wait([following], timeout=STOPS_S)
        assert done, f"it goes on although it was told to stop after {steps} steps"


async def one_step() -> None:
    """Let the loop go round once."""
    loop = asyncio.get_running_loop()
    round_ = loop.create_future()
    loop.call_soon(round_.set_result, None)
    await round_


async def plainly(*arguments: str, cwd: Path, settings: dict[str, str]) -> asyncio.subprocess.Process:
    """Start ``python -m bot`` as anybody would, with its output beside the database."""
    command = [sys.executable, "-m", "bot", *arguments]
    inherited = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    with (cwd / "log").open("ab") as log:
        return await asyncio.create_subprocess_exec(*command, cwd=cwd, env=inherited, stdout=log, stderr=log)


async def test_the_plain_command_starts_and_stops_as_a_process_of_its_own(tmp_path: Path) -> None:
    telegram = await serve(bots=[BotAccount(TOKEN, "linden_bot", "Linden")], frozen=True, now_ms=SUNDAY_NOON)
    settings = environment(telegram.url, f"sqlite:///{tmp_path / 'interlude.db'}")
    bot = telegram.model.first_bot()
    process = await plainly("run", cwd=tmp_path, settings=settings)
    try:
        assert await until(lambda: bot.polling > 0, bot.queue.changed, 60)
        ana = telegram.person("Ana")
        await ana.start()
        assert await until(lambda: len(ana.screen()) > 1, ana.chat.changed, 10), ana.shown()
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOPS_S):
            assert await process.wait() == 0
        check = await plainly("ledger", "--check", cwd=tmp_path, settings=settings)
        async with asyncio.timeout(60):
            assert await check.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
        await telegram.close()
