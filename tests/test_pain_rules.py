"""What a row of numbers means for routines: as properties, and as alarms over 90 days of a stable long-term pain."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care import pain_rules
from care.pain_rules import Usual, is_high, is_more, is_rising, light, usual
from tests.wording import words

TODAY = date(2026, 11, 22)
pains = st.integers(0, 10)
weeks = st.none() | st.builds(
    lambda middle, above: Usual(middle, min(10, int(middle) + above)), pains, st.integers(0, 4)
)
histories = st.dictionaries(st.integers(0, 14).map(lambda back: TODAY - timedelta(days=back)), pains, max_size=15)


def days(*newest_last: int | None) -> dict[date, int]:
    """Give days that end today, one number each; None is a day without an answer."""
    count = len(newest_last)
    found = {TODAY - timedelta(days=count - 1 - place): pain for place, pain in enumerate(newest_last)}
    return {day: pain for day, pain in found.items() if pain is not None}


@settings(max_examples=200, deadline=None)
@given(pains, pains, weeks, st.booleans())
def test_more_pain_never_gives_a_harder_version(one: int, other: int, week: Usual | None, six: bool) -> None:
    less, more = (light(pain, 4, 6, week, six_is_amber=six) for pain in sorted((one, other)))
    assert pain_rules.LIGHTS.index(less) <= pain_rules.LIGHTS.index(more)


@settings(max_examples=100, deadline=None)
@given(pains, weeks, st.booleans())
def test_the_bands_are_those_of_the_brief_and_a_comparison_only_makes_it_gentler(
    pain: int, week: Usual | None, six: bool
) -> None:
    band = "red" if pain >= (7 if six else 6) else "amber" if pain >= 4 else "green"
    assert light(pain, 4, 6, None, six_is_amber=six) == band
    found = light(pain, 4, 6, week, six_is_amber=six)
    assert pain_rules.LIGHTS.index(found) >= pain_rules.LIGHTS.index(band)


@settings(max_examples=200, deadline=None)
@given(pains, st.integers(5, 9), weeks)
def test_a_number_counts_from_the_threshold_on_and_long_term_pain_only_takes_alarms_away(
    pain: int, threshold: int, week: Usual | None
) -> None:
    assert is_high(pain, threshold, week, long_term=False) == (pain >= threshold)
    assert is_high(pain, threshold, week, long_term=True) == (pain == 10 and week is None)


@settings(max_examples=300, deadline=None)
@given(histories, st.integers(0, 2), st.integers(1, 10))
def test_a_worse_day_among_the_three_never_takes_the_alarm_away(known: dict[date, int], back: int, more: int) -> None:
    before = is_rising(known, TODAY)
    day = TODAY - timedelta(days=back)
    worse = known | {day: min(10, known[day] + more)} if day in known else known
    assert is_rising(worse, TODAY) >= before


@settings(max_examples=300, deadline=None)
@given(histories)
def test_nothing_is_compared_with_less_than_four_days_of_a_week(known: dict[date, int]) -> None:
    answered = sum(TODAY - timedelta(days=back) in known for back in range(1, 8))
    assert (usual(known, TODAY) is None) == (answered < 4)
    if any(TODAY - timedelta(days=back) not in known for back in range(3)):
        assert not is_rising(known, TODAY)


@pytest.mark.parametrize(
    ("known", "rises"),
    [
        (days(2, 2, 2, 2, 2, 2, 2, 4, 4, 4), True),
        (days(2, 2, 2, 2, 2, 2, 2, 4, 3, 4), False),  # not every day
        (days(2, 2, 2, 2, 2, 2, 2, 4, None, 4), False),  # not three running
        (days(2, 2, 3, 2, 2, 2, 2, 4, 4, 4), False),  # the mean is a seventh too high
        (days(2, None, 2, None, 2, None, 2, 4, 4, 4), True),  # four days are enough of a week
        (days(None, None, 2, None, 2, None, 2, 4, 4, 4), False),  # three are not
        (days(6, 6, 6, 6, 6, 6, 6, 8, 8, 8), True),  # long-term pain has a week of its own as well
    ],
)
def test_three_days_running_by_examples(known: dict[date, int], rises: bool) -> None:
    assert is_rising(known, TODAY) is rises


def test_what_a_therapist_has_seen_does_not_count_again() -> None:
    known = days(2, 2, 2, 2, 2, 2, 2, 5, 5, 5)
    assert is_rising(known, TODAY, resumed_on=TODAY - timedelta(days=3))
    assert not is_rising(known, TODAY, resumed_on=TODAY - timedelta(days=2))


@pytest.mark.parametrize(
    ("pain", "week", "more"),
    [
        (4, Usual(1, 3), True),
        (4, Usual(3, 4), False),
        (3, Usual(1, 1), True),
        (3, None, False),
        (8, Usual(7, 8), False),
    ],
)
def test_a_single_high_day_by_examples(pain: int, week: Usual | None, more: bool) -> None:
    assert is_more(pain, week) is more


def test_an_amber_day_holds_short_and_loads_nothing_and_a_red_one_neither_stretches_nor_loads() -> None:
    library = words()
    for routine in library.routines.values():
        green = {step.exercise.id: step.dose for step in library.steps(routine.id)}
        for step in library.steps(routine.id, routine.amber.from_pain):
            assert step.exercise.kind != "strength"
            assert step.dose.hold_s is None or step.dose.hold_s.high <= 15
            before = green[step.exercise.id].reps
            assert before is None or step.dose.reps is None or step.dose.reps.high <= (before.high + 1) // 2
        assert all(step.exercise.kind not in ("strength", "stretch") for step in library.steps(routine.id, 10))


# --- false alarms ---------------------------------------------------------------------------------------------------

DAYS = 90
# A numeric rating that varies by 1.2 around its mean from day to day and leans on yesterday by 0.5 is what diaries of
# stable chronic pain look like; the mean stays where it is, so that every rest is a false one.
SD, LEANS = 1.2, 0.5
LONG_TERM = {3.0: False, 4.5: True, 6.0: True, 7.0: True}


def stable(dice: random.Random, mean: float, *, sd: float = SD, leans: float = LEANS) -> dict[date, int]:
    """Give 90 days of a stable pain (AR(1), rounded to 0-10), each of them answered."""
    off, found = dice.gauss(0, sd), {}
    for day in range(DAYS):
        off = leans * off + dice.gauss(0, sd * (1 - leans**2) ** 0.5)
        found[TODAY + timedelta(days=day)] = min(10, max(0, round(mean + off)))
    return found


def rests(known: dict[date, int], *, long_term: bool, threshold: int = 7) -> int:
    """Count the days on which routines would come to rest, when a therapist lets them go on the same evening."""
    resumed, count = None, 0
    for today, pain in known.items():
        so_far = {day: known[day] for back in range(11) if (day := today - timedelta(days=back)) in known}
        high = is_high(pain, threshold, usual(so_far, today), long_term=long_term)
        if high or is_rising(so_far, today, resumed):
            count, resumed = count + 1, today
    return count


@pytest.mark.parametrize("people", [80, pytest.param(2_000, marks=pytest.mark.full)])
@pytest.mark.parametrize("mean", LONG_TERM)
def test_a_stable_long_term_pain_lets_routines_rest_on_less_than_one_day_in_a_hundred(
    mean: float, people: int, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(int(mean * 10))
    alarms = sum(rests(stable(dice, mean), long_term=LONG_TERM[mean]) for _ in range(people))
    share = alarms / (people * DAYS)
    with capsys.disabled():
        mode = "long-term" if LONG_TERM[mean] else "threshold 7"
        print(f"\nmean {mean} ({mode}): {alarms} rests in {people * DAYS} days, {share:.2%}")  # noqa: T201 -- the figure is the point
    assert share < 0.01
