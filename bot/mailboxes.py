"""Owns the way in: each update is acted on exactly once and in its person's order; refuses to let one hold up others.

An update may be confirmed to Telegram when its turn has committed, or when it is parked: raw, sealed, committed. A
person's later updates queue behind a parked one. Three failures and it goes into quarantine, with an alert.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog

from bot.handling import Handling
from bot.incoming import PoisonError, number_of, read, sender_of
from bot.logs import place
from care import alerts
from care.app import App
from care.delivery import Delivery
from care.moments import SECOND
from care.turn import Turn
from storage import people, updates
from storage.errors import StorageError, StorageUnavailableError
from storage.session import Session
from storage.updates import Parked

log = structlog.get_logger(__name__)

# What comes meanwhile waits at Telegram; it has to be answered within a second, too.
PATIENCE_S = 0.8
TRIES = 3
RETRY_MS = (5 * SECOND, 30 * SECOND)


@dataclass
class Item:
    """One update in somebody's mailbox; ``safe`` is done once Telegram may forget it."""

    update_id: int
    telegram_id: int
    raw: Mapping[str, Any]
    safe: "asyncio.Future[None]"
    parked: bool = False
    done: bool = False
    not_before: int = 0


@dataclass
class Mailbox:
    """One person's updates in order, and the task that works on them."""

    items: deque[Item] = field(default_factory=deque)
    worker: "asyncio.Task[None] | None" = None


