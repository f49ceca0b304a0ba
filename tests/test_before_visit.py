"""Ana answers a few questions before her visit, and Maya reads how it went just before she comes."""

import pytest

from simulator import Person
from tests.scenes import answer, book, one_engine, open_card, push, well
from tests.stage import Stage
from tests.wording import words

pytestmark = one_engine  # the rows beneath are looked at on both in tests/storage


def choice(question: str, code: str, locale: str = "en") -> str:
    return words().guide_words(locale).questions[question].choices[code]


async def reminded(day: Stage) -> tuple[Person, Person]:
    """Bring Ana to the bubble of the reminder, two days before her visit on the 26th at 11:00."""
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await book(day, maya)
    await day.pass_(days=2)
    day.reads(ana, "visit.reminder")
    return maya, ana


async def opened(day: Stage) -> tuple[Person, Person]:
    maya, ana = await reminded(day)
    await day.tap(ana, "before_visit.open", count=len(words().guide.questions))
    return maya, ana


async def test_ana_says_with_one_tap_that_nothing_is_new_and_maya_reads_it(day: Stage) -> None:
    maya, ana = await opened(day)
    await day.tap(ana, "before_visit.as_before")
    day.reads(ana, "before_visit.noted", choice("changes", "none"))
    await day.tap(ana, "before_visit.to_visit")
    await day.tap(ana, "visit.confirm")
    day.reads(ana, "visit.confirmed")
    day.reads_no(maya, "alert.pre_visit")
    await day.pass_(days=1, hours=22)
    shown = day.reads(maya, "before_visit.brief", "Ana", choice("changes", "none"))
    assert shown.text.startswith("11:00")
    assert day.came(maya, "before_visit.brief") == ["26 10:00"]


async def test_ana_answers_all_and_a_new_medicine_calls_maya_once(day: Stage) -> None:
    maya, ana = await opened(day)
    await day.taps(ana, "Neck", "Jaw", "Jaw", "before_visit.next", "before_visit.skip")
    await day.taps(ana, choice("pressure", "light"), choice("changes", "medicine"), "before_visit.next", "6")
    await day.taps(ana, choice("goal", "sleep"), choice("consent", "same"))
    noted = day.reads(ana, "before_visit.noted", "Neck", choice("changes", "medicine"), choice("goal", "sleep"), "6")
    assert "Jaw" not in noted.text
    await day.pass_(minutes=6)  # what is no emergency waits five minutes for others
    day.reads(maya, "alert.pre_visit", "Ana")
    await day.taps(ana, "before_visit.change", "before_visit.next", "before_visit.skip")
    await day.taps(ana, "✓ " + choice("pressure", "light"), "before_visit.next")
    assert len(day.read(maya, "alert.pre_visit")) == 1
    await open_card(day, maya)
    await day.tap(maya, "🗓 26.11. 11:00")
    day.reads(maya, "visit.card", "Neck", choice("changes", "medicine"))


async def test_new_numbness_is_a_red_flag_here_too(day: Stage) -> None:
    maya, ana = await opened(day)
    await day.taps(ana, "before_visit.skip", "before_visit.skip", "before_visit.skip")
    await day.taps(ana, choice("changes", "numbness"), "before_visit.next")
    day.reads(ana, "safety.line_neuro_deficit")
    await day.pass_(minutes=6)
    day.reads(maya, "alert.red_flag", "Ana", choice("changes", "numbness"))
    day.reads_no(maya, "alert.pre_visit")


async def test_an_old_keyboard_and_a_forged_choice_change_nothing(day: Stage) -> None:
    _, ana = await opened(day)
    first = ana.screen()[-1]
    skip = first.buttons[-1][0].data or ""
    await day.tap(ana, "before_visit.skip")
    await ana.forge(first.message_id, skip)
    await day.settle()
    assert day.reads(ana, "before_visit.question").text.startswith("Before your visit (2 of 7)")
    neck = next(button.data or "" for row in first.buttons for button in row if button.text == "Neck")
    await ana.forge(first.message_id, neck.replace("neck", "moon"))
    await day.settle()
    assert day.reads(ana, "before_visit.question").text.startswith("Before your visit (2 of 7)")


