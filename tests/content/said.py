"""Owns listing all that the library says in one language, record by record; refuses to judge it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.library import Library


@dataclass(frozen=True)
class Said:
    """One text: which noun and record it belongs to, which field it is, and its words."""

    noun: str
    record: str
    field: str
    text: str


def everything(library: Library, locale: str) -> Iterator[Said]:
    """List every text of exercises, routines and the guide; wordings that others published are left out."""
    yield from _exercises(library, locale)
    for routine in library.routines:
        about = library.routine_words(routine, locale)
        yield from _fields("routine", routine, name=about.name, intro=about.intro, stop=about.stop)
    guide = library.guide_words(locale)
    for noun, records in (
        ("condition", guide.conditions), ("technique", guide.techniques), ("card", guide.cards),
    ):  # fmt: skip
        for key, words in records.items():
            parts = {name: getattr(words, name) for name in words.__dataclass_fields__}
            yield from _fields(noun, key, **parts)
    for key, question in guide.questions.items():
        yield from _fields("question", key, ask=question.ask, **question.choices)
    for key, instrument in guide.instruments.items():
        if instrument.translation is None:
            for item in instrument.items.values():
                yield from _fields("instrument", key, ask=item.ask, low=item.low, high=item.high)


def _exercises(library: Library, locale: str) -> Iterator[Said]:
    for exercise in library.exercises:
        words = library.exercise_words(exercise, locale)
        yield from _fields("exercise", exercise, name=words.name, easier=words.easier, harder=words.harder)
        for cue in words.cues:
            yield Said("exercise", exercise, "cue", cue)


def _fields(noun: str, record: str, **texts: str | None) -> Iterator[Said]:
    for field, text in texts.items():
        if text:
            yield Said(noun, record, field, text)


LABELS = frozenset(("name", "title", "low", "high"))


def prose(library: Library, locale: str) -> Iterator[Said]:
    """List the texts that are sentences: no names, no titles, no ends of scales, no labels of buttons."""
    for one in everything(library, locale):
        if one.field not in LABELS and (one.noun != "question" or one.field == "ask"):
            yield one


QUOTED = r'"([^"]*)"'


def texts(library: Library, locale: str) -> Iterator[tuple[str, str]]:
    """Give all that one way says, with its key: phrases with each of their branches, the guide, and the names."""
    tongue = library._shelf.tongues[locale]  # noqa: SLF001 - nobody but a test asks for all of them
    for (_, key), phrase in sorted(tongue.phrases.items()):
        yield key, bare(phrase.source)
    for one in everything(library, locale):
        yield f"{one.noun}.{one.record}.{one.field}", one.text
    for kind, names in tongue.vocabulary.names.items():
        yield from ((f"{kind}.{code}", name) for code, name in names.items())


def bare(template: str) -> str:
    """Take a template's code out; a fact becomes X, and the words of its branches and plurals stay."""
    plain = re.sub(r"\{\{(?!.*plural).*?\}\}", "X", re.sub(r"<[^>]+>", "", template))
    return re.sub(r"\{[{%].*?[%}]\}", lambda code: f" {' '.join(re.findall(QUOTED, code[0]))} ", plain)
