"""The lexicon of red flags in one language: patterns, each with its category and urgency.

It refuses to apply them: `care.safety` does, on text without case, accents or punctuation. They are content, and a
clinician reviews them like words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from content.codes import RED_FLAGS
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

RAISED = ("emergency", "same_day", "tell_therapist")
"""Urgencies that a pattern can raise; what is not urgent has no pattern."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One pattern that raises a category; ``urgency`` is emergency, same_day or tell_therapist."""

    category: str
    urgency: str
    pattern: re.Pattern[str]


def flags(sheet: Sheet, problems: list[Problem]) -> tuple[Flag, ...]:
    """Read `category: {urgency: [pattern, ...]}`; each wrong pattern is a problem at its own line."""
    found: list[Flag] = []
    for category in sheet.data:
        fields = Fields(sheet, (category,), problems)
        if category not in RED_FLAGS:
            fields.complain("", f"is no red-flag category; known are: {', '.join(sorted(RED_FLAGS))}")
        for urgency in fields.given():
            if urgency not in RAISED:
                fields.complain(urgency, f"is no urgency; use one of: {', '.join(RAISED)}")
            for place, text in enumerate(fields.texts(urgency)):
                try:
                    found.append(Flag(category, urgency, re.compile(rf"\b(?:{text})\b")))
                except re.error as error:
                    line = sheet.line(category, urgency, str(place))
                    mend = f"holds a pattern that can't be read ({error}): {text}"
                    problems.append(Problem(sheet.file, line, f"{category}.{urgency}", mend))
    return tuple(found)


def all_categories(found: Iterable[Flag], file: str) -> Iterator[Problem]:
    """Check that a language has words for every category: one that it lacks would never call anybody."""
    for category in sorted(RED_FLAGS - {flag.category for flag in found}):
        yield Problem(file, 0, category, "has no patterns in this language; add at least one")
