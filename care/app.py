"""Owns the App: what the world provides, built once and passed as one argument; and how a turn runs in it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from care import dispatch
from care.clock import Clock
from care.figures import Figures
from care.messenger import Messenger, Outgoing
from care.screen import Menu
from care.trust import Trust
from care.turn import Turn
from content.library import Library
from storage import people
from storage.people import Person
from storage.practices import Practice
from storage.session import Database, Session

Result = TypeVar("Result")
Given_co = TypeVar("Given_co", covariant=True)


class UnknownPersonError(LookupError):
    """A turn was asked about somebody who is not in this practice."""


@dataclass(frozen=True)
class Done(Generic[Given_co]):
    """What a committed turn leaves to do: its result, a claimed message, other people to look at, menus to set."""

    result: Given_co
    outgoing: Outgoing | None
    others: frozenset[int]
    menus: tuple[Menu, ...]
    spoke: bool


@dataclass
class App:
    """Clock, database, messenger and library of one practice, and the name of this process.

    ``speaking`` holds the people to whom this very process is speaking right now: a clock that jumps past their lease
    must not make it take its own work for an orphan's. ``trust`` knows whether the clock is right.
    """

    clock: Clock
    database: Database
    messenger: Messenger
    library: Library
    practice: Practice
    owner: str
    speaking: set[int] = field(default_factory=set)
    trust: Trust = field(default_factory=Trust)
    figures: Figures = field(init=False)

    def __post_init__(self) -> None:
        """Begin to count when it begins."""
        self.figures = Figures(self.clock.now())

    async def turn(self, person_id: int, work: Callable[[Turn], Awaitable[Result]]) -> Done[Result]:
        """Run ``work`` in one transaction about a person; what it said to her is claimed in the same commit.

        UnknownPersonError when she does not exist; StorageUnavailableError when nothing could be done.
        """

        async def transaction(db: Session) -> Done[Result]:
            person = await people.lock(db, person_id)
            if person is None:
                raise UnknownPersonError(person_id)
            turn = Turn(db, self.practice, self.library, person, self.owner, self.trust.sure, self.trust.ahead)
            result = await work(turn)
            outgoing = None
            if turn.spoke:
                await turn.refresh()
                outgoing = await self._claim(turn)
            return Done(result, outgoing, frozenset(turn.others), tuple(turn.menus), turn.spoke)

        return await self.database.transact(transaction, practice_id=self.practice.practice_id, now=self.clock.now())

    async def claim(self, person_id: int, least: int | None = None) -> Done[Outgoing | None]:
        """Take the right to speak to a person, with the first message that is due and as urgent as ``least``.

        What is worded only now may also call others, as a silence that counts as a yes does.
        """
        return await self.turn(person_id, partial(self._claim, least=least))

    async def _claim(self, turn: Turn, least: int | None = None) -> Outgoing | None:
        if turn.person.person_id in self.speaking:
            return None
        return await dispatch.claim(turn, least)

    async def read(self, work: Callable[[Session], Awaitable[Result]]) -> Result:
        """Run ``work`` in a transaction that is about nobody in particular."""
        return await self.database.transact(work, practice_id=self.practice.practice_id, now=self.clock.now())

    async def meet(self, stranger: Person) -> int:
        """Give the id of a Telegram account's person, making her known first; her key is committed before she is."""
        known = await self.read(lambda db: people.id_of(db, stranger.telegram_id))
        if known is not None:
            return known

        async def make_key(db: Session) -> Person:
            person = Person(**{**stranger.__dict__, "person_id": db.new_id()})
            await db.vault.make_key(db, person.person_id)
            return person

        person = await self.read(make_key)
        await self.read(lambda db: people.add(db, person))
        known = await self.read(lambda db: people.id_of(db, stranger.telegram_id))
        if known is None:
            raise UnknownPersonError(stranger.telegram_id)
        return known
