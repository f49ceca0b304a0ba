"""What follows a prompt: later, as she wishes, and one nudge; never at night, never when it was answered."""

from simulator import Person
from tests.scenes import BACK, DESK, answer, open_card, push, routine_name, walk
from tests.stage import Stage


async def ana_is_asked(day: Stage) -> Person:
    """Bring Ana to her first check-in, at 18:30."""
    ana = await day.client(await day.owner())
    await day.pass_(hours=6.5)
    return ana


async def test_in_an_hour_means_in_an_hour_and_one_question_stays(day: Stage) -> None:
    ana = await ana_is_asked(day)
    asked = ana.screen()[-1].message_id
    await day.tap(ana, "follow.in_60")
    assert day.reads(ana, "follow.snoozed", "19:30").message_id == asked
    await day.pass_(hours=1)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30", "22 19:30"]
    day.reads(ana, "check_in.asked_again")
    await answer(day, ana, pain=2, mood=4)
    day.reads(ana, "check_in.receipt", "2/10")
    await day.pass_(hours=12)
    day.reads_no(ana, "check_in.nudge")
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30", "22 19:30"]


async def test_she_may_answer_before_it_is_asked_again(day: Stage) -> None:
    ana = await ana_is_asked(day)
    await day.tap(ana, "follow.in_15")
    await day.tap(ana, "follow.now")
    await answer(day, ana, pain=1, mood=5)
    await day.pass_(hours=4)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30"]
    day.reads_no(ana, "check_in.nudge")


async def test_a_double_tap_asks_once(day: Stage) -> None:
    ana = await ana_is_asked(day)
    bubble = ana.screen()[-1]
    for _ in range(2):
        ana.press_and_leave(bubble.message_id, 2, 0)
    await day.pass_(minutes=20)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30", "22 18:45"]


async def test_what_the_night_would_swallow_is_not_offered(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_time", "20:30")
    await day.pass_(hours=8.5)
    labels = ana.screen()[-1].labels()
    assert day.label(ana, "follow.in_15") in labels
    assert day.label(ana, "follow.in_60") not in labels
    assert day.label(ana, "follow.in_eve") not in labels
    asked = ana.screen()[-1]
    await day.pass_(hours=1)
    toast = await ana.press_old(asked.message_id, day.label(ana, "follow.in_15"))
    assert toast == day.toast(ana, "follow.too_late")
    await day.pass_(hours=10)
    assert day.came(ana, "check_in.ask_pain") == ["22 20:30"]
    day.reads_no(ana, "check_in.nudge")


async def test_one_nudge_two_hours_later_and_none_the_day_after_it_brought_nothing(day: Stage) -> None:
    ana = await ana_is_asked(day)
    await day.pass_(hours=4)
    assert day.came(ana, "check_in.nudge") == ["22 20:30"]
    await day.pass_(days=2)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30", "23 18:30", "24 18:30"]
    assert day.came(ana, "check_in.nudge") == ["22 20:30"]
    await answer(day, ana, pain=3, mood=3)
    await day.pass_(days=1)
    assert day.came(ana, "check_in.nudge") == ["22 20:30", "25 20:30"]


async def test_a_nudge_can_be_answered_and_the_answer_counts_as_late(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=8.75)
    await answer(day, ana, pain=6, mood=3)
    day.reads(ana, "check_in.receipt", "6/10")
    await open_card(day, maya)
    day.reads(maya, "card.client", "pain 6", "late, 20:45")


async def test_a_routine_that_was_begun_or_put_off_is_not_nudged(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_time", "12:00")
    await open_card(day, maya)
    await push(day, maya)
    await day.pass_(hours=6.25)
    await walk(day, ana)
    await day.pass_(hours=24)
    await day.tap(ana, "routine.not_today")
    await day.pass_(hours=4)
    day.reads_no(ana, "routine.nudge")
    assert len(day.came(ana, "routine.prompt")) == 2


async def test_a_check_in_and_a_routine_close_together_come_as_one_at_the_later_time(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await push(day, maya)  # every day at 18:00; her check-in is at 18:30
    await day.pass_(hours=7)
    assert day.came(ana, "check_in.ask_pain") == day.came(ana, "routine.along") == ["22 18:30"]
    day.reads_no(ana, "routine.prompt")
    start = f"▶ {routine_name(day, ana)}"
    assert start in ana.screen()[-1].labels()
    await answer(day, ana, pain=2, mood=4)
    day.reads(ana, "check_in.receipt", "2/10")
    await walk(day, ana, start=start)
    await day.tap(ana, "routine.felt_right")
    day.reads(ana, "check_in.receipt", "2/10")
    day.reads(ana, "routine.receipt")


async def test_a_question_put_off_comes_back_with_its_routine(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await push(day, maya)
    await day.pass_(hours=6.5)
    await day.tap(ana, "follow.in_60")
    await day.pass_(hours=1)
    assert f"▶ {routine_name(day, ana)}" in ana.screen()[-1].labels()
    await answer(day, ana, pain=2, mood=4)
    day.reads(ana, "check_in.receipt", "2/10")


async def test_two_routines_and_a_check_in_come_as_one_and_none_is_lost(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    for routine in (DESK, BACK):
        await open_card(day, maya)
        await push(day, maya, routine)
    await day.pass_(hours=6.5)
    assert len(day.read(ana, "check_in.ask_pain")) == 1
    labels = ana.screen()[-1].labels()
    assert [f"▶ {routine_name(day, ana, routine)}" in labels for routine in (DESK, BACK)] == [True, True]
