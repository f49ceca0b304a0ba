"""How long relief held: medians by days since visits, each answer under its own visit, and nothing from too few."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.relief import DAYS_AFTER, Answer, Relief, Visit, relief

FIRST = date(2026, 9, 7)


def at(day: date, hour: int) -> int:
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp() * 1000)


def visits(*days: int) -> list[Visit]:
    """Give visits from 11 to 12 on these days."""
    found = [FIRST + timedelta(days=day) for day in days]
    return [Visit(day, at(day, 11), at(day, 12)) for day in found]


def told(pains: Mapping[int, int], hour: int = 18) -> dict[date, Answer]:
    """Give answers by day, all at one hour."""
    days = {FIRST + timedelta(days=day): pain for day, pain in pains.items()}
    return {day: Answer(pain, at(day, hour)) for day, pain in days.items()}


def week(pains: tuple[int | None, ...], weeks: int = 3) -> dict[int, int]:
    """Repeat seven days, the first being the visit's; three days of 6 come before the first."""
    before = {-3: 6, -2: 6, -1: 6}
    return before | {7 * n + day: pain for n in range(weeks) for day, pain in enumerate(pains) if pain is not None}


def test_each_day_after_visits_has_its_median() -> None:
    found = relief(told(week((2, 3, 4, 5, 6, 6, 6))), visits(0, 7, 14))
    assert found == Relief(3, 6, (2, 3, 4, 5, 6, 6, 6, None))
    assert (found.first, found.lower, found.back_on, found.last) == (2, True, 4, 6)


def test_a_day_that_was_told_after_too_few_visits_stays_missing() -> None:
    answers = told(week((2, 3, 4, 5, 6, 6, 6)))
    del answers[FIRST + timedelta(days=8)]
    found = relief(answers, visits(0, 7, 14))
    assert found is not None
    assert found.after[:3] == (2, None, 4)


@pytest.mark.parametrize("days", [(), (0,), (0, 7)])
def test_fewer_than_three_visits_say_nothing(days: tuple[int, ...]) -> None:
    assert relief(told(week((2, 3, 4, 5, 6, 6, 6))), visits(*days)) is None


def test_a_visit_without_answers_before_it_or_after_it_does_not_count() -> None:
    pains = week((2, 3, 4, 5, 6, 6, 6))
    assert relief(told({day: pain for day, pain in pains.items() if day >= 0}), visits(0, 7, 14)) is None
    assert relief(told({day: pain for day, pain in pains.items() if day < 14}), visits(0, 7, 14)) is None


def test_what_was_told_before_the_visit_on_its_day_is_before() -> None:
    pains = {day: pain for start in (0, 10, 20) for day, pain in ((start, 8), (start + 1, 3))}
    found = relief(told(pains, hour=9), visits(0, 10, 20))
    assert found is not None
    assert (found.before, found.after[0], found.after[1]) == (8, None, 3)


def test_what_was_told_during_the_visit_is_neither() -> None:
    answers = told({0: 1, 10: 1, 20: 1}, hour=11) | told({-1: 6, 1: 3, 9: 6, 11: 3, 19: 6, 21: 3})
    found = relief(answers, visits(0, 10, 20))
    assert found is not None
    assert (found.before, found.after[0], found.after[1]) == (6, None, 3)


def test_the_days_from_the_next_visit_on_belong_to_that_one() -> None:
    pains = {day: (6 if day < 0 else 4) for day in range(-3, 12)} | {3: 0, 6: 0, 9: 0}
    found = relief(told(pains), visits(0, 3, 6, 9))
    assert found is not None
    assert found.after[3:] == (None,) * 5
    assert found.after[0] == 0


def test_no_relief_is_said_as_it_is_and_so_is_relief_that_lasts() -> None:
    worse = relief(told(week((7, 7, 6, 6, 6, 6, 6))), visits(0, 7, 14))
    assert worse is not None
    assert (worse.lower, worse.back_on) == (False, 0)
    lasting = relief(told({-1: 6, 1: 3, 9: 6, 10: 2, 11: 3, 19: 6, 21: 3} | {2: 5, 12: 5, 22: 5}), visits(0, 10, 20))
    assert lasting is not None
    assert (lasting.lower, lasting.back_on, lasting.last) == (True, None, 2)


@given(
    st.dictionaries(st.integers(-10, 90), st.integers(0, 10)), st.lists(st.integers(0, 80), max_size=12),
    st.integers(0, 23),
)  # fmt: skip
def test_whatever_was_told_it_stays_between_what_was_told(pains: dict[int, int], days: list[int], hour: int) -> None:
    found = relief(told(pains, hour), visits(*days))
    if found is None:
        return
    assert len(found.after) == DAYS_AFTER + 1
    known = [value for value in found.after if value is not None]
    assert min(pains.values()) <= min(known) <= max(known) <= max(pains.values())
    assert min(pains.values()) <= found.before <= max(pains.values())
    assert found.visits >= 3
    assert found.back_on is not None or found.lower
