"""How fast the bot speaks: never faster than Telegram allows in any second, and the urgent first."""

import asyncio
import itertools
import random

import pytest

from bot.clock import RealClock
from bot.pace import PER_SECOND, Pace
from bot.tokens import PaceClosedError, PaceSilentError
from care.moments import HOUR, SECOND
from tests.stage import SUNDAY_NOON

CHATS = itertools.count(1)


class HandClock(RealClock):
    """A clock that stands still until it is moved by hand; whoever sleeps wakes as the rules of clocks say."""

    def __init__(self) -> None:
        self.at = SUNDAY_NOON
        self._sleepers: list[tuple[int, asyncio.Future[None]]] = []

    def now(self) -> int:
        return self.at

    async def sleep_until(self, at: int) -> None:
        if at <= self.at:
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((at, woken))
        await woken

    async def move(self, to: int) -> None:
        """Move the clock and let everybody who is awake act."""
        back, self.at = to < self.at, to
        ready = [sleeper for sleeper in self._sleepers if back or sleeper[0] <= to]
        self._sleepers = [sleeper for sleeper in self._sleepers if sleeper not in ready]
        for _, woken in ready:
            if not woken.done():
                woken.set_result(None)
        await turns()

    @property
    def next(self) -> int:
        """Give the next instant that somebody waits for."""
        return min(at for at, woken in self._sleepers if not woken.done())


async def turns() -> None:
    """Let every task that can go on do so."""
    for _ in range(5):
        await asyncio.wait([asyncio.create_task(asyncio.sleep(0))])  # noqa: TID251 -- it gives way and does not wait


async def ask(pace: Pace, clock: HandClock, priority: int, gone: list[tuple[int, int]]) -> None:
    """Wait for a slot and note when it came."""
    await pace.slot(priority, next(CHATS))
    gone.append((clock.now(), priority))


async def test_never_more_than_thirty_in_any_second() -> None:
    dice, clock = random.Random(5), HandClock()
    pace, gone, tasks = Pace(clock), list[tuple[int, int]](), list[asyncio.Task[None]]()
    for _ in range(400):
        tasks += [asyncio.create_task(ask(pace, clock, 4, gone)) for _ in range(dice.choice((0, 0, 1, 3, 20, 60)))]
        await turns()
        await clock.move(clock.now() + dice.choice((1, 10, 33, 100, 250, 1000)))
    while pace.waiting:
        await clock.move(clock.next)
    await asyncio.gather(*tasks)
    assert len(gone) == len(tasks) > 1_000
    at = [instant for instant, _ in gone]
    for place, instant in enumerate(at[PER_SECOND:]):
        assert instant - at[place] >= SECOND
    # And no slower than it must be: the whole crowd in as many seconds as it fills.
    assert sum(1 for place, instant in enumerate(at[PER_SECOND:]) if instant - at[place] == SECOND) > len(at) / 2


async def test_the_urgent_go_first_and_equals_in_the_order_of_their_coming() -> None:
    clock = HandClock()
    pace, gone = Pace(clock), list[tuple[int, int]]()
    first = [asyncio.create_task(ask(pace, clock, 0, gone)) for _ in range(PER_SECOND)]
    await turns()
    order: list[tuple[int, int]] = []

    async def numbered(priority: int, number: int) -> None:
        await pace.slot(priority, next(CHATS))
        order.append((priority, number))

    wanted = [(priority, number) for number in range(10) for priority in (6, 4, 1, 0)]
    later = [asyncio.create_task(numbered(*one)) for one in wanted]
    await turns()
    assert not order, "there was no slot left in this second"
    assert pace.waiting == len(wanted)
    while pace.waiting:
        await clock.move(clock.next)
    await asyncio.gather(*first, *later)
    assert order == sorted(wanted)


@pytest.mark.parametrize("back", [1, SECOND, HOUR, 40 * 24 * HOUR])
async def test_a_clock_that_is_set_back_makes_nobody_wait_for_the_old_time(back: int) -> None:
    clock = HandClock()
    pace, gone = Pace(clock), list[tuple[int, int]]()
    tasks = [asyncio.create_task(ask(pace, clock, 1, gone)) for _ in range(3 * PER_SECOND)]
    await turns()
    assert len(gone) == PER_SECOND
    await clock.move(clock.now() - back)
    while pace.waiting:
        before = clock.now()
        await clock.move(clock.next)
        assert clock.now() - before <= 2 * SECOND
    await asyncio.gather(*tasks)
    assert len(gone) == 3 * PER_SECOND


