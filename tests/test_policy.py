"""What may come when: quiet hours, a day's messages, the distance between them, and nobody is interrupted."""

from simulator import Person
from tests.scenes import open_card, push, routine_name
from tests.stage import Stage, stage


async def owner_and_client(day: Stage) -> tuple[Person, Person]:
    maya = await day.owner()
    return maya, await day.client(maya)


async def book(day: Stage, maya: Person, on: str, at: str) -> None:
    await open_card(day, maya)
    await day.tap(maya, "card.book")
    await day.taps(maya, on, at)
    await day.tap(maya, "visit.minutes", minutes=60)


async def test_a_routine_sent_at_night_comes_in_the_morning(day: Stage) -> None:
    maya, ana = await owner_and_client(day)
    await day.pass_(hours=10)  # 22:00
    await open_card(day, maya)
    await push(day, maya)
    day.reads_no(ana, "routine.given")
    day.reads(maya, "routine.sent", "tomorrow at 08:00")
    await day.pass_(hours=11)
    assert day.came(ana, "routine.given") == ["23 08:00"]


async def test_a_visit_that_is_called_off_at_night_is_told_in_the_morning_or_at_once_when_that_is_too_late(
    day: Stage,
) -> None:
    maya, ana = await owner_and_client(day)
    await book(day, maya, "24", "08:00")
    await book(day, maya, "25", "11:00")
    await day.pass_(days=1, hours=11)  # 23:00 on the 23rd
    await open_card(day, maya)
    for visit in ("24.11. 08:00", "25.11. 11:00"):
        await day.tap(maya, f"🗓 {visit}")
        await day.tap(maya, "visit.cancel")
        await day.tap(maya, "visit.really_cancel")
        await day.tap(maya, "card.back_to_card")
    await day.pass_(days=1)
    assert day.came(ana, "visit.cancelled") == ["23 23:00", "24 08:00"]


async def test_news_at_night_does_not_wake_a_therapist_who_is_not_at_work(day: Stage) -> None:
    maya = await day.owner()
    token = await day.invitation(maya)
    await day.pass_(hours=11)
    ana = day.person("Ana")
    await day.start(ana, token)
    for _ in range(3):
        await day.tap(ana, 0)
    day.reads_no(maya, "joining.joined")
    await day.pass_(hours=10)
    assert day.came(maya, "joining.joined") == ["23 08:00"]


async def test_three_messages_a_day_and_what_concerns_a_visit_always(day: Stage) -> None:
    maya, ana = await owner_and_client(day)
    for hour in ("09:00", "11:00", "13:00", "15:00"):
        await book(day, maya, "25", hour)
    assert len(day.came(ana, "visit.booked")) == 4
    await day.pass_(hours=8)
    assert day.came(ana, "check_in.ask_pain") == []
    await open_card(day, maya)
    await day.tap(maya, "card.came")
    day.reads(maya, "card.came_page", "check-in, did not come (there had been enough messages that day)")
    await day.pass_(days=2)  # four reminders on the 23rd
    assert day.came(ana, "check_in.ask_pain") == ["24 18:30"]


async def test_half_an_hour_lies_between_two_messages(day: Stage) -> None:
    maya, ana = await owner_and_client(day)
    await day.pass_(hours=6, minutes=15)
    await book(day, maya, "25", "11:00")
    await day.pass_(hours=2)
    assert day.came(ana, "visit.booked") == ["22 18:15"]
    assert day.came(ana, "check_in.ask_pain") == ["22 18:45"]
    await open_card(day, maya)
    await day.tap(maya, "card.came")
    day.reads(maya, "card.came_page", "18:45: check-in, arrived (it waits for some distance")


async def test_nobody_is_interrupted_and_ten_quiet_minutes_end_a_talk(day: Stage) -> None:
    maya, ana = await owner_and_client(day)
    await open_card(day, maya)
    await push(day, maya)
    await day.pass_(hours=6, minutes=25)
    await day.say(ana, "/routine")
    await day.taps(ana, "routine.start", "2")
    await day.pass_(minutes=6)
    assert day.came(ana, "check_in.ask_pain") == []
    await day.tap(ana, "routine.next")
    await day.pass_(minutes=9)
    assert day.came(ana, "check_in.ask_pain") == []
    await day.pass_(minutes=2)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:41"]


async def test_a_practice_sets_its_own_numbers(address: str) -> None:
    made = stage(address, practice_messages_a_day="1", practice_gap_minutes="0", practice_quiet_hours="18:00-09:00")
    async with made as day:
        maya, ana = await owner_and_client(day)
        await day.say(ana, "/time")
        await day.taps(ana, "times.change_time", "12:00")
        await day.pass_(hours=6.5)  # 18:30, in the quiet hours
        await open_card(day, maya)
        await push(day, maya)
        await day.pass_(days=1)
        assert day.came(ana, "routine.given") == ["23 09:00"]
        assert day.came(ana, "check_in.ask_pain") == []


async def test_her_own_quiet_hours_move_the_reminder_of_a_visit(day: Stage) -> None:
    maya, ana = await owner_and_client(day)
    await book(day, maya, "24", "09:00")
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_quiet", "20:00 – 08:00")
    day.reads(ana, "times.quiet_set", "20:00", "08:00")
    await day.pass_(days=2)
    assert day.came(ana, "visit.reminder") == ["23 19:59"]
    await day.say(ana, "/time")
    day.reads(ana, "times.settings", "20:00")


async def test_a_check_in_does_not_wait_for_company_in_the_night(day: Stage) -> None:
    maya, ana = await owner_and_client(day)
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_time", "19:30")
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_quiet", "20:00 – 08:00")
    await open_card(day, maya)
    await day.tap(maya, "card.send_routine")
    await day.tap(maya, routine_name(day, maya))
    await day.tap(maya, "routine.other_time")
    await day.taps(maya, "20:00", "common.next", "intake.nothing", "routine.send_unreviewed")
    await day.pass_(days=2)
    assert day.came(ana, "check_in.ask_pain") == ["22 19:30", "23 19:30"]
    assert day.came(ana, "routine.prompt") == ["22 20:00", "23 20:00"]


async def test_quiet_hours_over_her_own_hour_say_so(day: Stage) -> None:
    _, ana = await owner_and_client(day)
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_time", "20:30")
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_quiet", "20:00 – 08:00")
    day.reads(ana, "times.quiet_set", "still comes at 20:30")
    await day.tap(ana, "times.change_time")
    day.reads(ana, "times.ask_time")


async def test_a_routine_given_anew_while_its_prompt_waited_is_not_prompted_by_the_old_one(day: Stage) -> None:
    maya, ana = await owner_and_client(day)
    await open_card(day, maya)
    await push(day, maya)
    await day.pass_(hours=6, minutes=10)  # 18:10: its prompt waits for the check-in
    await open_card(day, maya)
    await push(day, maya)
    await day.pass_(minutes=35)
    day.reads(ana, "check_in.ask_pain")
    assert day.came(ana, "routine.along") == []
