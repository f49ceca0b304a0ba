"""A routine: exercises in order with their doses, what changes on an amber and a red day, and its words.

It refuses to be changed in place: a new wording or dose is a new version, so that a sent plan keeps its meaning.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from content.codes import CONDITIONS, NOT_ON_RED, PUSHES, ROUTINE_FLAGS
from content.dose import Dose, Span
from content.exercises import Exercise, dose, unsigned
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

MOST_PAIN = 10
_ID = re.compile(r"[a-z][a-z0-9_]{1,26}")  # it must fit into the 64 bytes of a button


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of a routine with the dose that holds here; `either` are others that do as well in its place."""

    exercise: str
    dose: Dose
    either: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amber:
    """A day of middling pain, from `from_pain` on: a part of the repetitions, and holds no longer than `hold_s`."""

    from_pain: int
    reps_percent: int
    hold_s: Span


@dataclass(frozen=True, slots=True)
class Red:
    """A day of strong pain, from `from_pain` on: no stretching, these items instead."""

    from_pain: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Routine:
    """What one routine is, in codes and numbers; `minutes` is for one round, `weeks` for the whole course.

    `push` says who may start it (`codes.PUSHES`), `flags` what its therapist must know (`codes.ROUTINE_FLAGS`).
    """

    id: str
    version: int
    minutes: int
    per_day: Span
    weeks: Span
    conditions: tuple[str, ...]
    push: str
    flags: tuple[str, ...]
    items: tuple[Item, ...]
    amber: Amber
    red: Red
    sources: tuple[str, ...]

    def light(self, pain: int) -> str:
        """Say which light a pain of 0 to 10 shows: `green`, `amber` or `red`."""
        if pain >= self.red.from_pain:
            return "red"
        return "amber" if pain >= self.amber.from_pain else "green"


@dataclass(frozen=True, slots=True)
class RoutineWords:
    """How one routine reads in one language: name, one honest sentence of what it is for, and when to stop."""

    name: str
    intro: str
    stop: str


def records(exercises: Mapping[str, Exercise], sheet: Sheet, problems: list[Problem]) -> dict[str, Routine]:
    """Read all routines of a sheet, by id; their items must name known exercises."""
    return {key: _record(key, Fields(sheet, (key,), problems), exercises) for key in sheet.data}


def _record(key: str, fields: Fields, exercises: Mapping[str, Exercise]) -> Routine:
    if not _ID.fullmatch(key):
        fields.complain("", "needs an id of small letters, digits and _ only, at most 32 of them")
    amber, red = _amber(fields.under("amber")), _red(fields.under("red"), exercises)
    if not amber.from_pain < red.from_pain:
        fields.complain("amber", "must begin at a lower pain than red")
    items = _items(fields.under("items"), exercises)
    if items and all(exercises[item.exercise].kind == "strength" for item in items):
        fields.complain("items", "holds only strength, so nothing is left on an amber day; add a gentle exercise")
    unsigned(fields)
    routine = Routine(
        id=key,
        version=fields.number("version", 1, 10_000),
        minutes=fields.number("minutes", 1, 90),
        per_day=fields.span("per_day", 12) or _needed(fields, "per_day"),
        weeks=fields.span("weeks", 52) or _needed(fields, "weeks"),
        conditions=fields.codes("conditions", CONDITIONS),
        push=fields.code("push", PUSHES) if fields.has("push") else "any",
        flags=fields.codes("flags", ROUTINE_FLAGS) if fields.has("flags") else (),
        items=items,
        amber=amber,
        red=red,
        sources=fields.texts("sources"),
    )
    fields.finish()
    return routine


def _needed(fields: Fields, key: str) -> Span:
    if not fields.has(key):
        fields.complain(key, "is missing; give a number or a range like [2, 3]")
    return Span(1, 1)


def _items(fields: Fields, exercises: Mapping[str, Exercise]) -> tuple[Item, ...]:
    """Read a mapping of exercise id to the parts of its dose that differ; the order of the file is the order."""
    items = []
    for key in fields.given():
        exercise = exercises.get(key)
        if exercise is None:
            fields.complain(key, "is no exercise in records/exercises.yaml")
            continue
        changes = fields.under(key)
        either = changes.codes("or", exercises) if changes.has("or") else ()
        items.append(Item(key, dose(changes, exercise.dose), either))
    if not items:
        fields.complain("", "needs at least one exercise, like N04_chin_tuck: {reps: 8}")
    return tuple(items)


def _amber(fields: Fields) -> Amber:
    amber = Amber(
        from_pain=fields.number("from_pain", 1, MOST_PAIN),
        reps_percent=fields.number("reps_percent", 10, 100),
        hold_s=fields.span("hold_s", 60) or _needed(fields, "hold_s"),
    )
    fields.finish()
    return amber


def _red(fields: Fields, exercises: Mapping[str, Exercise]) -> Red:
    red = Red(from_pain=fields.number("from_pain", 1, MOST_PAIN), items=_items(fields.under("instead"), exercises))
    for item in red.items:
        if exercises[item.exercise].kind in NOT_ON_RED:
            fields.complain("instead", f"must not hold {item.exercise}: no stretching or loading on a red day")
    fields.finish()
    return red


def contra_indications(routine: Routine, exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    """List the tags of everything that a routine may show, on a red day too: one of them on file, and it waits."""
    return tuple(dict.fromkeys(tag for key in shown_exercises(routine) for tag in exercises[key].avoid))


def shown_exercises(routine: Routine) -> tuple[str, ...]:
    """List every exercise that a routine may show: on a red day too, and what does as well in another's place."""
    items = (*routine.items, *routine.red.items)
    return tuple(dict.fromkeys(key for item in items for key in (item.exercise, *item.either)))


def words(sheet: Sheet, problems: list[Problem]) -> dict[str, RoutineWords]:
    """Read the words of all routines in one language, by id."""
    return {key: _words(Fields(sheet, (key,), problems)) for key in sheet.data}


def _words(fields: Fields) -> RoutineWords:
    said = RoutineWords(name=fields.text("name"), intro=fields.text("intro"), stop=fields.text("stop"))
    fields.finish()
    return said
