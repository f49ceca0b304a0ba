"""Each mistake that a content file can have is caught, with its file, its line and how to mend it."""

import pytest

from content.__main__ import main
from content.library import SHIPPED, load
from tests.content.conftest import Copy

COMMON = "messages/common.yaml"
PAGES = "messages/pages.yaml"
UNKNOWN = "I don't know this command."
OLD = "no_longer: This button no longer applies."
ALL_THREE = ("en", "es", "de")


@pytest.mark.parametrize(
    ("new", "mend"),
    [
        ("Hello <b>you", "opens <b> and never closes it"),
        ("Hello you</b>", "closes </b> where"),
        ("<b><i>crossed</b></i>", "closes </b> where"),
        ("<h1>Big</h1>", "uses <h1>, which Telegram does not know"),
        ("5 < 6", "bare <"),
        ("you & me", "bare &"),
        ("{{ name | safe }}", "the filter 'safe', which is not known"),
        ("{% if %}", "not readable as a template"),
        ("{{ name", "not readable as a template"),
        ("😀" * 2048 + ".", "characters; a text has at most 4096"),
    ],
)
def test_a_wrong_template(copy: Copy, new: str, mend: str) -> None:
    line = copy.edit(f"en/{PAGES}", UNKNOWN, new)
    wrong = [problem for problem in copy.problems() if mend in problem.mend]
    assert [(problem.file, problem.line, problem.key) for problem in wrong] == [
        (f"en/{PAGES}", line - 1, "messages.unknown_command")
    ]


@pytest.mark.parametrize(
    ("old", "new", "key", "mend"),
    [
        ("undo: ↩ Undo", f"undo: {'x' * 31}", "buttons.undo", "31 characters; a button has at most 30"),
        (OLD, f"no_longer: {'x' * 201}", "toasts.no_longer", "201 characters; a toast has at most 200"),
        (OLD, 'no_longer: ""', "toasts.no_longer", "needs a text"),
        (OLD, f"{OLD}\n  no_longer: Kept", "toasts.no_longer", "is written twice"),
        ("toasts:", "tosts:", "tosts", "is not known here"),
    ],
)
def test_a_wrong_phrase(copy: Copy, old: str, new: str, key: str, mend: str) -> None:
    line = copy.edit(f"en/{COMMON}", old, new)
    (wrong,) = [problem for problem in copy.problems() if mend in problem.mend]
    assert (wrong.file, wrong.key) == (f"en/{COMMON}", key)
    assert abs(wrong.line - line) <= 1


def test_a_phrase_that_one_language_lacks(copy: Copy) -> None:
    copy.edit(f"de/{COMMON}", "  no_longer: Dieser Knopf gilt nicht mehr.\n", "")
    problem = copy.only_problem()
    assert (problem.file, problem.key) == (f"de/{COMMON}", "toasts.no_longer")
    assert f"translate it from en/{COMMON}" in problem.mend


def test_other_placeholders_than_in_the_first_language(copy: Copy) -> None:
    copy.edit(f"es/{PAGES}", "{{ emergency }}", "{{ numero }}")
    problem = copy.only_problem()
    assert (problem.file, problem.key) == (f"es/{PAGES}", "messages.help")
    assert f"asks for commands, numero, practice, but en/{PAGES} asks for commands, emergency, practice" in problem.mend


def test_names_that_a_template_makes_itself_are_no_placeholders(copy: Copy) -> None:
    listed = "{% for item in items %}{{ item }}{% if not loop.last %}, {% endif %}{% endfor %}"
    for locale, source in zip(ALL_THREE, (listed, "{{ items | join_list }}", "{{ items | length }}"), strict=True):
        copy.write(f"{locale}/messages/try.yaml", f'messages:\n  items: "{source}"\n')
    assert load(shipped=copy.root).text("try.items", "en", {"items": ["a", "b"]}) == "a, b"


@pytest.mark.parametrize("noun", ["safety", "crisis", "emergency"])
def test_a_text_about_danger_that_was_not_translated(copy: Copy, noun: str) -> None:
    for locale, words in zip(ALL_THREE, ("Call now.", "Llame ahora.", "Call now."), strict=True):
        copy.write(f"{locale}/messages/{noun}.yaml", f"messages:\n  call: {words}\n")
    problem = copy.only_problem()
    assert (problem.file, problem.line) == (f"de/messages/{noun}.yaml", 2)
    assert "must be translated" in problem.mend


