"""The daily check-in: when it comes, two taps, a receipt, and what happens to taps that come too late or twice."""

from simulator import Person
from storage import check_ins, due, people
from storage.check_ins import CheckIn
from tests.scenes import answer, open_card, push
from tests.stage import Stage

EVENING = 7.0  # hours from the noon on which every story begins until the check-in is there


async def written(day: Stage, ana: Person) -> list[CheckIn]:
    """Give what the practice has of Ana's days, newest first."""
    assert day.world is not None
    read = day.world.app.read
    me = await read(lambda db: people.id_of(db, ana.id))
    return await read(lambda db: check_ins.latest(db, me or 0, 10))


async def test_two_taps_and_the_question_is_a_receipt(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=EVENING)
    asked = day.reads(ana, "check_in.ask_pain")
    later = [day.label(ana, f"follow.in_{code}") for code in ("15", "60", "eve")]
    assert asked.labels() == [*(str(number) for number in range(11)), *later]
    await answer(day, ana, pain=0, mood=5)
    receipt = day.reads(ana, "check_in.receipt", "0/10", day.label(ana, "common.mood_5"))
    assert receipt.message_id == asked.message_id
    assert [(one.pain, one.mood, one.state) for one in await written(day, ana)] == [(0, 5, "done")]
    await open_card(day, maya)
    day.reads(maya, "card.client", "pain 0", "mood 5/5")


async def test_it_comes_in_anas_evening_and_not_in_the_practices(day: Stage) -> None:
    maya = await day.owner()
    ana = day.person("Ana", zone="America/New_York")
    await day.start(ana, await day.invitation(maya))
    await day.taps(ana, "joining.agree", "times.other_city")
    await day.say(ana, "New York")
    await day.taps(ana, "New York", "18:30")
    await day.pass_(days=3)
    assert day.came(ana, "check_in.ask_pain", "America/New_York") == ["22 18:30", "23 18:30", "24 18:30"]


async def test_undo_takes_both_answers_back_until_midnight(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=EVENING)
    await answer(day, ana, pain=3, mood=4)
    receipt = ana.screen()[-1]
    assert await day.tap(ana, "common.undo") == day.toast(ana, "common.undone")
    day.reads(ana, "check_in.ask_pain")
    await answer(day, ana, pain=5, mood=2)
    assert [(one.pain, one.mood) for one in await written(day, ana)] == [(5, 2)]
    await day.pass_(hours=6)
    assert await day.tap(ana, "common.undo") == day.toast(ana, "check_in.over")
    assert ana.screen()[-1].message_id == receipt.message_id
    assert ana.screen()[-1].labels() == []
    assert [(one.pain, one.mood) for one in await written(day, ana)] == [(5, 2)]


async def test_a_double_tap_counts_once_and_both_taps_are_answered(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=EVENING)
    asked = day.reads(ana, "check_in.ask_pain")
    first, second = asked.buttons[0][3].data or "", asked.buttons[1][2].data or ""
    await day.tap(ana, "3")
    assert await ana.forge(asked.message_id, first) == day.toast(ana, "common.have_it")
    assert await ana.forge(asked.message_id, second) == day.toast(ana, "common.have_it")
    await day.settle()
    await day.tap(ana, "common.mood_3")
    assert [(one.pain, one.mood) for one in await written(day, ana)] == [(3, 3)]


async def test_a_tap_after_midnight_closes_the_day_kindly(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=EVENING)
    await day.pass_(hours=6)
    assert await day.tap(ana, "3") == day.toast(ana, "check_in.over")
    day.reads(ana, "check_in.closed")
    assert [(one.pain, one.mood) for one in await written(day, ana)] == [(None, None)]
    await open_card(day, maya)
    day.reads(maya, "card.client", "answered 0 of 1")


async def test_who_answers_early_is_not_asked_again_that_day(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.say(ana, "/checkin")
    await answer(day, ana, pain=1, mood=5)
    await day.say(ana, "/checkin")
    assert len(day.read(ana, "check_in.receipt")) == 2
    await day.pass_(days=1.5)
    assert day.came(ana, "check_in.ask_pain") == ["22 12:00", "23 18:30"]
    assert (await day.books()).states["merged"] == 1


async def test_a_half_answer_goes_on_where_it_was_when_the_evening_comes(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.say(ana, "/checkin")
    await day.tap(ana, "4")
    await day.pass_(hours=EVENING)
    await day.tap(ana, "common.mood_3")
    day.reads(ana, "check_in.receipt", "4/10")
    assert [(one.pain, one.mood) for one in await written(day, ana)] == [(4, 3)]


async def test_one_message_a_day_stays_in_the_chat(day: Stage) -> None:
    ana = await day.client(await day.owner())
    for number in range(3):
        await day.pass_(hours=EVENING if number == 0 else 24)
        await answer(day, ana, pain=number, mood=3)
    assert [one.text.count("/10") for one in ana.screen() if one.from_bot][1:] == [1, 1, 1]


async def test_a_high_pain_calls_maya_once_and_she_says_that_she_has_seen_it(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=EVENING)
    await answer(day, ana, pain=7, mood=2)
    await day.pass_(minutes=5)
    day.reads(maya, "alert.high_pain", "Ana", "7/10")
    assert await day.tap(maya, "alert.seen") == day.toast(maya, "alert.thanks")
    day.reads_no(maya, "alert.high_pain")
    await open_card(day, maya)
    assert "alert" not in day.reads(maya, "card.client").text
    await day.pass_(days=1)
    await answer(day, ana, pain=6, mood=2)
    day.reads_no(maya, "alert.high_pain")


async def test_a_month_of_unanswered_days_keeps_exactly_one_message_ahead(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(days=30)
    assert len(day.came(ana, "check_in.ask_pain")) == 30
    assert day.world is not None
    assert await day.world.app.read(due.next_due) is not None


async def test_a_pain_that_called_the_therapist_and_was_taken_back_is_told(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await push(day, maya)
    await day.pass_(hours=EVENING)
    await answer(day, ana, pain=8, mood=1)
    assert ana.screen()[-1].labels() == [day.label(ana, "common.undo")], "no exercise is offered on a bad day"
    await day.tap(ana, "common.undo")
    await day.pass_(minutes=5)
    day.reads(maya, "check_in.taken_back", "Ana", "8/10")
