"""Screens a text: rules over concepts, minus what is denied, past, asked or over. Refuses to know what follows.

The most urgent finding counts; of two that are as urgent, the one whose category stands first in the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from content.redflags.lexicon import Lexicon, build
from content.redflags.rules import RAISED, Rule, RuleBook, Term
from content.redflags.scopes import (
    ASKED,
    CALM,
    CLEARED,
    DENIED,
    OTHERS,
    OTHERS_PAST,
    OVER,
    PAST,
    SAID,
    WONDERED,
    marks_of,
)
from content.redflags.spans import familiar, mended, spans_of
from content.redflags.words import Words, words_of

Place = tuple[int, int, int]
"""First word, last word, and the marks that count against it."""

LONGEST = 1200
"""Words that are looked at together; a longer text is read in pieces that overlap."""
OVERLAP = 60
MINE_ALONE = frozenset(("cancer",))
"""Told of somebody else these are news, not a call for help."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a text may mean: a red-flag category and its urgency (emergency, same_day or tell_therapist)."""

    category: str
    urgency: str


class RedFlags:
    """The words of one language together with the rules; `phrases` raise a category by themselves."""

    def __init__(
        self,
        book: RuleBook,
        words: Mapping[str, tuple[str, ...]],
        phrases: Mapping[tuple[str, str], tuple[str, ...]],
        sounds: tuple[tuple[str, str], ...] = (),
        ordinary: tuple[str, ...] = (),
    ) -> None:
        """Keep what was read; it is laid out when the first text comes, once."""
        self.book = book
        self.words = words
        self.phrases = phrases
        self._sounds = sounds
        self._ordinary = ordinary
        self._order = tuple(dict.fromkeys(category for category, _, _ in book.raising))
        rules = [(Finding(c, u), rule, _against(c, u) | OTHERS * rule.own) for c, u, rule in book.raising]
        self._rules = sorted(rules, key=lambda one: self._rank(one[0]))

    @cached_property
    def lexicon(self) -> Lexicon:
        """Lay the words out so that a text finds them quickly; this takes a fraction of a second."""
        own = ((f"{category}.{urgency}", lines) for (category, urgency), lines in self.phrases.items())
        return build((*self.words.items(), *own), self._sounds, self._ordinary)

    def categories(self) -> tuple[str, ...]:
        """List the categories that can be raised, in the order of the rules."""
        return self._order

    def concepts_of(self, category: str) -> tuple[str, ...]:
        """Name the composed concepts that a category's rules lean on, also through one another."""
        composed = dict(self.book.composed)
        asked = {concept for _, rule in self.book.of(category) for concept in rule.concepts()}
        for name, rules in reversed(self.book.composed):
            if name in asked:
                asked |= {concept for rule in rules for concept in rule.concepts()}
        return tuple(sorted(asked & composed.keys()))

    def words_of(self, category: str) -> tuple[str, ...]:
        """Name the concepts whose words a category's rules lean on, also through composed ones."""
        composed = dict(self.book.composed)
        rules = [rule for _, rule in self.book.of(category)]
        rules += [rule for name in self.concepts_of(category) for rule in composed[name]]
        asked = {concept for rule in rules for concept in rule.concepts()}
        return tuple(sorted(asked & self.words.keys()))

    def screen(self, text: str, *, slips: bool = True) -> Finding | None:
        """Give the most urgent flag that a text raises, or None; without `slips` only words that are spelt right."""
        return self.screen_words(words_of(text), slips=slips)

    def familiar(self, words: Words) -> int:
        """Count the words of a text that this language knows."""
        return familiar(words, self.lexicon)

    def screen_words(self, words: Words, *, slips: bool = True) -> Finding | None:
        """Do the same for a text that was taken apart before."""
        pieces = range(0, max(len(words.words) - OVERLAP, 1), LONGEST - OVERLAP)
        found = [
            finding
            for first in pieces
            for finding in self._raised(
                Words(words.words[first : first + LONGEST], words.pauses[first : first + LONGEST]), slips=slips
            )
        ]
        return min(found, key=self._rank, default=None)

    def _rank(self, finding: Finding) -> tuple[int, int]:
        return RAISED.index(finding.urgency), self._order.index(finding.category)

    def _raised(self, words: Words, *, slips: bool) -> set[Finding]:
        if not words.words:
            return set()
        words = mended(words, self.lexicon) if slips else words
        spans, told = spans_of(words, self.lexicon, slips=slips)
        marks = marks_of(words, spans, told, self.book.places)
        sight = _Sight(self.book.places, _marked(spans, marks), frozenset(first for first, _ in spans.get("no", ())))
        for name, rules in self.book.composed:
            met = [place for rule in rules for place in sight.meetings(rule)]
            if met:
                sight.places_of[name] = sorted({*sight.places_of.get(name, ()), *met})
        first = next((finding for finding, rule, against in self._rules if sight.raises(rule, against)), None)
        found = {first} if first else set()
        return found | {Finding(c, u) for c, u in self.phrases if sight.allowed((f"{c}.{u}",), _against(c, u))}


