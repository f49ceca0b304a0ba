"""Owns the one point through which every free text of a client passes first; refuses to diagnose or to reassure.

Rules decide, never a model. This first screen knows the plainest emergency sentences of each language; it looks for
the words of the lexicon in ``content`` and errs towards calling a human.
"""

import re
import unicodedata
from dataclasses import dataclass

from care import alerts
from care.turn import Turn
from content.library import Library
from content.redflags import Flag

APOSTROPHES = str.maketrans({"’": "'", "`": "'", "´": "'"})


@dataclass(frozen=True)
class Finding:
    """What a text may mean: a red-flag category and its urgency (emergency, same_day or tell_therapist)."""

    category: str
    urgency: str


URGENCIES = ("emergency", "same_day", "tell_therapist")


def normalised(text: str) -> str:
    """Fold case, accents, apostrophes and white space, so that spelling never hides a meaning."""
    folded = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).casefold()
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w']+", " ", letters).split())


def screen(text: str, flags: tuple[Flag, ...]) -> Finding | None:
    """Give the most urgent flag that a text raises, or None."""
    plain = normalised(text)
    found = [Finding(flag.category, flag.urgency) for flag in flags if flag.pattern.search(plain)]
    return min(found, key=lambda finding: URGENCIES.index(finding.urgency)) if found else None


def screen_all(text: str, library: Library) -> Finding | None:
    """Screen in every language: people in need write in the one that comes first."""
    found = [finding for locale in library.locales if (finding := screen(text, library.red_flags(locale)))]
    return min(found, key=lambda finding: URGENCIES.index(finding.urgency)) if found else None


async def answer(turn: Turn, finding: Finding, words: str) -> None:
    """Say at once what to do, with the numbers of her country, and call a human in the same transaction."""
    numbers = turn.library.emergency(turn.person.country)
    human = await alerts.therapist_of(turn)
    screen_ = turn.words().screen(
        f"safety.{'crisis' if finding.category == 'suicidality' else finding.urgency}",
        emergency=numbers.emergency,
        verified=numbers.verified,
        crisis=numbers.crisis,
        who=human.name if human else turn.practice.name,
        closed=alerts.closed_now(turn),
    )
    await turn.say("safety_reply", screen_)
    await alerts.raise_for(turn, "red_flag", finding.urgency, urgent=finding.urgency == "emergency", words=words[:600])
