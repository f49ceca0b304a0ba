"""Owns the lexicon of red flags: patterns per language, each with its category and urgency; refuses to apply them.

The patterns meet text without case, accents or punctuation. They are content: a clinician reviews them like words.
"""

import re
from dataclasses import dataclass

from content.codes import RED_FLAGS, URGENCIES
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Flag:
    """One pattern that raises a category; ``urgency`` is emergency, same_day or tell_therapist."""

    category: str
    urgency: str
    pattern: re.Pattern[str]


def flags(sheet: Sheet, problems: list[Problem]) -> tuple[Flag, ...]:
    """Read ``category: {urgency: [pattern, ...]}``."""
    found: list[Flag] = []
    for category in sheet.data:
        fields = Fields(sheet, (category,), problems)
        if category not in RED_FLAGS:
            fields.complain("", "is no red-flag category")
        for urgency in fields.given():
            if urgency not in URGENCIES:
                fields.complain(urgency, "is no urgency; use emergency, same_day or tell_therapist")
            for text in fields.texts(urgency):
                try:
                    found.append(Flag(category, urgency, re.compile(rf"\b(?:{text})\b")))
                except re.error as error:
                    fields.complain(urgency, f"holds a pattern that can't be read ({error}): {text}")
        fields.finish()
    return tuple(found)
