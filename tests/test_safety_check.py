"""Once a week, behind a check-in: is anything new? One tap, no message of its own, and a sign is a red flag."""

import pytest

from simulator import Person
from tests.scenes import answer, one_engine
from tests.stage import Stage

pytestmark = one_engine


async def a_week_later(day: Stage, ana: Person) -> None:
    """Let a week pass after which Ana answers her check-in."""
    await day.pass_(days=7, hours=7)
    await answer(day, ana)


async def test_it_comes_in_the_second_week_behind_the_receipt_and_is_one_tap(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=7)
    await answer(day, ana)
    assert day.label(ana, "safety_check.none") not in ana.screen()[-1].labels()
    await day.pass_(days=7)
    await answer(day, ana)
    bubbles = len(ana.screen())
    day.reads(ana, "safety_check.ask", "3/10")
    await day.tap(ana, "safety_check.none")
    assert len(ana.screen()) == bubbles
    noted = day.reads(ana, "check_in.receipt", "3/10", "Nothing new")
    assert day.label(ana, "safety_check.none") not in noted.labels()
    assert day.label(ana, "questionnaire.begin") in noted.labels(), "the week's other questions are still there"
    await day.pass_(days=1)
    await answer(day, ana)
    assert day.label(ana, "safety_check.none") not in ana.screen()[-1].labels()
    day.reads_no(maya, "alert.red_flag")


@pytest.mark.parametrize(
    ("sign", "flag", "mark"),
    [
        ("weak", "neuro_deficit", "⚠"),
        ("bladder", "cauda_equina", "🔴"),
        ("fever", "infection", "⚠"),
        ("leg", "dvt", "⚠"),
    ],
)
async def test_a_sign_is_answered_at_once_and_calls_maya(day: Stage, sign: str, flag: str, mark: str) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await a_week_later(day, ana)
    old = ana.screen()[-1]
    data = next(
        one.data or "" for row in old.buttons for one in row if one.text == day.label(ana, f"safety_check.{sign}")
    )
    await day.tap(ana, f"safety_check.{sign}")
    day.reads(ana, f"safety.line_{flag}", "112")
    await day.pass_(minutes=5)
    day.reads(maya, "alert.red_flag", mark, "Ana", day.label(ana, f"safety_check.{sign}"))
    assert await ana.forge(old.message_id, data) == day.toast(ana, "common.have_it")


async def test_a_question_that_was_not_answered_stands_behind_the_next_days_receipt(day: Stage) -> None:
    ana = await day.client(await day.owner(), "Ana", "es")
    await a_week_later(day, ana)
    await day.pass_(days=1)
    await answer(day, ana, pain=2)
    day.reads(ana, "safety_check.ask", "2/10")
    await day.pass_(days=4)
    await answer(day, ana)
    assert day.label(ana, "safety_check.none") not in ana.screen()[-1].labels()
