"""Owns the finding of a city by what a person typed; refuses to guess when nothing begins with it.

The table is one run of bytes, biggest city first, searched in place: 70,000 records as objects would cost 50 MB.
A line is ``|key|key|...|<tab>name<tab>country<tab>region<tab>zone<tab>population``; its first key is the name, folded.
"""

import gzip
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

TABLE = Path(__file__).with_name("cities.tsv.gz")

_LETTERS = str.maketrans({"æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "œ": "oe"})
_COUNTRY_LANGUAGES = ("en", "es", "de")
_NICKNAMES = {"usa": "US", "eeuu": "US", "ee uu": "US", "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB"}


SHORTEST = 3
"""Letters of a name that nobody takes for "no" or "ok"."""


@dataclass(frozen=True, slots=True)
class Place:
    """A city that a person may live in.

    Attributes:
        name: as GeoNames spells it in English or the local language.
        country: ISO 3166 code of two letters.
        zone: IANA zone.
        population: people, the latest number known.
        region: the state, in the United States only, where one name lies in several zones; else empty.
    """

    name: str
    country: str
    zone: str
    population: int
    region: str = ""


def search(text: str, limit: int = 6) -> list[Place]:
    """Find the cities that a person may mean, best first.

    A name typed in full goes before one that only begins so, a city's own name before its other names
    (Wien, CDMX, Nueva York), a bigger city before a smaller one. Accents, case and dashes don't matter.
    "Berlin, Germany", "Portland Maine" and "Portland, ME" narrow by country or state; a hint that fits nowhere is
    ignored.

    Args:
        text: whatever came; anything without letters finds nothing.
        limit: how many at most; places of one name, country and zone count once.
    """
    name, _, hint = (fold(part) for part in text.partition(","))
    found: list[Place] = []
    if hint and len(name) > 1:
        found = _find(name, _fits(hint), limit) or _find(fold(text), _anywhere, limit)
    found = found or _find(name, _anywhere, limit)
    if not found and " " in name:
        name, _, hint = name.rpartition(" ")
        found = _find(name, _fits(hint), limit)
    return found


def is_city(text: str) -> bool:
    """Tell whether a text is a city's name in full, with or without where it lies."""
    name = fold(text.partition(",")[0])
    return len(name) >= SHORTEST and re.search(rb"\|" + re.escape(name.encode()) + rb"[|\t]", _table()) is not None


@cache
def zone_names() -> tuple[str, ...]:
    """Tell every IANA zone that a city of the table lies in, sorted."""
    return tuple(sorted({zone.decode() for zone in re.findall(rb"\t([^\t]+)\t\d+\n", _table())}))


@cache
def country_of(zone: str) -> str | None:
    """Tell the country of a zone's biggest city, or None for a zone without one."""
    found = re.search(rb"\t([A-Z]{2})\t[^\t\n]*\t" + re.escape(zone.encode()) + rb"\t\d+\n", _table())
    return found.group(1).decode() if found else None


def fold(text: str) -> str:
    """Reduce a name to what people agree on when they type it: "São  Tomé-Sul" becomes "sao tome sul"."""
    bare = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    kept = (letter if letter.isalnum() else " " for letter in bare if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


@cache
def _table() -> bytes:
    return gzip.decompress(TABLE.read_bytes())


def _find(words: str, fits: Callable[[Place], bool], limit: int) -> list[Place]:
    if not words:
        return []
    typed = b"|" + words.encode()
    found: dict[tuple[str, str, str], Place] = {}
    for pattern in (typed + b"|", typed):  # the whole name, then its beginning
        by_own_name = found
        by_other_name: dict[tuple[str, str, str], Place] = {}
        for own_name, place in _hits(pattern):
            if len(by_own_name) >= limit:
                break
            if fits(place):
                group = by_own_name if own_name else by_other_name
                group.setdefault((place.name, place.country, place.zone), place)
        found = by_own_name | by_other_name
    return list(found.values())[:limit]


def _hits(pattern: bytes) -> Iterator[tuple[bool, Place]]:
    """Yield the places whose keys hold the pattern, and whether it is their own name: a line's first key."""
    table = _table()
    at = table.find(pattern)
    while at >= 0:
        start, end = table.rindex(b"\n", 0, at) + 1, table.index(b"\n", at)
        _, name, country, region, zone, population = table[start:end].decode().split("\t")
        yield at == start, Place(name, country, zone, int(population), region)
        at = table.find(pattern, end)


def _anywhere(_: Place) -> bool:
    return True


def _fits(hint: str) -> Callable[[Place], bool]:
    countries = _countries()
    named = {code for name, code in countries.items() if name == hint}
    codes = named or {code for name, code in countries.items() if name.startswith(hint)}
    return lambda place: place.country in codes or (place.region != "" and fold(place.region).startswith(hint))


@cache
def _countries() -> dict[str, str]:
    names = dict(_NICKNAMES)
    for language in _COUNTRY_LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():  # noqa: PLR2004 - ISO 3166; longer codes are continents
                names |= {fold(name): code, code.casefold(): code}
    return names
