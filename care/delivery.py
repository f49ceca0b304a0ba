"""Owns speaking after the commit: it hands claimed messages over and writes what became of them; refuses to decide.

One task per person, so that one person's messages stay in order and nobody waits behind another.
"""

import asyncio

import structlog

from care import dispatch
from care.app import App, Done
from care.messenger import Outcome, Outgoing
from storage import queue
from storage.errors import StorageUnavailableError

log = structlog.get_logger(__name__)

AT_ONCE = 64


class Delivery:
    """The tasks that are speaking to people right now."""

    def __init__(self, app: App) -> None:
        """Speak for this app."""
        self._app = app
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._look_again: set[int] = set()
        self._room = asyncio.Semaphore(AT_ONCE)
        self.active = 0

    @property
    def idle(self) -> bool:
        """Tell whether nobody is being spoken to or waits for it."""
        return not self._tasks

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
        if person_id in self._tasks:
            self._look_again.add(person_id)
        else:
            self._start(person_id, None)

    def _start(self, person_id: int, outgoing: Outgoing | None) -> None:
        before = self._tasks.get(person_id)
        task = asyncio.create_task(self._speak(person_id, outgoing, before), name=f"speak to {person_id}")
        self._tasks[person_id] = task
        task.add_done_callback(lambda ended: self._ended(person_id, ended))

    def _ended(self, person_id: int, task: asyncio.Task[None]) -> None:
        if self._tasks.get(person_id) is task:
            del self._tasks[person_id]
            if person_id in self._look_again:
                self._look_again.discard(person_id)
                self._start(person_id, None)
        if not task.cancelled() and task.exception() is not None:
            log.error("speaking failed", person=person_id, error=type(task.exception()).__name__)

    async def _speak(self, person_id: int, outgoing: Outgoing | None, before: asyncio.Task[None] | None) -> None:
        if outgoing is not None:
            self._app.speaking.add(person_id)
        if before is not None:
            await asyncio.wait([before])
        async with self._room:
            self.active += 1
            try:
                await self._speak_on(person_id, outgoing or await self._app.claim(person_id))
            finally:
                self.active -= 1

    async def _speak_on(self, person_id: int, outgoing: Outgoing | None) -> None:
        while outgoing is not None:
            self._app.speaking.add(person_id)
            try:
                outcome = await self._app.messenger.deliver(outgoing)
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
        """Look for people to whom something is due and start speaking to them."""
        free = AT_ONCE - len(self._tasks)
        if free > 0:
            for person_id in await self._app.read(lambda db: queue.people_due(db, free)):
                self.wake(person_id)

    async def close_stale(self) -> None:
        """Close what expired behind somebody's lease: nothing stays open past its expiry."""
        for person_id in await self._app.read(lambda db: queue.people_stale(db, AT_ONCE)):
            await self._app.turn(person_id, dispatch.close_stale)

    async def finish(self) -> None:
        """Wait until everything that was begun is settled."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))
