"""A card to read under /learn: what massage is, what to expect, what a popular claim is worth, comfort on a hard day.

It refuses to repeat a claim without saying how strong it is. Conditions and techniques carry their own cards.
"""

from dataclasses import dataclass

from content.exercises import unsigned
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

GROUPS = ("massage", "visit", "claims", "comfort")
"""In the order in which they are offered."""

LONGEST_CARD = 640
"""Characters of text and evidence together: a card is asked for, so it may take two screens."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card without words."""

    version: int
    group: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardWords:
    """How one card reads; `evidence` says how strong the ground is, None where nothing is claimed."""

    title: str
    text: str
    evidence: str | None


def records(sheet: Sheet, problems: list[Problem]) -> dict[str, Card]:
    """Read all cards of a sheet, by id."""
    return {key: _record(Fields(sheet, (key,), problems)) for key in sheet.data}


def _record(fields: Fields) -> Card:
    unsigned(fields)
    card = Card(
        version=fields.number("version", 1, 10_000),
        group=fields.code("group", GROUPS),
        sources=fields.texts("sources"),
    )
    fields.finish()
    return card


def words(sheet: Sheet, problems: list[Problem]) -> dict[str, CardWords]:
    """Read the words of all cards in one language, by id."""
    return {key: _words(Fields(sheet, (key,), problems)) for key in sheet.data}


def _words(fields: Fields) -> CardWords:
    said = CardWords(fields.text("title"), fields.text("text"), fields.text_or_none("evidence"))
    length = len(said.text) + len(said.evidence or "")
    if length > LONGEST_CARD:
        fields.complain("text", f"and evidence have {length} characters together; at most {LONGEST_CARD}")
    fields.finish()
    return said