def test_a_text_about_danger_that_is_missing(copy: Copy) -> None:
    copy.write("en/messages/crisis.yaml", "messages:\n  call: Call now.\n")
    assert {problem.file for problem in copy.problems()} == {"es/messages/crisis.yaml", "de/messages/crisis.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "key", "mend"),
    [
        ("regions: [neck]", "regions: [nek]", "N01_neck_turn.regions", "knows no code 'nek'"),
        ("kind: mobility", "kind: dance", "N01_neck_turn.kind", "knows no code 'dance'"),
        ("avoid: [dizziness,", "avoid: [dizzyness,", "N01_neck_turn.avoid", "knows no code 'dizzyness'"),
        ("reps: 5,", "reps: five,", "N01_neck_turn.dose.reps", "whole number from 1 to 60"),
        ("reps: 5,", "reps: 0,", "N01_neck_turn.dose.reps", "whole number from 1 to 60"),
        ("reps: 5,", "reps: true,", "N01_neck_turn.dose.reps", "whole number from 1 to 60"),
        ("per_day: [2, 3]", "per_day: [3, 2]", "N01_neck_turn.dose.per_day", "range like [2, 3]"),
        ("side: each}", "side: left}", "N01_neck_turn.dose.side", "knows no code 'left'"),
        ("reps: 5,", "repz: 5,", "N01_neck_turn.dose.repz", "is not known here"),
        ("side: each}", "days: {every: 2, weekdays: [mon]}}", "N01_neck_turn.dose.days.every", "one of the two"),
        ("side: each}", "days: {weekdays: [monday]}}", "N01_neck_turn.dose.days.weekdays", "no code 'monday'"),
        ("version: 1", "version: one", "N01_neck_turn.version", "whole number"),
        ("sources: [S6, S36, G]", "sources: []", "N01_neck_turn.sources", "at least one text"),
        ("reviewed_by: null", "reviewed_by: Dr Roe", "N01_neck_turn.reviewed_by", "stays null"),
        ("reviewed_on: null", "reviewed_on: 2026-05-14", "N01_neck_turn.reviewed_on", "stays null"),
    ],
)
def test_a_wrong_exercise(copy: Copy, old: str, new: str, key: str, mend: str) -> None:
    line = copy.edit("records/exercises.yaml", old, new)
    (wrong,) = [problem for problem in copy.problems() if mend in problem.mend]
    assert (wrong.file, wrong.key) == ("records/exercises.yaml", key)
    assert abs(wrong.line - line) <= 1


def test_ids_that_do_not_fit_or_come_twice(copy: Copy) -> None:
    copy.edit("records/exercises.yaml", "N01_neck_turn:", "neck turn:")
    copy.edit("records/routines.yaml", "wind_down_breathing:", "desk_neck_shoulders:")
    mends = " ".join(problem.mend for problem in copy.problems())
    assert "needs an id like N01_neck_turn" in mends
    assert "is written twice" in mends


@pytest.mark.parametrize(
    ("old", "new", "key", "mend"),
    [
        ("N01_neck_turn: {}", "N99_neck_turn: {}", "desk_neck_shoulders.items.N99_neck_turn", "is no exercise"),
        ("{reps: 8}", "{reps: 99}", "desk_neck_shoulders.items.N04_chin_tuck.reps", "from 1 to 60"),
        ("M01_belly_breath: {}", "B01_knee_to_chest: {}", "desk_neck_shoulders.red.instead", "no stretching"),
        ("{from_pain: 4,", "{from_pain: 6,", "desk_neck_shoulders.amber", "lower pain than red"),
        ("reps_percent: 50", "reps_percent: 0", "desk_neck_shoulders.amber.reps_percent", "from 10 to 100"),
        ("weeks: 4", "weeks: 0", "desk_neck_shoulders.weeks", "from 1 to 52"),
        ("  weeks: 4\n", "", "desk_neck_shoulders.weeks", "is missing"),
        ("[C10_tension_headache,", "[C99_headache,", "desk_neck_shoulders.conditions", "no code 'C99_headache'"),
    ],
)
def test_a_wrong_routine(copy: Copy, old: str, new: str, key: str, mend: str) -> None:
    copy.edit("records/routines.yaml", old, new)
    assert key in {problem.key for problem in copy.problems() if mend in problem.mend}


def test_a_routine_of_strength_alone_leaves_nothing_for_an_amber_day(copy: Copy) -> None:
    records = (copy.root / "records/exercises.yaml").read_text(encoding="utf-8")
    copy.write("records/exercises.yaml", records.replace("kind: mobility", "kind: strength"))
    assert {problem.mend.partition(",")[0] for problem in copy.problems()} == {"holds only strength"}


