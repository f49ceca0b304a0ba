"""The clock: frozen or running, moved over HTTP, stopping wherever a follower has something to do."""

from __future__ import annotations

from typing import Any

from simulator import Person, Telegram, serve
from simulator.stepping import Stepper
from simulator.wakeup import until
from tests.simulator.probe import ACCOUNT, NOON, Probe, background

MINUTE = 60_000
DAY = 24 * 3600


class Follower:
    """A process with timers: at each version it does what is due and reports the next."""

    def __init__(self, bot: Probe, due: list[int], name: str = "bot") -> None:
        self.bot, self.due, self.name = bot, sorted(due), name
        self.done: list[tuple[int, int]] = []

    async def run(self) -> None:
        seen, now = 0, 0
        while True:
            while self.due and self.due[0] <= now:
                self.done.append((self.due.pop(0), now))
            following = f"clock?follower={self.name}&seen={seen}&next_due_ms={self.due[0] if self.due else ''}&busy=0"
            clock = await self.bot.control("GET", following)
            seen, now = clock["version"], clock["now_ms"]

    async def ready(self, telegram: Telegram) -> None:
        """Wait until the simulator knows this follower."""
        version = telegram.model.clock.version
        followers = telegram.followers
        assert await until(lambda: bool(followers.live()) and followers.have_seen(version), followers.reported, 5)


async def test_anyone_may_read_the_clock(bot: Probe) -> None:
    assert await bot.control("GET", "clock") == {
        "simulator": "interlude",
        "version": 1,
        "now_ms": NOON,
        "running": False,
    }


async def test_advancing_stops_at_every_timer_on_the_way(telegram: Telegram, bot: Probe) -> None:
    due = [NOON + n * MINUTE for n in (5, 10, 10, 60)]
    follower = Follower(bot, list(due))
    work = background(follower.run())
    await follower.ready(telegram)
    answer = await bot.control("POST", "clock", {"advance_seconds": 1800})
    assert answer["now_ms"] == NOON + 30 * MINUTE
    assert (answer["moved"], answer["settled"]) == (True, True)
    assert follower.done == [(instant, instant) for instant in due[:3]], "each at its own time, none late"
    work.cancel()


async def test_two_followers_are_both_waited_for(telegram: Telegram, bot: Probe) -> None:
    one, two = Follower(bot, [NOON + MINUTE], "one"), Follower(bot, [NOON + 2 * MINUTE], "two")
    work = [background(one.run()), background(two.run())]
    assert await until(lambda: len(telegram.followers.live()) == 2, telegram.followers.reported, 5)
    await telegram.advance(300)
    assert [one.done[0][1], two.done[0][1]] == [NOON + MINUTE, NOON + 2 * MINUTE]
    for task in work:
        task.cancel()


async def test_to_the_next_message_and_no_further(telegram: Telegram, bot: Probe) -> None:
    follower = Follower(bot, [NOON + 7 * MINUTE])
    work = background(follower.run())
    await follower.ready(telegram)
    first = await bot.control("POST", "clock", {"to": "next"})
    assert (first["now_ms"], first["moved"]) == (NOON + 7 * MINUTE, True)
    second = await bot.control("POST", "clock", {"to": "next"})
    assert (second["now_ms"], second["moved"]) == (NOON + 7 * MINUTE, False)
    work.cancel()


async def test_tomorrow_morning_is_eight_on_the_wall_also_when_clocks_change(bot: Probe) -> None:
    before_spring = 1_774_652_400_000  # 2026-03-28T00:00 in Berlin; the night of the 29th has 23 hours
    await bot.control("POST", "clock", {"set_ms": before_spring})
    first = await bot.control("POST", "clock", {"to": "morning", "zone": "Europe/Berlin"})
    second = await bot.control("POST", "clock", {"to": "morning", "zone": "Europe/Berlin"})
    assert second["now_ms"] - first["now_ms"] == 23 * 3600 * 1000
    assert "error" in await bot.control("POST", "clock", {"to": "morning", "zone": "Mars/Base"})
    assert "error" in await bot.control("POST", "clock", {"to": "never"})


async def test_the_clock_may_go_back(bot: Probe) -> None:
    answer = await bot.control("POST", "clock", {"set_ms": NOON - MINUTE})
    assert (answer["now_ms"], answer["moved"]) == (NOON - MINUTE, True)


async def test_settling_waits_for_a_bot_that_is_at_work(telegram: Telegram, bot: Probe, ana: Person) -> None:
    done: list[Any] = []

    async def slow_bot() -> None:
        while True:
            for update in await bot.updates(timeout=50):
                await bot.ok("sendMessage", chat_id=ana.id, text="echo " + update["message"]["text"])
                done.append(update)

    work = background(slow_bot())
    await ana.sees("echo /start")
    await ana.say("hello")
    assert await telegram.settle()
    assert [update["message"]["text"] for update in done] == ["/start", "hello"]
    await ana.sees("echo hello", within=0)
    work.cancel()


async def test_a_follower_that_is_killed_is_not_waited_for(telegram: Telegram, bot: Probe) -> None:
    follower = Follower(bot, [NOON + MINUTE])
    work = background(follower.run())
    await follower.ready(telegram)
    work.cancel()
    assert await until(lambda: not telegram.followers.live(), telegram.followers.reported, 5)
    answer = await telegram.advance(DAY)
    assert (answer["settled"], follower.done) == (True, [])


async def test_who_is_stuck_holds_the_clock_once_and_is_reported(telegram: Telegram, bot: Probe) -> None:
    stepper = Stepper(telegram.model, telegram.followers, patience_s=0.2)
    stuck = "clock?follower=bot&seen=99&next_due_ms=&busy=1"
    work = background(bot.control("GET", stuck))
    assert await until(lambda: bool(telegram.followers.live()), telegram.followers.reported, 5)
    answer = await stepper.advance(60)
    assert (answer["now_ms"], answer["moved"], answer["settled"]) == (NOON + MINUTE, True, False)
    work.cancel()


async def test_people_take_a_second_for_each_act_while_the_clock_is_frozen(telegram: Telegram, ana: Person) -> None:
    before = telegram.now_ms
    await ana.say("a")
    await ana.say("b")
    assert telegram.now_ms - before == 2000
    assert [one.date_ms for one in ana.screen()[1:]] == [before + 1000, before + 2000]


async def test_a_running_clock_runs_and_can_be_moved() -> None:
    telegram = await serve(bots=[ACCOUNT], now_ms=NOON, frozen=False)
    before = telegram.now_ms
    assert NOON <= before < NOON + MINUTE
    answer = await telegram.advance(3600)
    assert answer["now_ms"] >= before + 3600 * 1000
    assert telegram.model.clock.running
    await telegram.close()
