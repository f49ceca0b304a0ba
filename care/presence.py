"""Owns noticing that we were away: a process that did not run, a machine that slept, a Telegram that was silent.

It refuses to call a moved clock an absence. Whatever it was, it is one row, told once to the owners, and once to each
client for whom it matters.
"""

import asyncio

import structlog

from care import alerts, away
from care.app import App
from care.contact import Contact
from care.delivery import Delivery
from care.moments import SECOND
from care.turn import Turn
from storage import presence
from storage.presence import Outage
from storage.session import Session

log = structlog.get_logger(__name__)

# Telegram keeps a tap for 150 s.
LOST_AFTER = 150 * SECOND
BEAT_EVERY = 30 * SECOND


class Presence:
    """Whether this installation is there, and since when it was not."""

    def __init__(self, app: App, delivery: Delivery, contact: Contact) -> None:
        """Watch this process."""
        self._app = app
        self._delivery = delivery
        self._contact = contact
        self._began = False
        self._away_since: int | None = None
        self._slept_since: int | None = None
        self._looked_at: int | None = None
        self._turned = asyncio.get_running_loop().time()
        self._untold = True
        self.beat_at: int | None = None

    async def look(self, *, slept: bool, sure: bool) -> bool:
        """Look once; True when an absence is over now.

        ``slept`` says that the clock seems to have gone on without us, ``sure`` that the time is right: by a wrong
        clock nobody was ever away.
        """
        now = self._app.clock.now()
        if not self._began:
            self._away_since = await self._app.read(presence.last_beat)
            self._began = True
        self._notice(now, slept=slept)
        if not (self._contact.is_up and sure):
            return False
        since, over = min((at for at in (self._away_since, self._slept_since) if at is not None), default=None), False
        if since is not None and now - since > LOST_AFTER:
            await self._back(since)
            self._app.figures.forgive(now)
            over = self._untold = True
        self._away_since = self._slept_since = None
        if self.beat_at is None or abs(now - self.beat_at) >= BEAT_EVERY:
            await self._app.read(presence.beat)
            self.beat_at = now
        await self._tell_clients()
        return over

    def _notice(self, now: int, *, slept: bool) -> None:
        turned, self._turned = self._turned, asyncio.get_running_loop().time()
        looked_at, self._looked_at = self._looked_at, now
        stood_still = (self._turned - turned) * 1000 > LOST_AFTER
        since = self._contact.silent_since()
        if since is None and stood_still:
            since = looked_at
        if not slept:
            self._slept_since = None
        elif self._slept_since is None and looked_at is not None and looked_at < now:
            self._slept_since = looked_at
        if since is not None and self._away_since is None:
            self._away_since = since

    async def _back(self, since: int) -> None:
        """Write the absence and the owners' line in one transaction: a crash must neither lose nor repeat it."""
        owners = await self._app.read(alerts.owners)
        log.warning("we were away", since=since, until=self._app.clock.now())

        async def note(db: Session) -> Outage:
            outage = await presence.add_outage(db, since)
            await presence.beat(db)
            return outage

        async def work(turn: Turn) -> None:
            outage = await note(turn.db)
            facts = {"began": outage.began_at, "ended": outage.ended_at, "zone": turn.practice.zone}
            for owner in owners:
                await alerts.news_for_owner(turn, owner, "operator.away", **facts)

        if not owners:
            await self._app.read(note)
            return
        self._delivery.after(owners[0].person_id, await self._app.turn(owners[0].person_id, work))

    async def _tell_clients(self) -> None:
        """Write each client's message; again after a crash, because an absence stays untold until all have theirs."""
        if not self._untold:
            return
        for outage in await self._app.read(presence.untold):
            await self._tell(outage)
        self._untold = False

    async def _tell(self, outage: Outage) -> None:
        since, until = outage.began_at - away.REACH_BACK, outage.ended_at
        for person_id in await self._app.read(lambda db: presence.people_with_questions(db, since, until)):
            done = await self._app.turn(person_id, lambda turn: away.plan(turn, outage))
            self._delivery.after(person_id, done)
        await self._app.read(lambda db: presence.mark_told(db, outage.outage_id))
