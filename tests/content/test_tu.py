"""Spanish with tú: nothing says usted any more, what may mean usted was read, and every lint of Spanish holds."""

import re

import pytest

from content.library import Library
from tests.content.said import texts
from tests.content.usted import JUDGED, formal
from tests.scenes import DESK, answer, one_engine, open_card, push
from tests.stage import Stage
from tests.wording import words

WAY = "es-tu"

UNSEEN = 0.03
"""How much of what usted sounds like may slip through the pattern."""

FRIGHTENS = re.compile(
    r"\bten cuidado|\bnunca te dobles|\bsigues con dolor|\bfuera de tu (?:sitio|lugar)", re.IGNORECASE
)
"""What a lint of Spanish finds only where it is said with usted."""


def test_nothing_says_usted_that_was_not_read_and_means_somebody_else(library: Library) -> None:
    found = {(word, key) for key, text in texts(library, WAY) for word in formal(text)}
    assert found == {(word, key) for word, keys in JUDGED.items() for key in keys.split()}


def test_what_usted_sounds_like_is_seen(library: Library) -> None:
    both = zip(texts(library, "es"), texts(library, WAY), strict=True)
    rewritten = [(key, text) for (key, text), (_, anew) in both if text != anew]
    assert len(rewritten) > 700
    assert len([key for key, text in rewritten if not formal(text)]) < UNSEEN * len(rewritten)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Siéntese con la espalda erguida.", "siéntese"),
        ("Su cita está reservada.", "su"),
        ("Puede volver cuando quiera.", "puede"),
        ("Llame al 112.", "llame"),
        ("Le pregunto otra vez.", "le"),
        ("Hazlo sin levantarse.", "levantarse"),
        ("¿Cuánto dolor tiene ahora?", "tiene"),
        ("Es para usted.", "usted"),
    ],
)
def test_usted_is_caught(text: str, word: str) -> None:
    assert word in formal(text)


def test_no_phrase_that_says_you_in_english_was_left_as_it_is_with_usted(library: Library) -> None:
    english, with_usted, anew = (library._shelf.tongues[locale].phrases for locale in ("en", "es", WAY))  # noqa: SLF001
    left = [key for key, phrase in anew.items() if phrase.source == with_usted[key].source]
    spoken = [key for key in left if re.search(r"(?<!thank )(?<!see )\byou", english[key].source, re.IGNORECASE)]
    assert spoken == []


def facts(template: str) -> list[str]:
    """Give a template's facts and branches in their order, and the numbers and signs that it names."""
    return re.findall(r"\{[{%].*?[%}]\}|\d+|</?\w+>|[⚠🔴⏸📋✓]|/\w+", re.sub(r'="[^"]*"', "", template))


def test_the_same_is_said_of_the_same_facts(library: Library) -> None:
    with_usted, anew = (library._shelf.tongues[locale].phrases for locale in ("es", WAY))  # noqa: SLF001
    other = {one[1] for one in anew if facts(with_usted[one].source) != facts(anew[one].source)}
    assert other == {"intake.page"}  # where a therapist fills it in for a client, nobody is called tú


def test_nothing_frightens_only_with_tu(library: Library) -> None:
    assert [key for key, text in texts(library, WAY) if FRIGHTENS.search(text)] == []


def test_spanish_opens_what_it_closes_with_tu(library: Library) -> None:
    for key, said in texts(library, WAY):
        assert (said.count("¿"), said.count("¡")) == (said.count("?"), said.count("!")), key


@one_engine
async def test_who_chooses_tu_is_asked_and_guided_with_tu(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya, "Ana", "es")
    await day.say(ana, "/language")
    day.reads(ana, "pages.language", "¿En qué idioma le hablo?")
    await day.tap(ana, "Español (tú)")
    day.speaks[ana.id] = WAY
    day.reads(ana, "pages.language", "¿En qué idioma te escribo?")

    await day.pass_(hours=7)
    day.reads(ana, "check_in.ask_pain", "tu registro", "¿Cuánto dolor sientes ahora?")
    await answer(day, ana)
    day.reads(ana, "check_in.receipt")

    await open_card(day, maya)
    await push(day, maya)
    day.reads(ana, "routine.given", "entre tus citas")
    await day.taps(ana, "routine.start", "2")
    first = words().steps(DESK, 2)[0].exercise.id
    day.reads(ana, "routine.step", *words().exercise_words(first, WAY).cues)
