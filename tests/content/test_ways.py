"""Spanish with tú and German with du: a second way to speak a language, which says anew only what differs."""

from pathlib import Path

from content.library import Library, load
from tests.content.conftest import Copy


def test_a_way_says_anew_only_what_differs(library: Library) -> None:
    for language, way in (("es", "es-tu"), ("de", "de-du")):
        assert library.text("pages.language", way) != library.text("pages.language", language)
        assert library.name("region", "neck", way) == library.name("region", "neck", language)
        published = library.guide_words(language).instruments["phq_2"]  # not a word of it may change
        assert library.guide_words(way).instruments["phq_2"] == published


def test_a_record_is_filled_up_field_by_field(copy: Copy, tmp_path: Path) -> None:
    own = Copy(tmp_path / "own")
    own.write("de-du/exercises.yaml", "B02_knee_roll: {name: Knie rollen mit dir}\n")
    laid = load(own.root, shipped=copy.root)
    assert laid.exercise_words("B02_knee_roll", "de-du").name == "Knie rollen mit dir"
    assert laid.exercise_words("B02_knee_roll", "de-du").cues == laid.exercise_words("B02_knee_roll", "de").cues
    assert laid.exercise_words("B02_knee_roll", "de").name != "Knie rollen mit dir"


def test_a_newcomer_is_addressed_as_the_practice_does(library: Library) -> None:
    spoken = {
        code: (library.locale_for(code), library.locale_for(code, informal=True)) for code in ("de-AT", "es", "en")
    }
    assert spoken == {"de-AT": ("de", "de-du"), "es": ("es", "es-tu"), "en": ("en", "en")}
