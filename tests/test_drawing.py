"""The process that draws: never the bot's own, replaced when it breaks, gone with the bot, and it knows no secrets."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.drawing import Drawing
from content.charts.picture import png, svg
from tests.content.charts_drawn import CHARTS

MONTH = CHARTS["month"]
ROOT = Path(__file__).parent.parent


@pytest.fixture
async def artist() -> AsyncIterator[Drawing]:
    made = Drawing()
    yield made
    await made.close()


def lives(pid: int) -> bool:
    """Tell whether a process is still there."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] not in "ZX"


async def gone(pid: int) -> None:
    """Wait until a process is no more; TimeoutError after ten seconds."""
    async with asyncio.timeout(10):
        while lives(pid):
            ready = asyncio.Event()
            asyncio.get_running_loop().call_later(0.01, ready.set)
            await ready.wait()


def environment(pid: int) -> bytes:
    """Give what a process was told by its parent."""
    return Path(f"/proc/{pid}/environ").read_bytes()


async def test_another_process_draws_and_it_is_the_same_picture(artist: Drawing) -> None:
    assert artist.pid is None
    assert await artist.png(MONTH.dump()) == png(svg(MONTH))
    first = artist.pid
    assert first not in (None, os.getpid())
    assert await artist.png(CHARTS["nothing"].dump()) == png(svg(CHARTS["nothing"]))
    assert artist.pid == first


def test_the_bots_own_process_never_loads_what_draws() -> None:
    asked = "import sys, bot.__main__; print([m for m in sys.modules if m.startswith(('resvg', 'content.charts'))])"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['content.charts', 'content.charts.chart']"


async def test_while_it_draws_the_loop_is_free(artist: Drawing) -> None:
    await artist.png(MONTH.dump())
    turns, drawn = 0, asyncio.create_task(artist.png(MONTH.dump()))
    while not drawn.done():
        turns += 1
        ready = asyncio.Event()
        asyncio.get_running_loop().call_soon(ready.set)
        await ready.wait()
    assert await drawn is not None
    assert turns > 100


async def test_many_who_ask_at_once_each_get_their_own(artist: Drawing) -> None:
    names = [name for name in CHARTS for _ in range(3)]
    found = await asyncio.gather(*(artist.png(CHARTS[name].dump()) for name in names))
    own = {name: png(svg(chart)) for name, chart in CHARTS.items()}
    assert found == [own[name] for name in names]


async def test_one_that_dies_is_replaced(artist: Drawing) -> None:
    await artist.png(MONTH.dump())
    first = artist.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert await artist.png(MONTH.dump()) == png(svg(MONTH))
    assert artist.pid != first


async def test_what_is_no_chart_breaks_nothing(artist: Drawing) -> None:
    await artist.png(MONTH.dump())
    first = artist.pid
    assert await artist.png("no chart") is None
    assert await artist.png(MONTH.dump()) == png(svg(MONTH))
    assert artist.pid == first


@pytest.mark.parametrize("program", ["", "import sys; sys.stdout.buffer.write(bytes(3))", "raise SystemExit(1)"])
async def test_when_none_can_be_drawn_there_is_nothing(program: str) -> None:
    broken = Drawing(sys.executable, "-c", program)
    assert await broken.png(MONTH.dump()) is None
    assert broken.pid is None


async def test_a_program_that_is_not_there_is_nothing_too() -> None:
    assert await Drawing("/no/such/program").png(MONTH.dump()) is None


async def test_one_that_hangs_is_given_up() -> None:
    hanging = Drawing(sys.executable, "-c", "import sys; sys.stdin.buffer.read()", within_s=0.3)
    assert await hanging.png(MONTH.dump()) is None
    assert hanging.pid is None


async def test_who_gives_up_waiting_leaves_no_answer_for_the_next(artist: Drawing) -> None:
    await artist.png(MONTH.dump())
    first = artist.pid
    given_up = asyncio.create_task(artist.png(MONTH.dump()))
    while not artist._one_at_a_time.locked():  # noqa: SLF001 -- to give up in the very middle
        ready = asyncio.Event()
        asyncio.get_running_loop().call_soon(ready.set)
        await ready.wait()
    given_up.cancel()
    await asyncio.wait([given_up])
    assert await artist.png(CHARTS["nothing"].dump()) == png(svg(CHARTS["nothing"]))
    assert artist.pid != first


async def test_it_ends_with_the_bot_and_knows_none_of_its_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    artist = Drawing()
    await artist.png(MONTH.dump())
    pid = artist.pid
    assert pid is not None
    assert b"secret" not in environment(pid)
    await artist.close()
    assert not lives(pid)


def test_it_ends_also_when_the_bot_is_killed() -> None:
    program = (
        "import asyncio, os, sys\n"
        "from bot.drawing import Drawing\n"
        "async def main():\n"
        "    artist = Drawing()\n"
        "    await artist.png(sys.argv[1])\n"
        "    print(artist.pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, MONTH.dump()], cwd=ROOT, capture_output=True, text=True, check=False
    )
    pid = int(done.stdout)

    asyncio.run(gone(pid))
