"""Owns what an announcement to many does to everybody else, in real time; refuses a clock that jumps.

``python -m bench.broadcast [clients]``: 10,000 clients by default, 100 messages a second, a Telegram that answers in
50 ms. Meanwhile reminders fall due and clients ask for things; the bot runs in a process of its own.
"""

import asyncio
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.crowd import Crowd
from bench.tap import NOON, TOKEN, cpu_s, running
from care import reminding
from care.moments import HOUR, SECOND
from care.turn import Turn
from content import library
from content.library import Library
from simulator import NO_LIMITS, BotAccount, Person, Telegram, serve
from simulator.wakeup import until
from storage import appointments, people, practices
from storage.appointments import Appointment
from storage.keys import KeyRing
from storage.open import open_database
from storage.practices import Practice
from storage.session import Database, Session

PER_SECOND = 100
ANSWER_S = 0.05
TAPPERS = 20
REMINDERS = 100
TOO_MANY = 429
LEAD = 8 * SECOND  # the bot starts meanwhile, and Maya writes
PRACTICE = Practice(practice_id=1, bot_id=int(TOKEN.partition(":")[0]), name="Bench", zone="Europe/Berlin",
                    country="DE", locale="en")  # fmt: skip


@dataclass
class Day:
    """Who takes part, and what was measured (ms)."""

    telegram: Telegram
    maya: Person
    tappers: list[Person]
    readers: set[int]
    due: dict[int, int]
    replies: list[float] = field(default_factory=list)
    over: bool = False


async def measure(count: int) -> None:
    """Let one announcement go out to ``count`` clients and print what it cost whom."""
    telegram = await serve(bots=[BotAccount(TOKEN, "bench_bot", "Bench")], frozen=False, now_ms=NOON, limits=NO_LIMITS)
    try:
        with tempfile.TemporaryDirectory() as folder:
            keys, seconds = KeyRing.fresh(), count / PER_SECOND
            day = await _practice(telegram, folder, keys, count, seconds)
            for method in ("sendMessage", "editMessageText"):
                telegram.model.faults.add("stall", method=method, seconds=ANSWER_S, count=None)
            more = {"TELEGRAM_MESSAGES_PER_SECOND": str(PER_SECOND), "INTERLUDE_KEYS": keys}
            async with running(telegram, folder, more) as (process_id, _):
                await _announce(day)
                cpu = cpu_s(process_id)
                taps = [asyncio.create_task(_tap(day, who, number)) for number, who in enumerate(day.tappers)]
                await _all_read(day, seconds)
                cpu = cpu_s(process_id) - cpu
                day.over = True
                await asyncio.gather(*taps)
        _report(day, count, cpu)
    finally:
        await telegram.close()


