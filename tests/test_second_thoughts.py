"""What people do that nobody expects of them; each of these stories once went wrong."""

from tests.scenes import one_engine, open_card, push, routine_name, walk
from tests.stage import Stage

pytestmark = one_engine

WEEKS = 4


async def test_words_behind_a_command_are_words_and_danger_in_them_is_answered(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/stop I want to kill myself")
    day.reads(ana, "safety.crisis")
    day.reads(ana, "reach.stopped")
    day.reads(maya, "alert.red_flag", "🔴", "Ana", "kill myself")


async def test_a_line_edited_into_danger_is_answered_and_any_other_edit_is_not(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "I am fine")
    seen = len(ana.screen())
    await ana.edit_last("I am well")
    await day.settle()
    assert len(ana.screen()) == seen
    await ana.edit_last("I want to kill myself")
    await day.settle()
    day.reads(ana, "safety.crisis")
    day.reads(maya, "alert.red_flag", "Ana")


async def test_a_routine_can_be_done_on_its_last_day(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await push(day, maya)
    await day.pass_(days=7 * WEEKS - 1, hours=6, minutes=40)
    assert "18:30" in day.came(ana, "routine.along")[-1]
    before = day.came(ana, "routine.along")
    await walk(day, ana, start=f"▶ {routine_name(day, ana)}")
    day.reads(ana, "routine.done")
    await day.pass_(days=2)
    assert day.came(ana, "routine.along") == before


async def test_who_was_asked_for_a_city_and_says_something_else_is_heard(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_zone", "times.other_city")
    await day.say(ana, "Since the massage my neck feels so much worse")
    day.reads(ana, "talking.passed_on", "Maya")
    day.reads(maya, "talking.note", "so much worse")


async def test_a_client_who_opens_another_invitation_keeps_her_therapist_and_her_file(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(maya)
    await day.say(ana, "My shoulder is better")
    await day.start(ana, await day.invitation(tom))
    day.reads(ana, "joining.already")
    await open_card(day, maya)
    day.reads(maya, "card.client", "Ana")
    day.reads_no(tom, "joining.joined")
    assert len(day.read(maya, "talking.note")) == 1


async def test_stop_holds_when_she_blocks_the_bot_and_comes_back(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/stop")
    await ana.block()
    await day.settle()
    await ana.unblock()
    await day.pass_(days=2)
    assert day.came(ana, "check_in.ask_pain") == []
    await day.say(ana, "/start")
    day.reads(ana, "reach.started")
    await day.pass_(days=1)
    assert len(day.came(ana, "check_in.ask_pain")) == 1


async def test_an_alert_that_its_therapist_can_not_get_goes_to_the_owner(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(tom)
    await tom.block()
    await day.settle()
    await day.say(ana, "I want to kill myself")
    day.reads(ana, "safety.crisis", "Maya")
    day.reads(maya, "alert.red_flag", "Ana", "kill myself")


async def test_somebody_who_is_nobody_s_client_writes_in_need_and_the_owner_can_take_it(day: Stage) -> None:
    maya = await day.owner()
    zoe = day.person("Zoe")
    await day.start(zoe)
    await day.say(zoe, "I want to kill myself")
    day.reads(zoe, "safety.crisis", "Maya")
    day.reads(maya, "alert.red_flag", "Zoe", "kill myself")
    await day.say(zoe, "are you there?")
    day.reads(zoe, "safety.crisis_more", "passing it on to Maya")
    day.reads(maya, "alert.red_flag_more", "are you there?")
    assert await day.tap(maya, "alert.seen") == day.toast(maya, "alert.thanks")
    await day.say(zoe, "thank you")
    await day.pass_(minutes=4)
    day.reads(maya, "alert.red_flag_more", "thank you")  # no therapist could read it otherwise
    await day.pass_(hours=25)
    await day.tap(maya, "alert.seen")
    await day.say(zoe, "thank you")
    day.reads(zoe, "talking.stranger")
