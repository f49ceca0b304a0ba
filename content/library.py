"""The library: every word, routine and number, validated at the start, frozen, rendered with facts and a language.

It refuses to start with a problem in any file, and to answer in another language than the one that was asked for.
"""

import gc
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from jinja2 import Template

from content import conditions, emergency, reviews
from content.dose import Dose
from content.emergency import EmergencyNumbers
from content.exercises import Exercise, ExerciseWords
from content.guide import Guide, GuideWords
from content.markup import utf16_units
from content.messages import Phrase
from content.problem import ContentError
from content.redflags.screen import RedFlags
from content.redflags.words import Words
from content.render import render
from content.reviews import Place, Review
from content.routines import Routine, RoutineWords, contra_indications, shown_exercises
from content.shelf import Shelf, language_of, read_all

SHIPPED = Path(__file__).parent
TOAST_LENGTH = 200
NO_FACTS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a routine as it holds today: which exercise, and how much of it."""

    exercise: Exercise
    dose: Dose


@dataclass(frozen=True, slots=True)
class Library:
    """Answers with words and records; never changes after `load`, so every thread may ask it."""

    locales: tuple[str, ...]
    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    guide: Guide
    _shelf: Shelf
    _templates: dict[tuple[str, str, str], Template]
    _reviews: Mapping[Place, Review]

    @classmethod
    def of(cls, shelf: Shelf) -> "Library":
        """Open a shelf; one with problems answers as far as it goes, for drafts that are not yet translated."""
        exercises, routines = MappingProxyType(shelf.exercises), MappingProxyType(shelf.routines)
        made = cls(tuple(shelf.tongues), exercises, routines, shelf.guide, shelf, {}, {})
        return replace(made, _reviews=reviews.standing(made, shelf.reviews))

    def text(self, key: str, locale: str, facts: Mapping[str, object] = NO_FACTS) -> str:
        """Render a message as Telegram's HTML; facts are escaped.

        Raises KeyError for an unknown key or language, `jinja2.UndefinedError` for a missing fact.
        """
        return self._say("text", key, locale, facts)

    def button(self, key: str, locale: str, facts: Mapping[str, object] = NO_FACTS) -> str:
        """Render a button's label as plain text; errors as `text`."""
        return self._say("button", key, locale, facts)

    def toast(self, key: str, locale: str, facts: Mapping[str, object] = NO_FACTS) -> str:
        """Render a toast as plain text of at most 200 characters; errors as `text`."""
        said = self._say("toast", key, locale, facts)
        while utf16_units(said) > TOAST_LENGTH:  # a long fact: Telegram would refuse the whole answer
            said = said[:-2].rstrip() + "…"
        return said

    def template_version(self, key: str, locale: str) -> str:
        """Give 12 hexadecimal digits that change with every letter of a message's template."""
        return self._shelf.tongues[locale].phrases["text", key].version

    def templates(self) -> list[tuple[str, str, str, str]]:
        """Give every message's template in every language: key, version, language and source."""
        return [
            (key, phrase.version, locale, phrase.source)
            for locale, tongue in self._shelf.tongues.items()
            for (kind, key), phrase in tongue.phrases.items()
            if kind == "text"
        ]

    def has(self, key: str) -> bool:
        """Say whether there is a message, button or toast of this name."""
        phrases = self._shelf.tongues[self.locales[0]].phrases
        return any((kind, key) in phrases for kind in ("text", "button", "toast"))

    @property
    def languages(self) -> tuple[str, ...]:
        """Give the languages without their other ways to speak: "de", but not "de-du"."""
        return tuple(locale for locale in self.locales if language_of(locale) == locale)

    def locale_for(self, language_code: str | None, *, informal: bool = False) -> str:
        """Choose our language for one of Telegram's codes: "es-MX" → "es"; what we don't speak → the first.

        With ``informal`` the way to speak it that says *tú* or *du*, where the language has one.
        """
        language = language_of((language_code or "").lower().replace("_", "-"))
        ways = [locale for locale in self.locales if language_of(locale) == language]
        return ways[-1 if informal else 0] if ways else self.locales[0]

    def exercise(self, exercise_id: str) -> Exercise:
        """Find one exercise; raises KeyError."""
        return self.exercises[exercise_id]

    def routine(self, routine_id: str) -> Routine:
        """Find one routine; raises KeyError."""
        return self.routines[routine_id]

    def exercise_words(self, exercise_id: str, locale: str) -> ExerciseWords:
        """Find an exercise's words; raises KeyError."""
        return self._shelf.tongues[locale].exercises[exercise_id]

    def routine_words(self, routine_id: str, locale: str) -> RoutineWords:
        """Find a routine's words; raises KeyError."""
        return self._shelf.tongues[locale].routines[routine_id]

    def guide_words(self, locale: str) -> GuideWords:
        """Find the words of conditions, techniques, cards, questions and instruments; raises KeyError."""
        return self._shelf.guide_words[locale]

    def routines_for(self, condition_id: str) -> tuple[str, ...]:
        """List the ids of the routines that suit a condition, its own first."""
        return conditions.suiting(condition_id, self.routines)

    def contra_indications(self, routine_id: str) -> tuple[str, ...]:
        """List the tags with which a routine waits for the therapist; raises KeyError."""
        return contra_indications(self.routines[routine_id], self.exercises)

    def review(self, kind: str, record_id: str, locale: str) -> Review | None:
        """Find what a clinician said of a record (`excerpt.KINDS`) as it reads now in a language; None for nothing."""
        return self._reviews.get((kind, record_id, locale))

    def reviews(self) -> Mapping[Place, Review]:
        """Give all that clinicians said of records as they read now, approvals and wishes, by kind, id and language."""
        return self._reviews

    def is_approved(self, kind: str, record_id: str, locale: str) -> bool:
        """Say whether a clinician approved a record as it reads now in a language."""
        said = self.review(kind, record_id, locale)
        return said is not None and said.verdict == "approve"

    def is_reviewed(self, routine_id: str, locale: str) -> bool:
        """Say whether a clinician approved a routine and every exercise it may show, in this language; KeyError."""
        shown = [("exercise", key) for key in shown_exercises(self.routines[routine_id])]
        return all(self.is_approved(kind, key, locale) for kind, key in (("routine", routine_id), *shown))

    def name(self, kind: str, code: str, locale: str) -> str:
        """Name a code, like ("region", "neck"); kinds are the keys of `codes.NAMED`. Raises KeyError."""
        return self._shelf.tongues[locale].vocabulary.names[kind][code]

    def red_flags(self, locale: str) -> RedFlags:
        """Give what screens texts of clients in a language; KeyError for one that is not there."""
        return self._shelf.tongues[locale].red_flags

    def lay_out(self) -> None:
        """Make the red flags of every language ready, so that the first text of a client does not wait for it."""
        for locale in self.languages:
            self.red_flags(locale).familiar(Words((), ()))

    def emergency(self, country: str | None) -> EmergencyNumbers:
        """Find what to call in a country (two letters); never a number that is not verified."""
        return emergency.find(self._shelf.emergency, country)

    def steps(self, routine_id: str, pain: int | None = None) -> tuple[Step, ...]:
        """List a routine's steps for a pain of 0 to 10 now; None counts as green."""
        routine = self.routines[routine_id]
        light = routine.light(pain or 0)
        items = routine.red.items if light == "red" else routine.items
        steps = [Step(self.exercises[item.exercise], item.dose) for item in items]
        if light != "amber":
            return tuple(steps)
        amber = routine.amber
        return tuple(
            Step(step.exercise, step.dose.eased(amber.reps_percent, amber.hold_s))
            for step in steps
            if step.exercise.kind != "strength"
        )

    def dose_line(self, dose: Dose, locale: str) -> str:
        """Say a dose in one line of Telegram's HTML, like "5 times each way, 2–4 times a day"."""
        weekdays = [self.name("weekday", day, locale) for day in dose.days.weekdays]
        return self.text("dose.line", locale, {**dose.facts(), "weekdays": weekdays})

    def _say(self, kind: str, key: str, locale: str, facts: Mapping[str, object]) -> str:
        phrase: Phrase = self._shelf.tongues[locale].phrases[kind, key]
        if "{" not in phrase.source:
            return phrase.source
        place = (kind, key, locale)
        template = self._templates.get(place)
        if template is None:  # compiled at first use: all of them at the start would cost most of the start
            tongue = self._shelf.tongues[locale]
            template = (tongue.html if kind == "text" else tongue.plain).from_string(phrase.source)
            self._templates[place] = template
        return render(template, facts)


def load(overlay: Path | None = None, *, shipped: Path = SHIPPED) -> Library:
    """Read and check all content, with a practice's own folder laid over the shipped one.

    Raises ContentError with every problem of every file.
    """
    collects = gc.isenabled()
    gc.disable()  # what is read here stays: looking for rubbish in it again and again costs a third of a start
    try:
        shelf = read_all((shipped,) if overlay is None else (shipped, overlay))
    finally:
        if collects:
            gc.enable()
    if shelf.problems:
        raise ContentError(shelf.problems)
    return Library.of(shelf)
