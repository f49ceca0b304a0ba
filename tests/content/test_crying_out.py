"""Plain words that somebody is not safe are told from words that only look like them, in every language."""

import pytest

from content import crying_out


@pytest.mark.parametrize(
    "text",
    [
        "I am not safe",
        "actually I lied, I am not safe",
        "I don’t feel safe here",
        "I lied.",
        "HELP",
        "Can somebody please help me?",
        "Sorry. I need help now!",
        "No estoy a salvo",
        "mentí",
        "ayúdame por favor",
        "No me siento segura aquí",
        "Hilfe!",
        "Können Sie mir bitte helfen? Hilfe",
        "Ich bin nicht sicher.",
        "ich fühle mich nicht sicher",
        "Ich habe gelogen, ich bin nicht in Sicherheit",
    ],
)
def test_plain_words_are_heard(text: str) -> None:
    assert crying_out.is_unsafe(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your help",
        "I lied down for an hour",
        "I am safe",
        "I am not in danger",
        "Ich bin nicht sicher, ob ich Freitag kommen kann",
        "Der Termin ist nicht sicher",
        "No estoy segura de si puedo ir el viernes",
        "Danke für die Hilfe",
        "see you on Friday",
        "no",
        "",
        "👍",
    ],
)
def test_what_only_looks_like_them_is_not(text: str) -> None:
    assert not crying_out.is_unsafe(text)


@pytest.mark.parametrize(("text", "no"), [("No", True), ("Nein.", True), ("no lo sé", True), ("No, I am fine", False)])
def test_a_no_is_all_that_she_writes(text: str, no: bool) -> None:
    assert crying_out.is_a_no(text) is no
