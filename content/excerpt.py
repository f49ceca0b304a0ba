"""What a clinician signs: one record in one language, part by part, as a client and her therapist read it.

It refuses labels: those are the book's, so that a better label takes nobody's signature away.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from content.dose import Dose
from content.redflags.rules import RAISED
from content.routines import Item

if TYPE_CHECKING:  # the library asks here for what its signatures are worth, so it can't be imported in turn
    from content.library import Library, Step
    from content.redflags.rules import RuleBook

MEDIA = Path(__file__).parent / "media"
DANGER = ("safety.", "routine.hurt", "routine.resting", "questionnaire.heavy")
"""Beginnings of the messages that are read like medicine."""

_FACT = re.compile(r"\{\{-?\s*(\w+)[^}]*\}\}")
_BRANCH = re.compile(r"\{%-?\s*(.*?)\s*-?%\}")
_TAG = re.compile(r"</?\w+>")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a record: its name, and its lines; `coded` lines are codes that the book has words for."""

    field: str
    lines: tuple[str, ...]
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One record in one language; `version` is 0 for what has none, `picture` the file of an exercise's still."""

    kind: str
    id: str
    locale: str
    version: int
    title: str
    sources: tuple[str, ...]
    parts: tuple[Part, ...]
    picture: Path | None = None

    @property
    def fingerprint(self) -> str:
        """Give 16 hexadecimal digits that change with every letter, number, source and dot of the picture."""
        picture = _digest(self.picture) if self.picture else None
        parts = [[part.field, *part.lines] for part in self.parts]
        whole = [self.kind, self.id, self.locale, self.version, self.title, self.sources, parts, picture]
        return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()[:16]


@lru_cache(maxsize=256)
def _digest(picture: Path) -> str:
    return hashlib.sha256(picture.read_bytes()).hexdigest()


def ids(library: "Library", kind: str, locale: str) -> tuple[str, ...]:
    """List the records of a kind that have words in a language, in the order of their files; KeyError."""
    guide = library.guide_words(locale)
    listed: dict[str, Iterable[str]] = {
        "exercise": library.exercises,
        "routine": library.routines,
        "condition": guide.conditions,
        "technique": guide.techniques,
        "card": guide.cards,
        "question": guide.questions,
        "instrument": guide.instruments,
        "red_flag": library.red_flags(locale).categories(),
        "safety": [key for key, _, said, _ in library.templates() if said == locale and key.startswith(DANGER)],
    }
    return tuple(listed[kind])


def excerpt(library: "Library", kind: str, record_id: str, locale: str) -> Excerpt:
    """Take one record out; raises KeyError for an unknown kind, record or language."""
    if locale not in library.locales:
        raise KeyError(locale)
    return KINDS[kind](library, record_id, locale)


def _exercise(library: "Library", key: str, locale: str) -> Excerpt:
    record, said = library.exercises[key], library.exercise_words(key, locale)
    named = partial(_named, library, locale)
    things = [(code, *record.alternatives.get(code, ())) for code in record.equipment]
    still = MEDIA / f"{key}.png"
    picture = still if still.is_file() else None
    parts = (
        Part("sort", (record.kind,), coded=True),
        Part("cues", said.cues),
        Part("easier", (said.easier,)),
        Part("harder", (said.harder,) if said.harder else ()),
        Part("dose", (_amount(library, record.dose, locale),)),
        Part("easier_dose", (_amount(library, record.easier_dose, locale),) if record.easier_dose else ()),
        Part("harder_dose", (_amount(library, record.harder_dose, locale),) if record.harder_dose else ()),
        Part("position", named("position", record.positions)),
        Part("equipment", tuple(" / ".join(named("equipment", group)) for group in things)),
        Part("regions", named("region", record.regions)),
        Part("goals", named("goal", record.goals)),
        Part("avoid", named("avoid", record.avoid)),
        Part("stop_signs", named("stop", record.stop)),
    )
    return Excerpt("exercise", key, locale, record.version, said.name, record.sources, parts, picture)


