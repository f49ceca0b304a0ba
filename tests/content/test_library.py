"""What the library answers: words with facts, records, numbers to call."""

from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError

from content.dose import Days, Dose, Span
from content.library import Library, load
from content.problem import ContentError
from tests.content.conftest import Copy

PROMPT: dict[str, object] = {"therapist": "Maya", "routine": "Neck", "minutes": 5}


def test_the_shipped_content_loads_without_a_problem() -> None:
    library = load()  # how fast is a benchmark's business: make bench
    assert library.locales == ("en", "es", "es-tu", "de", "de-du")
    assert library.languages == ("en", "es", "de")
    assert len(library.exercises) == 68
    assert len(library.routines) >= 27


def test_a_text_is_filled_and_its_facts_are_escaped(library: Library) -> None:
    said = library.text("routine.prompt", "en", PROMPT | {"routine": "<b>Tom & Jerry"})
    assert said.splitlines()[-1] == "&lt;b&gt;Tom &amp; Jerry, about 5 minutes"
    assert said == said.strip()


@pytest.mark.parametrize(
    ("locale", "line"),
    [("en", "Neck, about 1 minute"), ("es", "Neck, más o menos 1 minuto"), ("de", "Neck, etwa 1 Minute")],
)
def test_plurals_follow_the_language(library: Library, locale: str, line: str) -> None:
    assert library.text("routine.prompt", locale, PROMPT | {"minutes": 1}).splitlines()[-1] == line


def test_a_missing_fact_is_an_error_and_none_is_never_printed(library: Library) -> None:
    with pytest.raises(UndefinedError, match="therapist"):
        library.text("routine.prompt", "en", {})
    with pytest.raises(UndefinedError, match="None"):
        library.text("routine.prompt", "en", PROMPT | {"minutes": None})


def test_buttons_and_toasts_are_plain_text(library: Library) -> None:
    assert library.button("common.undo", "de") == "↩ Rückgängig"
    assert library.button("common.next", "en") == "Next ›"
    assert library.toast("common.no_longer", "es") == "Este botón ya no sirve."


def test_facts_in_buttons_are_not_escaped_and_a_long_toast_is_cut(copy: Copy) -> None:
    for locale in ("en", "es", "de"):
        copy.write(f"{locale}/messages/try.yaml", 'buttons: {to: "{{ name }}"}\ntoasts: {to: "{{ name }}"}\n')
    library = load(shipped=copy.root)
    assert library.button("try.to", "en", {"name": "Tom & Jerry"}) == "Tom & Jerry"
    toast = library.toast("try.to", "en", {"name": "😀" * 150})
    assert len(toast.encode("utf-16-le")) <= 400
    assert toast.endswith("😀…")


def test_an_unknown_key_or_language_is_a_key_error_and_never_another_language(library: Library) -> None:
    with pytest.raises(KeyError):
        library.text("common.nowhere", "en")
    with pytest.raises(KeyError):
        library.text("pages.language", "fr")


def test_has_knows_all_three_kinds(library: Library) -> None:
    assert all(library.has(key) for key in ("pages.language", "common.undo", "common.undone"))
    assert not library.has("common.nowhere")


def test_the_version_of_a_template_changes_with_a_letter(library: Library, copy: Copy) -> None:
    before = library.template_version("pages.language", "en")
    copy.edit("en/messages/pages.yaml", "Which language", "What language")
    after = load(shipped=copy.root)
    assert len(before) == 12
    assert int(before, 16)
    assert after.template_version("pages.language", "en") != before
    assert after.template_version("pages.language", "de") == library.template_version("pages.language", "de")


@pytest.mark.parametrize(
    ("code", "locale"),
    [("es-MX", "es"), ("DE", "de"), ("de_AT", "de"), ("en-GB", "en"), ("pt-br", "en"), ("", "en"), (None, "en")],
)
def test_telegrams_language_codes_find_our_languages(library: Library, code: str | None, locale: str) -> None:
    assert library.locale_for(code) == locale


def test_the_library_is_frozen(library: Library) -> None:
    anything: Any = library
    with pytest.raises(FrozenInstanceError):
        anything.locales = ()
    with pytest.raises(TypeError):
        anything.exercises["x"] = None


def test_verified_numbers_are_given_and_others_never(library: Library) -> None:
    assert (library.emergency("us").emergency, library.emergency("US").crisis) == ("911", "988")
    assert library.emergency("NO").emergency == "113"  # a country whose code YAML would read as False
    mexico = library.emergency("MX")
    assert (mexico.emergency, mexico.verified, mexico.crisis) == ("112", False, "800 911 2000")
    assert library.emergency("NL").crisis is None
    for unknown in ("XX", None, ""):
        assert (library.emergency(unknown).emergency, library.emergency(unknown).verified) == ("112", False)


