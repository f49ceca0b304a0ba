"""A condition that clients come with: what may be said about it, where it is felt, and when it is not our business.

It refuses to diagnose: a therapist chooses the condition, and the words only say what is known of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from content.codes import CONDITIONS, PUSHES, REGIONS
from content.exercises import unsigned
from content.fields import Fields
from content.problem import Problem
from content.routines import Routine
from content.sheet import Sheet

LONGEST_FACTS = 320
"""Characters that a phone shows without scrolling."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition without words; with `push` at `therapist_only` no routine comes by itself, whatever it is."""

    version: int
    push: str
    regions: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """How one condition reads: facts, how strong the evidence is, what to do by today's pain, and when to get help."""

    facts: str
    evidence: str
    green: str
    amber: str
    red: str
    stop: str


def records(sheet: Sheet, problems: list[Problem]) -> dict[str, Condition]:
    """Read all conditions of a sheet, by code."""
    return {key: _record(key, Fields(sheet, (key,), problems)) for key in sheet.data}


def _record(key: str, fields: Fields) -> Condition:
    if key not in CONDITIONS:
        fields.complain("", "is no condition of codes.py; use one of its codes")
    unsigned(fields)
    condition = Condition(
        version=fields.number("version", 1, 10_000),
        push=fields.code("push", PUSHES),
        regions=fields.codes("regions", REGIONS),
        sources=fields.texts("sources"),
    )
    fields.finish()
    return condition


def suiting(condition_id: str, routines: Mapping[str, Routine]) -> tuple[str, ...]:
    """List the routines that suit a condition, its own first; a routine that names none suits them all."""
    own = [key for key, routine in routines.items() if condition_id in routine.conditions]
    return (*own, *(key for key, routine in routines.items() if not routine.conditions))


def words(sheet: Sheet, problems: list[Problem]) -> dict[str, ConditionWords]:
    """Read the words of all conditions in one language, by code."""
    return {key: _words(Fields(sheet, (key,), problems)) for key in sheet.data}


def _words(fields: Fields) -> ConditionWords:
    said = ConditionWords(
        facts=fields.text("facts"),
        evidence=fields.text("evidence"),
        green=fields.text("green"),
        amber=fields.text("amber"),
        red=fields.text("red"),
        stop=fields.text("stop"),
    )
    if len(said.facts) > LONGEST_FACTS:
        fields.complain("facts", f"has {len(said.facts)} characters; a phone shows {LONGEST_FACTS}: make it shorter")
    fields.finish()
    return said
