"""Owns the doctor's look into the database, beside whoever is running on it; refuses to write or checkpoint."""

from collections.abc import AsyncIterator, Iterator

from bot.finding import Finding, mend, ok
from bot.reading import Reader, exists, reader
from bot.settings import Settings, SettingsError
from care.ledger import balance
from storage import condition, people, practices, updates
from storage.errors import StorageError


async def database(settings: Settings) -> AsyncIterator[Finding]:
    """Look from the outside in; the first thing that is broken ends it, because all else stands on it."""
    if not exists(settings):
        yield ok("there is no database yet; the first `interlude run` makes it and its keys")
        return
    try:
        async with reader(settings) as read:
            async for finding in _inside(settings, read):
                yield finding
    except (StorageError, SettingsError) as error:
        yield mend("database", str(error))


async def _inside(settings: Settings, read: Reader) -> AsyncIterator[Finding]:
    await read(condition.check_whole)
    yield ok("the database opens and is whole")
    pending = await read(condition.pending)
    if pending:
        yield mend(f"the database lacks {', '.join(pending)}", "the next `interlude run` applies it")
        return
    yield ok("its tables are of this version")
    await read(condition.check_ring)
    yield ok("the keys open it")
    async for finding in _practice(settings, read):
        yield finding
    for finding in _stuck(await read(updates.count_quarantined)):
        yield finding
    books = await read(balance)
    said = f"the ledger balances: {books.planned} planned = {books.terminal} terminal + {books.open} open"
    yield (
        ok(said)
        if not books.faults
        else mend(f"the ledger has {len(books.faults)} faults", "see interlude ledger --check")
    )


async def _practice(settings: Settings, read: Reader) -> AsyncIterator[Finding]:
    practice, wanted = await read(practices.get), settings.practice()
    if practice is None:
        yield mend("the practice is not in the database yet", "start the bot with `interlude run`")
        return
    if practice.bot_id != wanted.bot_id:
        yield mend(
            "the token is another bot's than at the last start", "put the former token back, or start to change over"
        )
    elif practice != wanted:
        yield mend("the settings of the practice have changed", "restart the bot to take them over")
    else:
        yield ok(f"{practice.name}, {practice.country}, {practice.zone}, {practice.locale}")
    if await read(lambda db: people.with_role(db, "owner")):
        yield ok("the practice has an owner")
    else:
        yield mend("nobody owns the practice yet", "start the bot and open the link that it prints, in Telegram")


def _stuck(count: int) -> Iterator[Finding]:
    if count:
        yield mend(f"{count} updates could not be acted on", "look for `quarantine` in the log; they are kept, sealed")
    else:
        yield ok("no update is in quarantine")
