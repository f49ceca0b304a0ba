"""What must hold for every text: nothing around a flag or within it hides it, and nothing breaks the screen."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.library import Library, load
from content.redflags.rules import RAISED
from content.redflags.screen import Finding
from tests.screen.development import LOCALES, flagged

NEUTRAL = {
    "en": ["The weather is nice", "I did my stretches", "See you on Friday", "Thank you for the session"],
    "es": ["Hace buen tiempo", "Hice mis estiramientos", "Nos vemos el viernes", "Gracias por la sesión"],
    "de": ["Das Wetter ist schön", "Die Übungen habe ich gemacht", "Bis Freitag", "Danke für die Behandlung"],
}
BETWEEN = ["😀", "❤️‍🩹", "…", "!!", ",", "\n", " - ", "\u200b", "\t", "(", "?", "\r\n"]
LIBRARY = load()
TEXTS = {locale: flagged(locale) for locale in LOCALES}

locales = st.sampled_from(LOCALES)


def library() -> Library:
    return LIBRARY


def rank(finding: Finding | None) -> int:
    return RAISED.index(finding.urgency) if finding else len(RAISED)


def said(text: str, locale: str) -> int:
    return rank(library().red_flags(locale).screen(text))


@given(st.data(), locales)
@settings(max_examples=150, deadline=None)
def test_a_neutral_sentence_before_or_after_never_lowers_a_flag(data: st.DataObject, locale: str) -> None:
    text = data.draw(st.sampled_from(TEXTS[locale]))
    other = data.draw(st.sampled_from(NEUTRAL[locale]))
    mark = data.draw(st.sampled_from([". ", "! ", "\n"]))
    joined = data.draw(st.sampled_from([f"{other}{mark}{text}", f"{text}{mark}{other}"]))
    assert said(joined, locale) <= said(text, locale), joined


@given(st.data(), locales)
@settings(max_examples=150, deadline=None)
def test_case_accents_emoji_signs_and_breaks_never_hide_a_flag(data: st.DataObject, locale: str) -> None:
    text = data.draw(st.sampled_from(TEXTS[locale]))
    change = data.draw(st.sampled_from([str.upper, str.lower, str.title, bare, dressed]))
    words = change(text).split(" ")
    places = data.draw(st.sets(st.integers(0, len(words)), max_size=3))
    sign = data.draw(st.sampled_from(BETWEEN))
    changed = " ".join(f"{sign} {word}" if place in places else word for place, word in enumerate(words))
    assert said(changed, locale) <= said(text, locale), changed


def bare(text: str) -> str:
    """Leave out accents, and every apostrophe."""
    plain = unicodedata.normalize("NFKD", text).replace("'", "")
    return "".join(char for char in plain if not unicodedata.combining(char))


def dressed(text: str) -> str:
    """Write the same with letters taken apart, curly apostrophes and the wide letters of another keyboard."""
    return unicodedata.normalize("NFD", text).replace("'", "’")


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["no", "can't", "feel", "my", "leg", ".", ",", "and", "39.5", "2009", "is"])).map(
        " ".join
    )
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    for locale in LOCALES:
        said(text, locale)


@pytest.mark.full
@given(st.text(max_size=400))
@settings(max_examples=100_000, deadline=None)
def test_a_hundred_thousand_texts_are_answered(text: str) -> None:
    for locale in LOCALES:
        said(text, locale)


def test_long_and_odd_texts() -> None:
    for text in ("", " ", "\x00", "a" * 5000, "no " * 3000, "pain " * 3000, "😀" * 2000, "9" * 5000, "1.5" * 900):
        for locale in LOCALES:
            said(text, locale)
    far = "nice weather today. " * 800
    assert said(far + "I want to kill myself. " + far, "en") == 0
