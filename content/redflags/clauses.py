"""The sentences and clauses of a text, and where its marker words stand. Refuses to say what follows from them."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from content.redflags.spans import MARKERS, Spans
from content.redflags.words import STOP, Words

LONG_REACH = 14
"""Words around "years ago", after "what if" and before "all better now" that they may reach."""
GENERIC = frozenset(("workout", "usual", "product", "losing"))
"""Concepts of rules that are no sign by themselves."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """What the scopes need to know of a text: its pauses, and which words begin, end or belong to a marker."""

    count: int
    pauses: tuple[int, ...]
    starts: Mapping[str, frozenset[int]]
    covered: Mapping[str, frozenset[int]]
    ends: tuple[int, ...]
    signs: frozenset[int]

    def sentence(self, place: int) -> tuple[int, int]:
        """Give the first word of the sentence around a place, and the first after it."""
        after = bisect_right(self.ends, place)
        return (self.ends[after - 1] if after else 0), self.ends[after]

    def has(self, marker: str, first: int, last: int) -> bool:
        """Say whether a marker begins between two places, the last not included."""
        return not self.starts[marker].isdisjoint(range(first, last))

    def around(self, first: int, last: int) -> range:
        """Give the words between the pauses and "but"s around a marker; "years ago," alone tells of what follows."""
        begin, end = self.sentence(first)
        low, high = first, last + 1
        while low > max(begin, first - LONG_REACH) and not self.pauses[low] and (low - 1) not in self.covered["but"]:
            low -= 1
        alone = low == first
        while high < min(end, last + LONG_REACH) and high not in self.covered["but"]:
            if self.pauses[high] and not (alone and high == last + 1):
                break
            high += 1
        return range(low, high)


def clauses_of(text: Words, spans: Spans, places: frozenset[str]) -> Clauses:
    """Read what the scopes need of a text; `places` are the concepts that are no sign by themselves."""
    starts = {marker: frozenset(first for first, _ in spans.get(marker, ())) for marker in MARKERS}
    covered = {
        marker: frozenset(place for first, last in spans.get(marker, ()) for place in range(first, last + 1))
        for marker in MARKERS
    }
    count = len(text.words)
    ends = (*(place for place in range(1, count) if text.pauses[place] == STOP), count)
    signs = frozenset(
        place
        for concept, found in spans.items()
        if concept not in places and concept not in MARKERS and concept not in GENERIC
        for first, last in found
        for place in range(first, last + 1)
    )
    return Clauses(count, text.pauses, starts, covered, ends, signs)
