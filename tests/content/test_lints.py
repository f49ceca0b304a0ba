"""The shipped words pass every lint, and every lint catches a sample of what it is there for."""

import pytest

from care.compose import TEMPLATE
from content.codes import NAMED
from content.excerpt import MEDIA
from content.library import SHIPPED, Library
from tests.content import lints, samples
from tests.content.own_words import literals
from tests.content.reading import hardness
from tests.content.said import everything, prose

LOCALES = ("en", "es", "de")
LONGEST_SENTENCE = 20
HARDEST = 6.0
"""About the sixth school year: the readers whom this library is for read at the age of 9 to 11."""

CLINICAL = {
    "en": "fibromyalgia rheumatology pregnancy diabetes medicine infection antibiotic quinolone cortisol circulation"
    " arteries surgeon surgical therapist supervised supervision qualified diagnosis injury confusion united states"
    " ncbtmb amta immunity realign exercise exercises emergency headache activity",
    "es": "fibromialgia reumatología embarazo diabetes medicina medicación infección antibiótico quinolona cortisol"
    " circulación arterias cirujano cirugía terapeuta supervisión diagnóstico operación articulación articulaciones"
    " emergencia unidos ncbtmb amta mandíbula pantorrilla pantorrillas respiración respiraciones estiramiento músculo"
    " músculos cicatriz médico ejercicio ejercicios rodillas almohada",
    "de": "fibromyalgie rheumatologie schwangerschaft diabetes medikament medikamente medikamenten infektion"
    " antibiotikum cortisol durchblutung operation bandscheibe bandscheiben muskelkater wirbelsäule verstauchung"
    " therapeutin bluterguss schmerzmittel kopfschmerz brustschmerz gelenkschmerz nackenschmerz lymphknoten"
    " kompression notfall oberschenkel unterarm handgelenk schulterblätter",
}
"""Words that have no easier sister, and are explained where they first stand."""

PROACTIVE = (
    "activity.given", "activity.prompt", "aftercare.step",
    "announce.client", "away.check_in", "away.visit", "away.walk", "check_in.ask_mood", "check_in.ask_next",
    "check_in.ask_pain",
    "routine.given", "routine.nudge", "routine.prompt", "visit.booked", "visit.cancelled", "visit.moved",
    "visit.reminder",
)  # fmt: skip
"""Messages that come without being asked for."""

TERMINAL = frozenset((
    "__main__", "control", "countries", "dead", "demo", "doctor", "door", "env_file", "examination", "introduction",
    "ledger", "master_keys", "outcomes", "questions", "reading", "screening", "settings", "setup", "ticks", "tokens",
))  # fmt: skip
"""Modules that speak to the operator's terminal, to whoever scrapes figures, or quote Telegram's own errors."""

DANGER = ("safety.", "alert.")
"""Messages in which danger is named plainly."""


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_claims_what_nobody_can_keep(library: Library, locale: str) -> None:
    assert [(one, found) for one in everything(library, locale) if (found := lints.claims(one.text, locale))] == []


@pytest.mark.parametrize(
    ("locale", "text", "caught"),
    [
        ("en", "Massage cures back pain.", "cures"),
        ("en", "It helps your body to detox.", "detox"),
        ("en", "It strengthens your immunity.", "immun"),
        ("en", "We realign your spine.", "realign"),
        ("en", "Firm strokes break down scar tissue.", "break down"),
        ("es", "El masaje elimina toxinas.", "toxinas"),
        ("es", "El masaje cura la ciática.", "cura"),
        ("de", "Massage heilt Rückenschmerz.", "heilt"),
        ("de", "Das entgiftet den Körper.", "entgift"),
    ],
)
def test_a_claim_is_caught(locale: str, text: str, caught: str) -> None:
    assert caught in [found.lower() for found in lints.claims(text, locale)]


