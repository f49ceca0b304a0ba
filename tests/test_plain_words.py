"""What a newcomer stumbled over: words that said too much, too little or another thing than what happens."""

import pytest

from care.words import short
from tests.scenes import book, one_engine, open_card
from tests.stage import Stage
from tests.wording import words


@one_engine
async def test_a_question_is_skipped_and_an_area_is_left_out(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await book(day, maya, "24")
    await day.say(ana, "/visits")
    await day.tap(ana, "before_visit.open", count=len(words().guide.questions))
    await day.taps(ana, "Neck", "before_visit.next")
    asked = day.reads(ana, "before_visit.question", "left out")
    assert asked.labels()[-1] == "Skip"
    assert "Leave out" not in asked.labels()


@one_engine
async def test_what_is_booked_says_when_the_reminder_comes_and_that_is_when_it_comes(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await book(day, maya)
    day.reads(ana, "visit.booked", "You get a reminder on Tue 24 Nov at 11:00.")
    await day.pass_(days=3)
    assert day.came(ana, "visit.reminder") == ["24 11:00"]


@one_engine
async def test_what_is_too_near_for_a_reminder_says_so(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await book(day, maya, "22", "13:00")
    day.reads(ana, "visit.booked", "no time for a reminder")
    await day.pass_(hours=1)
    day.reads_no(ana, "visit.reminder")


@one_engine
async def test_an_alert_says_who_is_really_next(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(tom)
    await day.say(ana, "I can't feel my leg and I wet myself")
    await day.say(tom, "/alerts")
    await day.tap(tom, 0)
    assert "To: Tom" in tom.screen()[-1].text
    assert "it goes to Maya too." in tom.screen()[-1].text
    await day.pass_(minutes=20)
    await day.say(tom, "/alerts")
    await day.tap(tom, 0)
    assert "Maya" in tom.screen()[-1].text.partition("To:")[2]
    assert "it is sent again." in tom.screen()[-1].text


@one_engine
async def test_where_nobody_else_is_nobody_else_is_named(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "I can't feel my leg and I wet myself")
    await day.say(maya, "/alerts")
    await day.tap(maya, 0)
    assert "it is sent again." in maya.screen()[-1].text


@one_engine
async def test_privacy_names_the_colleague_who_steps_in(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/privacy")
    day.reads(ana, "pages.privacy", "a colleague who steps in")


@one_engine
async def test_the_owner_is_told_who_came_in_and_team_lists_them(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    day.reads(maya, "invite.used", "Tom")
    day.reads_no(tom, "invite.used")
    await day.say(maya, "/team")
    day.reads(maya, "invite.therapist", "In so far: Maya, Tom.")


@one_engine
async def test_the_whole_receipt_comes_once_a_day_and_the_number_always(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=22)  # Monday, at work
    for text in ("The new pillow is good", "And I slept well"):
        await day.say(ana, text)
    long, brief = day.read(ana, "talking.passed_on")
    assert "It may take a day or more" in long.text
    assert brief.text == "Thank you, I passed this on to Maya as well. In an emergency call 112."
    assert len(day.read(maya, "talking.note")) == 2
    await day.pass_(hours=12)
    await day.say(ana, "It is late now")
    assert "outside working hours" in day.reads(ana, "talking.passed_on", "as well", "112").text
    await day.pass_(hours=12)
    await day.say(ana, "Good morning")
    day.reads(ana, "talking.passed_on", "It may take a day or more")


@one_engine
async def test_the_receipt_stays_whole_before_it_is_known_who_she_is_or_while_something_is_open(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya, confirm=False)
    for text in ("The new pillow is good", "And I slept well"):
        await day.say(ana, text)
    assert all("as well" not in one.text for one in day.read(ana, "talking.passed_on"))
    ben = await day.client(maya, "Ben")
    await day.say(ben, "My calf is swollen and hot")
    await day.pass_(minutes=20)
    for text in ("The new pillow is good", "And I slept well"):
        await day.say(ben, text)
    assert all("as well" not in one.text for one in day.read(ben, "talking.passed_on"))


@one_engine
async def test_everybody_has_an_age_and_is_asked_in_plain_words(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/help")
    day.reads(ana, "pages.help", "/health")
    await day.say(ana, "/health")
    await day.tap(ana, "intake.go_age")
    labels = day.reads(ana, "intake.page", "How old are you?").labels()
    assert day.label(ana, "intake.none") not in labels
    assert day.label(ana, "intake.unsure") in labels
    await day.taps(ana, "common.back", "intake.go_med")
    day.reads(ana, "intake.page", "Do you take one of these?")
    await open_card(day, maya)
    await day.taps(maya, "card.health", "intake.change", "intake.go_med")
    day.reads(maya, "intake.page", "Does Ana take one of these?")


@one_engine
async def test_a_cover_that_is_nobody_reads_as_one(day: Stage) -> None:
    maya = await day.owner()
    await day.colleague(maya)
    await day.say(maya, "/alerts")
    await day.tap(maya, "inbox.settings")
    assert "Cover for Tom: Nobody" in day.reads(maya, "inbox.choices").labels()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana", "Ana"),
        ("Ben (sample data)", "Ben…"),
        ("Maximiliane von Hohenstein", "Maximiliane von…"),
        ("Ana (Al) Ruiz de la Torre", "Ana (Al) Ruiz d…"),
    ],
)
def test_a_name_that_is_cut_leaves_no_bracket_open(name: str, shown: str) -> None:
    assert short(name, 16) == shown