async def test_a_visit_that_was_moved_has_one_brief_and_a_cancelled_one_none(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    for name in ("Ana", "Ben"):
        await open_card(day, maya, name)
        await book(day, maya, "25", "11:00" if name == "Ana" else "14:00")
    await open_card(day, maya)
    await day.taps(maya, "🗓 25.11. 11:00", "visit.move", "26", "11:00")
    await day.tap(maya, "visit.minutes", minutes=60)
    await open_card(day, maya, "Ben")
    await day.taps(maya, "🗓 25.11. 14:00", "visit.cancel", "visit.really_cancel")
    await answer_days(day, ana)
    assert day.came(maya, "before_visit.brief") == ["26 10:00"]
    assert ben.screen()


async def answer_days(day: Stage, ana: Person) -> None:
    """Let Ana answer until the day after her visit, with pain 2 and then 6."""
    for pain in (2, 6):
        await day.pass_(days=1)
        await day.say(ana, "/checkin")
        await answer(day, ana, pain)
    await day.pass_(days=3)


async def test_the_brief_tells_how_it_went_and_comes_when_the_night_is_over(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await book(day, maya, "26", "08:30")
    await answer_days(day, ana)
    assert day.came(maya, "before_visit.brief") == ["26 08:00"]
    day.reads(maya, "before_visit.brief", "Pain 4 in the middle, 6 at worst", "not answered")


async def test_where_she_is_treated_stands_first_and_a_new_medicine_opens_that_page_of_her_file(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await day.taps(maya, "card.health", "intake.change", "intake.go_area", "intake.page_on", "intake.page_on")
    await day.taps(maya, "Thumb", "common.back", "intake.look", "card.back_to_card")
    await push(day, maya)
    await open_card(day, maya)
    await book(day, maya)
    await day.pass_(days=2)
    came = day.came(ana, "routine.along")
    assert came
    await day.say(ana, "/visits")
    await day.tap(ana, "before_visit.open", count=len(words().guide.questions))
    assert day.reads(ana, "before_visit.question").labels()[1:3] == ["Thumb", "Head"]
    await day.taps(ana, "Thumb", "before_visit.next", "before_visit.skip", "before_visit.skip")
    await day.taps(ana, choice("changes", "medicine"), "before_visit.next")
    await day.pass_(minutes=6)
    day.reads(maya, "alert.pre_visit", "no routine is sent")
    await day.pass_(days=1)
    assert day.came(ana, "routine.along") == came
    await open_card(day, maya)
    await day.tap(maya, "card.health")
    day.reads(maya, "intake.file", "Not sure: Medicines", "Not reviewed")
    await day.tap(maya, "intake.reviewed")
    await day.pass_(days=1)
    assert len(day.came(ana, "routine.along")) == len(came) + 1


@pytest.mark.parametrize("what", ["illness", "skin"])
async def test_a_fever_or_a_rash_told_before_a_visit_holds_the_routines_until_maya_has_looked(
    day: Stage, what: str
) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await push(day, maya)
    await open_card(day, maya)
    await book(day, maya)
    await day.pass_(days=2)
    came = day.came(ana, "routine.along")
    assert came
    await day.say(ana, "/visits")
    await day.tap(ana, "before_visit.open", count=len(words().guide.questions))
    await day.taps(ana, "before_visit.skip", "before_visit.skip", "before_visit.skip", choice("changes", what))
    await day.tap(ana, "before_visit.next")
    await day.pass_(days=1)
    assert day.came(ana, "routine.along") == came
    day.reads(maya, "alert.pre_visit", "no routine is sent")


async def test_a_pregnancy_told_before_a_visit_stays_on_the_card_whatever_is_reviewed(day: Stage) -> None:
    maya, ana = await opened(day)
    await day.taps(
        ana,
        "before_visit.skip",
        "before_visit.skip",
        "before_visit.skip",
        choice("changes", "pregnancy"),
        "before_visit.next",
    )
    await open_card(day, maya)
    day.reads(maya, "card.client", "⚕ pregnancy")
    await day.tap(maya, "card.health")
    day.reads(maya, "intake.file", "Ask first: pregnancy", "Not reviewed yet")
    await day.taps(maya, "intake.reviewed")
    day.reads(maya, "intake.file", "Ask first: pregnancy")
    await day.tap(maya, "card.back_to_card")
    day.reads(maya, "card.client", "⚕ pregnancy")


async def test_what_was_told_stands_in_the_brief_also_while_she_goes_through_it_again(day: Stage) -> None:
    maya, ana = await opened(day)
    await day.taps(ana, "Neck", "before_visit.next", "before_visit.skip")
    await day.taps(ana, choice("pressure", "light"), choice("changes", "medicine"), "before_visit.next", "6")
    await day.taps(ana, choice("goal", "sleep"), choice("consent", "same"))
    await day.taps(ana, "before_visit.change", "before_visit.next")  # and she is called away
    await day.pass_(days=1, hours=23)
    shown = day.reads(maya, "before_visit.brief", "Neck", choice("pressure", "light"), choice("changes", "medicine"))
    assert choice("goal", "sleep") in shown.text
    assert "not answered" not in shown.text
