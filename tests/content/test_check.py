"""Each mistake that a content file can have is caught, with its file, its line and how to mend it."""

import json

import pytest

from content.__main__ import main
from content.library import SHIPPED, load
from tests.content.conftest import Copy

TRY = "messages/try.yaml"
HELLO = '"Hello {{ name }}."'
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
    ],
)
def test_a_wrong_template(copy: Copy, new: str, mend: str) -> None:
    line = copy.edit(f"en/{TRY}", HELLO, f'"{new}"')
    wrong = [problem for problem in copy.problems() if mend in problem.mend]
    assert [(problem.file, problem.line, problem.key) for problem in wrong] == [(f"en/{TRY}", line, "messages.hello")]


@pytest.mark.parametrize(
    ("old", "new", "key", "mend"),
    [
        ("undo: ↩ Undo", f"undo: {'x' * 31}", "buttons.undo", "31 characters; a button has at most 30"),
        ("saved: Saved", f"saved: {'x' * 201}", "toasts.saved", "201 characters; a toast has at most 200"),
        (HELLO, "😀" * 2048 + ".", "messages.hello", "characters; a text has at most 4096"),
        ("saved: Saved", 'saved: ""', "toasts.saved", "needs a text"),
        ("saved: Saved", "saved: Saved\n  saved: Kept", "toasts.saved", "is written twice"),
        ("toasts:", "tosts:", "tosts", "is not known here"),
    ],
)
def test_a_wrong_phrase(copy: Copy, old: str, new: str, key: str, mend: str) -> None:
    line = copy.edit(f"en/{TRY}", old, new)
    (wrong,) = [problem for problem in copy.problems() if mend in problem.mend]
    assert (wrong.file, wrong.key) == (f"en/{TRY}", key)
    assert abs(wrong.line - line) <= 1


def test_a_phrase_that_one_language_lacks(copy: Copy) -> None:
    copy.edit(f"de/{TRY}", "  saved: Gespeichert\n", "")
    problem = copy.only_problem()
    assert (problem.file, problem.key) == (f"de/{TRY}", "toasts.saved")
    assert f"translate it from en/{TRY}" in problem.mend


def test_other_placeholders_than_in_the_first_language(copy: Copy) -> None:
    copy.edit(f"es/{TRY}", "{{ name }}", "{{ nombre }}")
    problem = copy.only_problem()
    assert (problem.file, problem.key) == (f"es/{TRY}", "messages.hello")
    assert f"asks for nombre, but en/{TRY} asks for name" in problem.mend


def test_names_that_a_template_makes_itself_are_no_placeholders(copy: Copy) -> None:
    listed = "{% for item in items %}{{ item }}{% if not loop.last %}, {% endif %}{% endfor %}"
    for locale, source in zip(ALL_THREE, (listed, "{{ items | join_list }}", "{{ items | length }}"), strict=True):
        copy.write(f"{locale}/messages/list.yaml", f'messages:\n  items: "{source}"\n')
    assert load(shipped=copy.root).text("list.items", "en", {"items": ["a", "b"]}) == "a, b"


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
        ("reviewed_by: null", "reviewed_by: Dr Roe", "N01_neck_turn.reviewed_by", "belong together"),
        ("reviewed_on: null", "reviewed_on: soon", "N01_neck_turn.reviewed_on", "date like 2026-05-14"),
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


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "mend"),
    [
        ("records/exercises.yaml", "{mat: [bed]}", "{mat: [sofa]}", "N11_open_book.alternatives.mat", "no code 'sofa'"),
        (
            "records/exercises.yaml",
            "{mat: [bed]}",
            "{sofa: [bed]}",
            "N11_open_book.alternatives.sofa",
            "what is needed",
        ),
        ("records/routines.yaml", "  push: therapist_only", "  push: me", "surgery_circulation.push", "no code 'me'"),
        ("records/routines.yaml", "[as_needed]", "[now]", "migraine_attack.flags", "no code 'now'"),
        (
            "records/routines.yaml",
            "or: [U01_pendulum]",
            "or: [U99_x]",
            "settle_first_days.items.L06_ankle_pump.or",
            "no code",
        ),
        ("records/conditions.yaml", "C24_poor_sleep:", "C25_other:", "C24_poor_sleep", "has no record"),
        ("records/conditions.yaml", "push: any", "push: all", "C01_muscle_strain.push", "no code 'all'"),
        ("records/techniques.yaml", "swedish:", "swiss:", "swiss", "is no technique"),
        ("records/learn.yaml", "group: visit", "group: trip", "talk_to_your_therapist.group", "no code 'trip'"),
        ("records/questions.yaml", "alert: [changed]", "alert: [chang]", "consent.alert", "no code 'chang'"),
        ("records/instruments.yaml", "scoring: mean", "scoring: single", "peg.scoring", "only where there is one item"),
        ("records/instruments.yaml", "default_on: true", "default_on: maybe", "pain.default_on", "true or false"),
        ("es/conditions.yaml", "  green:", "  verde:", "C01_muscle_strain.green", "needs a text"),
        ("es/techniques.yaml", "swedish:", "sueco:", "swedish", "has no words"),
        ("es/learn.yaml", "claim_toxins:", "claim_toxin:", "claim_toxins", "has no words"),
        ("es/questions.yaml", "light: Suave", f"light: {'x' * 31}", "pressure.choices", "31 characters"),
        ("es/instruments.yaml", "psfs:", "psf:", "psfs", "has no words"),
        ("es/instruments.yaml", "  translation:", "  quelle:", "phq_2.translation", "was taken from"),
        ("es/instruments.yaml", "answers: [Muy bajo,", "answers: [", "mood.answers", "one word for each point"),
    ],
)
def test_a_wrong_record_of_the_guide(copy: Copy, file: str, old: str, new: str, key: str, mend: str) -> None:
    copy.edit(file, old, new)
    assert (file, key) in {(problem.file, problem.key) for problem in copy.problems() if mend in problem.mend}


def test_facts_and_cards_that_a_phone_does_not_show_at_once(copy: Copy) -> None:
    for file, old in (("conditions", "  facts: "), ("techniques", "  normal: "), ("learn", "  text: ")):
        copy.edit(f"en/{file}.yaml", old, old + "So " * 250)
    assert {problem.key.partition(".")[2] for problem in copy.problems()} == {"facts", "normal", "text"}


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
    copy.edit(f"de/{TRY}", "  saved: Gespeichert\n", "")
    problems = copy.problems()
    assert len(problems) == 3
    assert f"en/exercises.yaml:{first} B02_knee_roll.title: is not known here" in str(problems[2])


def test_the_command_tells_a_therapist(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "routines in en, es, de" in capsys.readouterr().out
    copy.write("own/en/messages/common.yaml", "buttons: {undo: ''}\n")
    assert main([str(copy.root / "own")]) == 1
    assert "own/en/messages/common.yaml:1 buttons.undo: needs a text" in capsys.readouterr().out
    assert main([str(SHIPPED / "nowhere")]) == 2


def test_the_command_tells_a_machine(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["problems"] == []
    for locale in ALL_THREE:
        counts = told["languages"][locale]
        assert (counts["exercises"], counts["conditions"], counts["techniques"]) == (68, 24, 9)
        assert counts["routines"] >= 27
        assert counts["instruments"] >= 6
        assert counts["messages"] > 100
    copy.write("own/en/messages/common.yaml", "buttons: {undo: ''}\n")
    assert main([str(copy.root / "own"), "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["file"], problem["line"], problem["key"]) == ("own/en/messages/common.yaml", 1, "buttons.undo")
    assert problem["mend"] == "needs a text"
