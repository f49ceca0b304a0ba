"""Owns running `interlude demo` as a process of its own; refuses to leave it behind, or to hide its complaints."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_S = 30
OURS = ("TELEGRAM_", "DATABASE_", "PRACTICE_", "INTERLUDE_")


@asynccontextmanager
async def demo(complaints: Path) -> AsyncIterator[str]:
    """Start the demo on a free port and give the address that it prints; it must end clean, with nothing on stderr."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    with complaints.open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "demo", cwd=ROOT, env={**ours, "INTERLUDE_DEMO_PORT": "0"},
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=stderr,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        async with asyncio.timeout(START_S):
            line = (await process.stdout.readline()).decode()
        address = line.partition("Open ")[2].partition(" ")[0]
        assert address, f"the demo did not start: {line}{_read(complaints)}"
        yield address
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()
    said = _read(complaints)
    assert process.returncode == 0, said
    assert not said, said


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
