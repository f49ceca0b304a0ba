"""Holds the languages to each other and every phrase to Telegram's limits.

It refuses to change or skip anything: it only lists problems, and `content.library.load` raises them all at once.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from content.codes import ALWAYS_NAMED, NAMED
from content.exercises import Exercise, ExerciseWords
from content.markup import mistakes, utf16_units, without_jinja
from content.messages import Phrase
from content.problem import Problem

PLAIN = re.compile(r"\{\{ (\w+)(?:\.\w+)?((?: \| \w+(?:\([a-z_]+(?:, [a-z_]+)*\))?)*) \}\}")
"""A fact and the filters behind it, with other facts as their arguments."""

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
BRACE = re.compile(r"\{[{%#]|[%}#]\}")

LONGEST = {"text": 4096, "button": 30, "toast": 200}
"""Telegram's limits for messages and toasts, and what a phone shows of a button."""

CAPTION = 1024
"""Telegram's limit for the words under a picture."""

BESIDE = 300
"""What a step says beside the exercise's own words at most: its number, its dose, which version it is today."""

NEVER_ALIKE = ("safety.", "crisis.", "emergency.")
"""Nouns whose texts must be in the reader's own language: the same words in two languages were not translated."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase, what it asks for, and what is wrong with it by itself; an unreadable one asks for None."""

    phrase: Phrase
    placeholders: frozenset[str] | None
    problems: tuple[Problem, ...]


def reading(said: Phrase, environment: Environment) -> Reading:
    """Read one phrase: parsed once, because parsing is most of what a start costs."""
    if "{" not in said.source:
        return Reading(said, frozenset(), tuple(_limits(said)))
    if "{" not in PLAIN.sub("", said.source):  # facts alone: Jinja's parser would cost half of a start
        facts = PLAIN.findall(said.source)
        used = {name for _, filters in facts for name in re.findall(r"\| (\w+)", filters)}
        given = {
            name for _, filters in facts for part in re.findall(r"\(([^)]+)", filters) for name in part.split(", ")
        }
        asked = frozenset({name for name, _ in facts} | given) - environment.globals.keys()
        return Reading(said, asked, (*_unknown_filters(said, used, environment), *_limits(said)))
    try:
        asked, filters = _asked(_tags(said.source), environment)
    except TemplateSyntaxError as error:
        mend = f"is not readable as a template ({error.message}); check {{{{ }}}} and {{% %}}"
        return Reading(said, None, (said.problem(mend),))
    return Reading(said, asked, (*_unknown_filters(said, filters, environment), *_limits(said)))


def _tags(source: str) -> str:
    """Leave the words out, because languages share the tags; where a brace is left over, it is read whole."""
    return source if BRACE.search(TAG.sub("", source)) else "".join(TAG.findall(source))


@lru_cache(maxsize=2000)
def _asked(source: str, environment: Environment) -> tuple[frozenset[str], frozenset[str]]:
    """Parse a template: the facts and the filters that it asks for; raises TemplateSyntaxError."""
    found = list(environment.parse(source).find_all((nodes.Name, nodes.Filter)))
    names = [one for one in found if isinstance(one, nodes.Name)]
    own = {name.name for name in names if name.ctx != "load"} | environment.globals.keys() | {"loop"}
    filters = frozenset(one.name for one in found if isinstance(one, nodes.Filter))
    return frozenset(name.name for name in names) - own, filters


def _unknown_filters(said: Phrase, used: Collection[str], environment: Environment) -> Iterator[Problem]:
    for name in sorted(used):
        if name not in environment.filters:
            known = ", ".join(sorted(environment.filters))
            yield said.problem(f"uses the filter {name!r}, which is not known; use one of: {known}")


def _limits(said: Phrase) -> Iterator[Problem]:
    """Check length and HTML. A button's facts come on top of its own words, so only those are counted."""
    length = utf16_units(said.source if said.kind == "text" else without_jinja(said.source))
    if length > LONGEST[said.kind]:
        yield said.problem(f"has {length} characters; a {said.kind} has at most {LONGEST[said.kind]}: make it shorter")
    if said.kind == "text":
        for mistake in mistakes(said.source):
            yield said.problem(mistake)


def same_keys(said: Mapping[str, Mapping[tuple[str, str], Phrase]]) -> Iterator[Problem]:
    """Check that every language says everything; nothing ever falls back to another language."""
    everywhere: dict[tuple[str, str], Phrase] = {}
    for phrases in said.values():
        everywhere = {**phrases, **everywhere}
    for locale, phrases in said.items():
        for name, example in everywhere.items():
            if name not in phrases:
                noun, _, key = example.key.partition(".")
                file = f"{locale}/messages/{noun}.yaml"
                yield Problem(file, 0, f"{example.section}.{key}", f"is missing; translate it from {example.file}")


def same_placeholders(read: Iterable[Reading]) -> Iterator[Problem]:
    """Check that a phrase asks for the same facts in every language as in the first that has it."""
    first: dict[tuple[str, str], Reading] = {}
    for one in read:
        if one.placeholders is None:
            continue
        model = first.setdefault((one.phrase.kind, one.phrase.key), one)
        if model.placeholders is not None and one.placeholders != model.placeholders:
            asks, wanted = _list(one.placeholders), _list(model.placeholders)
            yield one.phrase.problem(f"asks for {asks}, but {model.phrase.file} asks for {wanted}; use the same")


def _list(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def own_words_in_danger(said: Mapping[str, Mapping[tuple[str, str], Phrase]]) -> Iterator[Problem]:
    """Check that texts about danger were translated: two languages never say the very same."""
    seen: dict[tuple[str, str, str], Phrase] = {}
    for phrases in said.values():
        for (kind, key), one in phrases.items():
            if kind == "text" and key.startswith(NEVER_ALIKE):
                first = seen.setdefault((kind, key, one.source), one)
                if first.file != one.file:  # another way to speak a language may say the same
                    yield one.problem(f"reads the same as in {first.file}; a text about danger must be translated")


def all_worded(ids: Iterable[str], places: Mapping[str, tuple[str, int]], file: str) -> Iterator[Problem]:
    """Check that each record has words in this language, and that no words are left without a record."""
    wanted = set(ids)
    for missing in sorted(wanted - places.keys()):
        yield Problem(file, 0, missing, "has no words in this language; add its name and the rest")
    for extra in sorted(places.keys() - wanted):
        yield Problem(*places[extra], extra, "belongs to no record; check the id, or take it out")


def fit_captions(
    said: Mapping[str, ExerciseWords], places: Mapping[str, tuple[str, int]], file: str
) -> Iterator[Problem]:
    """Check that an exercise's words fit under its picture: what is longer Telegram refuses."""
    for key, words in said.items():
        length = sum(map(utf16_units, (words.name, *words.cues, words.easier)))
        if length > CAPTION - BESIDE:
            mend = f"has {length} characters; under a picture fit {CAPTION - BESIDE}: make its cues shorter"
            yield Problem(*places.get(key, (file, 0)), key, mend)


def all_named(exercises: Iterable[Exercise], names: Mapping[str, Mapping[str, str]], file: str) -> Iterator[Problem]:
    """Check that this language names every code that a person may read."""
    used: dict[str, set[str]] = {"avoid": set(), "stop": set()}
    for exercise in exercises:
        used["avoid"].update(exercise.avoid)
        used["stop"].update(exercise.stop)
    for kind, known in NAMED.items():
        wanted = known if kind in ALWAYS_NAMED else known & used[kind]
        for code in sorted(wanted - names.get(kind, {}).keys()):
            yield Problem(file, 0, f"names.{kind}.{code}", "has no name in this language; add it")
