"""Reads all content files, shipped and overlaid, language after language, and notes every problem on the way.

It refuses to raise: `content.library.load` decides what becomes of the problems.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment

from content import check, emergency, exercises, messages, reviews, routines
from content.codes import SHIPPED_LOCALES
from content.emergency import EmergencyNumbers
from content.exercises import Exercise, ExerciseWords
from content.guide import Guide, GuideWords, read_guide, read_guide_words
from content.messages import Phrase
from content.problem import Problem
from content.redflags.rules import RuleBook, rule_book
from content.redflags.screen import RedFlags
from content.redflags.tongue import red_flags
from content.render import environment
from content.reviews import Place, Review
from content.routines import Routine, RoutineWords
from content.sheet import Sheet, read
from content.vocabulary import Vocabulary, vocabulary

T = TypeVar("T")
Places = dict[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Tongue:
    """Everything that one language says, and the two Jinja2 environments that say it."""

    phrases: Mapping[tuple[str, str], Phrase]
    exercises: Mapping[str, ExerciseWords]
    routines: Mapping[str, RoutineWords]
    vocabulary: Vocabulary
    red_flags: RedFlags
    html: Environment
    plain: Environment


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that the files hold; sound only when `problems` is empty."""

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    guide: Guide
    guide_words: Mapping[str, GuideWords]
    emergency: Mapping[str, EmergencyNumbers]
    tongues: Mapping[str, Tongue]
    reviews: Mapping[Place, Review]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Roots:
    """The folders in their order, and what was read of them: a language and its other way to speak share files."""

    folders: tuple[Path, ...]
    read: dict[Path, Sheet] = field(default_factory=dict)
    flags: dict[str, RedFlags] = field(default_factory=dict)


def read_all(folders: tuple[Path, ...]) -> Shelf:
    """Read the folders in order, the shipped one first; a later folder's key replaces an earlier one's."""
    roots = Roots(folders)
    problems: list[Problem] = []
    known, _ = _layers(roots, "records/exercises.yaml", exercises.records, problems)
    planned, _ = _layers(roots, "records/routines.yaml", partial(routines.records, known), problems)
    numbers, _ = _layers(roots, "records/emergency.yaml", emergency.numbers, problems)
    rules = _rules(roots, problems)
    tongues = {locale: _tongue(locale, roots, (known, planned, rules), problems) for locale in _locales(roots)}
    problems.extend(_between(tongues))
    layers = partial(_layers, roots, problems=problems)
    guide = read_guide(layers, problems)
    said = {locale: read_guide_words(layers, locale, guide, problems) for locale in tongues}
    signed: dict[Place, Review] = {}
    for sheet in _sheets(roots, reviews.FILE, problems, words=True):
        signed |= reviews.read(sheet, problems)
    return Shelf(known, planned, guide, said, numbers, tongues, signed, tuple(problems))


def language_of(locale: str) -> str:
    """Give the language that a locale belongs to: "de-du" is a way to speak German."""
    return locale.partition("-")[0]


def _locales(roots: Roots) -> list[str]:
    """List the languages and their other ways to speak, the shipped ones first and in their order.

    A language is a folder with a vocabulary; another way to speak it is a folder of the language's name, "-" and more.
    """
    languages = {path.parent.name for root in roots.folders for path in root.glob("*/vocabulary.yaml")}
    ways = {path.name for root in roots.folders for path in root.glob("*-*/") if language_of(path.name) in languages}
    found = languages | ways
    order = {locale: place for place, locale in enumerate(SHIPPED_LOCALES)}
    return sorted(found, key=lambda locale: (order.get(locale, len(order)), locale))


def _sheets(roots: Roots, name: str, problems: list[Problem], *, words: bool) -> Iterator[Sheet]:
    """Read a file from every folder that has it; "de-du/x" means what stands there, laid over "de/x"."""
    for place, root in enumerate(roots.folders):
        for one in dict.fromkeys((_plainly(name), name)):
            path = root / one
            if path not in roots.read and path.is_file():
                file = one if place == 0 else f"{root.name}/{one}"
                roots.read[path] = read(path, file, problems, words=words)
            if path in roots.read:
                yield roots.read[path]


def _plainly(name: str) -> str:
    """Give the file of the language itself for one of another way to speak it."""
    folder, slash, rest = name.partition("/")
    return language_of(folder) + slash + rest


def _layers(
    roots: Roots,
    name: str,
    reader: Callable[[Sheet, list[Problem]], dict[str, T]],
    problems: list[Problem],
    *,
    words: bool = False,
) -> tuple[dict[str, T], Places]:
    """Read one file from every folder that has it, laid over each other; also say where each key stands."""
    merged: dict[str, T] = {}
    places: Places = {}
    whole: dict[str, object] = {}
    for written in _sheets(roots, name, problems, words=words):
        anew = name in written.file and _plainly(name) != name  # another way to speak says only what differs
        sheet = written.filled_up_from(whole) if anew else written
        whole |= sheet.data
        found = reader(sheet, problems)
        problems.extend(_unchanged(merged, found, sheet))
        merged |= found
        places |= {key: (sheet.file, sheet.line(key)) for key in sheet.data}
    if not places:
        problems.append(Problem(name, 0, "file", "is missing or empty; it must be there"))
    return merged, places


