"""A measuring instrument: what is asked how often, how it is scored, which change matters, and who allows its use.

It refuses home-made translations: where a wording is published and none is at hand, the instrument is off.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from content.exercises import unsigned
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

SCORINGS = frozenset(("single", "mean", "sum"))
WORDINGS = frozenset(("own", "published"))
BETTER = frozenset(("lower", "higher"))
HIGHEST = 100


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument without words.

    `items` are asked in this order, each from `low` to `high`; the score is the one answer, their mean or their sum.
    `change` is the difference that matters to a person, in points; None where none is known. `alert` is the score from
    which a human is told (at or below it where higher is better); None for none. `loinc` are codes seen in a published
    source, by item, with `total` for the score. `client_names_items`: the client words the items herself.
    """

    id: str
    version: int
    wording: str
    default_on: bool
    every_days: int
    per_area: bool
    client_names_items: bool
    items: tuple[str, ...]
    low: int
    high: int
    scoring: str
    better: str
    change: int | None
    alert: int | None
    licence: str
    loinc: Mapping[str, str]
    sources: tuple[str, ...]

    def score(self, answers: tuple[int, ...]) -> float:
        """Score one complete set of answers; ValueError when an item is missing or outside of the scale.

        Where the client names the items herself, as many count as she named.
        """
        wanted = range(1, len(self.items) + 1) if self.client_names_items else (len(self.items),)
        if len(answers) not in wanted or not all(self.low <= answer <= self.high for answer in answers):
            raise ValueError(f"{self.id} needs {len(self.items)} answers from {self.low} to {self.high}")
        return sum(answers) / len(answers) if self.scoring == "mean" else float(sum(answers))

    def calls_a_human(self, score: float) -> bool:
        """Say whether a score is one that the therapist is told about."""
        if self.alert is None:
            return False
        return score >= self.alert if self.better == "lower" else score <= self.alert


@dataclass(frozen=True, slots=True)
class ItemWords:
    """One question and what the ends of its scale mean."""

    ask: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class InstrumentWords:
    """How one instrument reads; `answers` names every point of the scale, or is empty where it is numbers.

    `translation` says where a published wording was taken from.
    """

    name: str
    lead: str | None
    items: Mapping[str, ItemWords]
    answers: tuple[str, ...]
    translation: str | None


def records(sheet: Sheet, problems: list[Problem]) -> dict[str, Instrument]:
    """Read all instruments of a sheet, by id."""
    return {key: _record(key, Fields(sheet, (key,), problems)) for key in sheet.data}


def _record(key: str, fields: Fields) -> Instrument:
    unsigned(fields)
    codes = fields.under("loinc")
    items = fields.texts("items")
    scoring = fields.code("scoring", SCORINGS)
    if scoring == "single" and len(items) != 1:
        fields.complain("scoring", "can be single only where there is one item")
    instrument = Instrument(
        id=key,
        version=fields.number("version", 1, 10_000),
        wording=fields.code("wording", WORDINGS),
        default_on=_yes(fields, "default_on"),
        every_days=fields.number("every_days", 1, 92),
        per_area=_yes(fields, "per_area"),
        client_names_items=_yes(fields, "client_names_items"),
        items=items,
        low=fields.number("low", 0, HIGHEST),
        high=fields.number("high", 1, HIGHEST),
        scoring=scoring,
        better=fields.code("better", BETTER),
        change=fields.number("change", 1, HIGHEST) if fields.raw("change") is not None else None,
        alert=fields.number("alert", 0, HIGHEST) if fields.raw("alert") is not None else None,
        licence=fields.text("licence"),
        loinc={item: codes.text(item) for item in codes.given()},
        sources=fields.texts("sources"),
    )
    fields.finish()
    return instrument


def _yes(fields: Fields, key: str) -> bool:
    """Read true or false; missing counts as false."""
    value = fields.raw(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    fields.complain(key, "needs true or false")
    return False


def words(known: Mapping[str, Instrument], sheet: Sheet, problems: list[Problem]) -> dict[str, InstrumentWords]:
    """Read the words of all instruments in one language, by id."""
    return {key: _words(known.get(key), Fields(sheet, (key,), problems)) for key in sheet.data}


def _words(instrument: Instrument | None, fields: Fields) -> InstrumentWords:
    under = fields.under("items")
    items = {item: _item(under.under(item)) for item in (instrument.items if instrument else under.given())}
    under.finish()
    answers = fields.texts("answers") if fields.has("answers") else ()
    translation = fields.text_or_none("translation")
    if instrument and answers and len(answers) != instrument.high - instrument.low + 1:
        fields.complain("answers", f"needs one word for each point from {instrument.low} to {instrument.high}")
    if instrument and instrument.wording == "published" and translation is None:
        fields.complain("translation", "must say where this published wording was taken from")
    said = InstrumentWords(fields.text("name"), fields.text_or_none("lead"), items, answers, translation)
    fields.finish()
    return said


def _item(fields: Fields) -> ItemWords:
    said = ItemWords(fields.text("ask"), fields.text("low"), fields.text("high"))
    fields.finish()
    return said
