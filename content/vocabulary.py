"""The names of codes and the forms of dates in one language.

It refuses to be a dictionary for sentences: those are messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from content.codes import NAMED
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

_WRITTEN = ("day", "day_clock", "short_day", "month", "today", "tomorrow", "yesterday", "on_day")


@dataclass(frozen=True, slots=True)
class Formats:
    """How a language writes days: Babel's locale and date patterns, and the words for near days."""

    babel: Locale
    day: str
    day_clock: str
    short_day: str
    month: str
    today: str
    tomorrow: str
    yesterday: str
    on_day: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's formats, and its names by kind and code."""

    formats: Formats
    names: Mapping[str, Mapping[str, str]]


def vocabulary(sheet: Sheet, base: Vocabulary | None, problems: list[Problem]) -> Vocabulary:
    """Read a language's `vocabulary.yaml` and lay it over `base`; unknown kinds and codes become problems."""
    top = Fields(sheet, (), problems)
    formats, names = top.under("formats"), _names(top.under("names"), sheet, problems)
    top.finish()
    if base is None:
        return Vocabulary(_formats(formats), names)
    merged = {kind: {**base.names[kind], **names[kind]} for kind in names}
    return Vocabulary(_formats(formats) if formats.given() else base.formats, merged)


def _formats(fields: Fields) -> Formats:
    code = fields.text("babel")
    try:
        babel = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        fields.complain("babel", "needs a language code that Babel knows, like en_GB")
        babel = Locale("en")
    formats = Formats(
        babel=babel,
        **{key: fields.text(key) for key in _WRITTEN},
    )
    if "{day}" not in formats.on_day:
        fields.complain("on_day", "needs {day} where the date goes")
    fields.finish()
    return formats


def _names(fields: Fields, sheet: Sheet, problems: list[Problem]) -> dict[str, dict[str, str]]:
    names = {}
    for kind, known in NAMED.items():
        fields.raw(kind)
        of_kind = Fields(sheet, ("names", kind), problems)
        names[kind] = {code: of_kind.text(code) for code in of_kind.given()}
        for code in names[kind].keys() - known:
            of_kind.complain(code, f"is no code of {kind}; known are: {', '.join(sorted(known))}")
    fields.finish()
    return names
