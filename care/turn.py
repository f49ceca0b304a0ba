"""Owns the turn: one transaction about one person; refuses to reach anything but its own session.

Care functions are ``async def f(turn, ...)`` and may await only the turn (or functions that do).
"""

from dataclasses import dataclass, field, replace

from care import kinds
from care.screen import Menu, Screen
from care.words import Words
from content.library import Library
from storage import endings, messages, people
from storage.messages import Message
from storage.people import Person
from storage.practices import Practice
from storage.session import Session


@dataclass
class Turn:
    """One transaction about ``person``, whose row is locked. ``others`` are people who got a message meanwhile.

    ``clock_is_sure`` is False while nobody knows whether ``now`` is right; ``ahead`` is by how many ms it may be
    too late, None while that is unknown. ``written_at`` is when what came in was written, None where nothing was.
    """

    db: Session
    practice: Practice
    library: Library
    person: Person
    owner: str
    clock_is_sure: bool = True
    ahead: int | None = 0
    spoke: bool = False
    others: set[int] = field(default_factory=set)
    menus: list[Menu] = field(default_factory=list)
    written_at: int | None = None

    @property
    def now(self) -> int:
        """Give the instant of this turn (ms UTC)."""
        return self.db.now

    def is_past(self, instant: int) -> bool:
        """Tell whether an instant is over by every clock that we know of: by a wrong one everything may seem to be."""
        return self.ahead is not None and instant <= self.now - self.ahead

    def words(self, person: Person | None = None) -> Words:
        """Speak the language of a person, the turn's own by default."""
        return Words(self.library, (person or self.person).locale)

    async def refresh(self) -> None:
        """Read the turn's person again after something about her was written."""
        fresh = await people.get(self.db, self.person.person_id)
        if fresh is not None:
            self.person = fresh

    def name_of(self, human: Person | None) -> str:
        """Give the name of who looks after the turn's person, or the practice's where there is nobody."""
        return human.name if human is not None else self.practice.name

    async def say(  # noqa: PLR0913 -- the columns of a row that differ from what its kind promises
        self,
        kind: str,
        screen: Screen,
        *,
        to: Person | None = None,
        edits: int | None = None,
        expires_at: int | None = None,
        appointment_id: int | None = None,
        about: int | None = None,
        due_at: int | None = None,
    ) -> int:
        """Write something to be said now into the ledger and give its id.

        ``edits`` is the ledger id of the bubble that these words replace. The words are about the turn's person, or
        the one that ``about`` names, and are sealed with her key, whoever reads them. ``due_at`` lies in the past where
        what it answers was written then.
        """
        listener = to or self.person
        promise = kinds.KINDS[kind]
        message = Message(
            message_id=self.db.new_id(),
            person_id=listener.person_id,
            subject_id=about or self.person.person_id,
            kind=kind,
            priority=promise.priority,
            due_at=self.now if due_at is None else min(due_at, self.now),
            not_before=self.now,
            expires_at=expires_at or (self.now + promise.lifetime if promise.lifetime else None),
            edits=edits,
            appointment_id=appointment_id,
            template=screen.template,
            template_version=screen.version,
            locale=screen.locale,
            body=screen.dump(),
        )
        await messages.add(self.db, message)
        if edits is not None:
            await endings.merge_edits(self.db, message.message_id, edits)
        self.note_spoken(listener.person_id)
        return message.message_id

    async def show(self, screen: Screen, *, anchor: int | None, to: Person | None = None) -> int:
        """Answer a tap: replace the bubble it was on, or write a new one when there is none."""
        if anchor is None:
            return await self.say("reply", screen, to=to)
        await self.say("receipt", screen, to=to, edits=anchor)
        return anchor

    def note_spoken(self, person_id: int) -> None:
        """Remember whose queue has to be looked at after the commit."""
        if person_id == self.person.person_id:
            self.spoke = True
        else:
            self.others.add(person_id)

    def offer_menu(self, menu: Menu) -> None:
        """Ask for a person's command menu to be set after the commit."""
        self.menus.append(replace(menu))
