"""Owns ``interlude doctor``: looks at all that a bot needs and says what to mend; refuses to mend or change anything.

It works beside a running Interlude. Its texts are in English only: they are for the operator's terminal.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp

from bot import env_file
from bot.clock import RealClock, SimulatedClock, clock_for
from bot.examination import database
from bot.finding import Finding, mend, ok
from bot.introduction import IntroductionError, introduce
from bot.settings import ENV_FILE, Settings, strange_names
from content import library
from content.problem import ContentError
from storage.open import sqlite_path

OLDEST_PYTHON = (3, 11)
LEAST_FREE = 500 * 1024 * 1024
MOST_SKEW = 60_000
"""Milliseconds between our clock and Telegram's."""


async def doctor(settings: Settings) -> int:
    """Print one line per check; 0 when nothing is to mend, else 1."""
    good = True
    async for finding in findings(settings):
        sys.stdout.write(f"{finding}\n")
        sys.stdout.flush()
        good = good and finding.good
    return 0 if good else 1


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Look at everything, the cheapest first."""
    for finding in (*_machine(settings), *_words(settings)):
        yield finding
    async for finding in _telegram(settings):
        yield finding
    async for finding in database(settings):
        yield finding


def _machine(settings: Settings) -> Iterator[Finding]:
    version = ".".join(str(number) for number in sys.version_info[:3])
    yield ok(f"Python {version}") if sys.version_info >= OLDEST_PYTHON else mend(f"Python {version}", "install 3.11")
    strange = strange_names([*env_file.read(ENV_FILE).values, *os.environ])
    yield ok("the settings are complete") if not strange else mend("settings", "; ".join(strange))
    for file in (ENV_FILE, settings.key_file()):
        if file is not None and file.exists() and file.stat().st_mode & 0o077:
            yield mend(f"{file} can be read by others on this machine", f"chmod 600 {file}")
    path = sqlite_path(settings.database_url)
    if path is not None:
        yield from _folder(path.parent)


def _folder(folder: Path) -> Iterator[Finding]:
    nearest = next((at for at in (folder, *folder.absolute().parents) if at.exists()), Path("/"))
    try:
        with tempfile.TemporaryFile(dir=nearest):
            yield ok(f"the folder {folder} can be written")
    except OSError as error:
        yield mend(f"the folder {folder} can't be written ({error.strerror})", "mend its permissions")
    free = shutil.disk_usage(nearest).free
    said = f"{free // 1024**2:,} MB of disk are free"
    yield ok(said) if free >= LEAST_FREE else mend(said, "make room: below 500 MB a database can't grow safely")


def _words(settings: Settings) -> Iterator[Finding]:
    try:
        loaded = library.load(settings.interlude_content)
    except ContentError as error:
        for problem in error.problems:
            yield mend("content", str(problem))
    else:
        yield ok(f"the content is complete in {', '.join(loaded.locales)}")


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    url = settings.telegram_api_url
    async with aiohttp.ClientSession() as session:
        clock = await clock_for(url, session)
        try:
            bot = await introduce(session, url, settings.token)
        except IntroductionError as error:
            yield mend("Telegram", str(error))
            return
    yield ok(f"the token is @{bot.username}'s")
    if bot.webhook:
        yield mend(
            f"updates go to {bot.webhook}", "interlude setup takes them away from there; polling is refused till then"
        )
    if isinstance(clock, SimulatedClock):
        yield ok(f"{url} is the simulator; time is taken from it")
        return
    yield ok(f"{url} answers")
    if bot.date is not None:
        yield _skew(RealClock().now() - bot.date)


def _skew(ahead: int) -> Finding:
    if abs(ahead) <= MOST_SKEW:
        return ok("the clock is right")
    direction = "ahead of" if ahead > 0 else "behind"
    return mend(f"the clock is {abs(ahead) // 1000} s {direction} Telegram's", "switch on time synchronisation (NTP)")
