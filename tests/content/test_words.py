"""The shipped words hold to the reading rules: short sentences, plain words, nothing that frightens."""

import re
from collections.abc import Iterator

import pytest

from content import codes
from content.library import SHIPPED, Library
from tests.content.samples import FACTS

LOCALES = ("en", "es", "de")
LONGEST_SENTENCE = 20
LONGEST_CUE = 25
LONGEST_CARD = 320
"""Characters that a phone shows without scrolling."""

FRIGHTENING = {
    "en": "damage torn worn wear degenerat bone slipped trapped unstable weak posture knot toxin hurt careful cure fix",
    "es": "daño roto desgast degenera atrapad inestable débil postura nudo toxina cuidado cura arregl",
    "de": "schaden kaputt verschleiß abnutz degener eingeklemmt instabil schwach fehlhaltung knoten gift vorsicht",
}
"""Beginnings of words that make people expect harm, or promise too much."""


def said(library: Library, locale: str) -> Iterator[tuple[str, str]]:
    """Give every sentence-bearing text of exercises and routines with the place it comes from."""
    for exercise in library.exercises:
        words = library.exercise_words(exercise, locale)
        for text in (*words.cues, words.easier, words.harder or ""):
            yield exercise, text
    for routine in library.routines:
        about = library.routine_words(routine, locale)
        yield routine, about.intro
        yield routine, about.stop


def count(text: str) -> int:
    return len(re.findall(r"[\w'-]+", text))


@pytest.mark.parametrize("locale", LOCALES)
def test_sentences_are_short(library: Library, locale: str) -> None:
    long = [
        (where, sentence)
        for where, text in said(library, locale)
        for sentence in re.split(r"(?<=[.?!])\s", text)
        if count(sentence) > LONGEST_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize("locale", LOCALES)
def test_cues_are_short_and_as_many_as_in_english(library: Library, locale: str) -> None:
    for exercise in library.exercises:
        cues = library.exercise_words(exercise, locale).cues
        assert [cue for cue in cues if count(cue) > LONGEST_CUE] == []
        assert len(cues) == len(library.exercise_words(exercise, "en").cues)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_ends_like_a_sentence(library: Library, locale: str) -> None:
    assert [(where, text) for where, text in said(library, locale) if text and text[-1] not in ".?!"] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_frightens_or_promises(library: Library, locale: str) -> None:
    pattern = re.compile(rf"\b(?:{'|'.join(FRIGHTENING[locale].split())})", re.IGNORECASE)
    assert [(where, text) for where, text in said(library, locale) if pattern.search(text)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_routines_card_fits_a_phone(library: Library, locale: str) -> None:
    for routine in library.routines:
        words = library.routine_words(routine, locale)
        assert len(words.intro) <= 160
        assert len(words.name) + len(words.intro) + len(words.stop) <= LONGEST_CARD


@pytest.mark.parametrize("locale", ["es", "de"])
def test_no_words_were_left_in_english(library: Library, locale: str) -> None:
    english = {text for _, text in said(library, "en") if text}
    assert [text for _, text in said(library, locale) if text in english] == []


def test_spanish_and_german_keep_to_the_polite_form(library: Library) -> None:
    familiar = {"es": r"\b(?:tu|tus|te|ti|siéntate|respira|haz)\b", "de": r"\b(?:du|dich|dir|deine?n?)\b"}
    for locale, pattern in familiar.items():
        assert [text for _, text in said(library, locale) if re.search(pattern, text, re.IGNORECASE)] == []


def test_the_default_library_says_that_nobody_has_reviewed_it(library: Library) -> None:
    assert {exercise.reviewed_by for exercise in library.exercises.values()} == {None}
    assert {routine.reviewed_by for routine in library.routines.values()} == {None}
    for locale in LOCALES:
        shown, hidden = (library.text("routine.preview", locale, FACTS | {"reviewed": said}) for said in (False, True))
        assert len(shown) > len(hidden)


def test_every_source_is_listed(library: Library) -> None:
    listed = set(
        re.findall(r"^\| (\w+) \|", (SHIPPED / "records/SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    cited = {tag for exercise in library.exercises.values() for tag in exercise.sources}
    assert cited | {tag for routine in library.routines.values() for tag in routine.sources} == listed - {"tag"}


def test_the_vocabularies_are_as_large_as_the_design_says() -> None:
    assert (len(codes.CONDITIONS), len(codes.TECHNIQUES), len(codes.RED_FLAGS)) == (24, 9, 17)
    assert codes.URGENCIES == ("emergency", "same_day", "tell_therapist", "none")