async def test_who_waits_when_the_process_ends_is_told_that_nothing_left() -> None:
    clock = HandClock()
    pace, gone = Pace(clock), list[tuple[int, int]]()
    tasks = [asyncio.create_task(ask(pace, clock, 1, gone)) for _ in range(PER_SECOND + 5)]
    await turns()
    pace.close()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(end) for end in ends if end is not None] == [PaceClosedError] * 5
    with pytest.raises(PaceClosedError):
        await pace.slot(0, 1)


async def test_what_was_planned_goes_evenly_so_that_an_answer_never_waits_for_a_whole_second() -> None:
    clock = HandClock()
    pace, gone = Pace(clock), list[tuple[int, int]]()
    bulk = [asyncio.create_task(ask(pace, clock, 6, gone)) for _ in range(300)]
    await turns()
    assert 0 < len(gone) <= PER_SECOND // 2, "after a rest some may go at once, but not all"
    waits = list[int]()
    taps = list[asyncio.Task[None]]()

    async def tap() -> None:
        asked = clock.now()
        await pace.slot(1, next(CHATS))
        waits.append(clock.now() - asked)

    while pace.waiting:
        await clock.move(clock.next)
        if len(gone) % 7 == 0:
            taps.append(asyncio.create_task(tap()))
            await turns()
    await asyncio.gather(*bulk, *taps)
    assert len(waits) > 10
    assert max(waits[3:]) <= 200
    assert gone[-1][0] - gone[0][0] <= 1.01 * (300 + len(waits)) / PER_SECOND * SECOND


async def test_one_persons_quick_series_waits_for_herself_alone() -> None:
    clock = HandClock()
    pace, begin = Pace(clock), clock.now()
    hers, others = list[tuple[int, int]](), list[tuple[int, int]]()

    async def to_her(priority: int) -> None:
        await pace.slot(priority, 7)
        hers.append((clock.now() - begin, priority))

    series = [asyncio.create_task(to_her(4)) for _ in range(6)]
    await turns()
    rest = [asyncio.create_task(ask(pace, clock, 4, others)) for _ in range(5)]
    answer = asyncio.create_task(to_her(1))
    await turns()
    assert len(others) == 5, "nobody waits for her"
    assert hers == [(0, 4)] * 3 + [(0, 1)], "an answer goes at once where a series has to wait"
    assert (pace.waiting, pace.resting) == (3, 3)
    while pace.waiting:
        await clock.move(clock.next)
    await asyncio.gather(*series, *rest, answer)
    assert hers[4:] == [(2 * SECOND, 4), (3 * SECOND, 4), (4 * SECOND, 4)]


async def test_refusals_of_several_people_silence_all_and_teach_a_lower_rate_that_recovers_slowly() -> None:
    clock = HandClock()
    pace, gone = Pace(clock), list[tuple[int, int]]()
    for chat in (1, 1, 1, 2):
        pace.refused(chat, 5 * SECOND)
    assert pace.silent_until() is None, "one or two people are no storm"
    waiting = [asyncio.create_task(ask(pace, clock, 1, gone)) for _ in range(PER_SECOND + 4)]
    await turns()
    pace.refused(3, 5 * SECOND)
    ends = await asyncio.gather(*waiting, return_exceptions=True)
    assert [end.wait_ms for end in ends if isinstance(end, PaceSilentError)] == [5 * SECOND] * 4
    pace.refused(4, 9 * SECOND)  # was on its way before: longer, but no second lesson
    assert pace.silent_until() == clock.now() + 9 * SECOND
    await clock.move(clock.now() + 8 * SECOND)
    with pytest.raises(PaceSilentError):
        await pace.slot(0, 1)
    assert clock.next == clock.now() + SECOND, "a clock that jumps stops where the silence ends"
    await clock.move(clock.next)
    assert pace.silent_until() is None
    lowered = pace.learned.per_second(clock.now())
    assert lowered == int(PER_SECOND * 0.7)
    gone.clear()
    many = [asyncio.create_task(ask(pace, clock, 1, gone)) for _ in range(100)]
    await turns()
    assert len(gone) == lowered
    while pace.waiting:
        await clock.move(clock.next)
    await asyncio.gather(*many)
    assert pace.learned.per_second(clock.now() + 30 * SECOND) == lowered + 3
    assert pace.learned.per_second(clock.now() + HOUR) == PER_SECOND


async def test_a_clock_that_is_set_back_ends_a_silence_and_everybodys_rest() -> None:
    clock = HandClock()
    pace, gone = Pace(clock), list[tuple[int, int]]()
    tasks = [asyncio.create_task(pace.slot(4, 7)) for _ in range(5)]
    await turns()
    assert pace.resting == 2
    await clock.move(clock.now() - HOUR)
    await asyncio.gather(*tasks)
    for chat in (1, 2, 3):
        pace.refused(chat, 5 * HOUR)
    await clock.move(clock.now() - HOUR)
    await ask(pace, clock, 1, gone)
