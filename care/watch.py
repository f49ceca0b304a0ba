"""Owns the watchdogs: each raises one alert when something is wrong and says one line when it is over; refuses to mend.

What is wrong is also why readiness fails. An open trouble is a row, so that a process that is started again and again
calls nobody twice.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from care import alerts
from care.app import App
from care.contact import Contact
from care.delivery import Delivery
from care.moments import HOUR, MINUTE, SECOND
from care.presence import Presence
from care.turn import Turn
from storage import dead, due, queue, troubles
from storage.errors import StorageUnavailableError

log = structlog.get_logger(__name__)

TROUBLES = ("silent", "stuck", "late", "clock", "conflict")
SILENT = 90 * SECOND
STUCK = 5 * MINUTE
LATE = 60 * SECOND
CHECK_EVERY = 30 * SECOND
ASK_EVERY = 10 * SECOND
DEAD_EVERY = HOUR
ANSWER_S = 0.3
"""So long a tick waits for Telegram's time; an answer that takes longer is taken up by a later look."""
LAST_WORDS_S = 5.0


class Watch:
    """Everything that is watched in one process. ``up`` holds what is wrong now, by code, and since when."""

    def __init__(self, app: App, delivery: Delivery, contact: Contact, ask: Callable[[], Awaitable[bool]]) -> None:
        """Ask Telegram with ``ask``, which changes nothing and tells whether it was answered."""
        self._app = app
        self._delivery = delivery
        self.contact = contact
        self._ask = ask
        self._asking: asyncio.Task[None] | None = None
        self._probe: asyncio.Future[bool] | None = None
        self._asked_at: int | None = None
        self._was_sure = True
        self._checked_at: int | None = None
        self._slept = False
        self._stuck = False
        self._told: set[str] | None = None
        self.presence = Presence(app, delivery, contact)
        self.up: dict[str, int] = {}

    async def look(self) -> None:
        """Look at the clock first, because all the rest leans on it."""
        clock, trust = self._app.clock, self._app.trust
        # A clock that was wrong before was mended; one that was right may have stood still in a machine that slept.
        may_have_slept = not trust.wrong
        jumped = trust.look(clock.now(), clock.monotonic())
        self._slept = self._slept or (jumped and may_have_slept)
        await self._mind_the_clock(at_once=jumped)
        await self._mark(
            "clock", wrong=trust.wrong, seconds=abs(trust.apart or 0) // 1000, ahead=(trust.apart or 0) > 0
        )
        self._slept = self._slept and not trust.wrong
        over = await self.presence.look(slept=self._slept, sure=trust.sure)
        self._slept = self._slept and not trust.sure
        await self._mind_the_line(told=over)
        now = clock.now()
        if self._checked_at is None or abs(now - self._checked_at) >= CHECK_EVERY:
            self._checked_at = now
            await self._mind_the_work(now)

    async def _mind_the_clock(self, *, at_once: bool) -> None:
        """Ask what time it is while there is a doubt, and let go what was held when there is none any more."""
        trust, now = self._app.trust, self._app.clock.monotonic()
        waited = self._asked_at is None or abs(now - self._asked_at) >= ASK_EVERY
        if (trust.suspected or not trust.sure) and self._asking is None and (at_once or waited):
            self._asked_at = now
            self._asking = asyncio.create_task(self._question(), name="what time is it")
        if self._asking is not None:
            await asyncio.wait([self._asking], timeout=ANSWER_S)
            self._asking = None if self._asking.done() else self._asking
        if trust.sure and not self._was_sure:
            await self._app.read(lambda db: queue.let_go(db, "clock_unsure"))
        self._was_sure = trust.sure

    async def _question(self) -> None:
        began, clock = asyncio.get_running_loop().time(), self._app.clock
        before = clock.now()
        answered = await self._ask()
        quick = asyncio.get_running_loop().time() - began < LAST_WORDS_S
        # A clock that was moved while the answer was on its way says nothing about who is wrong.
        if answered and quick and abs(clock.now() - before) < CHECK_EVERY:
            self._app.trust.decide()

    async def _is_answered(self) -> bool:
        """Tell whether Telegram answers a harmless question at once."""
        if self._probe is None or self._probe.done():
            self._probe = asyncio.ensure_future(self._ask())
        await asyncio.wait([self._probe], timeout=ANSWER_S)
        return self._probe.done() and self._probe.result()

    async def _mind_the_line(self, *, told: bool) -> None:
        since = self.contact.silent_since()
        silent = since is not None and self._app.clock.now() - since >= SILENT
        # Who reads "we were away until now" needs no second line about the same.
        await self._mark("silent", wrong=silent, quietly=told)
        if self.contact.is_up:
            await self._mark("conflict", wrong=False)

    async def _mind_the_work(self, now: int) -> None:
        """Look at what costs a question to the database; while Telegram is silent that is the cause of the rest."""
        if "silent" not in self.up:
            idle = now - max(self._app.figures.last_sent, self._app.figures.counts_from) >= STUCK
            stuck = await self._app.read(lambda db: due.stuck_since(db, now - STUCK)) if idle else None
            # Twice: whoever looks first after a sleep sees what is due before anybody could send it.
            self._stuck, before = stuck is not None, self._stuck
            await self._mark("stuck", wrong=self._stuck and before)
        late = self._app.figures.late(now)
        await self._mark("late", wrong=late is not None and late > LATE, seconds=(late or 0) // 1000)
        await self._tell_of_the_dead(now)

    async def conflict(self) -> None:
        """Tell the owners that another process takes our updates; returns when they have it, or after 5 seconds."""
        try:
            await self._mark("conflict", wrong=True)
        except StorageUnavailableError:
            return  # it is in the log, and the process ends with the sentence that matters
        for _ in range(int(LAST_WORDS_S / 0.05)):
            if self._delivery.idle:
                return
            await self._app.clock.pause(0.05)

    async def _mark(self, code: str, *, wrong: bool, quietly: bool = False, **facts: object) -> None:
        """Note whether something is wrong, and tell the owners when that is new."""
        if wrong and code not in self.up:
            self.up[code] = self._app.clock.now()
            log.error("something is wrong", trouble=code, **facts)
        elif not wrong and self.up.pop(code, None) is not None:
            log.warning("it is over", trouble=code)
        if self._told is None:
            self._told = set(await self._app.read(troubles.known))
        if wrong == (code in self._told):
            return
        key = f"operator.trouble_{code}" if wrong else f"operator.over_{code}"
        await self._tell(code, key, wrong=wrong, quietly=quietly, facts=facts)
        self._told = self._told | {code} if wrong else self._told - {code}

    async def _tell(self, code: str, key: str, *, wrong: bool, quietly: bool, facts: dict[str, object]) -> None:
        owners = await self._app.read(alerts.owners)

        # What calls somebody is tried again every few seconds; while nothing arrives that would go on for hours.
        urgent = wrong and (code != "silent" or await self._is_answered())

        async def work(turn: Turn) -> None:
            if not await (troubles.begin if wrong else troubles.end)(turn.db, code) or quietly:
                return
            say = alerts.tell_owner if urgent else alerts.news_for_owner
            for owner in owners:
                await say(turn, owner, key, **facts)

        if owners:
            self._delivery.after(owners[0].person_id, await self._app.turn(owners[0].person_id, work))

    async def _tell_of_the_dead(self, now: int) -> None:
        """Tell the owners of messages that died: of the first one at once, of more at most once an hour."""
        count = await self._app.read(dead.untold)
        if not count or self.presence.beat_at is None or now - await self._app.read(dead.told_to) < DEAD_EVERY:
            return
        owners = await self._app.read(alerts.owners)

        async def work(turn: Turn) -> None:
            await dead.mark_told(turn.db)
            for owner in owners:
                await alerts.tell_owner(turn, owner, "operator.dead", count=count)

        if owners:
            self._delivery.after(owners[0].person_id, await self._app.turn(owners[0].person_id, work))