class Mailboxes:
    """Everybody's mailboxes."""

    def __init__(self, app: App, handling: Handling, delivery: Delivery, bot_id: int) -> None:
        """Take in the updates of one bot."""
        self._app = app
        self._handling = handling
        self._delivery = delivery
        self._bot_id = bot_id
        self._boxes: dict[int, Mailbox] = {}

    @property
    def idle(self) -> bool:
        """Tell whether nobody's updates are being worked on; a parked one that waits for its time is no work."""
        return all(box.worker is None or box.worker.done() for box in self._boxes.values())

    async def recover(self) -> None:
        """Take up what was parked before the last stop."""
        for parked in await self._app.read(lambda db: updates.waiting(db, self._bot_id)):
            self._post(_item(parked))
        self.work_due()

    async def take(self, batch: list[Mapping[str, Any]]) -> None:
        """Act on a batch side by side; returns when all of it may be confirmed.

        StorageUnavailableError when the database could neither act nor park: confirm nothing then.
        """
        items = [self._post(self._read(raw)) for raw in batch]
        self.work_due()
        await self._park([item for item in items if self._is_behind(item)])
        if items:
            await asyncio.wait([item.safe for item in items], timeout=PATIENCE_S)
        await self._park([item for item in items if not item.safe.done()])

    def _is_behind(self, item: Item) -> bool:
        """Tell whether an update waits behind a parked one: nobody else may wait a second for it each time."""
        first = self._boxes[item.telegram_id].items[0]
        return first.parked and first is not item

    def _read(self, raw: Mapping[str, Any]) -> Item:
        return Item(number_of(raw) or 0, sender_of(raw), raw, asyncio.get_running_loop().create_future())

    def _post(self, item: Item) -> Item:
        """Put an update into its mailbox; one that is in there already keeps its place."""
        box = self._boxes.setdefault(item.telegram_id, Mailbox())
        for known in box.items:
            if known.update_id == item.update_id:
                return known
        box.items.append(item)
        return item

    def work_due(self) -> None:
        """Let every mailbox be worked on whose first update may be tried now."""
        for telegram_id, box in list(self._boxes.items()):
            if not box.items and (box.worker is None or box.worker.done()):
                del self._boxes[telegram_id]
            elif (box.worker is None or box.worker.done()) and box.items[0].not_before <= self._app.clock.now():
                box.worker = asyncio.create_task(self._work(box), name="mailbox")

    async def finish(self) -> None:
        """Wait until the updates that were begun are done."""
        while busy := [box.worker for box in self._boxes.values() if box.worker is not None and not box.worker.done()]:
            await asyncio.wait(busy)

    def next_due(self) -> int | None:
        """Give the next instant at which a parked update is tried again, or None."""
        waiting = [box.items[0].not_before for box in self._boxes.values() if box.items and box.items[0].not_before]
        return min(waiting, default=None)

    async def _work(self, box: Mailbox) -> None:
        while box.items and box.items[0].not_before <= self._app.clock.now():
            item = box.items[0]
            try:
                await self._act(item)
            except StorageUnavailableError:
                await self._app.clock.pause(0.2)
                continue
            except Exception as error:  # noqa: BLE001 -- whatever a handler does wrong must not stop the mailbox
                if not await self._failed(item, error):
                    return
            box.items.popleft()
            item.done = True
            if not item.safe.done():
                item.safe.set_result(None)

    async def _act(self, item: Item) -> None:
        incoming = read(item.raw)
        if incoming is not None:
            await self._handling.handle(incoming)
        if item.parked:
            # Its turn has forgotten it already; one that had no turn (a group, an unknown kind) is forgotten here.
            await self._app.read(lambda db: updates.unpark(db, self._bot_id, item.update_id))

    async def _failed(self, item: Item, error: Exception) -> bool:
        """Park a failed update for another try; True when it was its last and the mailbox goes on without it."""
        log.error("an update failed", update=item.update_id, error=_name(error), where=place(error))
        if not item.parked:
            await self._handling.excuse(item.raw)
        try:
            await self._park([item])
            retry_at = await self._count_failure(item, error)
        except StorageError:
            item.not_before = self._app.clock.now() + RETRY_MS[0]
            return False
        if retry_at is None:
            log.error("an update is in quarantine", update=item.update_id)
            return True
        item.not_before = retry_at
        return False

    async def _count_failure(self, item: Item, error: Exception) -> int | None:
        """Count a failure; give the instant of the next try, or None when the update is in quarantine now."""
        waiting = await self._app.read(lambda db: updates.waiting(db, self._bot_id))
        tried = next((parked.tries for parked in waiting if parked.update_id == item.update_id), TRIES)
        retry_at = self._app.clock.now() + RETRY_MS[min(tried, len(RETRY_MS) - 1)]

        async def count(db: Session) -> bool:
            return await updates.failed(
                db, self._bot_id, item.update_id, error=_name(error), retry_at=retry_at, give_up_after=TRIES
            )

        ended = await (self._app.read(count) if tried + 1 < TRIES else self._give_up(count))
        return None if ended or tried >= TRIES else retry_at

    async def _give_up(self, count: Callable[[Session], Awaitable[bool]]) -> bool:
        """Count the last failure and tell the owners in the same transaction: a crash must not swallow the alert."""
        owners = await self._app.read(lambda db: people.with_role(db, "owner"))
        if not owners:
            return await self._app.read(count)

        async def work(turn: Turn) -> bool:
            ended = await count(turn.db)
            for owner in owners if ended else ():
                await alerts.tell_owner(turn, owner, "operator.quarantined")
            return ended

        done = await self._app.turn(owners[0].person_id, work)
        self._delivery.after(owners[0].person_id, done)
        return done.result

    async def _park(self, items: list[Item]) -> None:
        """Keep updates raw and sealed in one commit; then Telegram may forget them."""
        fresh = [item for item in items if not item.parked]
        if not fresh:
            return

        async def write(db: Session) -> None:
            for item in fresh:
                raw = json.dumps(item.raw)  # in ASCII: half a character of a broken text has no other form
                await updates.park(db, self._bot_id, item.update_id, item.telegram_id, raw)

        await self._app.read(write)
        # On PostgreSQL the turn of one that took nearly too long may have ended beside this, unseen by either.
        overtaken = [item.update_id for item in fresh if item.done and not item.parked]
        for item in fresh:
            item.parked = True
            if not item.safe.done():
                item.safe.set_result(None)
        for update_id in overtaken:
            await self._app.read(partial(updates.unpark, bot_id=self._bot_id, update_id=update_id))


def _item(parked: Parked) -> Item:
    safe: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    safe.set_result(None)
    raw = json.loads(parked.raw)
    return Item(parked.update_id, parked.telegram_id, raw, safe, parked=True, not_before=parked.not_before)


def _name(error: Exception) -> str:
    """Name an error without its words, which may hold what somebody wrote."""
    return f"{type(error).__name__}: {error}" if isinstance(error, PoisonError) else type(error).__name__
