"""A text as plain words: without case, accents, apostrophes and signs, and with the places where it pauses.

It refuses to know a language. Nothing that is put between words may hide one, so a sign is only ever a pause.
"""

import re
import unicodedata
from dataclasses import dataclass

PAUSE, STOP = 1, 2
"""A comma or the like before a word; the end of a sentence, or of a line, before it."""

_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*")
_APOSTROPHES = str.maketrans(dict.fromkeys("’`´‘ʼ＇′", "'"))
_STOPS = frozenset(".!?;\n\r\v\f\u2028\u2029…。！？¡¿")
_NO_PAUSE = frozenset(" \t\u00a0-‐‑/'\"")
_TAILS = frozenset(("t", "m", "ve", "re", "ll", "s", "d"))
_HEADS = frozenset(
    (
        "can",
        "don",
        "won",
        "isn",
        "aren",
        "didn",
        "doesn",
        "hasn",
        "haven",
        "wasn",
        "couldn",
        "wouldn",
        "hadn",
        "ain",
        "i",
        "you",
        "he",
        "she",
        "it",
        "we",
        "they",
    )
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in their order; `pauses` says for each what stands before it: 0, PAUSE or STOP."""

    words: tuple[str, ...]
    pauses: tuple[int, ...]

    def sentences(self) -> "list[Words]":
        """Part the text where sentences and lines end."""
        starts = [place for place, pause in enumerate(self.pauses) if pause == STOP or place == 0]
        ends = [*starts[1:], len(self.words)][: len(starts)]
        return [Words(self.words[a:b], self.pauses[a:b]) for a, b in zip(starts, ends, strict=True)]


def joined(parts: "list[Words]") -> Words:
    """Put sentences together again."""
    return Words(tuple(w for part in parts for w in part.words), tuple(p for part in parts for p in part.pauses))


def folded(text: str) -> str:
    """Fold case, accents, apostrophes and letters of unusual shape; what can't be seen disappears."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).translate(_APOSTROPHES).casefold())
    if plain.isascii():
        return plain
    return "".join(char for char in plain if unicodedata.category(char) not in {"Mn", "Me", "Cf"})


def words_of(text: str) -> Words:
    """Take a text apart into its words."""
    plain = folded(text)
    found: list[str] = []
    pauses: list[int] = []
    end = 0
    for match in _WORD.finditer(plain):
        pause = _pause(plain[end : match.start()])
        word, end = match[0].replace("'", "").replace(",", "."), match.end()
        if found and word in _TAILS and found[-1] in _HEADS:  # "can t", as some keyboards and machines write it
            found[-1] += word
            continue
        found.append(word)
        pauses.append(pause if len(found) > 1 else STOP)
    return Words(tuple(found), tuple(pauses))


def _pause(between: str) -> int:
    if between in {" ", ""}:
        return 0
    signs = set(between)
    if signs & _STOPS:
        return STOP
    return PAUSE if signs - _NO_PAUSE or " - " in between or " -- " in between else 0


def plain_word(text: str) -> str:
    """Write one word of a lexicon as it will stand in a text."""
    return folded(text).replace("'", "")
