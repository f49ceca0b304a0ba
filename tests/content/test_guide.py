"""The guide's files: each mistake is caught where it stands, and the records answer what care asks them."""

import json

import pytest

from content.__main__ import main
from content.library import Library
from tests.content.conftest import Copy

LOCALES = ("en", "es", "de")


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


def test_the_command_tells_a_machine(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["problems"] == []
    for locale in LOCALES:
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


def test_a_conditions_routines_come_before_those_that_suit_all(library: Library) -> None:
    assert library.routines_for("C14_carpal_tunnel") == ("wrist_nerve", "red_day_comfort")
    assert library.routines_for("C15_low_back_pain")[0] == "low_back_first_week"
    for condition in library.guide.conditions:
        assert len(library.routines_for(condition)) >= 2


def test_a_routine_carries_the_tags_of_all_that_it_may_show(library: Library) -> None:
    tags = library.contra_indications("low_back_first_week")
    assert "hip_replacement" in tags  # of knee to chest
    assert "diabetes_numb_feet" in tags  # of the warm pack, on a red day too
    assert "spinal_stenosis" in library.contra_indications("leg_nerve")  # of the back bend that may take a place


def test_narrowed_arteries_and_diabetes_are_for_the_therapist_alone(library: Library) -> None:
    alone = {key for key, condition in library.guide.conditions.items() if condition.push == "therapist_only"}
    assert alone == {"C20_artery_disease", "C21_diabetes"}
    for condition in alone:
        own = [key for key in library.routines_for(condition) if library.routine(key).conditions]
        assert {library.routine(key).push for key in own} == {"therapist_only"}
    unlocked = {key for key, routine in library.routines.items() if "therapist_unlocks" in routine.flags}
    assert unlocked == {"surgery_circulation", "surgery_range"}


def test_an_instrument_scores_and_calls_a_human(library: Library) -> None:
    peg, sleep = library.guide.instruments["peg"], library.guide.instruments["sleep"]
    assert peg.score((5, 6, 7)) == 6.0
    assert library.guide.instruments["phq_2"].score((1, 2)) == 3.0
    assert (peg.calls_a_human(7.0), peg.calls_a_human(6.9)) == (True, False)
    assert (sleep.calls_a_human(3.0), sleep.calls_a_human(4.0)) == (True, False)
    for wrong in ((5, 6), (5, 6, 11)):
        with pytest.raises(ValueError, match="needs 3 answers from 0 to 10"):
            peg.score(wrong)


def test_a_published_wording_is_off_where_none_is_at_hand(library: Library) -> None:
    on = {locale: set(library.guide_words(locale).instruments) for locale in library.locales}
    assert on["en"] == set(library.guide.instruments)
    assert on["en"] - on["es"] == {"peg", "gad_2"}
    assert on["en"] - on["de"] == {"peg"}
    assert {key for key, one in library.guide.instruments.items() if not one.default_on} == {"phq_2", "gad_2"}
