"""Owns the cost of a check-in from end to end: the real bot in its own process; refuses to count anybody else's CPU."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.figures import Figure
from simulator import NO_LIMITS, BotAccount, Person, Telegram, serve
from simulator.wakeup import until
from storage.keys import KeyRing

TOKEN = "1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 -- the simulator's
NOON = 1_795_345_200_000  # Sunday, 22 November 2026
EVENING = NOON + 7 * 3_600_000
DAY_MS = 86_400_000
CLIENTS = 20
DAYS = 15
ROOT = Path(__file__).parent.parent


async def check_in_taps() -> tuple[Figure, Figure]:
    """Let twenty clients answer for fifteen days, two taps each: CPU per tap, and real time from tap to answer."""
    # A clock that flows: one that jumps at every act would make the bot follow it, which is no part of a tap.
    telegram = await serve(bots=[BotAccount(TOKEN, "bench_bot", "Bench")], frozen=False, now_ms=NOON, limits=NO_LIMITS)
    try:
        async with _bot(telegram) as (process_id, link):
            clients = await _practice(telegram, link)
            days = [await _day(telegram, clients, process_id, EVENING + n * DAY_MS) for n in range(DAYS)]
    finally:
        await telegram.close()
    taps = 2 * CLIENTS
    cpu = Figure("check-in: one tap, bot's CPU, SQLite", tuple(cpu * 1000 / taps for cpu, _ in days))
    return cpu, Figure(
        "check-in: one tap until its edit is there, one at a time", tuple(s * 1000 / taps for _, s in days)
    )


@asynccontextmanager
async def _bot(telegram: Telegram) -> AsyncIterator[tuple[int, str]]:
    """Run the bot on a fresh database and give its process and the owner's join link."""
    with tempfile.TemporaryDirectory() as folder:
        async with running(telegram, folder, {"INTERLUDE_KEYS": KeyRing.fresh()}) as (process_id, said):
            link = said.partition("?start=")[2].strip()
            if not link:
                raise RuntimeError("the bot gave no link")
            yield process_id, link


@asynccontextmanager
async def running(telegram: Telegram, folder: str, more: dict[str, str]) -> AsyncIterator[tuple[int, str]]:
    """Run the bot on the database of a folder, with more settings; give its process and the first line that it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, env=_environment(telegram.url, folder) | more,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        line = await process.stdout.readline() if process.stdout else b""
        here = telegram.followers
        if not await until(lambda: bool(here.live()), here.reported, 20):
            raise RuntimeError("the bot did not start")
        yield process.pid, line.decode()
    finally:
        process.terminate()
        await process.wait()


def _environment(url: str, folder: str) -> dict[str, str]:
    ours = {
        "PYTHONPATH": str(ROOT),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "DATABASE_URL": f"sqlite:///{folder}/bench.db",
        "PRACTICE_ZONE": "Europe/Berlin",
    }
    return {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")} | ours


async def _practice(telegram: Telegram, link: str) -> list[Person]:
    """Let the owner in and twenty clients join with the defaults."""
    maya = telegram.person("Maya", zone="Europe/Berlin")
    await maya.start(link)
    await telegram.settle()
    return [await _join(telegram, maya, f"P{number}") for number in range(CLIENTS)]


async def _join(telegram: Telegram, maya: Person, name: str) -> Person:
    before = len(_links(maya))
    await maya.say("/invite")
    await until(lambda: len(_links(maya)) > before, maya.chat.changed, 10)
    ana = telegram.person(name, zone="Europe/Berlin")
    await ana.start(_links(maya)[-1])
    for label in ("agree", "Berlin", "18:30"):
        await _shows(ana, label)
        await ana.tap(label)
    await telegram.settle()
    return ana


def _links(maya: Person) -> list[str]:
    """Give the tokens of all invitations in a chat, oldest first."""
    return [bubble.text.partition("?start=")[2].split()[0] for bubble in maya.screen() if "?start=" in bubble.text]


async def _day(telegram: Telegram, clients: list[Person], process_id: int, evening: int) -> tuple[float, float]:
    """Let everybody answer the check-in of an evening; give the bot's CPU and the real time in seconds."""
    await telegram.advance((evening - telegram.now_ms) / 1000)
    await telegram.settle()
    cpu, begin = cpu_s(process_id), time.perf_counter()
    for client in clients:
        await client.tap("3")
        await _shows(client, "Good")
        await client.tap("Good")
        await _shows(client, "Undo")
    took = time.perf_counter() - begin
    await telegram.settle()
    return cpu_s(process_id) - cpu, took


async def _shows(client: Person, label: str) -> None:
    """Wait until the newest message has a button."""
    await until(lambda: any(label in text for text in client.screen()[-1].labels()), client.chat.changed, 5)


def cpu_s(process_id: int) -> float:
    """Give the CPU that a process and all its threads have used, by Linux's own count."""
    tasks = Path(f"/proc/{process_id}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9