def _named(library: "Library", locale: str, kind: str, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(library.name(kind, code, locale) for code in codes)


def _amount(library: "Library", dose: Dose, locale: str) -> str:
    return unescape(library.dose_line(dose, locale))


def _routine(library: "Library", key: str, locale: str) -> Excerpt:
    record, said = library.routines[key], library.routine_words(key, locale)
    named = partial(_named, library, locale)

    def steps(pain: int) -> tuple[str, ...]:
        return tuple(_step(library, step, locale) for step in library.steps(key, pain))

    parts = (
        Part("intro", (said.intro,)),
        Part("stop", (said.stop,)),
        Part("minutes", (str(record.minutes),)),
        Part("per_day", (str(record.per_day),)),
        Part("weeks", (str(record.weeks),)),
        Part("conditions", named("condition", record.conditions)),
        Part("push", (record.push,), coded=True),
        Part("flags", named("flag", record.flags)),
        Part("green", steps(0)),
        Part("instead", tuple(_either(library, item, locale) for item in record.items if item.either)),
        Part("amber_from", (str(record.amber.from_pain),)),
        Part("amber_reps", (f"{record.amber.reps_percent} %",)),
        Part("amber_hold", (str(record.amber.hold_s),)),
        Part("amber_steps", steps(record.amber.from_pain)),
        Part("red_from", (str(record.red.from_pain),)),
        Part("red_steps", steps(record.red.from_pain)),
        Part("avoid", named("avoid", library.contra_indications(key))),
    )
    return Excerpt("routine", key, locale, record.version, said.name, record.sources, parts)


def _step(library: "Library", step: "Step", locale: str) -> str:
    amount = _amount(library, step.dose.one_round(), locale)
    return f"{library.exercise_words(step.exercise.id, locale).name} – {amount}"


def _either(library: "Library", item: Item, locale: str) -> str:
    return " / ".join(library.exercise_words(key, locale).name for key in (item.exercise, *item.either))


def _condition(library: "Library", key: str, locale: str) -> Excerpt:
    record, said = library.guide.conditions[key], library.guide_words(locale).conditions[key]
    parts = (
        *(Part(part, (getattr(said, part),)) for part in ("facts", "evidence")),
        *(Part(f"say_{light}", (getattr(said, light),)) for light in ("green", "amber", "red")),
        Part("stop", (said.stop,)),
        Part("regions", _named(library, locale, "region", record.regions)),
        Part("push", (record.push,), coded=True),
    )
    title = library.name("condition", key, locale)
    return Excerpt("condition", key, locale, record.version, title, record.sources, parts)


def _technique(library: "Library", key: str, locale: str) -> Excerpt:
    record, said = library.guide.techniques[key], library.guide_words(locale).techniques[key]
    fields = ("about", "evidence", "normal", "do", "avoid", "tell_us", "next_day", "two_days")
    parts = tuple(Part("leave" if field == "avoid" else field, (getattr(said, field),)) for field in fields)
    title = library.name("technique", key, locale)
    return Excerpt("technique", key, locale, record.version, title, record.sources, parts)


def _card(library: "Library", key: str, locale: str) -> Excerpt:
    record, said = library.guide.cards[key], library.guide_words(locale).cards[key]
    parts = (
        Part("text", (said.text,)),
        Part("evidence", (said.evidence,) if said.evidence else ()),
        Part("group", (record.group,), coded=True),
    )
    return Excerpt("card", key, locale, record.version, said.title, record.sources, parts)


def _question(library: "Library", key: str, locale: str) -> Excerpt:
    record, said = library.guide.questions[key], library.guide_words(locale).questions[key]
    parts = (
        Part("answer", (record.answer,), coded=True),
        Part("choices", tuple(said.choices.values())),
        Part("alert_choices", tuple(said.choices[choice] for choice in record.alert)),
    )
    return Excerpt("question", key, locale, record.version, said.ask, record.sources, parts)


def _instrument(library: "Library", key: str, locale: str) -> Excerpt:
    record, said = library.guide.instruments[key], library.guide_words(locale).instruments[key]
    items = tuple(
        f"{item.ask} ({record.low} = {item.low}, {record.high} = {item.high})" for item in said.items.values()
    )
    numbers = {"every_days": record.every_days, "change": record.change, "alert_from": record.alert}
    yes = {"default_on": record.default_on, "per_area": record.per_area, "own_items": record.client_names_items}
    parts = (
        Part("lead", (said.lead,) if said.lead else ()),
        Part("items", items),
        Part("answers", said.answers),
        *(Part(field, () if value is None else (str(value),)) for field, value in numbers.items()),
        *(Part(field, ("yes" if value else "no",), coded=True) for field, value in yes.items()),
        Part("scoring", (record.scoring,), coded=True),
        Part("better", (record.better,), coded=True),
        Part("wording", (record.wording,), coded=True),
        Part("translation", (said.translation,) if said.translation else ()),
        Part("licence", (record.licence,)),
        Part("loinc", tuple(f"{item}: {code}" for item, code in record.loinc.items())),
    )
    return Excerpt("instrument", key, locale, record.version, said.name, record.sources, parts)


def _red_flag(library: "Library", key: str, locale: str) -> Excerpt:
    flags = library.red_flags(locale)
    if key not in flags.categories():
        raise KeyError(key)
    raised = flags.book.of(key)
    parts = [
        Part(urgency, (*(rule.text for one, rule in raised if one == urgency), *flags.phrases.get((key, urgency), ())))
        for urgency in RAISED
    ]
    parts.append(Part("concepts", tuple(_composed(flags.book, flags.concepts_of(key)))))
    parts.append(
        Part("words", tuple(f"{name}: {', '.join(flags.words.get(name, ()))}" for name in flags.words_of(key)))
    )
    return Excerpt("red_flag", key, locale, 0, "", (), tuple(parts))


def _composed(book: "RuleBook", names: Iterable[str]) -> Iterable[str]:
    composed = dict(book.composed)
    return (f"{name}: {'; '.join(rule.text for rule in composed[name])}" for name in names)


def _safety(library: "Library", key: str, locale: str) -> Excerpt:
    (source,) = [source for name, _, said, source in library.templates() if (name, said) == (key, locale)] or [""]
    if not source or not key.startswith(DANGER):
        raise KeyError(key)
    plain = _BRANCH.sub(r"[\1]", _FACT.sub(r"‹\1›", _TAG.sub("", source)))
    return Excerpt("safety", key, locale, 0, key, (), (Part("text", tuple(plain.split("\n"))),))


KINDS: dict[str, Callable[["Library", str, str], Excerpt]] = {
    "exercise": _exercise,
    "routine": _routine,
    "condition": _condition,
    "technique": _technique,
    "card": _card,
    "question": _question,
    "instrument": _instrument,
    "red_flag": _red_flag,
    "safety": _safety,
}
