"""The guide: what a client and her therapist look up or are asked, beside exercises and routines.

It refuses to hold their rules: each noun reads and checks itself, and the guide only gathers them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from content import check, conditions, instruments, learn, questions, techniques
from content.codes import CONDITIONS, TECHNIQUES
from content.conditions import Condition, ConditionWords
from content.instruments import Instrument, InstrumentWords
from content.learn import Card, CardWords
from content.problem import Problem
from content.questions import Question, QuestionWords
from content.sheet import Sheet
from content.techniques import Technique, TechniqueWords

T = TypeVar("T")
Places = dict[str, tuple[str, int]]


class Layers(Protocol):
    """Reads one file from every folder that has it; gives what it holds by id, and where each id stands."""

    def __call__(
        self, name: str, reader: Callable[[Sheet, list[Problem]], dict[str, T]], *, words: bool = False
    ) -> tuple[dict[str, T], Places]:
        """Read the file `name` with the reader of its noun."""
        ...


@dataclass(frozen=True, slots=True)
class Guide:
    """The records of the guide, by id and in the order of their files."""

    conditions: Mapping[str, Condition]
    techniques: Mapping[str, Technique]
    cards: Mapping[str, Card]
    questions: Mapping[str, Question]
    instruments: Mapping[str, Instrument]


@dataclass(frozen=True, slots=True)
class GuideWords:
    """How the guide reads in one language; an instrument that is missing here is off in this language."""

    conditions: Mapping[str, ConditionWords]
    techniques: Mapping[str, TechniqueWords]
    cards: Mapping[str, CardWords]
    questions: Mapping[str, QuestionWords]
    instruments: Mapping[str, InstrumentWords]


def read_guide(layers: Layers, problems: list[Problem]) -> Guide:
    """Read the records; every condition and technique of the vocabularies must have one."""
    found = Guide(
        layers("records/conditions.yaml", conditions.records)[0],
        layers("records/techniques.yaml", techniques.records)[0],
        layers("records/learn.yaml", learn.records)[0],
        layers("records/questions.yaml", questions.records)[0],
        layers("records/instruments.yaml", instruments.records)[0],
    )
    for noun, codes, records in (
        ("conditions", CONDITIONS, found.conditions),
        ("techniques", TECHNIQUES, found.techniques),
    ):
        file = f"records/{noun}.yaml"
        problems.extend(Problem(file, 0, code, "has no record; add one") for code in sorted(codes - records.keys()))
    return found


def read_guide_words(layers: Layers, locale: str, guide: Guide, problems: list[Problem]) -> GuideWords:
    """Read one language's words and hold them to the records."""
    of_conditions, condition_places = layers(f"{locale}/conditions.yaml", conditions.words, words=True)
    of_techniques, technique_places = layers(f"{locale}/techniques.yaml", techniques.words, words=True)
    of_cards, card_places = layers(f"{locale}/learn.yaml", learn.words, words=True)
    ask = partial(questions.words, guide.questions)
    of_questions, question_places = layers(f"{locale}/questions.yaml", ask, words=True)
    measure = partial(instruments.words, guide.instruments)
    of_instruments, instrument_places = layers(f"{locale}/instruments.yaml", measure, words=True)
    own = {key for key, instrument in guide.instruments.items() if instrument.wording == "own"}
    for noun, wanted, places in (
        ("conditions", guide.conditions, condition_places),
        ("techniques", guide.techniques, technique_places),
        ("learn", guide.cards, card_places),
        ("questions", guide.questions, question_places),
        ("instruments", own | (guide.instruments.keys() & instrument_places.keys()), instrument_places),
    ):
        problems.extend(check.all_worded(wanted, places, f"{locale}/{noun}.yaml"))
    return GuideWords(of_conditions, of_techniques, of_cards, of_questions, of_instruments)