async def _practice(telegram: Telegram, folder: str, keys: str, count: int, seconds: float) -> Day:
    """Write the practice before the bot starts: a therapist, her clients, and visits whose reminders fall due."""
    database = await open_database(f"sqlite:///{Path(folder) / 'bench.db'}", KeyRing.parse(keys))
    words, now = library.load(), telegram.now_ms
    try:
        await database.migrate(now)
        await database.check_keys(now)
        await database.transact(lambda db: practices.save(db, PRACTICE), practice_id=1, now=now)
        # Else the bot takes the first start for an update of the zones, and computes the visits' wall clocks anew.
        known = version("tzdata")
        await database.transact(lambda db: practices.set_zones_version(db, known), practice_id=1, now=now)
        crowd = Crowd(database, PRACTICE, words, now)
        maya = telegram.person("Maya", started=True)
        tappers = [telegram.person(f"T{n}", started=True) for n in range(TAPPERS)]
        readers = [telegram.person(f"P{n}", started=True).id for n in range(count)]
        visitors = [telegram.person(f"V{n}", started=True).id for n in range(REMINDERS)]
        hers = await crowd.staff("Maya", maya.id, "therapist")
        other = await crowd.staff("Tom", 1, "therapist", "owner")
        await crowd.clients(readers, hers)
        await crowd.clients([one.id for one in tappers], other)
        ids = await crowd.clients(visitors, other)
        begin, spread = telegram.now_ms + LEAD, max(SECOND, int(seconds * SECOND * 0.8))
        starts = [begin + spread * number // REMINDERS for number in range(REMINDERS)]
        await _visits(database, words, dict(zip(ids, starts, strict=True)), other)
    finally:
        await database.close()
    return Day(telegram, maya, tappers, set(readers), dict(zip(visitors, starts, strict=True)))


async def _visits(database: Database, words: Library, due: dict[int, int], therapist: int) -> None:
    """Write a visit for each of these clients, so that the two-hour reminder falls due at the instant given."""

    async def book(db: Session) -> None:
        for who, at in due.items():
            client = await people.get(db, who)
            if client is None:
                continue
            visit = Appointment(
                appointment_id=db.new_id(), client_id=who, therapist_id=therapist, starts_at=at + 2 * HOUR, minutes=30,
                local_date="2026-11-22", local_time="15:00", zone="Europe/Berlin", state="booked", version=1,
                agreed_at=db.now,
            )  # fmt: skip
            await appointments.add(db, visit)
            await reminding.plan(Turn(db, PRACTICE, words, client, "bench"), visit)

    await database.transact(book, practice_id=1, now=min(due.values()) - 3 * HOUR)


async def _announce(day: Day) -> None:
    for text in ("/announce", "We are closed on Friday. See you next week!"):
        before = len(day.maya.screen())
        await day.maya.say(text)
        await until(lambda before=before: len(day.maya.screen()) > before + 1, day.maya.chat.changed, 10)  # type: ignore[misc]
    await until(lambda: bool(day.maya.screen()[-1].labels()), day.maya.chat.changed, 10)
    await day.maya.tap(0)


async def _tap(day: Day, who: Person, number: int) -> None:
    """Let a client ask for something about every two seconds, and note how long she waits for the answer."""
    tick = asyncio.Event()
    with suppress(TimeoutError):
        async with asyncio.timeout(number * 2 / TAPPERS):
            await tick.wait()
    while not day.over:
        before, begin = len(who.screen()), time.perf_counter()
        await who.say("/visits")
        answered = await until(lambda before=before: len(who.screen()) > before + 1, who.chat.changed, 20)  # type: ignore[misc]
        took = time.perf_counter() - begin
        day.replies.append(took * 1000 if answered else 20_000)
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, 2 - took)):
                await tick.wait()


async def _all_read(day: Day, seconds: float) -> None:
    """Wait until every client has her message."""
    seen, read = 0, set[int]()
    tick = asyncio.Event()
    deadline = time.perf_counter() + 3 * seconds + 60
    everybody = day.readers | set(day.due)
    while len(read) < len(everybody) and time.perf_counter() < deadline:
        fresh = day.telegram.log.after(seen)
        seen += len(fresh)
        read |= {line["chat_id"] for line in fresh if line.get("method") == "sendMessage"} & everybody
        with suppress(TimeoutError):
            async with asyncio.timeout(0.2):
                await tick.wait()


def _report(day: Day, count: int, cpu: float) -> None:
    sent = [line for line in day.telegram.log.requests("sendMessage") if line["outcome"].get("ok")]
    hers = [line for line in sent if line["chat_id"] in day.readers]
    waits = [float(line["now_ms"] - day.due[line["chat_id"]]) for line in sent if line["chat_id"] in day.due]
    took = (hers[-1]["now_ms"] - hers[0]["now_ms"]) / SECOND if hers else 0.0
    print(f"{count} clients, {PER_SECOND}/s, answers in {ANSWER_S * 1000:.0f} ms: {len(hers)} sent in {took:.1f} s")
    print(f"  reply to a client     {_spread(day.replies)}")
    print(f"  reminder after its due time {_spread(waits)}")
    print(f"  bot's CPU per message sent  {cpu * 1000 / max(1, len(sent)):.2f} ms")
    again = len(hers) - len({line["chat_id"] for line in hers})
    print(f"  sent twice: {again}, refused as too fast: {_refused(day.telegram)}")


def _refused(telegram: Telegram) -> int:
    return sum(line["outcome"].get("error_code") == TOO_MANY for line in telegram.log.requests())


def _spread(values: list[float]) -> str:
    if not values:
        return "none"
    ordered = sorted(values)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"median {median(ordered):.0f} ms, p99 {p99:.0f} ms, most {ordered[-1]:.0f} ms ({len(ordered)})"


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
