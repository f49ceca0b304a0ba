"""Reads what one language says of red flags, checks it line by line, and joins it with the rules.

It refuses to let a practice's own folder take a word away: what stands there is only added.
"""

import re
from collections.abc import Iterable
from math import prod

from content.codes import RED_FLAGS
from content.fields import Fields
from content.problem import Problem
from content.redflags.lexicon import MOST_FORMS, PhraseError, forms
from content.redflags.rules import RAISED, RuleBook
from content.redflags.screen import RedFlags
from content.redflags.spans import MARKERS
from content.sheet import Sheet

_CHOICE = r"\*?[^\W\d_]+\*?(?:/\*?[^\W\d_]+\*?)*"
_PART = rf"(?:{_CHOICE}|\({_CHOICE}\))"
PLAIN = re.compile(rf"{_PART}(?: (?:{_PART}|\.\.))*(?: {_PART})?(?<!\.)")
NOTHING = "_"
"""What stands for "not heard" in a line of `sounds`."""


def red_flags(book: RuleBook, sheets: Iterable[Sheet], name: str, problems: list[Problem]) -> RedFlags:
    """Read the files of one language, the shipped one first; `name` is the shipped file, for what is missing in all."""
    asked = book.asked_for() | set(MARKERS)
    words: dict[str, tuple[str, ...]] = {}
    phrases: dict[tuple[str, str], tuple[str, ...]] = {}
    sounds: list[tuple[str, str]] = []
    ordinary: list[str] = []
    for sheet in sheets:
        top = Fields(sheet, (), problems)
        _add_words(sheet, top, asked, words, problems)
        _add_phrases(sheet, top, phrases, problems)
        sounds += _sounds(top) if top.has("sounds") else ()
        ordinary += top.texts("ordinary") if top.raw("ordinary") else ()
        top.finish()
    missing = "has no words in this language; add at least one"
    problems += [Problem(name, 0, f"words.{concept}", missing) for concept in sorted(asked - words.keys())]
    return RedFlags(book, words, phrases, tuple(sounds), tuple(ordinary))


def _add_words(
    sheet: Sheet, top: Fields, asked: set[str], words: dict[str, tuple[str, ...]], problems: list[Problem]
) -> None:
    if top.raw("words") is None:
        return
    fields = top.under("words")
    for concept in fields.given():
        if concept not in asked:
            fields.complain(concept, "is asked for by no rule; take it out, or write it as in records/redflags.yaml")
        words[concept] = words.get(concept, ()) + _readable(sheet, ("words", concept), fields.texts(concept), problems)


def _add_phrases(
    sheet: Sheet, top: Fields, phrases: dict[tuple[str, str], tuple[str, ...]], problems: list[Problem]
) -> None:
    if top.raw("phrases") is None:
        return
    for category in top.under("phrases").given():
        fields = top.under("phrases").under(category)
        if category not in RED_FLAGS:
            fields.complain("", f"is no red-flag category; known are: {', '.join(sorted(RED_FLAGS))}")
            continue
        for urgency in fields.given():
            if urgency not in RAISED:
                fields.complain(urgency, f"is no urgency; use one of: {', '.join(RAISED)}")
                continue
            lines = _readable(sheet, ("phrases", category, urgency), fields.texts(urgency), problems)
            phrases[category, urgency] = phrases.get((category, urgency), ()) + lines


def _readable(sheet: Sheet, path: tuple[str, ...], lines: tuple[str, ...], problems: list[Problem]) -> tuple[str, ...]:
    """Keep the lines that can be read; each other one is a problem at its own place."""
    kept = []
    for place, line in enumerate(lines):
        try:
            if not _is_plain(line):  # most are, and writing all of them out would cost half of a start
                list(forms(line))
        except PhraseError as error:
            where = sheet.line(*path, str(place))
            problems.append(Problem(sheet.file, where, ".".join(path), f"{error}: {line}"))
        else:
            kept.append(line)
    return tuple(kept)


def _is_plain(line: str) -> bool:
    """Tell whether a line is sure to be readable: only letters and the usual signs, and not too many forms."""
    if line.replace(" ", "").isalpha():
        return True
    if not PLAIN.fullmatch(line):
        return False
    forms_of = (part.count("/") + 1 + part.startswith("(") for part in line.split())
    return "(" not in line[:1] and prod(forms_of) <= MOST_FORMS


def _sounds(top: Fields) -> list[tuple[str, str]]:
    pairs = []
    for line in top.texts("sounds"):
        written, _, heard = line.partition(" ")
        if not heard or " " in heard:
            top.complain("sounds", f"needs two parts, what is written and what is heard, like v b: {line}")
        pairs.append((written, "" if heard == NOTHING else heard))
    return pairs
