"""Spanish with tú: nothing says usted any more, what may mean usted was read, and every lint of Spanish holds."""

import re
from collections.abc import Callable, Iterator

import pytest

from content.library import Library
from tests.content import lints, samples, test_lints, test_messages, test_words
from tests.content.reading import hardness
from tests.content.said import everything, prose
from tests.content.usted import JUDGED, formal
from tests.scenes import DESK, answer, one_engine, open_card, push
from tests.stage import Stage
from tests.wording import words

WAY = "es-tu"

UNSEEN = 0.03
"""How much of what usted sounds like may slip through the pattern."""

QUOTED = r'"([^"]*)"'
FRIGHTENS = re.compile(
    r"\bten cuidado|\bnunca te dobles|\bsigues con dolor|\bfuera de tu (?:sitio|lugar)", re.IGNORECASE
)
"""What a lint of Spanish finds only where it is said with usted."""


def texts(library: Library, locale: str) -> Iterator[tuple[str, str]]:
    """Give all that one way says, with its key: phrases with each of their branches, the guide, and the names."""
    tongue = library._shelf.tongues[locale]  # noqa: SLF001 - nobody but a test asks for all of them
    for (_, key), phrase in sorted(tongue.phrases.items()):
        yield key, bare(phrase.source)
    for one in everything(library, locale):
        yield f"{one.noun}.{one.record}.{one.field}", one.text
    for kind, names in tongue.vocabulary.names.items():
        yield from ((f"{kind}.{code}", name) for code, name in names.items())


def bare(template: str) -> str:
    """Take a template's code out; a fact becomes X, and the words of its branches and plurals stay."""
    plain = re.sub(r"\{\{(?!.*plural).*?\}\}", "X", re.sub(r"<[^>]+>", "", template))
    return re.sub(r"\{[{%].*?[%}]\}", lambda code: f" {' '.join(re.findall(QUOTED, code[0]))} ", plain)


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


def test_no_word_that_others_published_is_said_anew(library: Library) -> None:
    ours, theirs = (library.guide_words(locale).instruments for locale in (WAY, "es"))
    published = {key for key, words in theirs.items() if words.translation is not None}
    assert published
    assert [key for key in published if ours[key] != theirs[key]] == []


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


@pytest.mark.parametrize("lint", ALSO, ids=lambda lint: lint.__name__)
def test_what_holds_for_spanish_holds_with_tu(library: Library, lint: Callable[[Library, str], None]) -> None:
    lint(library, WAY)


def test_no_word_claims_or_frightens_with_tu(library: Library) -> None:
    for one in everything(library, WAY):
        assert (lints.claims(one.text, "es"), lints.nocebo(one.text, "es")) == ([], []), one
    for kind, key in test_lints.phrases(library, WAY):
        for text in samples.rendered(library, kind, key, WAY):
            assert lints.claims(text, "es") == [], key
            calm = text.replace("hacerte daño", "hacerse daño")  # what danger is called, with usted
            assert key.startswith(test_lints.DANGER) or lints.nocebo(calm, "es") == [], key
    assert [key for key, text in texts(library, WAY) if FRIGHTENS.search(text)] == []


def test_it_reads_as_easily_with_tu(library: Library) -> None:
    records: dict[tuple[str, str], str] = {}
    for one in prose(library, WAY):
        records[one.noun, one.record] = f"{records.get((one.noun, one.record), '')} {one.text}"
    exempt = frozenset(test_lints.CLINICAL["es"].split())
    graded = {key: hardness(text, "es", exempt) for key, text in records.items() if len(text) > 100}
    assert {key: grade for key, grade in graded.items() if grade > test_lints.HARDEST} == {}


@pytest.mark.parametrize("key", test_lints.PROACTIVE)
def test_what_comes_unasked_is_short_and_tells_a_locked_phone_nothing(library: Library, key: str) -> None:
    test_lints.test_what_comes_unasked_is_short(library, key, WAY)
    test_lints.test_a_locked_phone_tells_nothing(library, key, WAY)


@pytest.mark.parametrize("key", test_messages.PROACTIVE)
def test_a_locked_phone_tells_a_bystander_nothing_with_tu(library: Library, key: str) -> None:
    private = re.compile(rf"\b(?:{'|'.join(test_messages.PRIVATE['es'].split())})")
    for text in samples.rendered(library, "text", key, WAY):
        assert not private.search(lints.plain(text)[: lints.LOCK_SCREEN].lower())


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
