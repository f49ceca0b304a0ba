"""Owns the cost of single parts in one process: loading the library, wording a screen, a turn; refuses the network."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import Figure
from care import check_ins
from care.turn import Turn
from care.words import Words
from content import library
from storage import people, practices
from storage.keys import KeyRing
from storage.open import open_database
from storage.people import Person
from storage.practices import Practice
from storage.session import Session

ROUNDS = 15
NOON = 1_795_345_200_000  # 22 November 2026
PRACTICE = Practice(practice_id=1, bot_id=1, name="Bench", zone="Europe/Berlin", country="DE", locale="en")
ANA = Person(
    person_id=1, telegram_id=1, name="Ana", username=None, locale="en", zone="Europe/Berlin", country="DE",
    doing=None, reach="open", menu=None, lease_owner=None, lease_epoch=0, lease_until=0,
)  # fmt: skip


def cpu_of(work: Callable[[], object], times: int) -> float:
    """Give the CPU of one call in ms, over so many calls."""
    begin = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - begin) * 1000 / times


def library_load() -> Figure:
    """Measure reading and checking all content."""
    return Figure("library: read and checked, CPU", tuple(cpu_of(library.load, 1) for _ in range(5)))


def render_cost() -> Figure:
    """Measure the wording of the receipt of a check-in, with its button."""
    words = Words(library.load(), "de")
    facts = {"pain": 3, "mood": words.library.button("common.mood_4", "de"), "high": False}

    def work() -> None:
        words.screen("check_in.receipt", ((words.button("common.undo", "ci.undo"),),), **facts)

    work()
    return Figure("screen: a receipt worded, CPU", tuple(cpu_of(work, 300) for _ in range(ROUNDS)))


async def turn_cost() -> Figure:
    """Measure a turn on SQLite that asks a check-in: lock, two writes, sealing, commit."""
    words = library.load()
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(f"sqlite:///{Path(folder) / 'bench.db'}", KeyRing.parse(KeyRing.fresh()))
        try:
            await database.migrate(NOON)
            await database.check_keys(NOON)
            await database.transact(lambda db: practices.save(db, PRACTICE), practice_id=1, now=NOON)
            await database.transact(_ana, practice_id=1, now=NOON)
            await database.transact(lambda db: people.add(db, ANA), practice_id=1, now=NOON)

            async def ask(db: Session) -> None:
                person = await people.lock(db, ANA.person_id) or ANA
                await check_ins.ask_now(Turn(db, PRACTICE, words, person, "bench"))

            rounds = []
            for _ in range(ROUNDS):
                begin = time.process_time()
                for _ in range(100):
                    await database.transact(ask, practice_id=1, now=NOON)
                rounds.append((time.process_time() - begin) * 10)
        finally:
            await database.close()
    return Figure("turn: a check-in asked, on SQLite, CPU", tuple(rounds))


async def _ana(db: Session) -> None:
    await db.vault.make_key(db, ANA.person_id)
