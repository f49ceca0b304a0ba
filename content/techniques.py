"""A technique of the treatment room: what it is, and what is said in the hours and days after it.

It refuses to send anything: when a step is due, and whether it still helps, is decided in `care`.
"""

from dataclasses import dataclass

from content.codes import TECHNIQUES
from content.exercises import unsigned
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

STEPS_H = (2, 24, 48)
"""Hours after the visit: the card, the question how it is, and the end."""

LONGEST_CARD = 320


@dataclass(frozen=True, slots=True)
class Technique:
    """One technique without words."""

    version: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TechniqueWords:
    """How one technique reads.

    `about` and `evidence` are its card under /learn. `normal`, `do`, `avoid` and `tell_us` make the card after 2 hours;
    `next_day` goes with the question after 24 hours, `two_days` closes after 48.
    """

    about: str
    evidence: str
    normal: str
    do: str
    avoid: str
    tell_us: str
    next_day: str
    two_days: str


def records(sheet: Sheet, problems: list[Problem]) -> dict[str, Technique]:
    """Read all techniques of a sheet, by code."""
    return {key: _record(key, Fields(sheet, (key,), problems)) for key in sheet.data}


def _record(key: str, fields: Fields) -> Technique:
    if key not in TECHNIQUES:
        fields.complain("", "is no technique of codes.py; use one of its codes")
    unsigned(fields)
    technique = Technique(
        version=fields.number("version", 1, 10_000),
        sources=fields.texts("sources"),
    )
    fields.finish()
    return technique


def words(sheet: Sheet, problems: list[Problem]) -> dict[str, TechniqueWords]:
    """Read the words of all techniques in one language, by code."""
    return {key: _words(Fields(sheet, (key,), problems)) for key in sheet.data}


def _words(fields: Fields) -> TechniqueWords:
    said = TechniqueWords(
        about=fields.text("about"),
        evidence=fields.text("evidence"),
        normal=fields.text("normal"),
        do=fields.text("do"),
        avoid=fields.text("avoid"),
        tell_us=fields.text("tell_us"),
        next_day=fields.text("next_day"),
        two_days=fields.text("two_days"),
    )
    card = sum(len(part) for part in (said.normal, said.do, said.avoid, said.tell_us))
    if card > LONGEST_CARD:
        fields.complain("normal", f"and do, avoid, tell_us have {card} characters together; at most {LONGEST_CARD}")
    fields.finish()
    return said
