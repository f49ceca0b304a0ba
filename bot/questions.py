"""Owns the questions about a practice and what counts as an answer to each; refuses to keep the answers.

The operator's texts are in English only; nobody reads them in Telegram.
"""

from collections.abc import Callable
from difflib import get_close_matches
from zoneinfo import available_timezones

from bot import countries
from bot.settings import LOCALES
from bot.terminal import Terminal
from care.moments import local
from content.places.search import Place, search

MOST_PLACES = 6
LONGEST_NAME = 60


def name(terminal: Terminal, default: str) -> str:
    """Ask what the practice is called."""
    return terminal.ask("Name of the practice, as clients read it", _name, default)


def country(terminal: Terminal, default: str) -> str:
    """Ask for the country; it decides which emergency numbers are shown."""
    terminal.say("", "The country decides which emergency numbers clients are shown.")
    return terminal.ask("Country, as two letters or a name", _country, default)


def zone(terminal: Terminal, where: str, default: str, now: int) -> str:
    """Ask for a city or a zone until the time there is confirmed; ``now`` in ms UTC."""
    terminal.say("", "The practice's time: type the city, or the nearest big one.")
    while True:
        places = terminal.ask("City", _places(where), default)
        chosen = places[0].zone if len({place.zone for place in places}) == 1 else _one_of(terminal, places).zone
        if terminal.agree(f"In {chosen} it is now {local(now, chosen):%A, %d %B %Y, %H:%M}. Is that right?"):
            return chosen


def language(terminal: Terminal, default: str) -> str:
    """Ask for the language of last resort."""
    terminal.say("", "Clients are spoken to in their own language: English, Spanish or German.")
    return terminal.ask(f"And where Interlude does not speak it ({', '.join(LOCALES)})", _language, default)


def _name(text: str) -> str:
    if not 1 <= len(text) <= LONGEST_NAME or not text.isprintable():
        raise ValueError(f"A name has 1 to {LONGEST_NAME} characters.")
    return text


def _country(text: str) -> str:
    code = countries.find(text)
    if code is None:
        near = get_close_matches(text.title(), countries.names().values(), n=1)
        raise ValueError(
            "No country is called that" + (f"; did you mean {near[0]}?" if near else ", try its two letters.")
        )
    return code


def _places(where: str) -> Callable[[str], list[Place]]:
    def understand(text: str) -> list[Place]:
        if text in available_timezones():
            return [Place(text, where, text, 0)]
        found = search(f"{text}, {countries.names()[where]}", MOST_PLACES) if "," not in text else search(text)
        if not found:
            raise ValueError("No city begins like that; try a bigger one nearby, or a zone such as Europe/Berlin.")
        exact = [place for place in found if place.name.casefold() == text.casefold()]
        return exact or found

    return understand


def _one_of(terminal: Terminal, places: list[Place]) -> Place:
    def understand(text: str) -> Place:
        if not text.isdecimal() or not 1 <= int(text) <= len(places):
            raise ValueError(f"Please answer with a number from 1 to {len(places)}.")
        return places[int(text) - 1]

    for number, place in enumerate(places, start=1):
        parts = [place.name, place.region, countries.names().get(place.country, place.country)]
        terminal.say(f"  {number}  {', '.join(part for part in parts if part)} ({place.zone})")
    return terminal.ask("Which one", understand, "1")


def _language(text: str) -> str:
    if text.casefold() not in LOCALES:
        raise ValueError(f"Please answer with one of {', '.join(LOCALES)}.")
    return text.casefold()
