"""Owns what the library's words must not do: claim, frighten, run on, hide a placeholder, tell on a lock screen.

It refuses to look at a whole library: each lint judges one text and gives what it found; an empty list is well.
"""

import html
import re
from collections.abc import Iterable

from content.claims import claims, nocebo
from tests.content.reading import sentences_of, words_of

__all__ = ["claims", "nocebo"]

LONGEST_CUE = 25
LONGEST_PROACTIVE = 320
LOCK_SCREEN = 80
"""Characters of a message that a locked phone may show."""

_PLACEHOLDER = re.compile(r"[{}]|<[^>]*>|%\(?\w")
_SCORE = re.compile(r"\b\d{1,2}\s*/\s*10\b")


def long_cue(text: str) -> list[str]:
    """Find a cue of more than 25 words."""
    count = len(re.findall(r"[\w'’-]+", text))
    return [f"{count} words"] if count > LONGEST_CUE else []


def long_sentences(text: str, most: int) -> list[str]:
    """Find sentences with more words than a breath carries; a colon ends one."""
    return [sentence for sentence in sentences_of(text) if len(re.findall(r"[\w'’-]+", sentence)) > most]


def placeholders(text: str) -> list[str]:
    """Find braces, tags and percent signs of programs: the library's plain words are shown as they are."""
    return _PLACEHOLDER.findall(text)


def lock_screen(text: str, names: Iterable[str]) -> list[str]:
    """Find what a stranger may not read over a shoulder: a score, a condition, an area, in the first 80 characters."""
    shown = re.sub(r"<[^>]+>", "", text)[:LOCK_SCREEN].lower()
    known = [name for name in names if re.search(rf"\b{re.escape(name.lower())}\b", shown)]
    return [*known, *_SCORE.findall(shown)]


def familiar(text: str, locale: str) -> list[str]:
    """Find forms of tú and du: the library says usted and Sie."""
    forms = {
        "en": r"(?!)",
        "es": r"\b(?:tú|tu|tus|te|ti|contigo|siéntate|respira tú|haz|quédate|acuéstate|pon|puedes|tienes)\b",
        "de": r"\b(?:du|dich|dir|deine?[mnrs]?|euch|euer)\b",
    }
    return [word for word in words_of(text) if re.fullmatch(forms[locale], word)]


def plain(text: str) -> str:
    """Take Telegram's formatting off, as a phone shows it."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def long_message(text: str) -> list[str]:
    """Find a message of more than 320 characters: what comes unasked is read at a glance, or not at all."""
    length = len(plain(text))
    return [f"{length} characters"] if length > LONGEST_PROACTIVE else []


def only_signs(text: str) -> list[str]:
    """Find what says nothing but by an emoji or a sign: who can't see it, or reads it otherwise, learns nothing."""
    return [] if re.search(r"[^\W_]", plain(text)) else [text]


def without_twin(pictures: Iterable[str], cues: dict[str, tuple[str, ...]]) -> list[str]:
    """Find pictures whose exercise says nothing in words."""
    return [name for name in pictures if not any(cue.strip() for cue in cues.get(name, ()))]
