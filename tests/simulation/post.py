"""Owns a practice without a network: the real turns, plans, dispatch and pace, a clock moved by hand, a post office.

It refuses to shorten anything between the ledger and the messenger: only Telegram itself is left out, so that
a thousand clients can live through weeks. What they do is done by the care functions that a tap calls.
"""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.pace import Pace
from bot.sample import PastClock
from care import plans
from care.app import App
from care.delivery import Delivery
from care.messenger import Outcome, Outgoing, Sent, Ticket
from care.turn import Turn
from storage import clients, due, people, practices
from storage.open import open_database
from storage.people import Person
from storage.practices import Practice
from tests.engines import RING, prepare
from tests.simulation.truth import Bubble, Truth
from tests.wording import words

LINDEN = Practice(1, 1234567890, "Linden Practice", "DE", "Europe/Berlin", "en")
FIRST = 500_000_001


@dataclass
class Post:
    """A messenger at Telegram's pace, whose record is the ground truth: instant, addressee, row, kind, priority.

    ``slip`` is by how many ms somebody sets the clock while each message is on its way.
    """

    clock: PastClock
    pace: Pace
    slip: int = 0
    taken: list[tuple[int, Outgoing]] = field(default_factory=list)
    bubbles: list[Bubble] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def silent_until(self) -> int | None:
        """Give the instant until which nothing may be sent to anybody."""
        return self.pace.silent_until()

    async def ticket(self, telegram_id: int, priority: int) -> Ticket:
        """Wait for the pace."""
        return await self.pace.slot(priority, telegram_id)

    def give_back(self, ticket: Ticket) -> None:
        """Let somebody else have it."""
        self.pace.unspend(ticket)

    async def deliver(self, outgoing: Outgoing, ticket: Ticket | None = None) -> Outcome:
        """Take one message."""
        if ticket is None:
            await self.pace.slot(outgoing.priority, outgoing.telegram_id)
        self.taken.append((self.clock.at, outgoing))
        if outgoing.edits_telegram_id is not None:
            return Sent(outgoing.edits_telegram_id)
        number = next(self._numbers)
        self.bubbles.append(Bubble(self.clock.at, outgoing.telegram_id, number))
        self.clock.at += self.slip
        return Sent(number)


@dataclass
class Office:
    """The practice: its app, its post, and its people by Telegram id."""

    app: App
    clock: PastClock
    post: Post
    delivery: Delivery
    truth: Truth = field(default_factory=Truth)
    staff: int = 0
    folk: dict[int, int] = field(default_factory=dict)
    zones: dict[int, str] = field(default_factory=dict)

    async def gather(self, count: int, places: tuple[str, ...], times: tuple[str, ...]) -> None:
        """Bring in the owner and so many clients, each with a daily check-in at one of the times of her place."""
        self.staff = await self.app.meet(_stranger(FIRST - 1, "Europe/Berlin"))
        await self.act(self.staff, _make_owner)
        for number in range(count):
            zone, time = places[number % len(places)], times[number // len(places) % len(times)]
            telegram_id = FIRST + number
            who = await self.app.meet(_stranger(telegram_id, zone))
            self.folk[telegram_id], self.zones[telegram_id] = who, zone
            await self.act(who, lambda turn, time=time: _join(turn, self.staff, time))  # type: ignore[misc]
            self.truth.arrives(telegram_id, zone, self.clock.at)
            self.truth.asks(telegram_id, zone, time.replace(":", ""), self.clock.at)

    async def act(self, who: int, work: Callable[[Turn], Awaitable[object]]) -> None:
        """Let something happen in a turn about somebody, and all that it leaves to do."""
        self.delivery.after(who, await self.app.turn(who, work))
        await self.delivery.settled()

    def restart(self) -> None:
        """Let another process take over, as after a restart; nobody is being spoken to."""
        was = self.app
        self.app = App(was.clock, was.database, was.messenger, was.library, was.practice, f"{was.owner}+")
        self.delivery = Delivery(self.app)

    async def pass_to(self, until: int) -> None:
        """Move the clock from due instant to due instant, and do at each all that is due."""
        while True:
            await self.catch_up()
            following = await self.app.read(due.next_due)
            if following is None or following > until:
                break
            self.clock.at = max(self.clock.at, following)
        self.clock.at = max(self.clock.at, until)
        await self.catch_up()

    async def catch_up(self) -> None:
        """Do everything that is due now."""
        while await self.app.read(lambda db: due.people_due(db, 1)):
            await self.delivery.due()
            await self.delivery.settled()
        await self.delivery.close_stale()


def _stranger(telegram_id: int, zone: str) -> Person:
    return Person(
        person_id=0, telegram_id=telegram_id, name=f"P{telegram_id}", username=None, locale="en", zone=zone,
        country="DE", doing=None, reach="open", menu=None, lease_owner=None, lease_epoch=0, lease_until=0,
    )  # fmt: skip


async def _make_owner(turn: Turn) -> None:
    for role in ("owner", "therapist"):
        await people.grant(turn.db, turn.person.person_id, role)


async def _join(turn: Turn, staff: int, time: str) -> None:
    me = turn.person.person_id
    version = turn.library.template_version("joining.consent", "en")
    await clients.add(turn.db, me, staff)
    await clients.save_consent(turn.db, me, "care", granted=True, text_version=version, locale="en")
    await people.grant(turn.db, me, "client")
    await clients.confirm(turn.db, me, staff)
    await turn.refresh()
    await plans.start(turn, "check_in", plans.Timing(time), made_by=me)


@asynccontextmanager
async def office(folder: Path, now: int) -> AsyncIterator[Office]:
    """Open a practice on a database of its own."""
    address = f"sqlite:///{folder / 'interlude.db'}"
    await prepare(address)
    database = await open_database(address, RING)
    clock = PastClock(now)
    post = Post(clock, Pace(clock))
    app = App(clock, database, post, words(), LINDEN, "office")
    await app.read(lambda db: practices.save(db, LINDEN))
    try:
        yield Office(app, clock, post, Delivery(app))
    finally:
        await database.close()
