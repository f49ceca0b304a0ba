"""Spanish with tú and German with du: a second way to speak a language, which says anew only what differs."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from content.library import Library, load
from tests.content import lints, samples, test_lints, test_messages, test_words
from tests.content.conftest import Copy
from tests.content.reading import hardness
from tests.content.said import everything, prose

in_both_ways = pytest.mark.parametrize(("language", "way"), [("es", "es-tu"), ("de", "de-du")])

ALSO = (
    test_lints.test_cues_and_sentences_are_short,
    test_lints.test_plain_words_hold_no_placeholder,
    test_lints.test_nothing_is_said_by_a_sign_alone,
    test_messages.test_messages_are_what_telegram_takes,
    test_messages.test_nothing_of_a_template_is_left_over,
    test_messages.test_buttons_and_toasts_stay_short,
    test_messages.test_commands_are_told_apart_from_prose,
    test_messages.test_no_message_was_left_in_english,
    test_words.test_as_many_cues_as_in_english,
    test_words.test_every_text_ends_like_a_sentence,
    test_words.test_a_routines_card_fits_a_phone,
    test_words.test_no_words_were_left_in_english,
)
"""What holds for every language, and for each way to speak it."""


@in_both_ways
def test_a_way_says_anew_only_what_differs(library: Library, language: str, way: str) -> None:
    assert library.text("pages.language", way) != library.text("pages.language", language)
    assert library.name("region", "neck", way) == library.name("region", "neck", language)


@in_both_ways
def test_no_word_that_others_published_is_said_anew(library: Library, language: str, way: str) -> None:
    ours, theirs = (library.guide_words(locale).instruments for locale in (way, language))
    published = {key for key, words in theirs.items() if words.translation is not None}
    assert "phq_2" in published
    assert [key for key in published if ours[key] != theirs[key]] == []


@pytest.mark.parametrize("way", ["es-tu", "de-du"])
@pytest.mark.parametrize("lint", ALSO, ids=lambda lint: lint.__name__)
def test_what_holds_for_a_language_holds_for_both_ways(
    library: Library, lint: Callable[[Library, str], None], way: str
) -> None:
    lint(library, way)


@in_both_ways
def test_no_word_claims_or_frightens(library: Library, language: str, way: str) -> None:
    for one in everything(library, way):
        assert (lints.claims(one.text, language), lints.nocebo(one.text, language)) == ([], []), one
    for kind, key in test_lints.phrases(library, way):
        for text in samples.rendered(library, kind, key, way):
            assert lints.claims(text, language) == [], key
            calm = text.replace("hacerte daño", "hacerse daño")  # what danger is called, with usted
            assert key.startswith(test_lints.DANGER) or lints.nocebo(calm, language) == [], key


@in_both_ways
def test_it_reads_as_easily(library: Library, language: str, way: str) -> None:
    records: dict[tuple[str, str], str] = {}
    for one in prose(library, way):
        records[one.noun, one.record] = f"{records.get((one.noun, one.record), '')} {one.text}"
    exempt = frozenset(test_lints.CLINICAL[language].split())
    graded = {key: hardness(text, language, exempt) for key, text in records.items() if len(text) > 100}
    assert {key: grade for key, grade in graded.items() if grade > test_lints.HARDEST} == {}


@pytest.mark.parametrize("way", ["es-tu", "de-du"])
@pytest.mark.parametrize("key", test_lints.PROACTIVE)
def test_what_comes_unasked_is_short_and_tells_a_locked_phone_nothing(library: Library, key: str, way: str) -> None:
    test_lints.test_what_comes_unasked_is_short(library, key, way)
    test_lints.test_a_locked_phone_tells_nothing(library, key, way)


@in_both_ways
@pytest.mark.parametrize("key", test_messages.PROACTIVE)
def test_a_locked_phone_tells_a_bystander_nothing(library: Library, key: str, language: str, way: str) -> None:
    private = re.compile(rf"\b(?:{'|'.join(test_messages.PRIVATE[language].split())})")
    for text in samples.rendered(library, "text", key, way):
        assert not private.search(lints.plain(text)[: lints.LOCK_SCREEN].lower())


def test_a_record_is_filled_up_field_by_field(copy: Copy, tmp_path: Path) -> None:
    own = Copy(tmp_path / "own")
    own.write("de-du/exercises.yaml", "B02_knee_roll: {name: Knie rollen mit dir}\n")
    laid = load(own.root, shipped=copy.root)
    assert laid.exercise_words("B02_knee_roll", "de-du").name == "Knie rollen mit dir"
    assert laid.exercise_words("B02_knee_roll", "de-du").cues == laid.exercise_words("B02_knee_roll", "de").cues
    assert laid.exercise_words("B02_knee_roll", "de").name != "Knie rollen mit dir"


def test_a_newcomer_is_addressed_as_the_practice_does(library: Library) -> None:
    spoken = {
        code: (library.locale_for(code), library.locale_for(code, informal=True)) for code in ("de-AT", "es", "en")
    }
    assert spoken == {"de-AT": ("de", "de-du"), "es": ("es", "es-tu"), "en": ("en", "en")}
