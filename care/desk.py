"""Owns who ticks on whose file of health facts; refuses to know what is on it.

The client's buttons and the therapist's differ only in their beginning: hers name no client, the therapist's name whose
file it is.
"""

from dataclasses import dataclass
from typing import Any

from care.screen import Button, Screen
from care.turn import Turn
from care.words import Words, plain
from storage.people import Person


@dataclass(frozen=True)
class Desk:
    """Who ticks on whose file: words in the language of the one who ticks, and buttons that come back to the page."""

    turn: Turn
    actor: Person

    @property
    def words(self) -> Words:
        """Speak the language of the one who ticks."""
        return self.turn.words(self.actor)

    @property
    def own(self) -> bool:
        """Tell whether it is the client herself."""
        return self.actor.person_id == self.turn.person.person_id

    def button(self, key: str, verb: str, *args: str | int, **facts: Any) -> Button:
        """Make a button labelled from the library."""
        return self.words.button(key, *self._ask(verb), *args, **facts)

    def plain(self, label: str, verb: str, *args: str | int) -> Button:
        """Make a button labelled with a name or a number."""
        return plain(label, *self._ask(verb), *args)

    def _ask(self, verb: str) -> tuple[str, *tuple[int, ...]]:
        return (f"in.{verb}",) if self.own else (f"ic.{verb}", self.turn.person.person_id)

    async def show(self, screen: Screen, anchor: int | None) -> None:
        """Show a page to the one who ticks."""
        await self.turn.show(screen, anchor=anchor, to=self.actor)
