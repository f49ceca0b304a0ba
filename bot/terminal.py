"""Owns a talk on the terminal: one question, one answer, asked again until it is understood; refuses to echo it."""

import io
import signal
import sys
import threading
from collections.abc import Callable
from typing import TextIO, TypeVar

Answer = TypeVar("Answer")

YES = frozenset({"y", "yes", "j", "ja", "s", "si", "sí"})
NO = frozenset({"n", "no", "nein"})


class LeftError(Exception):
    """Whoever was asked has left: Ctrl+C, or the end of the input."""


class Terminal:
    """Reads lines from one stream and writes to another."""

    def __init__(self, source: TextIO | None = None, sink: TextIO | None = None) -> None:
        """Talk over these streams; without them over the program's own."""
        self._source = source or sys.stdin
        self.sink = sink or sys.stdout
        if isinstance(self.sink, io.TextIOWrapper):
            self.sink.reconfigure(errors="replace")  # an old terminal shows ? for ü rather than a traceback

    def say(self, *lines: str) -> None:
        """Write lines."""
        self.sink.write("".join(f"{line}\n" for line in lines))
        self.sink.flush()

    def ask(
        self, question: str, understand: Callable[[str], Answer], default: str = "", *, shown: str | None = None
    ) -> Answer:
        """Ask until ``understand`` takes the answer; its ValueError says in one sentence what is wrong with it.

        An empty answer means ``default``, which is shown in brackets (as ``shown``, when it is a secret).
        """
        hint = f" [{shown or default}]" if default else ""
        while True:
            text = self._line(f"{question}{hint}: ").strip() or default
            try:
                return understand(text)
            except ValueError as error:
                self.say(f"  {error}")

    def agree(self, question: str) -> bool:
        """Ask a question of yes or no; yes is the default."""
        return self.ask(question, _yes_or_no, "yes")

    def _line(self, prompt: str) -> str:
        def read() -> str:
            self.sink.write(prompt)
            self.sink.flush()
            return self._source.readline()

        line = _interruptible(read)
        if not line:
            raise LeftError
        return line


def _interruptible(read: Callable[[], str]) -> str:
    """Let Ctrl+C end the wait for a line: asyncio's own handler would only note it and go on waiting."""
    if threading.current_thread() is not threading.main_thread():
        return read()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return read()
    except KeyboardInterrupt:
        raise LeftError from None
    finally:
        signal.signal(signal.SIGINT, before)


def _yes_or_no(text: str) -> bool:
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise ValueError("Please answer yes or no.")