def test_denying_a_claim_is_no_claim() -> None:
    assert lints.claims("Massage does not flush out toxins.", "en") == []
    assert lints.claims("¿El masaje saca toxinas?", "es") == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_frightens(library: Library, locale: str) -> None:
    assert [(one, found) for one in everything(library, locale) if (found := lints.nocebo(one.text, locale))] == []


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Your knee is worn out, bone on bone."),
        ("en", "A slipped disc can trap a nerve."),
        ("en", "You have a weak core. Be careful."),
        ("en", "Are you still in pain today, Anna, or is it better? This may hurt."),
        ("es", "Tiene la espalda desgastada y débil."),
        ("es", "Es un nervio atrapado."),
        ("de", "Ihr Knie hat Verschleiß."),
        ("de", "Der Nerv ist eingeklemmt. Vorsicht beim Heben."),
    ],
)
def test_a_frightening_word_is_caught(locale: str, text: str) -> None:
    assert lints.nocebo(text, locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_cues_and_sentences_are_short(library: Library, locale: str) -> None:
    cues = [one for one in everything(library, locale) if one.field == "cue"]
    assert [one for one in cues if lints.long_cue(one.text)] == []
    assert [(one.record, long) for one in prose(library, locale) if (long := lints.long_sentences(one.text, 20))] == []


def test_a_long_cue_and_a_long_sentence_are_caught() -> None:
    assert lints.long_cue(" ".join(["turn"] * 26)) == ["26 words"]
    assert lints.long_sentences("Stop. " + " ".join(["and"] * 21) + ".", LONGEST_SENTENCE)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_record_reads_easily(library: Library, locale: str) -> None:
    records: dict[tuple[str, str], list[str]] = {}
    for one in prose(library, locale):
        records.setdefault((one.noun, one.record), []).append(one.text)
    exempt = frozenset(CLINICAL[locale].split())
    graded = {key: hardness(" ".join(texts), locale, exempt) for key, texts in records.items()}
    long = {key for key, texts in records.items() if len(" ".join(texts)) > 100}
    assert {key: round(grade, 1) for key, grade in graded.items() if key in long and grade > HARDEST} == {}


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Myofascial mobilisation facilitates the restoration of physiological tissue extensibility."),
        ("es", "La movilización miofascial facilita la restauración fisiológica de la extensibilidad tisular."),
        (
            "de",
            "Die Mobilisation myofaszialer Strukturen ermöglicht die Wiederherstellung physiologischer Dehnbarkeit.",
        ),
    ],
)
def test_hard_words_are_caught(locale: str, text: str) -> None:
    assert hardness(text, locale) > HARDEST


@pytest.mark.parametrize("locale", LOCALES)
def test_plain_words_hold_no_placeholder(library: Library, locale: str) -> None:
    assert [one for one in everything(library, locale) if lints.placeholders(one.text)] == []


@pytest.mark.parametrize("text", ["Ask {therapist}.", "{{ name }}, stand up.", "<b>Stop</b>", "Hold %s seconds."])
def test_a_placeholder_is_caught(text: str) -> None:
    assert lints.placeholders(text)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", PROACTIVE)
def test_a_locked_phone_tells_nothing(library: Library, key: str, locale: str) -> None:
    for text in samples.rendered(library, "text", key, locale):
        assert lints.lock_screen(text, secrets(library, locale)) == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", ["alert.red_flag", "alert.red_flag_answer"])
def test_a_therapists_locked_phone_does_not_tell_what_a_flag_is_about(library: Library, key: str, locale: str) -> None:
    told = {"about": "SECRET", "question": "SECRET", "words": "SECRET", "name": "Al"}
    for more in samples.VARIANTS[key]:
        text = library.text(key, locale, samples.FACTS | more | told)
        assert "SECRET" in text
        assert lints.lock_screen(text, ["SECRET"]) == []


def test_a_talkative_message_is_caught(library: Library) -> None:
    names = secrets(library, "en")
    assert lints.lock_screen("<b>Your low back</b> routine is ready.", names) == ["Low back"]
    assert lints.lock_screen("Yesterday you said 7/10.", names) == ["7/10"]
    assert lints.lock_screen("Time for a few quiet minutes. " * 3 + "It is about your low back.", names) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_message_claims_or_frightens(library: Library, locale: str) -> None:
    for kind, key in phrases(library, locale):
        for text in samples.rendered(library, kind, key, locale):
            assert lints.claims(text, locale) == [], key
            assert key.startswith(DANGER) or lints.nocebo(text, locale) == [], key
    assert lints.claims("Está comprobado que ayuda.", "es")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", PROACTIVE)
