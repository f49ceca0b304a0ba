"""The lexicon of red flags: the plainest sentences call a human, everyday ones don't, and a broken file does not start.

This measures no sensitivity: these few sentences only show that the lexicon of each language works at all.
"""

import pytest

from care.safety import screen_all
from content.codes import RED_FLAGS
from content.library import Library, load
from content.problem import ContentError
from content.redflags.screen import Finding
from tests.content.conftest import Copy

LOCALES = ("en", "es", "de")
EMERGENCIES = {
    "en": {
        "chest_pain": ["I've got chest pain!", "I can't breathe", "There's a heavy pressure in my chest"],
        "stroke": ["I think I'm having a stroke", "His mouth is drooping", "My left side has gone numb"],
        "cauda_equina": ["I can’t feel it when I wipe", "I wet myself and both legs are weak"],
        "suicidality": ["I want to die", "I'm going to kill myself", "I don't want to live anymore"],
        "thunderclap_headache": ["The WORST headache of my life"],
        "cervical_vascular": ["I'm seeing double since the neck massage"],
        "allergic_reaction": ["My tongue is swelling up"],
        "pregnancy": ["I'm pregnant and bleeding"],
        "limb_ischaemia": ["My foot is cold, white and numb"],
        "fracture_trauma": ["I hit my head and keep being sick"],
        "infection": ["High fever and a stiff neck"],
        "neuro_deficit": ["I can't move my legs"],
        "gca": ["My temples hurt and my vision is blurry"],
    },
    "es": {
        "chest_pain": ["¡Me duele el pecho!", "No puedo respirar", "Siento una presión fuerte en el pecho"],
        "stroke": ["Se le ha torcido la boca", "No puedo hablar de repente"],
        "cauda_equina": ["No siento nada al limpiarme", "Se me escapa la orina"],
        "suicidality": ["Quiero morir", "Me quiero matar", "No quiero vivir más"],
        "thunderclap_headache": ["El peor dolor de cabeza de mi vida"],
        "cervical_vascular": ["Veo doble desde ayer"],
        "allergic_reaction": ["Se me hincha la lengua"],
        "pregnancy": ["Estoy embarazada y sangro"],
        "limb_ischaemia": ["Tengo el pie frío, blanco y dormido"],
        "neuro_deficit": ["No puedo mover las piernas"],
    },
    "de": {
        "chest_pain": ["Ich habe Brustschmerzen!", "Ich kriege keine Luft", "Schmerzen in der Brust seit heute früh"],
        "stroke": ["Sein Mund hängt schief", "Ich kann plötzlich nicht mehr sprechen"],
        "cauda_equina": ["Zwischen den Beinen ist alles taub", "Ich kann nicht mehr pinkeln"],
        "suicidality": ["Ich möchte sterben", "Ich will mich umbringen", "Ich will nicht mehr leben"],
        "thunderclap_headache": ["Die schlimmsten Kopfschmerzen meines Lebens"],
        "cervical_vascular": ["Ich sehe alles doppelt"],
        "allergic_reaction": ["Meine Zunge schwillt an"],
        "pregnancy": ["Ich bin schwanger und blute"],
        "limb_ischaemia": ["Der Fuß ist kalt, weiß und taub"],
        "neuro_deficit": ["Ich kann meine Beine nicht mehr bewegen"],
    },
}

EVERYDAY = {
    "en": ["No chest pain today", "This stretch is killing me", "My shoulders feel looser", "Can I move my visit?"],
    "es": ["Sin fiebre, la cicatriz va bien", "Me muero de hambre", "El cuello está mejor", "¿Puedo cambiar la cita?"],
    "de": [
        "Keine Brustschmerzen heute",
        "Ich sterbe vor Hunger",
        "Der Nacken ist lockerer",
        "Geht es auch am Freitag?",
    ],
}


@pytest.mark.parametrize("locale", LOCALES)
def test_plain_emergencies_call_a_human(library: Library, locale: str) -> None:
    for category, sentences in EMERGENCIES[locale].items():
        for sentence in sentences:
            assert library.red_flags(locale).screen(sentence) == Finding(category, "emergency"), sentence


@pytest.mark.parametrize("locale", LOCALES)
def test_everyday_sentences_raise_nothing_in_any_language(library: Library, locale: str) -> None:
    for sentence in EVERYDAY[locale]:
        assert screen_all(sentence, library) is None, sentence


def test_people_are_understood_in_another_language_than_their_own(library: Library) -> None:
    assert screen_all("no quiero vivir", library) == Finding("suicidality", "emergency")


@pytest.mark.parametrize("locale", LOCALES)
def test_each_language_knows_all_categories(library: Library, locale: str) -> None:
    flags = library.red_flags(locale)
    assert set(flags.categories()) == RED_FLAGS
    assert all(flags.words_of(category) for category in RED_FLAGS)


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "mend"),
    [
        ("en", "  wheeze: [wheez*", "  wheeze: [whe(ez*", "words.wheeze", "is no word"),
        ("es", "  wheeze: [\n", "  wheeze: [silbido (de la) noche,\n", "words.wheeze", "is no word"),
        ("en", "  wheeze: [wheez*", "  wheeze: [..", "words.wheeze", "must begin and end with a word"),
        ("en", "  wheeze:", "  wheeeze:", "words.wheeeze", "is asked for by no rule"),
        ("en", "  wheeze:", "  wheeeze:", "words.wheeze", "has no words in this language"),
        ("records", "  rhabdo:\n    same_day:", "  rhabdo:\n    soon:", "rules.rhabdo.soon", "is no urgency"),
        ("records", "  rhabdo:", "  rhabdoo:", "rules.rhabdoo", "is no red-flag category"),
        ("records", "  rhabdo:", "  rhabdoo:", "rules.rhabdo", "has no rules"),
        ("records", "- wheeze\n", "- wheeze & cough\n", "rules.allergic_reaction.emergency", "is no rule"),
    ],
)
def test_a_wrong_lexicon(copy: Copy, file: str, old: str, new: str, key: str, mend: str) -> None:
    name = f"{file}/redflags.yaml"
    line = copy.edit(name, old, new)
    wrong = next(problem for problem in copy.problems() if mend in problem.mend)
    assert (wrong.file, wrong.key) == (name, key)
    assert wrong.line in (0, line, line + 1)


def test_a_language_without_a_lexicon_does_not_start(copy: Copy) -> None:
    (copy.root / "de/redflags.yaml").unlink()
    assert {problem.file for problem in copy.problems()} == {"de/redflags.yaml"}


def test_without_rules_nothing_starts(copy: Copy) -> None:
    (copy.root / "records/redflags.yaml").unlink()
    assert ("records/redflags.yaml", "file") in {(problem.file, problem.key) for problem in copy.problems()}


def test_a_practices_own_folder_adds_and_never_silences(copy: Copy) -> None:
    own = Copy(copy.root / "own")
    own.write(
        "en/redflags.yaml",
        "words:\n  wheeze: [hooting]\nphrases:\n  chest_pain:\n    emergency:\n    - my ticker is off\n",
    )
    flags = load(own.root).red_flags("en")
    assert flags.screen("My ticker is off.") == Finding("chest_pain", "emergency")
    assert flags.screen("hooting") == flags.screen("wheezing") == Finding("allergic_reaction", "emergency")
    own.write("records/redflags.yaml", "places: [leg]\n")
    with pytest.raises(ContentError, match="can't be replaced"):
        load(own.root)
