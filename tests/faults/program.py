"""Owns the bot as a process of its own: starting, killing and asking it to stop; refuses to know what it does.

A fork server has the program imported and its words read already, so that fifty restarts cost fifty forks and not
fifty imports.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import bot.__main__ as root
from content import library
from tests.faults import failpoints

FORKS = multiprocessing.get_context("forkserver")
# pytest as well: a fork of a test run imports what the run was started with.
FORKS.set_forkserver_preload(["bot.__main__", "pytest", "tests.faults.program"])
ENDS_S = 30.0
WORDS = library.load()


class ReadAlready:
    """The library's door in a forked process: what the fork server read."""

    @staticmethod
    def load(_overlay: Path | None = None) -> library.Library:
        """Give it; these tests lay nothing over it."""
        return WORDS


def begin(
    folder: str, environment: dict[str, str], arguments: tuple[str, ...], dies: failpoints.Plan | None = None
) -> None:
    """Be the program, in a process that was just forked; everything it prints goes into ``<folder>/log``."""
    log = os.open(Path(folder) / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, sys.stdout.fileno())
    os.dup2(log, sys.stderr.fileno())
    os.chdir(folder)
    os.environ.update(environment)
    sys.argv = ["interlude", *arguments]
    vars(root)["library"] = ReadAlready
    if dies is not None:
        failpoints.arm(dies)
    sys.exit(root.main())


@dataclass
class Program:
    """One Interlude that is started again and again in the same folder with the same settings."""

    folder: Path
    environment: dict[str, str]
    process: ForkServerProcess | None = None
    dies: failpoints.Plan | None = None

    @property
    def alive(self) -> bool:
        """Tell whether it was started and has not ended or been killed."""
        return self.process is not None and self.process.is_alive()

    def start(self, *arguments: str) -> None:
        """Start it; the last one must be gone."""
        assert not self.alive
        given = (str(self.folder), self.environment, arguments or ("run",), self.dies)
        self.process = FORKS.Process(target=begin, args=given)
        self.process.start()

    def kill(self) -> None:
        """Kill it as a power cut would: nothing of it runs any more when this returns."""
        if self.alive and self.process is not None and self.process.pid is not None:
            os.kill(self.process.pid, signal.SIGKILL)

    async def ended(self) -> int | None:
        """Wait until it is gone and give its exit code."""
        assert self.process is not None
        # Only looked at from the thread: whoever asks whether it is alive meanwhile would read its exit code away.
        await asyncio.to_thread(wait, [self.process.sentinel], ENDS_S)
        self.process.join(ENDS_S)
        return self.process.exitcode

    async def stop(self) -> int | None:
        """Ask it to stop, as a system does that shuts down; give its exit code."""
        if self.process is None or self.process.pid is None or not self.alive:
            return None
        os.kill(self.process.pid, signal.SIGTERM)
        return await self.ended()

    async def command(self, *arguments: str) -> int | None:
        """Run another command of it to the end, beside a running one; give its exit code."""
        other = Program(self.folder, self.environment)
        other.start(*arguments)
        return await other.ended()

    def log(self) -> str:
        """Give everything that it printed, over all its lives."""
        file = self.folder / "log"
        return file.read_text(encoding="utf-8") if file.exists() else ""