def _unchanged(earlier: Mapping[str, object], later: Mapping[str, object], sheet: Sheet) -> Iterator[Problem]:
    """Find records that replace a shipped one under the same version: plans already sent would change meaning."""
    for key in earlier.keys() & later.keys():
        old, new = earlier[key], later[key]
        before, after = getattr(old, "version", None), getattr(new, "version", None)
        if before is not None and after is not None and after <= before:
            mend = f"replaces a shipped record; give it a version above {before}"
            yield Problem(sheet.file, sheet.line(key, "version"), f"{key}.version", mend)


def _tongue(
    locale: str,
    roots: Roots,
    records: tuple[Mapping[str, Exercise], Mapping[str, Routine], RuleBook],
    problems: list[Problem],
) -> Tongue:
    known, planned, rules = records
    worded = partial(_layers, roots, problems=problems, words=True)
    of_exercises, exercise_places = worded(f"{locale}/exercises.yaml", exercises.words)
    of_routines, routine_places = worded(f"{locale}/routines.yaml", routines.words)
    names = _vocabulary(locale, roots, problems)
    problems.extend(check.all_worded(known, exercise_places, f"{locale}/exercises.yaml"))
    problems.extend(check.fit_captions(of_exercises, exercise_places, f"{locale}/exercises.yaml"))
    problems.extend(check.all_worded(planned, routine_places, f"{locale}/routines.yaml"))
    problems.extend(check.all_named(known.values(), names.names, f"{locale}/vocabulary.yaml"))
    html, plain = environment(names.formats, html=True), environment(names.formats, html=False)
    flags = _red_flags(locale, roots, rules, problems)
    return Tongue(_phrases(locale, roots, problems), of_exercises, of_routines, names, flags, html, plain)


def _vocabulary(locale: str, roots: Roots, problems: list[Problem]) -> Vocabulary:
    first, *rest = _sheets(roots, f"{locale}/vocabulary.yaml", problems, words=True)
    merged = vocabulary(first, None, problems)
    for sheet in rest:
        merged = vocabulary(sheet, merged, problems)
    return merged


def _rules(roots: Roots, problems: list[Problem]) -> RuleBook:
    """Read the rules of the red flags; they come with Interlude alone, so that nobody silences one by mistake."""
    name = "records/redflags.yaml"
    first, *rest = roots.folders
    for root in rest:
        if (root / name).is_file():
            mend = "can't be replaced; write your own under phrases: in <language>/redflags.yaml"
            problems.append(Problem(f"{root.name}/{name}", 1, "file", mend))
    if (first / name).is_file():
        return rule_book(read(first / name, name, problems, words=False), problems)
    problems.append(Problem(name, 0, "file", "is missing or empty; it must be there"))
    return RuleBook(frozenset(), (), ())


def _red_flags(locale: str, roots: Roots, rules: RuleBook, problems: list[Problem]) -> RedFlags:
    """Read the words of red flags; a practice's own folder only adds to them. They don't depend on tú or du."""
    language = language_of(locale)
    if language not in roots.flags:
        name = f"{language}/redflags.yaml"
        roots.flags[language] = red_flags(rules, _sheets(roots, name, problems, words=True), name, problems)
    return roots.flags[language]


def _phrases(locale: str, roots: Roots, problems: list[Problem]) -> dict[tuple[str, str], Phrase]:
    found: dict[tuple[str, str], Phrase] = {}
    nouns = {path.stem for root in roots.folders for path in root.glob(f"{language_of(locale)}/messages/*.yaml")}
    for noun in sorted(nouns):
        for sheet in _sheets(roots, f"{locale}/messages/{noun}.yaml", problems, words=True):
            found |= messages.phrases(sheet, noun, problems)
    return found


def _between(tongues: Mapping[str, Tongue]) -> Iterator[Problem]:
    """Check each phrase by itself, then the languages against each other."""
    grammar = next(iter(tongues.values())).html  # facts, filters and tags are the same in every language
    read = [
        check.reading(one, grammar)
        for locale, tongue in tongues.items()
        for one in tongue.phrases.values()
        if language_of(locale) == locale or f"{locale}/" in one.file  # else it was read in the language itself
    ]
    for one in read:
        yield from one.problems
    said = {locale: tongue.phrases for locale, tongue in tongues.items()}
    yield from check.same_keys(said)
    yield from check.same_placeholders(read)
    yield from check.own_words_in_danger(said)
