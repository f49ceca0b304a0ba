"""Every red flag has its own line, and one question with it, in every language; the numbers are those of a country."""

import pytest

from content.codes import RED_FLAGS
from content.library import Library
from content.redflags.rules import RAISED

LOCALES = ("en", "es", "de")
FACTS = {
    "emergency": "112",
    "verified": True,
    "crisis": "024",
    "who": "Maya",
    "told": True,
    "opens": None,
    "zone": "UTC",
}
# Three lines of a phone and a half: danger must not have to be scrolled for.
LONGEST = 320


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("flag", sorted(RED_FLAGS))
def test_every_flag_says_what_to_do_and_asks_one_thing(library: Library, flag: str, locale: str) -> None:
    asked = library.text(f"safety.ask_{flag}", locale)
    assert asked.count("?") == 1
    for urgency in RAISED:
        key = "safety.crisis" if flag == "suicidality" else f"safety.line_{flag}"
        said = library.text(key, locale, FACTS | {"urgency": urgency})
        assert "112" in said
        assert flag == "suicidality" or len(said) <= LONGEST


@pytest.mark.parametrize("locale", LOCALES)
def test_that_somebody_was_told_is_said_only_when_somebody_was(library: Library, locale: str) -> None:
    told, not_told = (library.text("safety.told", locale, FACTS | {"rests": True, "told": so}) for so in (True, False))
    assert told != not_told


@pytest.mark.parametrize(
    ("locale", "named"), [("en", "minute counts"), ("es", "minuto cuenta"), ("de", "Minute zählt")]
)
def test_the_line_about_a_stroke_says_why_to_call(library: Library, locale: str, named: str) -> None:
    assert named in library.text("safety.line_stroke", locale, FACTS)
