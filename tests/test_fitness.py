"""What on a client's file clashes with what: every tag has its place, and nothing that clashes goes unseen."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care import fitness, ticking
from care.intake import Intake, Surgery
from content.codes import AGES, AVOID, CONDITIONS, MEDICINES, REGIONS, THERAPIST_FIRST
from content.routines import shown_exercises
from tests.wording import words

TODAY = date(2026, 11, 22)
TICKED = (fitness.ASK_FIRST, fitness.NOW, fitness.MORE)


def test_every_tag_has_exactly_one_place() -> None:
    places = [*TICKED, fitness.FROM_SURGERY, fitness.FROM_AGE, fitness.OF_THE_MOMENT]
    assert sorted(tag for place in places for tag in place) == sorted(AVOID)
    assert set(ticking.AREAS) == REGIONS
    assert set(fitness.NEAR) <= REGIONS
    known = AVOID | CONDITIONS | MEDICINES
    assert set(fitness.IMPLIES) <= known
    assert {tag for tags in fitness.IMPLIES.values() for tag in tags} <= AVOID


def test_the_ask_first_list_of_the_brief_is_asked() -> None:
    from_elsewhere = {"surgery_recent", "under_18"}  # their own pages
    assert THERAPIST_FIRST - set(fitness.ASK_FIRST) == from_elsewhere
    assert from_elsewhere <= fitness.FROM_SURGERY | fitness.FROM_AGE


def holding(tag: str) -> Intake:
    """Give the file of somebody for whom a tag holds, said in the way in which it is said."""
    if tag in fitness.FROM_AGE:
        return Intake(age="under_18")
    if tag not in fitness.FROM_SURGERY:
        return Intake(own=(tag,)) if tag in fitness.OF_THE_MOMENT else Intake(facts=(tag,))
    area = next(one for one in fitness.NEAR if tag in fitness.of_surgery(Surgery(one, "2026-11", None), TODAY))
    return Intake(surgeries=(Surgery(area, "2026-11", None),))


@pytest.mark.parametrize("tag", sorted(AVOID - fitness.FROM_AGE))
def test_what_is_said_of_a_tag_stops_each_routine_that_has_it_and_no_tag_is_lost(tag: str) -> None:
    library, intake = words(), holding(tag)
    assert tag in fitness.known(intake, TODAY)
    for key in library.routines:
        found = fitness.clashes(intake, key, library, TODAY)
        if tag in library.contra_indications(key) or tag in fitness.STOPS_ALL:
            assert f"avoid:{tag}" in found, key


def test_a_healthy_client_meets_no_clash() -> None:
    assert [key for key in words().routines if fitness.clashes(Intake(), key, words(), TODAY)] == []


def test_a_minor_is_known_by_age_and_by_tag() -> None:
    assert fitness.is_minor(Intake(age="under_18"))
    assert fitness.is_minor(Intake(own=("under_18",)))
    assert not fitness.is_minor(Intake(age="18_49"))


@pytest.mark.parametrize(
    ("month", "cleared", "tags"),
    [
        ("2026-11", True, {"surgery_recent", "wound_not_healed", "shoulder_surgery_6w", "shoulder_surgery_12w"}),
        ("2026-10", True, {"surgery_recent", "wound_not_healed", "shoulder_surgery_6w", "shoulder_surgery_12w"}),
        ("2026-09", True, {"surgery_recent", "shoulder_surgery_12w"}),  # 53 days at least
        ("2026-07", True, set()),
        ("2026-07", None, {"surgeon_limits"}),
        ("2025-12", False, {"surgeon_limits"}),
        ("before", True, set()),
        ("", True, {"surgery_recent", "wound_not_healed", "shoulder_surgery_6w", "shoulder_surgery_12w"}),
    ],
)  # fmt: skip
def test_a_surgery_counts_from_the_last_day_of_its_month(month: str, cleared: bool | None, tags: set[str]) -> None:
    found = fitness.of_surgery(Surgery("shoulder", month, cleared), TODAY) - {"cuff_repair_12w"}
    assert found == tags


def test_a_surgery_without_clearance_stops_what_works_there_and_a_fresh_one_everything() -> None:
    library = words()
    old, fresh = Surgery("knee", "2026-01", False), Surgery("knee", "2026-11", None)
    assert "surgery:knee:2026-01" in fitness.clashes(Intake(surgeries=(old,)), "load_leg", library, TODAY)
    desk = fitness.clashes(Intake(surgeries=(old,)), "desk_neck_shoulders", library, TODAY)
    assert not any(code.startswith("surgery") for code in desk)
    for key in library.routines:
        assert "surgery:knee:2026-11" in fitness.clashes(Intake(surgeries=(fresh,)), key, library, TODAY)
    cleared = Surgery("knee", "2026-01", True)
    assert fitness.clashes(Intake(surgeries=(cleared,)), "load_leg", library, TODAY) == frozenset()


@pytest.mark.parametrize("condition", ["C20_artery_disease", "C21_diabetes"])
def test_what_only_a_therapist_may_begin_holds_every_routine_but_its_own(condition: str) -> None:
    library = words()
    for key, routine in library.routines.items():
        found = fitness.clashes(Intake(conditions=(condition,)), key, library, TODAY)
        assert (f"condition:{condition}" in found) == (condition not in routine.conditions)


surgeries = st.builds(
    Surgery,
    st.sampled_from(sorted(fitness.NEAR)),
    st.sampled_from(["", "before", "2026-11", "2026-10", "2026-09", "2026-08", "2026-01"]),
    st.sampled_from([True, False, None]),
)
intakes = st.builds(
    Intake,
    facts=st.lists(st.sampled_from(sorted(AVOID)), max_size=3).map(tuple),
    own=st.lists(st.sampled_from(sorted(AVOID)), max_size=2).map(tuple),
    conditions=st.lists(st.sampled_from(sorted(CONDITIONS)), max_size=2).map(tuple),
    medicines=st.lists(st.sampled_from(sorted(MEDICINES)), max_size=2).map(tuple),
    surgeries=st.lists(surgeries, max_size=2).map(tuple),
    age=st.sampled_from(["", *AGES]),
)


@settings(max_examples=150, deadline=None)
@given(intakes, st.sampled_from(sorted(words().routines)))
def test_no_exercise_that_clashes_is_let_through(intake: Intake, routine: str) -> None:
    """The exercises themselves are asked, not the gate's own lists: whatever may be shown, on a red day too."""
    library = words()
    held = fitness.clashes(intake, routine, library, TODAY)
    said = {*intake.facts, *intake.own}
    for key in shown_exercises(library.routine(routine)):
        exercise = library.exercise(key)
        assert {f"avoid:{tag}" for tag in said & set(exercise.avoid)} <= held
        for one in intake.surgeries:
            if not one.cleared and fitness.NEAR[one.area] & set(exercise.regions):
                assert f"surgery:{one.area}:{one.month}" in held
    assert Intake.load(intake.dump()) == intake
