"""Owns pain by treated area: where a check-in asks and what is asked next; refuses to weigh one area against another.

With one area or none a check-in asks for one number. The day's pain is that of its worst area.
"""

from collections.abc import Mapping

from care import intake
from care.turn import Turn
from care.words import Words
from storage.check_ins import CheckIn

# More taps than that are no short check-in any more; the first on her file are her main ones.
MOST = 3
LEAST = 2


async def asked(turn: Turn) -> tuple[str, ...]:
    """Give where the turn's client is asked for pain, in the order of asking; nothing when one number is enough."""
    hers = (await intake.areas_of(turn, turn.person.person_id))[:MOST]
    return hers if len(hers) >= LEAST else ()


async def following(turn: Turn, day: CheckIn | None) -> str | None:
    """Give where a day's check-in asks next; None when it asks for one number, or no more."""
    told = day.areas if day is not None else {}
    if len(told) >= MOST:
        return None
    return next((area for area in await asked(turn) if area not in told), None)


def named(words: Words, told: Mapping[str, float]) -> list[dict[str, object]]:
    """Give pain by area for a page: the name in the reader's language and the number."""
    return [{"name": name(words, area), "pain": pain} for area, pain in told.items()]


def name(words: Words, area: str) -> str:
    """Give what an area is called in the reader's language."""
    return words.library.name("region", area, words.locale)
