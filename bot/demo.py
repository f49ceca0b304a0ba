"""Owns ``interlude demo``: a local Telegram, a practice with sample people, and the address to open; keeps nothing.

The simulator is a process of its own, started as anybody would start it. All data is sample data in a folder that is
thrown away at the end.
"""

import asyncio
import json
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp

from bot import sample
from bot.clock import RealClock
from bot.settings import Settings, SettingsError, read_settings
from bot.world import World
from care.moments import local

PORT = 8484
TOKEN = "1234567890:DEMO-demo-DEMO-demo-DEMO-demo-DEMO0"  # noqa: S105 -- the simulator's, worth nothing elsewhere
USERNAME = "interlude_demo_bot"
ZONE = "Europe/Berlin"
MAYA, ANA, BEN = 700_000_001, 700_000_002, 700_000_003
PEOPLE = (
    {"id": ANA, "first_name": "Ana", "last_name": "Ruiz", "language_code": "en", "zone": ZONE},
    {"id": MAYA, "first_name": "Maya", "last_name": "Linden", "language_code": "en", "zone": ZONE},
    {
        "id": BEN,
        "first_name": "Ben",
        "last_name": "(sample data)",
        "language_code": "en",
        "zone": ZONE,
        "started": True,
    },
)

MakeWorld = Callable[[Settings], AbstractAsyncContextManager[World]]


async def demo(world: MakeWorld) -> int:
    """Run until told to stop; the first day can be played in the page at the printed address."""
    with tempfile.TemporaryDirectory(prefix="interlude-demo-") as name:
        folder = Path(name)
        async with _telegram(folder) as url:
            settings = read_settings(
                telegram_bot_token=TOKEN,
                telegram_api_url=url,
                database_url=f"sqlite:///{folder}/demo.db",
                interlude_key_file=str(folder / "demo.keys"),
                practice_name="Linden Practice",
                practice_country="DE",
                practice_zone=ZONE,
                practice_language="en",
            )
            async with world(settings) as made:
                await sample.practice(made.app, owner=(MAYA, "Maya Linden"), client=(BEN, "Ben (sample data)"))
                await made.messenger.set_default_menus(made.app.library)
                opening = asyncio.create_task(_open_chat(made.session, url), name="Maya opens the chat")
                await made.run_until_told(f"Interlude's demo is running. Open {url} in a browser. Stop it with Ctrl+C.")
                opening.cancel()
    return 0


@asynccontextmanager
async def _telegram(folder: Path) -> AsyncIterator[str]:
    """Run the simulator beside us and give its address; it ends with us, however we end."""
    people = folder / "people.json"
    people.write_text(json.dumps(PEOPLE))
    morning = local(RealClock().now(), ZONE).replace(hour=10, minute=0, second=0, microsecond=0)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--port", str(_port()), "--bot", TOKEN, "--username", USERNAME,
        "--name", "Linden Practice", "--people", str(people), "--now", _utc(morning),
        stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parent.parent, start_new_session=True,
    )  # fmt: skip
    try:
        line = await process.stdout.readline() if process.stdout else b""
        address = line.decode().partition("simulator: ")[2].strip()
        if not address:
            raise SettingsError("the local Telegram did not start; run python -m simulator to see why")
        yield address
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def _utc(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo("UTC")).isoformat()


def _port() -> int:
    """Give the usual port, so that the address stays the same, or 0 for any free one."""
    wanted = int(os.environ.get("INTERLUDE_DEMO_PORT", PORT))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return 0
    return wanted


async def _open_chat(session: aiohttp.ClientSession, url: str) -> None:
    """Let Maya open her chat, so that the page begins with her welcome."""
    async with session.post(f"{url}/control/people/{MAYA}/start", json={}) as answer:
        await answer.read()
