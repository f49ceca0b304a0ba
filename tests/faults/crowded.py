"""Owns a full practice with a storm over it, and how it is judged after; refuses to pick the faults."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from care.ledger import balance
from content import library
from simulator import BotAccount, serve
from storage.open import open_database
from storage.session import Session
from tests.engines import RING
from tests.faults import truth
from tests.faults.crowd import Crowd, Member, practice
from tests.faults.program import Program
from tests.faults.storm import Storm
from tests.faults.test_kill import environment
from tests.faults.witness import watch
from tests.stage import SUNDAY_NOON, TOKEN


@asynccontextmanager
async def crowded(
    address: str, folder: Path, kinds: list[tuple[str, ...]], *, seed: int = 1, apart: int = 0
) -> AsyncIterator[tuple[Storm, list[Member]]]:
    """Give a storm, not begun yet, over a practice to which all this is due in an hour."""
    telegram = await serve(bots=[BotAccount(TOKEN, "linden_bot", "Linden")], frozen=True, now_ms=SUNDAY_NOON)
    words = library.load()
    database = await open_database(address, RING)
    try:
        crowd = Crowd(database, words, telegram, practice())
        await crowd.begin()
        members = await crowd.add(kinds, apart=apart)
    finally:
        await database.close()
    program = Program(folder, environment(telegram.url, address))
    storm = Storm(telegram, watch(telegram), program, words, random.Random(seed), 0, after_updates=False)
    try:
        yield storm, members
    finally:
        program.kill()
        await telegram.close()


async def ledger_of(storm: Storm, address: str) -> tuple[list[str], truth.Joined]:
    """Give every broken promise in words, and the ledger joined with Telegram's record, read beside a running bot."""

    async def work(db: Session) -> tuple[list[str], truth.Joined]:
        joined = await truth.join(db, storm.witness.lines)
        return [*(await balance(db)).faults, *truth.faults(joined)], joined

    database = await open_database(address, RING, read_only=True)
    try:
        return await database.transact(work, practice_id=1, now=storm.telegram.now_ms)
    finally:
        await database.close()
