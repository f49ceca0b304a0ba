"""Slips of the finger: which word of a lexicon an unknown word may be. Refuses to touch a word that it knows.

Words meet when they are equal after at most one letter of each is left out: that covers a letter too much, too little,
another one, and two that changed places. How far they may differ depends on their length.
"""

from collections.abc import Collection, Iterable, Mapping

SHORTEST, LONG = 4, 7
"""Letters: below the first nothing is mended; from the second on, a letter too much and one too little may meet."""


class Typos:
    """Finds the words that a misspelt one may be; made once for each lexicon."""

    def __init__(self, words: Iterable[str], stems: Iterable[str], ordinary: Collection[str]) -> None:
        """Index whole words, and beginnings of words; `ordinary` are never taken for a slip."""
        self._ordinary = frozenset(ordinary)
        self._words = _index(word for word in words if len(word) >= SHORTEST)
        self._stems = _index(stem for stem in stems if len(stem) >= LONG - 1)
        self._lengths = sorted({len(stem) for stem in stems if len(stem) >= LONG - 1})

    def words(self, word: str) -> list[str]:
        """Give the whole words that this may be meant for."""
        if len(word) < SHORTEST or word in self._ordinary:
            return []
        return _near(word, self._words)

    def stems(self, word: str) -> list[str]:
        """Give the beginnings with which this may be meant to begin."""
        if len(word) < LONG or word in self._ordinary:
            return []
        found: list[str] = []
        for length in self._lengths:
            if length <= len(word) + 1:
                for cut in {min(length + more, len(word)) for more in (-1, 0, 1)}:
                    found += [stem for stem in _near(word[:cut], self._stems) if len(stem) == length]
        return found


def _shorter(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _index(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """List each word under itself and under all that it becomes with one letter less."""
    index: dict[str, tuple[str, ...]] = {}
    for word in sorted(set(words)):
        for key in (word, *_shorter(word)):
            index[key] = (*index.get(key, ()), word)
    return index


def _near(word: str, index: Mapping[str, tuple[str, ...]]) -> list[str]:
    found = {meant for key in (word, *_shorter(word)) if key in index for meant in index[key]}
    return sorted(meant for meant in found if _is_slip(word, meant))


def _is_slip(word: str, meant: str) -> bool:
    """Judge two words that share a form with one letter less each."""
    if word[0] != meant[0] and sorted(word[:2]) != sorted(meant[:2]):
        return False
    if min(len(word), len(meant)) >= LONG:
        return True
    if len(word) == len(meant):
        others = [place for place in range(len(word)) if word[place] != meant[place]]
        swapped = len(others) == 2 and others[1] == others[0] + 1 and sorted(word) == sorted(meant)  # noqa: PLR2004
        return swapped or (len(others) <= 1 and len(word) > SHORTEST)
    return min(len(word), len(meant)) >= SHORTEST
