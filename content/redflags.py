"""The lexicon of red flags in one language: patterns, each with its category and urgency.

It refuses to apply them: `care.safety` does, on text without case, accents or punctuation. They are content, and a
clinician reviews them like words.
"""

import re
import unicodedata
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
    """One pattern that raises a category; ``urgency`` is emergency, same_day or tell_therapist, ``text`` as written."""

    category: str
    urgency: str
    pattern: re.Pattern[str]
    text: str


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
                wrong, flag = _read(category, urgency, text)
                if wrong:
                    line = sheet.line(category, urgency, str(place))
                    problems.append(Problem(sheet.file, line, f"{category}.{urgency}", f"{wrong}: {text}"))
                elif flag is not None:
                    found.append(flag)
    return tuple(found)


def _read(category: str, urgency: str, text: str) -> tuple[str, Flag | None]:
    """Give what is wrong with a pattern, or nothing and the flag."""
    if _folded(text) != text:
        return "has capitals or accents, which no text has when it is screened; write small plain letters", None
    try:
        return "", Flag(category, urgency, re.compile(rf"\b(?:{text})\b"), text)
    except re.error as error:
        return f"holds a pattern that can't be read ({error})", None


def _folded(text: str) -> str:
    """Fold letters as the screen folds them; a pattern that this changes could never meet anything."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def all_categories(found: Iterable[Flag], file: str) -> Iterator[Problem]:
    """Check that a language has words for every category: one that it lacks would never call anybody."""
    for category in sorted(RED_FLAGS - {flag.category for flag in found}):
        yield Problem(file, 0, category, "has no patterns in this language; add at least one")
