"""Owns what a country's name or code says: its letters, a language, a zone; refuses to guess at a misspelt one."""

from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

from content.places.search import fold, search

SPOKEN = ("en", "es", "de")
NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
CODE_LENGTH = 2
NICKNAMES = {
    "america": "US",
    "czech republic": "CZ",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "ivory coast": "CI",
    "scotland": "GB",
    "turkey": "TR",
    "uae": "AE",
    "uk": "GB",
    "usa": "US",
    "wales": "GB",
}


@cache
def names() -> dict[str, str]:
    """Give each country's English name by its ISO code of two letters."""
    territories = Locale.parse("en").territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == CODE_LENGTH and code.isalpha() and code not in NOT_COUNTRIES
    }


def find(text: str) -> str | None:
    """Give the code of a country by its code or its name in English, Spanish or German; None when there is none."""
    if text.strip().upper() in names():
        return text.strip().upper()
    wanted = fold(text)
    for locale in SPOKEN:
        spoken: Mapping[str, str] = Locale.parse(locale).territories
        for code, name in spoken.items():
            if code in names() and fold(name) == wanted:
                return code
    return NICKNAMES.get(wanted)


def language_for(country: str) -> str:
    """Give the one of our languages that a country most likely reads; English where none of them is official."""
    official = get_official_languages(country, de_facto=True)
    return next((language for language in official if language in SPOKEN), "en")


def zone_for(country: str) -> str:
    """Give the zone of a country's biggest city that has a zone of its own, UTC when there is none."""
    zones = [zone for zone, where in get_global("zone_territories").items() if where == country and "/" in zone]
    best = (-1, "UTC")
    for zone in sorted(set(zones) & available_timezones()):
        city = zone.rpartition("/")[2].replace("_", " ")
        for place in search(f"{city}, {names()[country]}", limit=1):
            if place.country == country and place.zone == zone:
                best = max(best, (place.population, zone))
    return best[1] if best[0] >= 0 else next(iter(sorted(zones)), "UTC")
