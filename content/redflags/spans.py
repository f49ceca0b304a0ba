"""Where the concepts of a language stand in a text. Refuses to judge them: what is denied is marked elsewhere."""

import re
from collections.abc import Mapping
from functools import lru_cache

from content.redflags.lexicon import END, WIDEST_GAP, Lexicon, Node, sounded
from content.redflags.words import Words

MARKERS = (
    "no", "no_after", "but", "join", "subject", "my", "preposition", "past", "past_verb", "now", "present", "other",
    "animal", "me", "asking", "question", "only", "over", "harmless", "figure", "false_no",
)  # fmt: skip
"""Concepts that mark others; each language needs words for them."""

Spans = dict[str, list[tuple[int, int]]]
"""Concept → its places: number of the first and of the last word."""

_RUN = re.compile(r"(.)\1{2,}")
_HALF = 3
"""Letters that each half of a word written together must have."""
_FEVER = ((37.9, 43.0), (100.3, 109.0))
_AGES = (50, 99)
_YEARS = (1940, 2100)
_WEEKS = (9, 42)


def mended(text: Words, lexicon: Lexicon) -> Words:
    """Part words that were written together, and join one that was torn apart, where that makes known words."""
    words: list[str] = []
    pauses: list[int] = []
    for word, pause in zip(text.words, text.pauses, strict=True):
        if words and not pause and _is_torn(words[-1], word, lexicon):
            words[-1] += word
            continue
        halves = _halves(word, lexicon)
        words += halves
        pauses += (pause, 0)[: len(halves)]
    return Words(tuple(words), tuple(pauses))


def _is_torn(first: str, second: str, lexicon: Lexicon) -> bool:
    whole = first + second
    if whole not in lexicon.exact or len(whole) <= _HALF + 1:
        return False
    return not any(_plain(part, lexicon) or part in lexicon.ordinary for part in (first, second))


def _halves(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    if len(word) <= 2 * _HALF or word in lexicon.ordinary or _plain(word, lexicon):
        return (word,)
    if lexicon.typos.words(word):
        return (word,)
    for place in range(_HALF, len(word) - _HALF + 1):
        if word[:place] in lexicon.exact and word[place:] in lexicon.exact:
            return word[:place], word[place:]
    return (word,)


@lru_cache(maxsize=20_000)
def _plain(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the patterns that a word meets as it is written; asked for several times for each word of a text."""
    found = lexicon.exact.get(word, ())
    for length in lexicon.stem_lengths:
        if length > len(word):
            break
        found += lexicon.stems.get(word[:length], ())
    for length in lexicon.tail_lengths:
        if length > len(word):
            break
        found += lexicon.tails.get(word[-length:], ())
    for part in lexicon.inner:
        if part in word:
            found += (f"*{part}*",)
    return found


def patterns(word: str, lexicon: Lexicon, *, slips: bool) -> tuple[str, ...]:
    """Give the patterns that a word meets: as written, else with fewer repeats, as it sounds, or mended."""
    if word[0].isdecimal():
        return (*lexicon.exact.get(word, ()), *_numbers(word))
    found = _plain(word, lexicon)
    if found or word in lexicon.ordinary:
        return found
    for shorter in {_RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)} - {word}:
        found += _plain(shorter, lexicon)
    if found or not slips:
        return found
    return _heard(word, lexicon) or _slipped(word, lexicon)


def _heard(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    if not lexicon.sounds:
        return ()
    sound = sounded(word, lexicon.sounds)
    found = lexicon.by_sound.get(sound, ())
    for length in range(4, len(sound) + 1):
        found += lexicon.by_sound.get(sound[:length] + "*", ())
    return found


def _slipped(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    word = _RUN.sub(r"\1", word)
    whole = tuple(pattern for meant in lexicon.typos.words(word) for pattern in _plain(meant, lexicon))
    return whole + tuple(pattern for stem in lexicon.typos.stems(word) for pattern in lexicon.stems[stem])


def _numbers(word: str) -> tuple[str, ...]:
    number = float(word)
    found = ["<number>"]
    if "." not in word and _AGES[0] <= number <= _AGES[1]:
        found.append("<age>")
    if "." not in word and _WEEKS[0] <= number <= _WEEKS[1]:
        found.append("<weeks>")
    if len(word) == len("2009") and _YEARS[0] <= number <= _YEARS[1]:
        found.append("<year>")
    if any(low <= number <= high for low, high in _FEVER):
        found += ["<fever>", "<degrees>"] if "." in word else ["<fever>"]
    return tuple(found)


def familiar(text: Words, lexicon: Lexicon) -> int:
    """Count the words that a language knows: how likely it is that a text is written in it."""
    return sum(1 for word in text.words if word in lexicon.ordinary or _plain(word, lexicon))


def spans_of(text: Words, lexicon: Lexicon, *, slips: bool) -> tuple[Spans, frozenset[int]]:
    """Find every concept in a text, and the words that phrases of several words are made of, gaps left out.

    With `slips` also in words that are misspelt.
    """
    known: dict[str, tuple[str, ...]] = {}
    for word in text.words:
        if word not in known:
            known[word] = patterns(word, lexicon, slips=slips)
    met = [known[word] for word in text.words]
    found: dict[str, set[tuple[int, int]]] = {}
    told: set[int] = set()
    for start, _ in enumerate(met):
        for concept, words in _phrases(lexicon.tree, met, text.pauses, start):
            found.setdefault(concept, set()).add((start, words[-1]))
            if len(words) > 1 and concept not in MARKERS:
                told.update(words)
    return {concept: sorted(places) for concept, places in found.items()}, frozenset(told)


def _phrases(
    tree: Node, met: list[tuple[str, ...]], pauses: tuple[int, ...], start: int
) -> set[tuple[str, tuple[int, ...]]]:
    """Give the concepts that begin at a place, each with the places of its words."""
    found: set[tuple[str, tuple[int, ...]]] = set()
    ways: list[tuple[Mapping[str, Node], tuple[int, ...]]] = [(tree.next, (start,))]
    while ways:
        next_, words = ways.pop()
        place = words[-1]
        for pattern in met[place]:
            node = next_.get(pattern)
            if node is None:
                continue
            found.update((concept, words) for concept in node.complete)
            if END in node.next and (place + 1 == len(met) or pauses[place + 1]):
                found.update((concept, words) for concept in node.next[END].complete)
            if node.next and place + 1 < len(met):
                ways.append((node.next, (*words, place + 1)))
            if node.gap is not None:
                last = min(place + 2 + WIDEST_GAP, len(met))
                ways += [(node.gap.next, (*words, later)) for later in range(place + 1, last)]
    return found
