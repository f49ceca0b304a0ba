"""Stopping, starting again and blocking: silence when it is wanted, and no flood when it ends."""

from simulator import Person
from tests.scenes import book, open_card, push
from tests.stage import Stage


async def with_everything(day: Stage) -> tuple[Person, Person]:
    """Begin with a client who has a check-in, a routine and a visit on Thursday ahead."""
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await open_card(day, maya)
    await book(day, maya)
    return maya, ana


def heard(ana: Person) -> int:
    """Count what the bot has written to somebody."""
    return sum(one.from_bot for one in ana.chat.messages.values())


async def test_after_stop_nothing_comes_for_a_week(day: Stage) -> None:
    maya, ana = await with_everything(day)
    await day.say(ana, "/stop")
    day.reads(ana, "reach.stopped", "visit")
    await day.pass_(minutes=5)
    day.reads(maya, "alert.stopped", "Ana")
    before = heard(ana)
    await day.pass_(days=7)
    assert heard(ana) == before
    await open_card(day, maya)
    day.reads(maya, "card.client", "stopped")
    assert (await day.books()).faults == ()


async def test_ana_starts_again_and_goes_on_from_today(day: Stage) -> None:
    _, ana = await with_everything(day)
    await day.say(ana, "/stop")
    await day.pass_(days=1)
    await day.tap(ana, "reach.start_again")
    day.reads(ana, "reach.started")
    await day.pass_(days=3)
    assert day.came(ana, "check_in.ask_pain") == ["23 18:30", "24 18:30", "25 18:30"]
    assert day.came(ana, "routine.along") == ["23 18:30", "24 18:30", "25 18:30"]
    assert day.came(ana, "visit.reminder") == ["24 11:00", "26 09:00"]


async def test_maya_is_told_without_hurry_that_ana_has_started_again(day: Stage) -> None:
    maya, ana = await with_everything(day)
    await day.say(ana, "/stop")
    await day.pass_(hours=14)
    await day.tap(ana, "reach.start_again")
    day.reads_no(maya, "reach.back_news")  # in the middle of her night
    await day.pass_(hours=8)
    day.reads(maya, "reach.back_news", "Ana has started again")
    await day.tap(maya, "alert.card")
    day.reads(maya, "card.client", "Ana")


async def test_start_after_stop_starts_again(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.say(ana, "/stop")
    await day.say(ana, "/start")
    day.reads(ana, "reach.started")
    await day.pass_(hours=7)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30"]


async def test_stop_twice_tells_maya_once(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/stop")
    await day.say(ana, "/stop")
    assert len(day.read(ana, "reach.stopped")) == 2
    await day.pass_(minutes=5)
    assert len(day.read(maya, "alert.stopped")) == 1


async def test_who_stopped_may_still_answer_and_ask(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/stop")
    await day.say(ana, "/checkin")
    await day.taps(ana, "9", "common.mood_1")
    day.reads(ana, "check_in.receipt", "9/10")
    await day.pass_(minutes=5)
    assert "9/10" in maya.screen()[-1].text
    assert "stopped all messages" in maya.screen()[-1].text


async def test_when_ana_blocks_the_bot_maya_is_told_once_with_the_next_visit(day: Stage) -> None:
    maya, ana = await with_everything(day)
    before = heard(ana)
    await ana.block()
    await day.settle()
    await day.pass_(minutes=5)
    day.reads(maya, "alert.unreachable", "Ana", "26 November", "11:00")
    await day.pass_(days=3)
    assert len(day.read(maya, "alert.unreachable")) == 1
    assert heard(ana) == before
    await open_card(day, maya)
    day.reads(maya, "card.client", "blocked")


async def test_when_ana_comes_back_nothing_is_replayed(day: Stage) -> None:
    _, ana = await with_everything(day)
    await ana.block()
    await day.pass_(days=3)
    before = heard(ana)
    await ana.unblock()
    await day.settle()
    assert heard(ana) == before
    await day.pass_(days=1)
    assert day.came(ana, "check_in.ask_pain") == ["25 18:30"]
    assert day.came(ana, "visit.reminder") == ["26 09:00"]


async def test_a_quick_block_and_unblock_loses_nothing_of_the_day(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await ana.block()
    await ana.unblock()
    await day.pass_(hours=7)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30"]


async def test_a_403_on_a_send_counts_as_blocked_even_when_no_update_told_of_it(day: Stage) -> None:
    maya, ana = await with_everything(day)
    await ana.deactivate()
    await day.pass_(hours=7)
    day.reads(maya, "alert.unreachable", "Ana", "26 November")
    tried = len(day.telegram.log.requests("sendMessage", ana.id))
    await day.pass_(days=3)
    assert len(day.telegram.log.requests("sendMessage", ana.id)) == tried
    assert len(day.read(maya, "alert.unreachable")) == 1


async def test_a_start_after_blocking_brings_her_back(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await ana.block()
    await day.pass_(days=1)
    await day.start(ana)
    day.reads(ana, "joining.already")
    await day.pass_(days=1)
    assert day.came(ana, "check_in.ask_pain") == ["23 18:30"]


async def test_who_said_stop_while_joining_can_start_again_and_go_on_where_she_was(day: Stage) -> None:
    maya = await day.owner()
    ana = day.person("Ana")
    await day.start(ana, await day.invitation(maya))
    await day.say(ana, "/stop")
    await day.taps(ana, "joining.agree", "Berlin")
    assert await day.tap(ana, "18:30") == day.toast(ana, "reach.is_off")
    await day.taps(ana, "reach.start_again", "18:30")
    day.reads(ana, "times.all_set", "18:30")
    await day.pass_(hours=7)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30"]


async def test_an_alert_that_waits_for_a_therapist_who_blocks_the_bot_goes_to_the_owner(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(tom)
    day.telegram.faults.add("too_many", method="sendMessage", chat_id=tom.id, retry_after=120)
    await day.say(tom, "/clients")
    await day.say(ana, "I have chest pain and can't breathe")
    day.reads_no(tom, "alert.red_flag")
    await tom.block()
    await day.settle()
    day.reads(maya, "alert.red_flag", "Ana")
    await day.pass_(minutes=10)
    assert len(day.read(maya, "alert.red_flag")) == 1


async def test_that_ana_started_again_is_never_told_before_that_she_stopped(day: Stage) -> None:
    maya, ana = await with_everything(day)
    await day.say(ana, "My calf is hot and swollen since yesterday")
    await day.pass_(minutes=30)
    await day.say(ana, "/stop")
    await day.pass_(minutes=1)
    await day.tap(ana, "reach.start_again")
    day.reads_no(maya, "reach.back_news")
    await day.pass_(minutes=6)
    told = day.reads(maya, "alert.stopped", "Ana has stopped all messages", "has started again since")
    assert "no reminder" not in told.text
    assert day.label(maya, "resting.resume") not in told.labels(), "her routines rest because of something else"
    day.reads_no(maya, "reach.back_news")