def test_what_comes_unasked_is_short(library: Library, key: str, locale: str) -> None:
    # A routine's own words are held to as much by themselves (test_words): here is the frame around them.
    shown = {"title": "", "intro": "", "steps": [], "stop": ""}
    for more in samples.VARIANTS.get(key, ({},)):
        said = library.text(key, locale, samples.FACTS | {"shown": shown} | more)
        assert lints.long_message(said) == []


def test_a_long_message_is_caught() -> None:
    assert lints.long_message("<b>" + "a" * 321 + "</b>") == ["321 characters"]
    assert lints.long_message("<b>" + "a" * 320 + "</b>") == []


def test_every_template_that_is_sent_by_itself_is_among_them() -> None:
    # A brief is for her therapist, who asked for all of it; it begins with the hour and the name alone.
    assert set(TEMPLATE.values()) - {"before_visit.brief"} <= set(PROACTIVE)


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_said_by_a_sign_alone(library: Library, locale: str) -> None:
    for kind, key in phrases(library, locale):
        for text in samples.rendered(library, kind, key, locale):
            assert lints.only_signs(text) == [], key


@pytest.mark.parametrize("text", ["🙂", "👍 ✓", "<b>⚠</b>", "…"])
def test_a_sign_alone_is_caught(text: str) -> None:
    assert lints.only_signs(text)
    assert not lints.only_signs(f"{text} Good")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_picture_has_its_twin_in_words(library: Library, locale: str) -> None:
    pictures = [path.stem for path in MEDIA.iterdir()]
    cues = {key: library.exercise_words(key, locale).cues for key in library.exercises}
    assert len(pictures) > 100
    assert lints.without_twin(pictures, cues) == []


def test_a_picture_without_its_twin_is_caught() -> None:
    assert lints.without_twin(["X99_new", "N01_neck_turn"], {"N01_neck_turn": (" ",)}) == ["X99_new", "N01_neck_turn"]


def test_the_program_says_nothing_in_its_own_words() -> None:
    spoken = [path for folder in ("care", "bot", "scheduler") for path in (SHIPPED.parent / folder).glob("*.py")]
    chat = [path for path in spoken if path.stem not in TERMINAL]
    assert len(chat) > 60
    found = [(path.name, one) for path in chat for one in literals(path.read_text(encoding="utf-8"))]
    # An act of the audit is read by nobody in the chat; this one is chosen before it is handed over.
    audited = [("routines.py", "routine pushed"), ("routines.py", "unreviewed routine pushed on own word")]
    assert [one for one in found if one not in audited] == []


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ('await turn.say("reply", Screen("Thank you for that."))', "Thank you for that."),
        ('return Toast("Saved")', "Saved"),
        ('row = plain("✓ Done", "ci.done")', "✓ Done"),
        ('greeting = f"Good morning, {name}"', "Good morning, "),
    ],
)
def test_words_in_the_program_are_caught(source: str, caught: str) -> None:
    assert literals(source) == [caught]


def test_words_that_nobody_is_shown_are_no_finding() -> None:
    assert literals('"""A docstring of words."""\nlog.info("a row is gone")\nraise ValueError("not a day")') == []
    assert literals('db.fetch("SELECT all of FROM person")\nwords.screen("visit.none")\nplain("‹", "no")') == []


def phrases(library: Library, locale: str) -> list[tuple[str, str]]:
    """List kind and key of every message, button and toast."""
    return sorted(library._shelf.tongues[locale].phrases)  # noqa: SLF001 - nobody but a test asks for all of them


def secrets(library: Library, locale: str) -> list[str]:
    """Name what nobody else may read: areas, conditions and techniques."""
    return [library.name(kind, code, locale) for kind in ("region", "condition", "technique") for code in NAMED[kind]]


def test_spanish_and_german_keep_to_the_polite_form(library: Library) -> None:
    for locale in ("es", "de"):
        assert [one for one in everything(library, locale) if lints.familiar(one.text, locale)] == []
    assert lints.familiar("Apoya tu mano.", "es") == ["tu"]
    assert lints.familiar("Leg dich hin.", "de") == ["dich"]
