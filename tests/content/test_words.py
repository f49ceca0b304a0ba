"""The shipped words are whole: as many in each language, translated, short enough for a phone, with their sources."""

import re
from collections.abc import Mapping
from typing import Protocol

import pytest

from content import codes
from content.library import SHIPPED, Library
from tests.content.said import everything, prose
from tests.content.samples import FACTS

LOCALES = ("en", "es", "de")
ALIKE = {"Stress", "PHQ-2", "GAD-2"}
"""Words that are the same in two languages."""

LONGEST_CARD = 320
"""Characters that a phone shows without scrolling."""


@pytest.mark.parametrize("locale", LOCALES)
def test_as_many_cues_as_in_english(library: Library, locale: str) -> None:
    for exercise in library.exercises:
        cues = library.exercise_words(exercise, locale).cues
        assert 3 <= len(cues) <= 4
        assert len(cues) == len(library.exercise_words(exercise, "en").cues)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_ends_like_a_sentence(library: Library, locale: str) -> None:
    assert [one for one in prose(library, locale) if one.text[-1] not in ".?!" and one.noun != "question"] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_routines_card_fits_a_phone(library: Library, locale: str) -> None:
    for routine in library.routines:
        words = library.routine_words(routine, locale)
        assert len(words.intro) <= 160
        assert len(words.name) + len(words.intro) + len(words.stop) <= LONGEST_CARD


@pytest.mark.parametrize("locale", LOCALES)
def test_every_routine_has_something_to_do_on_every_day_and_says_how_much(library: Library, locale: str) -> None:
    for routine in library.routines:
        for pain in (0, 4, 7):
            steps = library.steps(routine, pain)
            assert steps
            assert all(library.dose_line(step.dose, locale) for step in steps)


@pytest.mark.parametrize("locale", ["es", "de"])
def test_no_words_were_left_in_english(library: Library, locale: str) -> None:
    english = {one.text for one in everything(library, "en")}
    assert [one for one in everything(library, locale) if one.text in english and one.text not in ALIKE] == []


def test_the_default_library_says_that_nobody_has_reviewed_it(library: Library) -> None:
    assert library.reviews() == {}
    for locale in LOCALES:
        shown, hidden = (library.text("routine.preview", locale, FACTS | {"reviewed": said}) for said in (False, True))
        assert len(shown) > len(hidden)


def test_every_source_is_listed(library: Library) -> None:
    listed = set(
        re.findall(r"^\| (\w+) \|", (SHIPPED / "records/SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    kinds: list[Mapping[str, Record]] = [library.exercises, library.routines, *guide_records(library)]
    cited = {tag for records in kinds for record in records.values() for tag in record.sources}
    assert cited == listed - {"tag"}


class Record(Protocol):
    """What every record of the library has."""

    @property
    def sources(self) -> tuple[str, ...]: ...


def guide_records(library: Library) -> list[Mapping[str, Record]]:
    guide = library.guide
    return [guide.conditions, guide.techniques, guide.cards, guide.questions, guide.instruments]


def test_the_vocabularies_are_as_large_as_the_design_says() -> None:
    assert (len(codes.CONDITIONS), len(codes.TECHNIQUES), len(codes.RED_FLAGS)) == (24, 9, 17)
    assert codes.URGENCIES == ("emergency", "same_day", "tell_therapist", "none")
