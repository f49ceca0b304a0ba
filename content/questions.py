"""The questions before a visit: what is asked a day ahead, how it is answered, and which answers call the therapist.

It refuses free text: buttons come first, so that nobody has to type with sore hands.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from content.exercises import unsigned
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

ANSWERS = frozenset(("regions", "one", "several", "pain"))
"""`regions`: parts of the body; `one` or `several` of the choices; `pain`: 0 to 10."""

LONGEST_BUTTON = 30


@dataclass(frozen=True, slots=True)
class Question:
    """One question without words; a choice listed in `alert` tells the therapist before the visit."""

    id: str
    version: int
    answer: str
    choices: tuple[str, ...]
    alert: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """How one question reads, what it is called in a list of answers, and the label of each choice."""

    ask: str
    short: str
    choices: Mapping[str, str]


def records(sheet: Sheet, problems: list[Problem]) -> dict[str, Question]:
    """Read all questions of a sheet, by id, in the order in which they are asked."""
    return {key: _record(key, Fields(sheet, (key,), problems)) for key in sheet.data}


def _record(key: str, fields: Fields) -> Question:
    answer = fields.code("answer", ANSWERS)
    choices = fields.texts("choices") if answer in {"one", "several"} else ()
    unsigned(fields)
    question = Question(
        id=key,
        version=fields.number("version", 1, 10_000),
        answer=answer,
        choices=choices,
        alert=fields.codes("alert", choices) if fields.has("alert") else (),
        sources=fields.texts("sources"),
    )
    fields.finish()
    return question


def words(known: Mapping[str, Question], sheet: Sheet, problems: list[Problem]) -> dict[str, QuestionWords]:
    """Read the words of all questions in one language, by id; each choice needs a label that fits a button."""
    return {key: _words(known.get(key), Fields(sheet, (key,), problems)) for key in sheet.data}


def _words(question: Question | None, fields: Fields) -> QuestionWords:
    labels: dict[str, str] = {}
    if question is not None and question.choices:
        under = fields.under("choices")
        labels = {choice: under.text(choice) for choice in question.choices}
        under.finish()
    for choice, label in labels.items():
        if len(label) > LONGEST_BUTTON:
            fields.complain("choices", f"has a label of {len(label)} characters at {choice}; at most {LONGEST_BUTTON}")
    said = QuestionWords(fields.text("ask"), fields.text("short"), labels)
    fields.finish()
    return said