def test_a_record_without_words_and_words_without_a_record(copy: Copy) -> None:
    line = copy.edit("es/exercises.yaml", "T01_heat:", "T09_heat:")
    without, extra = copy.problems()
    assert (without.key, without.file) == ("T01_heat", "es/exercises.yaml")
    assert (extra.key, extra.line) == ("T09_heat", line)


def test_words_that_lack_a_part(copy: Copy) -> None:
    copy.edit("de/routines.yaml", "  intro:", "  entry:")
    mends = {(problem.key, problem.file) for problem in copy.problems()}
    assert ("desk_neck_shoulders.intro", "de/routines.yaml") in mends
    assert ("desk_neck_shoulders.entry", "de/routines.yaml") in mends


@pytest.mark.parametrize(
    ("old", "new", "key", "mend"),
    [
        ("    neck: Cuello\n", "", "names.region.neck", "has no name"),
        ("    skin_numb: piel dormida\n", "", "names.avoid.skin_numb", "has no name"),
        ("    neck: Cuello", "    neck: Cuello\n    nek: Cuello", "names.region.nek", "is no code of region"),
        ("babel: es", "babel: xx", "formats.babel", "that Babel knows"),
        ('on_day: "el {day}"', "on_day: el día", "formats.on_day", "needs {day}"),
    ],
)
def test_a_wrong_vocabulary(copy: Copy, old: str, new: str, key: str, mend: str) -> None:
    copy.edit("es/vocabulary.yaml", old, new)
    problem = copy.only_problem()
    assert (problem.file, problem.key) == ("es/vocabulary.yaml", key)
    assert mend in problem.mend


def test_a_number_to_call_says_whether_it_is_verified(copy: Copy) -> None:
    line = copy.edit("records/emergency.yaml", '"911", verified: true', '"911", verified: perhaps')
    problem = copy.only_problem()
    assert (problem.line, problem.key) == (line, "US.emergency.verified")


@pytest.mark.parametrize(("text", "line"), [("messages:\n  a: 'open\n", 3), ("messages:\n\ta: b\n", 2)])
def test_a_file_that_is_no_yaml(copy: Copy, text: str, line: int) -> None:
    for locale in ALL_THREE:
        copy.write(f"{locale}/messages/odd.yaml", text)
    problems = copy.problems()
    assert {problem.file for problem in problems} == {f"{locale}/messages/odd.yaml" for locale in ALL_THREE}
    assert {problem.line for problem in problems} == {line}


def test_a_file_that_is_a_list_or_missing(copy: Copy) -> None:
    copy.write("en/messages/odd.yaml", "- messages\n")
    (copy.root / "records/emergency.yaml").unlink()
    mends = {problem.file: problem.mend for problem in copy.problems()}
    assert "not with a list" in mends["en/messages/odd.yaml"]
    assert "is missing" in mends["records/emergency.yaml"]


def test_all_problems_come_at_once_and_point_to_their_line(copy: Copy) -> None:
    first = copy.edit("en/exercises.yaml", "name: Knee rolls", "title: Knee rolls")
    copy.edit(f"de/{COMMON}", "  no_longer: Dieser Knopf gilt nicht mehr.\n", "")
    problems = copy.problems()
    assert len(problems) == 3
    assert f"en/exercises.yaml:{first} B02_knee_roll.title: is not known here" in str(problems[2])


def test_the_command_tells_a_therapist(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "routines in en, es, es-tu, de, de-du." in capsys.readouterr().out
    copy.write("own/en/messages/common.yaml", "buttons: {undo: ''}\n")
    assert main([str(copy.root / "own")]) == 1
    assert "own/en/messages/common.yaml:1 buttons.undo: needs a text" in capsys.readouterr().out
    assert main([str(SHIPPED / "nowhere")]) == 2


def test_an_exercise_whose_words_do_not_fit_under_its_picture(copy: Copy) -> None:
    line = copy.edit("de/exercises.yaml", "N04_chin_tuck:\n", "N04_chin_tuck: # long\n")
    copy.edit("de/exercises.yaml", "N04_chin_tuck: # long\n  name: ", f"N04_chin_tuck:\n  name: {'Kinn ' * 150}")
    problem = copy.only_problem()
    assert (problem.file, problem.line, problem.key) == ("de/exercises.yaml", line, "N04_chin_tuck")
    assert "under a picture fit 724" in problem.mend
