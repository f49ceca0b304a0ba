"""Turns templates and facts into what a person reads, in one language: Jinja2 with few, chosen filters.

It refuses missing facts, facts that are None, HTML from outside, and characters that hide or turn text around.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal
from jinja2 import Environment, StrictUndefined, Template, UndefinedError

from content.vocabulary import Formats

NAME_LENGTH = 64
_HIDDEN = frozenset(("Cf", "Cc", "Cs"))


def visible(text: str) -> str:
    """Strip what can't be seen but acts: bidirectional controls, zero-width characters, control characters."""
    if text.isascii() and text.isprintable():
        return str(text)  # a plain string: one that claims to be safe HTML would pass unescaped
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in _HIDDEN)


def clean(text: str) -> str:
    """Make a name safe to stand in a sentence: visible, on one line, at most 64 characters."""
    shown = " ".join(visible(text).split())
    return shown if len(shown) <= NAME_LENGTH else shown[: NAME_LENGTH - 1].rstrip() + "…"


def sentence(text: str) -> str:
    """Begin with a capital and leave the rest as it is ("tomorrow, Anna" → "Tomorrow, Anna")."""
    return text[:1].upper() + text[1:]


def local(at: int, zone: str) -> datetime:
    """Turn milliseconds UTC into the wall clock of an IANA zone."""
    return datetime.fromtimestamp(at // 1000, _zone(zone))


@lru_cache(maxsize=512)
def _zone(zone: str) -> ZoneInfo:
    return ZoneInfo(zone)


def clock(at: int, zone: str) -> str:
    """Write the time of day, 24 hours in every language: 18:30."""
    return f"{local(at, zone):%H:%M}"


def shown_fact(fact: object) -> object:
    """Make a fact safe to render: strings lose what hides, also inside lists and mappings."""
    if isinstance(fact, str):
        return visible(fact)
    if isinstance(fact, Mapping):
        return {key: shown_fact(value) for key, value in fact.items()}
    if isinstance(fact, Sequence):
        return [shown_fact(value) for value in fact]
    return fact


def _never_none(value: object) -> object:
    """Refuse to print None: Ana would read the word."""
    if value is None:
        raise UndefinedError("a fact that this template prints is None")
    return value


def _plural(locale: Locale) -> Callable[..., str]:
    def plural(n: float, **forms: str) -> str:
        """Choose the form of a word for a number by the language's own rule; `other` must always be there."""
        return forms.get(locale.plural_form(n), forms["other"])

    return plural


def _day_filters(formats: Formats) -> dict[str, Callable[..., str]]:
    def written(pattern: str) -> Callable[[int, str], str]:
        return lambda at, zone: format_datetime(local(at, zone), pattern, locale=formats.babel)

    day = written(formats.day)

    def relative_day(at: int, zone: str, now: int) -> str:
        """Say today, tomorrow, yesterday or the date, by the calendar of the zone and not by hours."""
        then, today = local(at, zone).date(), local(now, zone).date()
        near = {0: formats.today, 1: formats.tomorrow, -1: formats.yesterday}
        return near.get((then - today).days) or formats.on_day.replace("{day}", day(at, zone))

    return {
        "clock": clock,
        "day": day,
        "day_clock": written(formats.day_clock),
        "short_day": written(formats.short_day),
        "month": written(formats.month),
        "relative_day": relative_day,
    }


def _word_filters(locale: Locale) -> dict[str, Callable[..., object]]:
    def zone_name(zone: str) -> str:
        """Name a zone by its city: Europe/Berlin → Berlin."""
        known = get_timezone_location(zone, locale=locale, return_city=True) if "/" in zone else zone
        return known.rpartition("/")[2].replace("_", " ")  # Babel says Argentina/Buenos Aires

    return {
        "number": lambda n: format_decimal(n, locale=locale),
        "join_list": lambda items: format_list([str(item) for item in items], locale=locale),
        "zone_name": zone_name,
        "country_name": lambda country: locale.territories.get(country.upper(), country),
        "clean": clean,
        "sentence": sentence,
        "length": len,
    }


def environment(formats: Formats, *, html: bool) -> Environment:
    """Build Jinja2 for one language; `html` escapes all facts for Telegram's HTML.

    Only our own filters and `plural` are there: `safe` would open the door that autoescape closes.
    """
    made = Environment(
        autoescape=html,  # noqa: S701 - buttons and toasts are plain text to Telegram; escaping would show &amp;
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_never_none,
    )
    made.filters.clear()
    made.filters.update(_day_filters(formats), **_word_filters(formats.babel))
    made.globals.clear()
    made.globals["plural"] = _plural(formats.babel)
    return made


def render(template: Template, facts: Mapping[str, object]) -> str:
    """Fill a template; raises `jinja2.UndefinedError` when it prints a fact that is missing or None."""
    return template.render({name: shown_fact(fact) for name, fact in facts.items()}).strip()
