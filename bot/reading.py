"""Owns the commands that read beside a running Interlude; refuses to write, and to show a name or a message's words.

Its texts are in English only: they are for the operator's terminal.
"""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar

import aiohttp

from bot.clock import clock_for
from bot.master_keys import key_ring
from bot.settings import Settings, SettingsError
from care import compose, reasons
from care.ledger import Balance, balance
from care.moments import local
from content import library
from content.library import Library
from storage import messages, people
from storage.errors import KeyMissingError
from storage.messages import Message
from storage.open import open_database, sqlite_path
from storage.people import Person
from storage.session import Session

Result = TypeVar("Result")

UNKNOWN = 2
FATES = {
    "queued": "waits to be sent",
    "sending": "is being sent right now",
    "sent": "was sent",
    "expired": "was not sent: it came too late to be of use",
    "cancelled": "was cancelled before it was sent",
    "merged": "was said together with another message",
    "blocked": "could not be sent: the bot was blocked or stopped",
    "uncertain": "may have arrived or not: the connection broke at the very moment",
    "dead": "could not be sent, and will not be tried again",
}


class Reader(Protocol):
    """Runs work in a transaction that reads."""

    async def __call__(self, work: Callable[[Session], Awaitable[Result]], /) -> Result:
        """Give what the work gives."""


def exists(settings: Settings) -> bool:
    """Tell whether there is a database to read; PostgreSQL always counts as there."""
    path = sqlite_path(settings.database_url)
    return path is None or path.exists()


@asynccontextmanager
async def reader(settings: Settings) -> AsyncIterator[Reader]:
    """Open the database for reading, with the bot's own clock; StorageError and SettingsError when that fails."""
    async with aiohttp.ClientSession() as session:
        clock = await clock_for(settings.telegram_api_url, session)
    if not exists(settings):
        raise SettingsError("there is no database yet; the first `interlude run` makes it")
    practice_id = settings.practice().practice_id
    database = await open_database(settings.database_url, key_ring(settings, make=False), read_only=True)

    async def read(work: Callable[[Session], Awaitable[Result]], /) -> Result:
        return await database.transact(work, practice_id=practice_id, now=clock.now())

    try:
        yield read
    finally:
        await database.close()


async def ledger(settings: Settings, *, check: bool) -> int:
    """Print what was said and what is still to be said; with ``check`` every fault too, and 1 when there is any."""
    async with reader(settings) as read:
        books = await read(balance)
    _print_books(books)
    if not check:
        return 0
    for fault in books.faults:
        _print(f"FAULT {fault}")
    _print(f"{len(books.faults)} faults" if books.faults else f"all {books.expected} expected occurrences are there")
    return 1 if books.faults else 0


def _print_books(books: Balance) -> None:
    for state, fate in FATES.items():
        _print(f"{state:<10}{books.states.get(state, 0):>8}  {fate}")
    _print(f"{'planned':<10}{books.planned:>8}  = {books.terminal} terminal + {books.open} open")


async def why(settings: Settings, message_id: int) -> int:
    """Print one message's story, never its words; 2 when there is no such message."""
    async with reader(settings) as read:
        message = await read(lambda db: messages.head(db, message_id))
        if message is None:
            _print(f"There is no message {message_id}.")
            return UNKNOWN
        reader_ = await read(lambda db: _reader(db, message.person_id))
        coming = await read(lambda db: compose.foretold(db, message)) if message.state == "queued" else None
    zone = message.zone or (reader_.zone if reader_ else settings.practice_zone)
    words = library.load(settings.interlude_content)
    for line in story(message, zone, words):
        _print(line)
    if coming is not None and message.template is None and reader_ is not None:
        version = words.template_version(coming, reader_.locale)
        _print(f"As things stand it will say: {coming}, version {version}, language {reader_.locale}.")
    return 0


async def _reader(db: Session, person_id: int) -> Person | None:
    try:
        return await people.get(db, person_id)
    except KeyMissingError:  # she was erased; what is left of her tells neither zone nor language
        return None


def story(message: Message, zone: str, words: Library) -> list[str]:
    """Tell in words what became of a message, with times in a zone."""

    def at(instant: int) -> str:
        return f"{local(instant, zone):%Y-%m-%d %H:%M:%S} ({zone})"

    lines = [f"Message {message.message_id} ({message.kind}) {FATES[message.state]}."]
    lines += [f"Reason: {_why(words, message.reason)}."] if message.reason else []
    lines += [f"Planned on {at(message.made_at)}, due on {at(message.due_at)}."]
    if message.state == "queued" and message.not_before > message.due_at:
        lines.append(f"It is not tried before {at(message.not_before)}.")
    if message.held_for:
        lines.append(f"It had to wait: {_why(words, message.held_for)}.")
    if message.expires_at is not None:
        lines.append(f"It is of use until {at(message.expires_at)}.")
    lines += [f"Sent on {at(message.sent_at)}."] if message.sent_at else []
    lines += [f"Closed on {at(message.closed_at)}."] if message.closed_at and not message.sent_at else []
    lines.append(f"Tried {message.attempt} times." if message.attempt != 1 else "Tried once.")
    if message.template is not None:
        lines.append(f"Words: {message.template}, version {message.template_version}, language {message.locale}.")
    if message.maybe_dup:
        lines.append("An earlier try may have arrived as well: it may be there twice.")
    return lines


def _why(words: Library, reason: str) -> str:
    more = reasons.detail(reason)
    return reasons.in_words(words, reason, "en") + (f" ({more})" if more else "")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
