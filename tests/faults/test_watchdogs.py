"""Each watchdog raises one alert, readiness fails meanwhile, and one line says that it is over."""

import pytest

from bot.door import why_not_ready
from bot.polling import AnotherPollerError
from care.watch import Watch
from simulator import Person
from simulator.wakeup import until
from tests import scenes
from tests.faults.test_telegram_away import back
from tests.stage import Stage

HOUR_S = 3_600


def watch(day: Stage) -> Watch:
    assert day.world is not None
    return day.world.watch


async def reasons(day: Stage) -> list[str]:
    assert day.world is not None
    return await why_not_ready(day.world)


async def once(day: Stage, maya: Person, code: str) -> None:
    """Check that a trouble called Maya once and was said to be over once, and that all is ready again."""
    assert len(day.read(maya, f"operator.trouble_{code}")) == 1, maya.shown()
    assert len(day.read(maya, f"operator.over_{code}")) == 1, maya.shown()
    assert await reasons(day) == []


async def test_a_clock_that_disagrees_holds_what_can_wait_and_nothing_else(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await scenes.open_card(day, maya)
    await scenes.book(day, maya, date="23", hour="19:00")  # reminded of at 17:00
    day.telegram.faults.shift_date(300)
    await day.say(ana, "/help")
    await day.settle()
    day.reads(maya, "operator.trouble_clock", "300 seconds", "behind")
    assert await reasons(day) == ["clock"]
    await day.pass_(hours=6, minutes=31)
    assert day.came(ana, "check_in.ask_pain") == []
    day.telegram.faults.shift_date(0)
    await day.pass_(minutes=1)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:32"]
    await once(day, maya, "clock")


async def test_visits_are_reminded_of_whatever_the_clock_says(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await scenes.open_card(day, maya)
    await scenes.book(day, maya, date="23", hour="11:00")
    day.telegram.faults.shift_date(-120)
    await day.say(ana, "/help")
    await day.pass_(hours=22)
    assert day.came(ana, "visit.reminder") == ["23 09:00"]
    day.reads(maya, "operator.trouble_clock", "120 seconds", "ahead")


async def test_a_minute_between_the_clocks_is_nothing(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    day.telegram.faults.shift_date(59)
    await day.pass_(hours=7)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30"]
    day.reads_no(maya, "operator.trouble_clock")


@scenes.full_on_postgres
async def test_a_poll_without_answer_calls_the_owner_while_messages_still_go_out(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    day.telegram.faults.add("server_error", method="getUpdates", count=None)
    await ana.say("/help")  # ends the poll that waits
    assert await until(lambda: not watch(day).contact.is_up, day.telegram.model.queues_changed, 10)
    await day.telegram.advance(120)
    assert await reasons(day) == ["silent"]
    assert len(day.read(maya, "operator.trouble_silent")) == 1
    day.telegram.faults.clear()
    await back(day)
    await day.pass_(minutes=1)
    assert await reasons(day) == []
    assert len(day.read(maya, "operator.over_silent")) + len(day.read(maya, "operator.away")) == 1


async def test_a_silence_of_ten_minutes_is_told_afterwards_with_its_times(day: Stage) -> None:
    maya = await day.owner()
    await day.client(maya)
    day.telegram.faults.offline()
    await day.telegram.advance(600)
    assert await reasons(day) == ["silent"]
    await back(day)
    await day.pass_(minutes=6)
    day.reads(maya, "operator.away", "12:00", "12:10")
    assert len(day.read(maya, "operator.away")) == 1
    assert len(day.read(maya, "operator.trouble_silent")) == 1
    day.reads_no(maya, "operator.over_silent")
    assert await reasons(day) == []


async def test_another_poller_is_told_of_before_the_process_ends(day: Stage) -> None:
    maya = await day.owner()
    day.telegram.faults.add("server_error", method="getUpdates", code=409, count=3)
    await maya.say("/help")
    assert day.running is not None
    with pytest.raises(AnotherPollerError):
        await day.running
    assert len(day.read(maya, "operator.trouble_conflict")) == 1
    day.running = None
    await day._context.__aexit__(None, None, None)  # noqa: SLF001 -- as close() does for a bot that still runs
    await day.open()
    await day.pass_(minutes=1)
    await once(day, maya, "conflict")


async def test_a_poller_that_overlaps_once_calls_nobody(day: Stage) -> None:
    maya = await day.owner()
    day.telegram.faults.add("server_error", method="getUpdates", code=409, count=2)
    await day.say(maya, "/help")
    await day.pass_(minutes=5)
    day.reads_no(maya, "operator.trouble_conflict")


@scenes.full_on_postgres
async def test_messages_that_are_due_and_do_not_leave_are_told_of_once(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=6)
    day.telegram.faults.add("reset_before", method="sendMessage")
    day.telegram.faults.add("server_error", method="getMe", count=None)
    await day.pass_(minutes=45)
    assert await reasons(day) == ["stuck"]
    day.telegram.faults.clear()
    await day.pass_(minutes=10)
    assert len(day.came(ana, "check_in.ask_pain")) == 1
    await once(day, maya, "stuck")


@scenes.one_engine
async def test_lateness_is_told_of_once_and_is_over_an_hour_later(day: Stage) -> None:
    maya = await day.owner()
    for number in range(10):
        await day.client(maya, f"Client {number}")
    await day.pass_(hours=6)
    # As on a machine that was too busy: the clock goes on for 35 minutes and nobody looked in between.
    await day.telegram.stepper.set(day.telegram.now_ms + 35 * 60_000)
    await day.pass_(minutes=1)
    assert await reasons(day) == ["late"]
    day.reads(maya, "operator.trouble_late")
    day.reads_no(maya, "operator.trouble_stuck")
    await day.pass_(hours=2)
    await once(day, maya, "late")


async def test_a_trouble_that_outlives_the_process_calls_nobody_twice(day: Stage) -> None:
    maya = await day.owner()
    day.telegram.faults.shift_date(300)
    await day.say(maya, "/help")
    await day.settle()
    await day.restart()
    await day.say(maya, "/help")
    await day.pass_(minutes=1)
    assert await reasons(day) == ["clock"]
    assert len(day.read(maya, "operator.trouble_clock")) == 1
    day.telegram.faults.shift_date(0)
    await day.pass_(minutes=1)
    await once(day, maya, "clock")


async def test_a_poll_that_hangs_is_one_absence_and_not_one_a_second(day: Stage) -> None:
    maya = await day.owner()
    await day.pass_(minutes=10)
    contact = watch(day).contact
    contact._turned -= 200  # noqa: SLF001 -- real time cannot be moved: as if the poll had hung for so long
    assert not contact.is_up
    for _ in range(5):
        await day.settle()
    assert day.read(maya, "operator.away") == []
    await day.say(maya, "/help")  # the poll comes back
    await day.pass_(minutes=1)
    assert len(day.read(maya, "operator.away")) == 1, maya.shown()
