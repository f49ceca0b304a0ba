"""We were away and taps may be lost: said once, only to whom it matters, never at night, and never held against her."""

import asyncio

import pytest

from bot.clock import RealClock
from care.clock import Clock
from simulator import Person
from simulator.wakeup import until
from tests import scenes
from tests.faults.test_telegram_away import back
from tests.stage import Stage

AWAY = ("away.check_in", "away.visit", "away.walk")


def told(day: Stage, who: Person) -> int:
    """Count how often somebody reads that we were away."""
    return sum(len(day.read(who, key)) for key in AWAY)


async def out(day: Stage, *, minutes: float) -> None:
    """Let the process be down for so long."""
    await day.close()
    await day.telegram.advance(minutes * 60)
    await day.open()
    await day.settle()


@scenes.full_on_postgres
async def test_a_tap_that_was_lost_in_ten_minutes_is_asked_for_again(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    await day.pass_(hours=7)
    await scenes.answer(day, ben)
    day.telegram.faults.offline()
    queue = day.telegram.model.first_bot().queue
    tap = asyncio.create_task(ana.tap("3"))  # its button spins until she gives up
    assert await until(lambda: len(queue) == 1, queue.changed, 5)
    await day.telegram.advance(600)
    tap.cancel()
    await back(day)
    assert len(queue) == 0  # Telegram has forgotten it
    await day.pass_(minutes=6)
    day.reads(ana, "away.check_in", "19:00", "19:10")
    assert (told(day, ana), told(day, ben)) == (1, 0)
    await scenes.answer(day, ana)
    day.reads(ana, "check_in.receipt")
    assert len(day.read(maya, "operator.away")) == 1


async def test_ten_minutes_without_a_process_are_told_of_once_however_often_it_starts(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=7)
    await out(day, minutes=10)
    assert told(day, ana) == 1
    await day.restart()
    await day.settle()
    assert (told(day, ana), len(day.read(maya, "operator.away"))) == (1, 1)


async def test_a_question_that_could_not_be_asked_comes_by_itself_and_only_once(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=6)
    day.telegram.faults.offline()
    await day.telegram.advance(3_600)  # the check-in of 18:30 is tried in vain
    await back(day)
    await day.pass_(minutes=6)
    assert (told(day, ana), len(day.came(ana, "check_in.ask_pain"))) == (0, 1)


async def test_two_minutes_lose_nothing_and_are_told_to_nobody(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=7)
    await out(day, minutes=2)
    assert told(day, ana) == 0
    day.reads_no(maya, "operator.away")


async def test_who_answers_before_it_can_be_said_is_not_told(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await scenes.open_card(day, maya)
    await scenes.book(day, maya)
    await day.pass_(hours=9, minutes=30)
    await out(day, minutes=30)
    await day.tap(ana, "visit.confirm")
    await day.pass_(hours=12)
    assert told(day, ana) == 0


@pytest.mark.parametrize("language", ["es", "de"])
async def test_it_is_said_in_her_language(day: Stage, language: str) -> None:
    ana = await day.client(await day.owner(), language=language)
    await day.pass_(hours=7)
    await out(day, minutes=10)
    day.reads(ana, "away.check_in", "19:00", "19:10")


async def test_half_a_check_in_goes_on_where_it_was(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=7)
    await day.tap(ana, "3")
    await out(day, minutes=10)
    await day.tap(ana, "common.mood_4")
    day.reads(ana, "check_in.receipt", "3/10")


async def test_at_night_it_waits_and_by_the_morning_it_matters_no_more(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=10)
    await out(day, minutes=10)  # 22:00 to 22:10; the check-in closes at midnight
    await day.pass_(hours=12)
    assert told(day, ana) == 0


async def test_a_visit_that_was_asked_about_at_night_is_asked_again_in_the_morning(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await scenes.open_card(day, maya)
    await scenes.book(day, maya)
    await day.pass_(hours=9, minutes=30)
    await out(day, minutes=30)  # 21:30 to 22:00
    assert told(day, ana) == 0
    await day.pass_(hours=12)
    assert day.came(ana, "away.visit") == ["23 08:00"]


async def test_a_visit_that_was_asked_about_is_asked_again(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await scenes.open_card(day, maya)
    await scenes.book(day, maya)
    await out(day, minutes=10)
    day.reads(ana, "away.visit", "26 November", "11:00")
    await day.tap(ana, "visit.confirm")
    day.reads(maya, "visit.confirmed_news")


async def test_an_open_walk_is_found_again(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await scenes.open_card(day, maya)
    await scenes.push(day, maya)
    await day.pass_(hours=6, minutes=5)
    await day.taps(ana, "routine.start", "2")
    await out(day, minutes=10)
    assert len(day.read(ana, "away.walk")) == 1


async def test_the_card_says_that_nobody_asked_rather_than_that_nobody_answered(day: Stage) -> None:
    maya = await day.owner()
    await day.client(maya)
    await day.pass_(hours=6)
    await out(day, minutes=8 * 60)
    await scenes.open_card(day, maya)
    day.reads(maya, "card.client", "not asked (we were away)")
    await day.tap(maya, "card.weeks")
    day.reads(maya, "card.weeks_page", "1 not asked (we were away)")


async def test_a_day_that_was_asked_and_fell_into_an_absence_says_so(day: Stage) -> None:
    maya = await day.owner()
    await day.client(maya)
    await day.pass_(hours=7)
    await out(day, minutes=6 * 60)
    await scenes.open_card(day, maya)
    day.reads(maya, "card.client", "– (we were away)")


class Asleep(RealClock):
    """A machine that went to sleep: the wall clock goes on, the clock that nobody sets stands still."""

    def __init__(self, of: Clock) -> None:
        self._of = of
        self._fell_asleep = of.monotonic()

    def now(self) -> int:
        return self._of.now()

    def monotonic(self) -> int:
        return self._fell_asleep

    async def sleep_until(self, at: int) -> None:
        await self._of.sleep_until(at)


async def test_a_machine_that_slept_for_an_hour_was_away(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=7)
    assert day.world is not None
    day.world.app.clock = Asleep(day.world.app.clock)
    await day.telegram.stepper.set(day.telegram.now_ms + 3_600_000)
    await day.settle()
    day.reads(ana, "away.check_in", "19:00", "20:00")
    assert len(day.read(maya, "operator.away")) == 1
    day.reads_no(maya, "operator.trouble_clock")


async def test_after_a_sleep_nothing_that_can_wait_goes_out_before_telegram_agrees_on_the_time(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=6)
    assert day.world is not None
    clock = day.world.app.clock
    day.world.app.clock = Asleep(clock)
    day.telegram.faults.add("reset_before", method="getMe", count=None)
    await day.telegram.stepper.set(day.telegram.now_ms + 40 * 60_000)
    await day.settle()
    day.world.app.clock = clock
    assert day.came(ana, "check_in.ask_pain") == []
    day.telegram.faults.clear()
    await day.pass_(minutes=1)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:40"]


async def test_a_wrong_clock_is_no_absence(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=7)
    await day.close()
    day.telegram.faults.shift_date(-3_600)  # our clock is an hour ahead, and so it seems that we were away for it
    await day.telegram.advance(3_600)
    await day.open()
    await day.pass_(minutes=1)
    day.reads(maya, "operator.trouble_clock", "3600 seconds", "ahead")
    assert told(day, ana) == 0
    day.reads_no(maya, "operator.away")