def test_a_routine_overrides_the_numbers_of_its_exercises(library: Library) -> None:
    steps = {step.exercise.id: step.dose for step in library.steps("low_back_first_week")}
    assert list(steps) == ["B03_pelvic_tilt", "B02_knee_roll", "B01_knee_to_chest", "M05_paced_walk", "T01_heat"]
    assert steps["B02_knee_roll"].reps == Span(7, 10)
    assert library.exercise("B02_knee_roll").dose.reps == Span(10, 10)
    assert steps["M05_paced_walk"].days == Days(every=1)


def test_an_amber_day_halves_repetitions_and_shortens_holds(library: Library) -> None:
    stretch = {step.exercise.id: step.dose for step in library.steps("low_back_first_week", 4)}["B01_knee_to_chest"]
    assert (stretch.reps, stretch.hold_s) == (Span(2, 2), Span(10, 15))
    short = {step.exercise.id: step.dose for step in library.steps("desk_neck_shoulders", 5)}["N04_chin_tuck"]
    assert (short.reps, short.hold_s) == (Span(4, 4), Span(5, 5))  # a short hold is never made longer


@pytest.mark.parametrize(("pain", "light"), [(0, "green"), (3, "green"), (4, "amber"), (5, "amber"), (6, "red")])
def test_the_light_of_a_pain(library: Library, pain: int, light: str) -> None:
    assert library.routine("desk_neck_shoulders").light(pain) == light


def test_a_red_day_has_no_stretching(library: Library) -> None:
    for routine in library.routines:
        kinds = {step.exercise.kind for step in library.steps(routine, 7)}
        assert not kinds & {"stretch", "strength", "isometric", "nerve_glide", "balance", "mobility"}
    assert [step.exercise.id for step in library.steps("desk_neck_shoulders", 6)] == ["M01_belly_breath"]


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        (Dose(reps=Span(5, 5), side="each_way", per_day=Span(2, 4)), "5 times each way, 2–4 times a day"),
        (Dose(hold_s=Span(20, 30), reps=Span(3, 3), side="each"), "3 times on each side, hold for 20–30 seconds"),
        (Dose(reps=Span(1, 1), sets=Span(2, 3), per_day=Span(1, 1)), "1 time, 2–3 rounds, once a day"),
        (Dose(minutes=Span(10, 10), days=Days(every=2)), "10 minutes, every other day"),
        (Dose(minutes=Span(5, 10), days=Days(weekdays=("mon", "wed", "fri"))), "5–10 minutes, Mon, Wed and Fri"),
    ],
)
def test_a_dose_reads_as_one_line(library: Library, dose: Dose, said: str) -> None:
    assert library.dose_line(dose, "en") == said


def test_names_of_codes(library: Library) -> None:
    assert [library.name("region", "neck", locale) for locale in library.languages] == ["Neck", "Cuello", "Nacken"]
    assert library.name("mood", "1", "de") == "Sehr schlecht"


def test_a_practice_lays_its_own_words_over_ours(library: Library, tmp_path: Path) -> None:
    own = Copy(tmp_path)
    own.write("en/messages/common.yaml", "buttons:\n  undo: Take it back\n")
    changed = load(tmp_path)
    assert changed.button("common.undo", "en") == "Take it back"
    assert changed.button("common.undo", "es") == library.button("common.undo", "es")
    assert changed.button("common.back", "en") == library.button("common.back", "en")


def test_a_practice_that_changes_a_routine_must_raise_its_version(copy: Copy, tmp_path: Path) -> None:
    own = Copy(tmp_path / "own")
    routines = (copy.root / "records/routines.yaml").read_text(encoding="utf-8")
    own.write("records/routines.yaml", routines.replace("version: 1", "version: 2").replace("minutes: 5", "minutes: 6"))
    assert load(own.root).routine("desk_neck_shoulders").minutes == 6
    line = own.edit("records/routines.yaml", "version: 2", "version: 1")
    with pytest.raises(ContentError) as caught:
        load(own.root)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("own/records/routines.yaml", line)
    assert "above 1" in problem.mend


def test_a_practice_adds_a_language(copy: Copy, tmp_path: Path) -> None:
    own = Copy(tmp_path / "own")
    for path in sorted((copy.root / "de").rglob("*.yaml")):
        name = path.relative_to(copy.root / "de")
        german = path.read_text(encoding="utf-8").replace("babel: de", "babel: de_CH")
        if path.name == "safety.yaml":  # danger is never said in the words of another language
            german = german.replace("Sie ", "Si ").replace("Ihnen", "Ine").replace("ich ", "ig ")
            german = german.replace("weiß", "weiss").replace("?", ", gäu?")
        own.write(f"gsw/{name}", german)
    assert load(own.root).languages == ("en", "es", "de", "gsw")
