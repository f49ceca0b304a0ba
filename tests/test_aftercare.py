"""After a visit: Maya says what it was, Ana gets three steps, and whoever is not so well is heard of once."""

from simulator import Person
from tests.scenes import book, one_engine, open_card
from tests.stage import Stage
from tests.wording import words

pytestmark = one_engine


async def visited(day: Stage) -> tuple[Person, Person]:
    """Let Ana have been at Maya's on Thursday from 11 to 12, and Maya say what it was."""
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await book(day, maya)
    await day.pass_(hours=96)
    await open_card(day, maya)
    await day.taps(maya, "card.aftercare", words().name("technique", "deep_tissue", "en"))
    assert words().guide_words("en").techniques["deep_tissue"].two_days in maya.screen()[-1].text
    await day.tap(maya, "routine.send_unreviewed")
    day.reads(maya, "aftercare.chosen", "Ana")
    return maya, ana


async def test_three_steps_come_after_the_end_of_the_visit(day: Stage) -> None:
    _, ana = await visited(day)
    said = words().guide_words("en").techniques["deep_tissue"]
    await day.pass_(hours=3)
    day.reads(ana, "aftercare.step", said.normal, said.tell_us)
    await day.tap(ana, "aftercare.fine")
    day.reads(ana, "aftercare.well")
    await day.pass_(days=3)
    assert day.came(ana, "aftercare.step") == ["26 14:00", "27 12:00", "28 12:00"]


async def test_under_18_no_step_comes_before_a_guardian_agreed(day: Stage) -> None:
    maya, ana = await visited(day)
    await day.say(ana, "/health")
    await day.taps(ana, "intake.go_age", "under 18")
    await day.pass_(days=3)
    day.reads_no(ana, "aftercare.step")
    await open_card(day, maya)
    await book(day, maya, "30")
    await day.pass_(days=1)
    await open_card(day, maya)
    assert await day.tap(maya, "card.aftercare") == day.toast(maya, "activity.minor")


async def test_not_so_good_calls_maya_once(day: Stage) -> None:
    maya, ana = await visited(day)
    await day.pass_(hours=3)
    await day.tap(ana, "aftercare.bad")
    asked = day.reads(ana, "aftercare.ask_pain")
    eight = next(one.data or "" for row in asked.buttons for one in row if one.text == "8")
    await day.tap(ana, "8")
    day.reads(ana, "aftercare.told", "Maya", "112")
    await day.pass_(minutes=5)
    day.reads(maya, "alert.after_visit", "Ana", "8/10")
    assert await ana.forge(asked.message_id, eight) == day.toast(ana, "common.have_it")
    await day.settle()
    assert len(day.read(maya, "alert.after_visit")) == 1


async def test_what_she_takes_back_does_not_come_and_another_choice_comes_once(day: Stage) -> None:
    maya, ana = await visited(day)
    await open_card(day, maya)
    await day.taps(maya, "card.aftercare", words().name("technique", "trigger_point", "en"), "routine.send_unreviewed")
    await day.pass_(hours=3)
    day.reads(ana, "aftercare.step", words().guide_words("en").techniques["trigger_point"].normal)
    await open_card(day, maya)
    await day.taps(maya, "card.aftercare", "aftercare.none")
    await day.pass_(days=3)
    assert day.came(ana, "aftercare.step") == ["26 14:00"]


async def test_without_a_visit_there_is_nothing_to_come_after(day: Stage) -> None:
    maya = await day.owner()
    await day.client(maya)
    await open_card(day, maya)
    assert await day.tap(maya, "card.aftercare") == day.toast(maya, "aftercare.no_visit")
