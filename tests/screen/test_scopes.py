"""What takes the alarm out of a sentence and what does not, in each language: one line of each sort."""

import pytest

from care.safety import screen_all
from content.library import Library, load
from content.redflags.screen import Finding

SILENT = {
    "en": [
        "no chest pain, numbness or fever", "I haven't had any chest pain", "the doctor ruled out a blood clot",
        "my mum had a stroke last year", "in 2009 I had chest pain", "what should I do if I get chest pain?",
        "this stretch is killing me", "my dog's leg is swollen", "I am not suicidal", "my calf is not swollen",
        "how do people know that it is a stroke?", "does cupping make a bruise worse?",
        "my head is exploding with laughter",
        "I had sepsis in 2012 so my scar there is a bit ugly",
        "didn't black out in the fall, can't complain, no swelling",
    ],
    "es": [
        "no tengo dolor en el pecho ni fiebre", "el médico descartó una fractura", "mi madre tuvo un ictus",
        "hace diez años tuve una trombosis", "¿qué hago si algún día me duele el pecho?", "me muero de risa",
        "el perro tiene la pata hinchada", "no quiero matarme", "¿cómo se sabe que es un ictus?",
        "me quedé paralizada de la risa",
        "no se me escapa la orina", "no me he caído", "voy al baño y respiro bien, camino sin problema",
        "y si se me hinchara la pierna", "me golpeé la cabeza, eso fue en 2008", "nunca he tenido desmayos",
    ],
    "de": [
        "keine Brustschmerzen, kein Fieber", "der Arzt hat einen Bruch ausgeschlossen",
        "mein Vater hatte einen Schlaganfall",
        "2010 hatte ich eine Thrombose", "was mache ich, wenn ich mal Brustschmerzen habe?", "ich lache mich tot",
        "der Hund hat ein geschwollenes Bein", "ich will mich nicht umbringen", "woran erkennt man einen Schlaganfall?",
        "ich sehe doppelt vor lauter Tabellen",
        "Fieber hatte ich keins", "taub ist da nichts", "das wars für heute",
        "ich muss los, sonst verpasse ich den Zug",
        "beim Einatmen weitet sich der Brustkorb", "ich nehme morgens eine Tablette gegen Sodbrennen",
    ],
}  # fmt: skip
RAISING = {
    "en": [
        ("no fever but my calf is hot and swollen", "dvt"), ("I can't feel my legs", "neuro_deficit"),
        ("my wife's face is drooping", "stroke"), ("my face drooped but it passed", "stroke"),
        ("I broke my leg in 2009 and now my chest hurts", "chest_pain"), ("chset pian", "chest_pain"),
        ("not just tired, my chest is tight", "chest_pain"), ("I have not passed water since noon", "cauda_equina"),
        ("how can a person kill himself without pain?", "suicidality"), ("does my face droop?", "stroke"),
        ("one calf is a bit swollen and hot", "dvt"), ("I had sepsis in 2012 and now my scar is hot", "infection"),
        ("I want to kill myself like back in 2012 and my wife is away", "suicidality"),
    ],
    "es": [
        ("no tengo fiebre pero la pantorrilla está caliente", "dvt"), ("no siento las piernas", "neuro_deficit"),
        ("a mi marido se le ha torcido la boca", "stroke"), ("me duele el pehco", "chest_pain"),
        ("no puedo orinar", "cauda_equina"), ("tengo la pantorriya inchada", "dvt"),
        ("desde hoy no hablo bien", "stroke"), ("es como si se me hinchara la pierna", "dvt"),
        ("nunca tuve un dolor de cabeza así", "thunderclap_headache"),
    ],
    "de": [
        ("kein Fieber, aber die Wade ist heiß", "dvt"), ("ich spüre meine Beine nicht mehr", "neuro_deficit"),
        ("bei meiner Frau hängt der Mundwinkel", "stroke"), ("Brustschmerzne", "chest_pain"),
        ("kann kein Wasser lassen", "cauda_equina"), ("der Fuss laesst sich nicht heben", "neuro_deficit"),
        ("die offene Stelle am Fuß ist seit Monaten nicht verheilt", "limb_ischaemia"),
        ("Kraft im rechten Arm habe ich keine", "neuro_deficit"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


@pytest.mark.parametrize("locale", SILENT)
def test_what_is_denied_past_asked_a_figure_of_speech_or_somebody_elses(library: Library, locale: str) -> None:
    assert {text: found for text in SILENT[locale] if (found := library.red_flags(locale).screen(text))} == {}


@pytest.mark.parametrize("locale", RAISING)
def test_what_still_counts(library: Library, locale: str) -> None:
    said = {text: library.red_flags(locale).screen(text) for text, _ in RAISING[locale]}
    assert {text: found and found.category for text, found in said.items()} == dict(RAISING[locale])


def test_two_languages_in_one_message(library: Library) -> None:
    text = "Thank you for the session, my back feels much better today. Me duele el pecho."
    assert screen_all(text, library) == Finding("chest_pain", "emergency")
    assert screen_all("I am not suicidal, just tired", library) is None
