"""Owns what there is to read, by topic, in one bubble, and how a therapist sends a card; refuses to note who reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from care import cards, gate, shelving
from care.moments import MINUTE
from care.screen import Button, Rows, Screen, TapError, Toast
from care.turn import Turn
from care.words import Words, plain
from content import learn, sources
from content.library import Library
from storage import audit, messages
from storage.people import Person

TOPICS = (*learn.GROUPS, "conditions", "techniques")
PAGE = 6
SUITING = 3


@dataclass(frozen=True)
class Reading:
    """One thing to read, in one language; ``stop`` says when to see a doctor, None where nothing can be urgent."""

    title: str
    text: str
    evidence: str | None
    stop: str | None
    sources: tuple[str, ...]
    reviewed: bool

    def facts(self) -> dict[str, Any]:
        """Give what its screens are worded with."""
        return {"shown": self, "sources": "; ".join(sources.named(self.sources))}


@dataclass(frozen=True)
class Shelf:
    """Where the reader stands: on her own account, or as a therapist who looks for something for a client."""

    words: Words
    client: int | None = None

    def button(self, key: str, action: str, *args: str | int) -> Button:
        """Make a button of this shelf that is named in the library."""
        return self.words.button(key, *self._led(action), *args)

    def named(self, label: str, action: str, *args: str | int) -> Button:
        """Make a button of this shelf with a title of its own."""
        return plain(label, *self._led(action), *args)

    def _led(self, action: str) -> tuple[str, *tuple[int, ...]]:
        return ("lr." + action,) if self.client is None else ("lg." + action, self.client)


def of_topic(library: Library, topic: str) -> tuple[str, ...]:
    """Give the ids of what there is to read on a topic, in its order; TapError for a topic that there never was."""
    if topic not in TOPICS:
        raise TapError(f"topic {topic}")
    other: Mapping[str, Mapping[str, object]] = {
        "conditions": library.guide.conditions,
        "techniques": library.guide.techniques,
    }
    if topic in other:
        return tuple(other[topic])
    return tuple(key for key, card in library.guide.cards.items() if card.group == topic)


def reading(library: Library, key: str, locale: str) -> Reading | None:
    """Give a card, a condition or a technique as it reads in a language, or None when the library has it no more."""
    guide, said = library.guide, library.guide_words(locale)
    if key in guide.cards:
        card, of_card = guide.cards[key], said.cards[key]
        reviewed = library.is_approved("card", key, locale)
        return Reading(of_card.title, of_card.text, of_card.evidence, None, card.sources, reviewed)
    if key in guide.conditions:
        condition, told = guide.conditions[key], said.conditions[key]
        name, reviewed = library.name("condition", key, locale), library.is_approved("condition", key, locale)
        return Reading(name, told.facts, told.evidence, told.stop, condition.sources, reviewed)
    if key in guide.techniques:
        technique, how = guide.techniques[key], said.techniques[key]
        name, reviewed = library.name("technique", key, locale), library.is_approved("technique", key, locale)
        return Reading(name, how.about, how.evidence, None, technique.sources, reviewed)
    return None


async def open_(turn: Turn) -> None:
    """Answer /learn: the topics, in a bubble of their own."""
    await turn.say("reply", _topics(Shelf(turn.words())))


async def topics(turn: Turn, reader: Person, anchor: int, client: int | None = None) -> Toast | None:
    """Show the topics again; for a client, only when her therapist has confirmed her."""
    if client is not None and not await cards.confirmed(turn):
        return turn.words(reader).toast("card.not_confirmed")
    await turn.show(_topics(Shelf(turn.words(reader), client)), anchor=anchor, to=reader)
    return None


def _topics(shelf: Shelf) -> Screen:
    rows: list[tuple[Button, ...]] = [(shelf.button(f"learn.{topic}", "in", topic, 0),) for topic in TOPICS]
    if shelf.client is not None:
        rows.append((shelf.words.button("card.back_to_card", "cl.card", shelf.client),))
    return shelf.words.screen("learn.topics", tuple(rows))


async def show_topic(
    turn: Turn, reader: Person, anchor: int, topic: str, page: int, client: int | None = None
) -> Toast | None:
    """Show what there is to read on a topic, a page at a time."""
    shelf = Shelf(turn.words(reader), client)
    found = of_topic(turn.library, topic)
    shown = found[page * PAGE : (page + 1) * PAGE]
    if not shown:
        return shelf.words.toast("common.no_longer")
    rows: list[tuple[Button, ...]] = []
    for key in shown:
        card = reading(turn.library, key, reader.locale)
        rows += [(shelf.named(card.title, "see", key),)] if card else []
    if len(found) > (page + 1) * PAGE:
        rows.append((shelf.button("common.next", "in", topic, page + 1),))
    rows.append((shelf.button("common.back", *(("in", topic, page - 1) if page else ("top",))),))
    title = turn.library.button(f"learn.{topic}", reader.locale)
    await turn.show(shelf.words.screen("learn.topic", tuple(rows), topic=title), anchor=anchor, to=reader)
    return None


async def show_card(turn: Turn, reader: Person, anchor: int, key: str, client: int | None = None) -> Toast | None:
    """Show one card, with what lies before and behind it on its topic; below a condition the routines that suit it."""
    shelf = Shelf(turn.words(reader), client)
    card = reading(turn.library, key, reader.locale)
    if card is None:
        return shelf.words.toast("common.no_longer")
    rows = _around(turn.library, shelf, key)
    if client is not None:
        label = "routine.send" if card.reviewed else "routine.send_unreviewed"
        suits = turn.library.routines_for(key)[:SUITING] if key in turn.library.guide.conditions else ()
        rows = (
            (shelf.button(label, "ok", key),),
            *((shelving.named(shelf.words, client, routine),) for routine in suits),
            *rows,
        )
    await turn.show(shelf.words.screen("learn.card", rows, **card.facts()), anchor=anchor, to=reader)
    return None


def _around(library: Library, shelf: Shelf, key: str) -> Rows:
    topic = next(topic for topic in TOPICS if key in of_topic(library, topic))
    found = of_topic(library, topic)
    place = found.index(key)
    back = shelf.button("common.back", "in", topic, place // PAGE)
    if place + 1 == len(found):
        return ((back,),)
    return ((back, shelf.button("common.next", "see", found[place + 1])),)


async def give(turn: Turn, actor: Person, anchor: int, key: str) -> Toast | None:
    """Send the turn's client a card to read whenever it suits her; what no clinician reviewed is on her own word."""
    words, card = turn.words(actor), reading(turn.library, key, turn.person.locale)
    if card is None:
        return words.toast("common.no_longer")
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    if turn.person.reach != "open":
        return words.toast("card.unreachable", alert=True, name=turn.person.name)
    if await gate.is_minor_alone(turn):
        return words.toast("activity.minor", alert=True)
    given = turn.words().screen("learn.given", therapist=actor.name, **card.facts())
    if await _was_sent(turn, given):
        return words.toast("routine.already_sent")
    await audit.note(
        turn.db,
        "card sent" if card.reviewed else "unreviewed card sent on own word",
        actor=actor.person_id,
        subject=turn.person.person_id,
    )
    await turn.say("learn", given)
    rows = ((words.button("card.back_to_card", "cl.card", turn.person.person_id),),)
    await turn.show(words.screen("learn.sent", rows, name=turn.person.name, title=card.title), anchor=anchor, to=actor)
    return None


async def _was_sent(turn: Turn, given: Screen) -> bool:
    """Tell a second tap from a second wish."""
    for recent in await messages.of_person(turn.db, turn.person.person_id, turn.now - MINUTE):
        said = await messages.get(turn.db, recent.message_id) if recent.kind == "learn" else None
        if said is not None and said.body == given.dump():
            return True
    return False
