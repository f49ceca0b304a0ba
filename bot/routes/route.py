"""Owns what a route is: who may ask for something, whom it is about, and the care function that it leads to.

It refuses to list them: commands and buttons stand in the files beside it, by subject. A handler reads its arguments
and makes one care call.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.buttons import Tap
from care import reviewing
from care.screen import TapError, Toast
from care.turn import Turn
from storage.people import Person

Answer = Toast | None
MOST = 1 << 63
ANYBODY = frozenset({"stranger", "client", "therapist", "owner"})
CLIENT = frozenset({"client"})
STAFF = frozenset({"therapist", "owner"})
READERS = CLIENT | {"therapist"}
OWNER = frozenset({"owner"})


@dataclass(frozen=True)
class Act:
    """Who acts and where: the actor as she is now, the bot's username, and the tap where there was one."""

    actor: Person
    bot_username: str
    tap: Tap

    @property
    def anchor(self) -> int:
        """Give the ledger id of the bubble that was tapped."""
        return self.tap.anchor

    def number(self, place: int) -> int:
        """Read an argument that is a number and fits into a column; TapError for anything else."""
        try:
            found = int(self.text(place), 36)
        except ValueError:
            raise TapError(f"argument {place} is no number") from None
        if not 0 <= found < MOST:
            raise TapError(f"argument {place} is no number of ours")
        return found

    def text(self, place: int) -> str:
        """Read an argument that is a text; TapError when it is missing."""
        if place >= len(self.tap.args):
            raise TapError(f"argument {place} is missing")
        return self.tap.args[place]


Handler = Callable[[Turn, Act], Awaitable[Answer]]


@dataclass(frozen=True)
class Route:
    """One thing that can be asked for: by whom, about whom, and what happens."""

    roles: frozenset[str]
    handler: Handler
    about_client: bool = False


def bare(work: Callable[[Turn], Awaitable[None]], roles: frozenset[str] = ANYBODY) -> Route:
    """Make a route to what needs nothing but the turn of who asks, and has no toast to give."""

    async def handler(turn: Turn, _: Act) -> Answer:
        await work(turn)
        return None

    return Route(roles, handler)


def own(work: Handler, roles: frozenset[str] = CLIENT) -> Route:
    """Make a route that is a turn about who acts."""
    return Route(roles, work)


def about_client(work: Handler) -> Route:
    """Make a route that is a turn about the client whom the first argument names, not about the one who acts.

    A therapist's tap changes the client's row in the client's own transaction.
    """
    return Route(STAFF, work, about_client=True)


def in_file(work: Handler) -> Route:
    """Make a route to a page of a client's file, which the therapist opens only once she has confirmed her."""

    async def handler(turn: Turn, act: Act) -> Answer:
        return await reviewing.opened(turn, act.actor) or await work(turn, act)

    return about_client(handler)
