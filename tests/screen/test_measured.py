"""How much of the development file the screen finds: the bars of the issue, and the same in the bot's own way."""

import pytest

from care.safety import screen_all
from content.library import Library, load
from content.redflags.rules import RAISED
from tests.screen.development import LOCALES, READ, rows

BARS = {"emergency": 0.98, "same_day": 0.95}
SPECIFICITY = 0.95
KEPT = 0.97
RIGHT_CATEGORY = 0.90
RANK = {urgency: place for place, urgency in enumerate((*RAISED, "none"))}


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


@pytest.mark.parametrize("locale", LOCALES)
def test_what_was_found_once_is_found_for_ever(library: Library, locale: str) -> None:
    """The texts that were read while words were widened: a later change must not lose them."""
    texts = rows(locale, READ)
    said = {
        text: screened.urgency if (screened := library.red_flags(locale).screen(text)) else "none"
        for text, _, _ in texts
    }
    for urgency in (*BARS, "none"):
        mine = [text for text, _, labelled in texts if labelled == urgency]
        wrong = [
            text for text in mine if (said[text] != "none" if urgency == "none" else RANK[said[text]] > RANK[urgency])
        ]
        assert 1 - len(wrong) / len(mine) >= KEPT, wrong


@pytest.mark.parametrize("locale", LOCALES)
def test_the_development_file(library: Library, locale: str) -> None:
    """Raised as urgently as it should be, or more."""
    said = {text: library.red_flags(locale).screen(text) for text, _, _ in rows(locale)}
    for urgency, bar in BARS.items():
        mine = [text for text, _, labelled in rows(locale) if labelled == urgency]
        missed = [text for text in mine if (one := said[text]) is None or RANK[one.urgency] > RANK[urgency]]
        assert 1 - len(missed) / len(mine) >= bar, missed
    harmless = [text for text, _, urgency in rows(locale) if urgency == "none"]
    cried = [text for text in harmless if said[text] is not None]
    assert 1 - len(cried) / len(harmless) >= SPECIFICITY, cried
    named = [(text, category) for text, category, urgency in rows(locale) if urgency != "none"]
    wrong = [text for text, category in named if (one := said[text]) is None or one.category != category]
    assert 1 - len(wrong) / len(named) >= RIGHT_CATEGORY, wrong


@pytest.mark.parametrize("locale", LOCALES)
def test_all_languages_at_once_are_as_good(library: Library, locale: str) -> None:
    """The bot does not know in which language somebody writes in need."""
    lost = [text for text, _, urgency in rows(locale) if urgency in BARS and screen_all(text, library) is None]
    cried = [text for text, _, urgency in rows(locale) if urgency == "none" and screen_all(text, library) is not None]
    assert len(lost) <= 1, lost
    assert len(cried) / sum(urgency == "none" for _, _, urgency in rows(locale)) <= 1 - SPECIFICITY, cried
