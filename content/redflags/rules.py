"""The rules that join concepts to categories, the same for all languages: read, and checked against the concepts.

A rule reads like `leg + swollen/hot within 8 and surgery unless workout own`: near each other stand one of each term
(`>` instead of `+`: in this order), anywhere in the text what follows `and`, near it nothing after `unless`. `own`
keeps it from what is told of somebody else.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from content.codes import RED_FLAGS
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

RAISED = ("emergency", "same_day", "tell_therapist")
"""Urgencies that a rule can raise, most urgent first."""

WITHIN = 6
"""Words that may stand between the first term and another, where a rule does not say."""

_FORM = re.compile(
    r"(?P<near>[\w/]+(?: [+>] [\w/]+)*)(?: within (?P<within>\d+))?(?: and (?P<also>[\w/]+(?: \+ [\w/]+)*))?"
    r"(?: unless (?P<unless>[\w/]+))?(?P<own> own)?"
)
Term = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What has to meet: `near` each other, `also` anywhere, `unless` not near; `text` is the rule as written."""

    text: str
    near: tuple[Term, ...]
    ordered: tuple[bool, ...]
    within: int
    also: tuple[Term, ...]
    unless: Term
    own: bool

    def concepts(self) -> Iterator[str]:
        """Name every concept that it asks for."""
        for term in (*self.near, *self.also, self.unless):
            yield from term


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules in their order: composed concepts, and what raises each category; `places` can't be denied."""

    places: frozenset[str]
    composed: tuple[tuple[str, tuple[Rule, ...]], ...]
    raising: tuple[tuple[str, str, Rule], ...]

    def asked_for(self) -> set[str]:
        """Name the concepts that need words in each language."""
        own = {name for name, _ in self.composed}
        rules = [*(rule for _, rules in self.composed for rule in rules), *(rule for _, _, rule in self.raising)]
        return {concept for rule in rules for concept in rule.concepts()} - own

    def of(self, category: str) -> tuple[tuple[str, Rule], ...]:
        """Give the rules of one category, each with its urgency."""
        return tuple((urgency, rule) for one, urgency, rule in self.raising if one == category)


def parsed(text: str) -> Rule | None:
    """Read one rule; None when it is not written like one."""
    match = _FORM.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    parts = re.split(r" ([+>]) ", match["near"])
    near = tuple(tuple(part.split("/")) for part in parts[::2])
    also = tuple(tuple(part.split("/")) for part in (match["also"] or "").split(" + ") if part)
    unless = tuple((match["unless"] or "").split("/")) if match["unless"] else ()
    ordered = tuple(sign == ">" for sign in parts[1::2])
    return Rule(text, near, ordered, int(match["within"] or WITHIN), also, unless, match["own"] is not None)


def rule_book(sheet: Sheet, problems: list[Problem]) -> RuleBook:
    """Read the file of rules; each wrong line is a problem with its place."""
    top = Fields(sheet, (), problems)
    places = frozenset(top.texts("places"))
    concepts = top.under("concepts")
    composed = [
        (name, tuple(_rules(sheet, ("concepts", name), concepts.texts(name), problems))) for name in concepts.given()
    ]
    raising: list[tuple[str, str, Rule]] = []
    rules = top.under("rules")
    for category in rules.given():
        fields = rules.under(category)
        for urgency in _known_names(fields, category):
            path = ("rules", category, urgency)
            raising += ((category, urgency, rule) for rule in _rules(sheet, path, fields.texts(urgency), problems))
    missing = sorted(RED_FLAGS - set(rules.given()))
    problems += [Problem(sheet.file, 0, f"rules.{one}", "has no rules; add at least one") for one in missing]
    top.finish()
    return RuleBook(places, tuple(composed), tuple(raising))


def _known_names(fields: Fields, category: str) -> list[str]:
    """Complain about names that nobody knows, and give the urgencies that can be read."""
    if category not in RED_FLAGS:
        fields.complain("", f"is no red-flag category; known are: {', '.join(sorted(RED_FLAGS))}")
    for urgency in fields.given():
        if urgency not in RAISED:
            fields.complain(urgency, f"is no urgency; use one of: {', '.join(RAISED)}")
    return [urgency for urgency in fields.given() if urgency in RAISED]


def _rules(sheet: Sheet, path: tuple[str, ...], texts: Collection[str], problems: list[Problem]) -> Iterator[Rule]:
    for place, text in enumerate(texts):
        rule = parsed(text)
        if rule is None:
            line, mend = (
                sheet.line(*path, str(place)),
                "is no rule; write it like: leg + swollen/hot within 8 and surgery",
            )
            problems.append(Problem(sheet.file, line, ".".join(path), f"{mend}: {text}"))
        else:
            yield rule
