"""Owns speaking after the commit: it hands claimed messages over and writes what became of them; refuses to decide.

One task per person, so that one person's messages stay in order and nobody waits behind another. What answers somebody
is spoken at once; of what was planned, so many at a time that Telegram's pace is the limit and not we.
"""

import asyncio

import structlog

from care import dispatch
from care.app import App, Done
from care.messenger import Outcome, Outgoing, Ticket
from storage import due
from storage.due import Due
from storage.errors import StorageUnavailableError

log = structlog.get_logger(__name__)

# So many are being spoken to, or stand in line, for the clock's sake.
AT_ONCE = 64
# Fewer than this, and the next ones are looked for at once: the tick comes only every second.
LOW = 48
# So many of them stand at the database's door together: whoever answers a tap must not wait behind all of them.
AT_THE_DOOR = 2


class Delivery:
    """The tasks that are speaking to people right now."""

    def __init__(self, app: App) -> None:
        """Speak for this app."""
        self._app = app
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._look_again: set[int] = set()
        self._planned: dict[int, Due] = {}
        self._lining_up: set[int] = set()
        self._looking = asyncio.Lock()
        self._door = asyncio.Semaphore(AT_THE_DOOR)
        self._more = False
        self._refilling: asyncio.Task[None] | None = None
        self._stopping = False
        self._active = 0

    @property
    def idle(self) -> bool:
        """Tell whether nobody is being spoken to or waits for it."""
        return not self._tasks and not self._refills

    @property
    def speaking(self) -> int:
        """Give how many people are being spoken to."""
        return len(self._tasks)

    def only_waits(self, waiting: int) -> bool:
        """Tell whether all who are spoken to are the ``waiting`` ones, who wait for the messenger's pace."""
        return 0 < max(self._active, len(self._tasks)) == waiting and not self._refills

    @property
    def _refills(self) -> bool:
        return self._refilling is not None and not self._refilling.done()

    def after(self, person_id: int, done: Done[object]) -> None:
        """Do what a committed turn left to do."""
        if done.outgoing is not None:
            self._start(person_id, done.outgoing)
        elif done.spoke:
            self.wake(person_id)
        for other in done.others:
            self.wake(other)

    def wake(self, person_id: int) -> None:
        """Look at a person's queue; when somebody is at it already, once more after that."""
        if person_id in self._tasks and person_id not in self._lining_up:
            self._look_again.add(person_id)
        else:
            self._start(person_id, None)

    def _start(self, person_id: int, outgoing: Outgoing | None) -> None:
        before = self._tasks.get(person_id)
        if before is not None and person_id in self._lining_up:
            # It only stands in line for something planned; what answers her does not stand behind it.
            before.cancel()
            self._lining_up.discard(person_id)
            self._planned.pop(person_id, None)
        task = asyncio.create_task(self._speak(person_id, outgoing, before), name=f"speak to {person_id}")
        self._tasks[person_id] = task
        task.add_done_callback(lambda ended: self._ended(person_id, ended))

    def _ended(self, person_id: int, task: asyncio.Task[None]) -> None:
        if self._tasks.get(person_id) is task:
            del self._tasks[person_id]
            self._planned.pop(person_id, None)
            if person_id in self._look_again:
                self._look_again.discard(person_id)
                self._start(person_id, None)
            self._refill()
        if not task.cancelled() and task.exception() is not None:
            log.error("speaking failed", person=person_id, error=type(task.exception()).__name__)

    async def _speak(self, person_id: int, outgoing: Outgoing | None, before: asyncio.Task[None] | None) -> None:
        if outgoing is not None:
            self._app.speaking.add(person_id)
        if before is not None:
            await asyncio.wait([before])
        self._active += 1
        try:
            planned = self._planned.get(person_id) if outgoing is None else None
            if planned is not None:
                await self._speak_as_planned(planned)
            else:
                await self._speak_on(person_id, outgoing or await self._claim(person_id))
        finally:
            self._active -= 1

    async def _speak_as_planned(self, planned: Due) -> None:
        """Stand in line first and write the intent then: what never left is not to be uncertain after a crash."""
        ticket = await self._app.messenger.ticket(planned.telegram_id, planned.priority)
        self._lining_up.discard(planned.person_id)
        if ticket is None:
            return
        outgoing = None
        try:
            async with self._door:
                outgoing = await self._claim(planned.person_id, planned.priority)
        finally:
            if outgoing is None:
                self._app.messenger.give_back(ticket)
        await self._speak_on(planned.person_id, outgoing, ticket)

    async def _claim(self, person_id: int, least: int | None = None) -> Outgoing | None:
        done = await self._app.claim(person_id, least)
        for other in done.others:
            self.wake(other)
        return done.result

    async def _speak_on(self, person_id: int, outgoing: Outgoing | None, ticket: Ticket | None = None) -> None:
        while outgoing is not None:
            self._app.speaking.add(person_id)
            try:
                outcome, ticket = await self._app.messenger.deliver(outgoing, ticket), None
                self._app.figures.note(outgoing, outcome, self._app.clock.now())
                outgoing = await self._settle(person_id, outgoing, outcome)
            finally:
                self._app.speaking.discard(person_id)

    async def _settle(self, person_id: int, outgoing: Outgoing, outcome: Outcome) -> Outgoing | None:
        """Write an outcome; while the database is away it is kept here, because nobody else knows it."""
        while True:
            try:
                done = await self._app.turn(person_id, lambda turn: dispatch.settle(turn, outgoing, outcome))
            except StorageUnavailableError:
                log.warning("an outcome waits for the database", message=outgoing.message_id)
                await self._app.clock.pause(0.5)
                continue
            for other in done.others:
                self.wake(other)
            return done.result or done.outgoing

    async def due(self) -> None:
        """Look for people to whom something is due and start speaking to them, as many as there is room for."""
        async with self._looking:
            free = AT_ONCE - len(self._planned)
            if free <= 0:
                return
            self._more = False
            if self._stopping or self._app.messenger.silent_until() is not None:
                return  # whoever is taken up now could only be put back
            wanted = free + len(self._tasks)  # who stands in line already is still due
            found = await self._app.read(lambda db: due.people_due(db, wanted))
            self._more = len(found) >= wanted
            for one in [one for one in found if one.person_id not in self._tasks][:free]:
                self._planned[one.person_id] = one
                self._lining_up.add(one.person_id)
                self._start(one.person_id, None)

    def _refill(self) -> None:
        if self._more and not self._stopping and not self._refills and len(self._planned) < LOW:
            self._refilling = asyncio.create_task(self._due_again(), name="who is next")

    async def _due_again(self) -> None:
        try:
            await self.due()
        except StorageUnavailableError:
            log.warning("who is next waits for the database")  # and for the next tick

    async def close_stale(self) -> None:
        """Close what expired behind somebody's lease: nothing stays open past its expiry.

        While the clocks disagree, only what is over by both of them.
        """
        ahead = self._app.trust.ahead
        if ahead is None:
            return
        for person_id in await self._app.read(lambda db: due.people_stale(db, AT_ONCE, db.now - ahead)):
            await self._app.turn(person_id, dispatch.close_stale)

    async def settled(self) -> None:
        """Wait until everything that was begun is settled."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    async def finish(self) -> None:
        """Take up nothing new, and wait until everything that was begun is settled."""
        self._stopping = True
        await self.settled()
