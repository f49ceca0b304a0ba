"""An exercise: its language-free record, and its words in one language.

It refuses to decide for whom it is right: it only carries the tags by which others decide.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from content.codes import AVOID, EQUIPMENT, GOALS, KINDS, POSITIONS, REGIONS, SIDES, STOP_SIGNS, WEEKDAYS
from content.dose import Days, Dose
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

_ID = re.compile(r"[A-Z]\d\d_[a-z0-9_]{2,28}")  # it must fit into the 64 bytes of a button

LIMITS = {"hold_s": 120, "reps": 60, "sets": 5, "minutes": 60, "per_day": 12}
"""The most a dose may say of each part; more is a slip of the finger, not a treatment."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """What one exercise is, in codes and numbers; who signed it is in `content.reviews`.

    All of `equipment` is needed; `alternatives` says what does as well, like {"chair": ("wall",)}.
    """

    id: str
    version: int
    kind: str
    positions: tuple[str, ...]
    regions: tuple[str, ...]
    goals: tuple[str, ...]
    equipment: tuple[str, ...]
    alternatives: Mapping[str, tuple[str, ...]]
    avoid: tuple[str, ...]
    stop: tuple[str, ...]
    dose: Dose
    easier_dose: Dose | None
    harder_dose: Dose | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExerciseWords:
    """How one exercise reads in one language; `easier` and `harder` are one sentence each, `harder` may be None."""

    name: str
    cues: tuple[str, ...]
    easier: str
    harder: str | None


def dose(fields: Fields, base: Dose) -> Dose:
    """Read the parts of a dose that are given and lay them over `base`."""
    spans = {part: span for part, high in LIMITS.items() if (span := fields.span(part, high)) is not None}
    side = fields.code("side", SIDES) if fields.has("side") else base.side
    days = base.days
    if fields.has("days"):
        days = _days(fields.under("days"))
    fields.raw("days")
    fields.finish()
    return replace(base, **spans, side=side, days=days)


def _days(fields: Fields) -> Days:
    """Read `{every: 2}` or `{weekdays: [mon, wed]}`."""
    every = fields.number("every", 1, 14) if fields.has("every") else 1
    weekdays = fields.codes("weekdays", WEEKDAYS, needed=True) if fields.has("weekdays") else ()
    if fields.has("every") == fields.has("weekdays"):
        fields.complain("every", "needs either {every: 2} or {weekdays: [mon, thu]}, one of the two")
    fields.raw("every"), fields.raw("weekdays")
    fields.finish()
    return Days(every, weekdays)


def records(sheet: Sheet, problems: list[Problem]) -> dict[str, Exercise]:
    """Read all exercises of a sheet, by id."""
    return {key: _record(key, Fields(sheet, (key,), problems)) for key in sheet.data}


def _record(key: str, fields: Fields) -> Exercise:
    if not _ID.fullmatch(key):
        fields.complain("", "needs an id like N01_neck_turn: a capital letter, two digits, _, small letters")
    own = dose(fields.under("dose"), Dose()) if fields.has("dose") else Dose()
    if own == Dose():
        fields.complain("dose", "needs numbers, like {reps: 10, per_day: [2, 3]}")
    unsigned(fields)
    exercise = Exercise(
        id=key,
        version=fields.number("version", 1, 10_000),
        kind=fields.code("kind", KINDS),
        positions=fields.codes("positions", POSITIONS, needed=True),
        regions=fields.codes("regions", REGIONS),
        goals=fields.codes("goals", GOALS),
        equipment=fields.codes("equipment", EQUIPMENT),
        alternatives=_alternatives(fields),
        avoid=fields.codes("avoid", AVOID),
        stop=fields.codes("stop", STOP_SIGNS, needed=True),
        dose=own,
        easier_dose=dose(fields.under("easier_dose"), own) if fields.has("easier_dose") else None,
        harder_dose=dose(fields.under("harder_dose"), own) if fields.has("harder_dose") else None,
        sources=fields.texts("sources"),
    )
    fields.finish()
    return exercise


def _alternatives(fields: Fields) -> Mapping[str, tuple[str, ...]]:
    """Read what does as well as a piece of equipment: nobody should need to buy a mat."""
    needed = fields.raw("equipment")
    under = fields.under("alternatives")
    for key in under.given():
        if not isinstance(needed, list) or key not in needed:
            under.complain(key, "stands not in this exercise's equipment; only what is needed can be replaced")
    return {key: under.codes(key, EQUIPMENT, needed=True) for key in under.given()}


def unsigned(fields: Fields) -> None:
    """Hold that nobody signed a record by hand: that would outlive a change. Who signed is in `content.reviews`."""
    for key in ("reviewed_by", "reviewed_on"):
        if fields.raw(key) is not None:
            fields.complain(key, "stays null; sign in the review book, and take it in with `interlude content sign`")


def words(sheet: Sheet, problems: list[Problem]) -> dict[str, ExerciseWords]:
    """Read the words of all exercises in one language, by id."""
    return {key: _words(Fields(sheet, (key,), problems)) for key in sheet.data}


def _words(fields: Fields) -> ExerciseWords:
    said = ExerciseWords(
        name=fields.text("name"),
        cues=fields.texts("cues"),
        easier=fields.text("easier"),
        harder=fields.text_or_none("harder"),
    )
    fields.finish()
    return said
