"""Every message, button and toast of every language, rendered as a person would read it."""

import html
import re

import pytest

from content.library import Library
from content.markup import mistakes, utf16_units
from tests.content.samples import FACTS, VARIANTS, rendered

LOCALES = ("en", "es", "de")
CAPTION = 1024
LOCK_SCREEN = 80
"""Characters that a phone shows of a message while it is locked."""

OF_OTHERS = (
    "alert.red_flag_answer",
    "alert.red_flag_no",
    "announce.client",
    "invite.client",
    "invite.therapist",
    "talking.note",
)
"""What carries words and links of others."""

PROACTIVE = (
    "activity.given",
    "activity.prompt",
    "announce.client",
    "check_in.ask_pain",
    "routine.prompt",
    "routine.given",
    "visit.booked",
    "visit.moved",
    "visit.cancelled",
    "visit.reminder",
)
"""What arrives without having been asked for, and so may light up a phone that lies on a table."""

PRIVATE = {
    "en": "pain mood sore stiff stretch exercise",
    "es": "dolor ánimo rígid estir ejercicio",
    "de": "schmerz stimmung steif dehn übung",
}
"""Beginnings of words that tell a bystander something about a client's health; names of body parts come on top."""


def phrases(library: Library, locale: str) -> list[tuple[str, str]]:
    return sorted(library._shelf.tongues[locale].phrases)  # noqa: SLF001 - nobody but a test asks for all of them


def everything(library: Library, locale: str, kind: str) -> list[tuple[str, str]]:
    """Give each rendering of one kind with its key."""
    return [
        (key, said)
        for found, key in phrases(library, locale)
        if found == kind
        for said in rendered(library, kind, key, locale)
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_messages_are_what_telegram_takes(library: Library, locale: str) -> None:
    for key, said in everything(library, locale, "text"):
        assert said, key
        assert utf16_units(said) <= 4096, key
        assert mistakes(said) == [], key
        if key.startswith(("invite.", "chart.")):  # they go below a picture
            assert utf16_units(said) <= CAPTION, key


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_of_a_template_is_left_over(library: Library, locale: str) -> None:
    for kind in ("text", "button", "toast"):
        for key, said in everything(library, locale, kind):
            assert not re.search(r"[{}]|\n\n\n|[ \t]$|^[ \t]|  ", said, re.MULTILINE), (key, said)
            if key != "review.patterns":  # it explains the signs in which the rules of red flags are written
                assert not re.search(r"\(\)|\s[,.;]|,,|\.\.", said), (key, said)


@pytest.mark.parametrize("locale", LOCALES)
def test_buttons_and_toasts_stay_short(library: Library, locale: str) -> None:
    for key, said in everything(library, locale, "button"):
        assert len(said) <= 45, (key, said)
        assert "\n" not in said
    for key, said in everything(library, locale, "toast"):
        assert utf16_units(said) <= 200, key


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", PROACTIVE)
def test_a_locked_phone_tells_a_bystander_nothing(library: Library, locale: str, key: str) -> None:
    names = [*library._shelf.tongues[locale].vocabulary.names["region"].values()]  # noqa: SLF001 - all of a kind
    regions = "|".join(rf"\b{re.escape(name.lower())}\b" for name in names)
    private = re.compile(rf"\b(?:{'|'.join(PRIVATE[locale].split())})|{regions}|\d/\d|\d+ (?:min|mal)")
    for routine in library.routines:
        words = library.routine_words(routine, locale)
        shown = {"title": words.name, "intro": words.intro, "steps": [], "stop": words.stop}
        for variant in VARIANTS.get(key, ({},)):
            said = library.text(key, locale, FACTS | {"shown": shown, "routine": words.name} | variant)
            seen = html.unescape(re.sub(r"<[^>]+>", "", said))[:LOCK_SCREEN]
            assert words.name not in seen
            if not key.startswith("visit."):  # how long a visit takes is no secret
                assert not private.search(seen.lower()), seen


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_words_of_a_visit_name_no_body_part(library: Library, locale: str) -> None:
    private = re.compile(rf"\b(?:{'|'.join(PRIVATE[locale].split())})")
    for key in PROACTIVE:
        if key.startswith("visit."):
            assert not [said for said in rendered(library, "text", key, locale) if private.search(said.lower())]


@pytest.mark.parametrize("locale", ["es", "de"])
def test_no_message_was_left_in_english(library: Library, locale: str) -> None:
    same = [
        key
        for kind, key in phrases(library, locale)
        if kind == "text" and rendered(library, kind, key, locale) == rendered(library, kind, key, "en")
    ]
    assert same == []


def test_spanish_and_german_keep_to_the_polite_form(library: Library) -> None:
    familiar = {"es": r"\b(?:tu|tus|te|ti|contigo|quieres|puedes)\b", "de": r"\b(?:du|dich|dir|deine?[nmrs]?)\b"}
    for locale, pattern in familiar.items():
        for kind in ("text", "button", "toast"):
            said = everything(library, locale, kind)
            assert [key for key, text in said if re.search(pattern, text, re.IGNORECASE)] == []


def test_spanish_opens_what_it_closes(library: Library) -> None:
    for kind in ("text", "button", "toast"):
        for key, said in everything(library, "es", kind):
            if key not in OF_OTHERS:
                assert (said.count("¿"), said.count("¡")) == (said.count("?"), said.count("!")), key


def test_german_says_uhr_after_a_time(library: Library) -> None:
    for kind in ("text", "button"):
        for key, said in everything(library, "de", kind):
            for after in re.findall(r"\d\d:\d\d(.{0,4})", said.replace("Every day, 18:00", "")):
                assert after == " Uhr", key


@pytest.mark.parametrize("locale", LOCALES)
def test_commands_are_told_apart_from_prose(library: Library, locale: str) -> None:
    ours = {f"/{key.partition('.')[2]}" for kind, key in phrases(library, locale) if key.startswith("commands.")}
    for key, said in everything(library, locale, "text"):
        named = set(re.findall(r"(?<![\w<.:/])/[a-z]+", said))
        assert named <= ours, key


def test_samples_belong_to_messages_that_exist(library: Library) -> None:
    assert {key for key in VARIANTS if not library.has(key)} == set()