def _against(category: str, urgency: str) -> int:
    """Give the marks with which a category does not count."""
    against = DENIED | CLEARED | PAST | ASKED | OTHERS_PAST | SAID
    if category != "suicidality":
        against |= WONDERED | CALM
        if urgency != "emergency":
            against |= OVER
    if category in MINE_ALONE or urgency == "tell_therapist":
        against |= OTHERS
    return against


def _marked(spans: Mapping[str, list[tuple[int, int]]], marks: list[int]) -> dict[str, list[Place]]:
    """Give each place what counts against it: a phrase is denied by its first word, or in its gap by its last."""
    return {
        concept: [(first, last, marks[first] | (marks[last] & (SAID | DENIED * ends))) for first, last in places]
        for concept, places in spans.items()
        for ends in (not _turns_around(concept),)
    }


class _Sight:
    """One text while rules look at it: where each concept stands, and what counts against it there."""

    def __init__(self, places: frozenset[str], places_of: dict[str, list[Place]], denials: frozenset[int]) -> None:
        self.bare = places
        self.places_of = places_of
        self.denials = denials

    def term(self, term: Term) -> list[Place]:
        """Give the places of a term; what is only a part of the body carries no mark but that of a figure of speech."""
        found: list[Place] = []
        for concept in term:
            places = self.places_of.get(concept, [])
            bare = concept in self.bare
            found += [(first, last, mark & SAID) for first, last, mark in places] if bare else places
        return found

    def _own(self, place: Place, raw: list[Place]) -> int:
        """Give the marks of a place without a denial that is the sign itself: the "can't" of "can't lift"."""
        first, _, mark = place
        if not mark & DENIED:
            return mark
        for sign in raw:
            between = range(sign[1] + 1, first)
            if sign[0] < first and not self.denials.isdisjoint(between):
                continue
            return mark & ~DENIED
        return mark

    def _lacks(self, rule: Rule) -> bool:
        """Say whether a term of a rule stands nowhere; it is asked of every rule, so this is the screen's speed."""
        here = self.places_of.keys()
        for term in rule.near:  # noqa: SIM110 -- any() costs twice as much
            if here.isdisjoint(term):
                return True
        return False

    def allowed(self, term: Term, against: int) -> bool:
        """Say whether a term stands anywhere with nothing against it."""
        return any(not mark & against for _, _, mark in self.term(term))

    def raises(self, rule: Rule, against: int) -> bool:
        """Say whether a rule is met with nothing against it."""
        if self._lacks(rule):
            return False
        if not all(self.allowed(term, DENIED | OTHERS_PAST | SAID) for term in rule.also):
            return False
        return any(not mark & against for _, _, mark in self.meetings(rule))

    def meetings(self, rule: Rule) -> list[Place]:
        """Give the places where the near terms of a rule meet, with all that counts against each."""
        if self._lacks(rule):
            return []
        first, *others = (self.term(term) for term in rule.near)
        raw = [
            place
            for term in rule.near
            for concept in term
            if _turns_around(concept)
            for place in self.places_of.get(concept, [])
        ]
        return [met for anchor in first if (met := self._met(anchor, others, rule, raw))]

    def _met(self, anchor: Place, others: list[list[Place]], rule: Rule, raw: list[Place]) -> Place | None:
        low, high, mark = anchor
        for places, ordered in zip(others, rule.ordered, strict=True):
            near = [one for one in places if _between(anchor, one) <= rule.within]
            if ordered:
                near = [one for one in near if one[0] > anchor[0]]
            if not near:
                return None
            judged = [(self._own(one, raw), one) for one in near]
            left, chosen = min(judged, key=lambda one: (one[0], _between(anchor, one[1])))
            low, high = min(low, chosen[0]), max(high, chosen[1])
            mark |= left
        if any(not one[2] & DENIED and _between((low, high, 0), one) <= WIDE for one in self.term(rule.unless)):
            return None
        return low, high, mark


WIDE = 3
"""Words around a meeting in which `unless` is looked for."""


def _turns_around(concept: str) -> bool:
    """Say whether a concept holds the denial that is the sign itself: can't, no feeling."""
    return concept.startswith(("cant", "no_")) or "_no_" in concept


def _between(one: Place, other: Place) -> int:
    """Count the words between two places; overlapping ones have none."""
    return max(other[0] - one[1], one[0] - other[1], 1) - 1
