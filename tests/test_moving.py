"""Ana travels: what comes by itself goes with her or keeps the clock of home, never at night and never twice a day."""

from simulator import Person
from tests.scenes import book
from tests.stage import Stage

TOKYO, BERLIN, NEW_YORK = "Asia/Tokyo", "Europe/Berlin", "America/New_York"


async def move(day: Stage, ana: Person, city: str) -> None:
    """Let Ana tell in which city she is now."""
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_zone", "times.other_city")
    await day.say(ana, city)
    await day.tap(ana, 0)


async def test_she_is_asked_once_and_until_she_answers_it_follows_her(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=8)  # Sunday's check-in has come
    await move(day, ana, "New York")
    asked = day.reads(ana, "times.moved", "New York", "Berlin", "tomorrow at 18:30", "tomorrow at 12:30 here")
    assert asked.labels() == ["Follow me: 18:30 here", "Keep home time: 12:30 here"]
    await day.pass_(days=2, hours=5)
    assert day.came(ana, "check_in.ask_pain", NEW_YORK) == ["22 12:30", "23 18:30", "24 18:30"]
    assert len(day.read(ana, "times.moved")) == 1


async def test_home_time_is_kept_and_time_shows_it_and_takes_it_back(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=8)
    await move(day, ana, "New York")
    await day.tap(ana, "Keep home time: 12:30 here")
    day.reads(ana, "times.settings", "New York", "tomorrow at 12:30", "keeps home time", "18:30 in Berlin")
    await day.pass_(days=1)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30", "23 18:30"]
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_time", "20:00")
    day.reads(ana, "times.changed", "14:00")  # her hour of home is 20:00 now
    await day.say(ana, "/time")
    await day.tap(ana, "Follow me: 20:00 here")
    day.reads(ana, "times.settings", "20:00", "It goes with you")
    await day.pass_(days=2, hours=8)
    assert day.came(ana, "check_in.ask_pain", NEW_YORK)[2:] == ["24 20:00", "25 20:00"]


async def test_an_hour_of_home_that_is_night_here_is_not_offered_and_she_reads_why(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=8)
    await move(day, ana, "Tokyo")
    asked = day.reads(ana, "times.moved", "18:30 in Berlin can be 02:30 here", "at night")
    assert asked.labels() == ["Follow me: 18:30 here"]
    forged = asked.buttons[0][0].data or ""
    keep = forged.replace("tm.follow", "tm.keep") + ":Europe/Berlin"
    assert await ana.forge(asked.message_id, keep) == day.toast(ana, "times.home_is_night", home=BERLIN)
    assert await ana.forge(asked.message_id, keep.replace("Berlin", "Paris")) == day.toast(ana, "common.no_longer")
    await day.pass_(days=2)
    assert day.came(ana, "check_in.ask_pain", TOKYO)[1:] == ["23 18:30", "24 18:30"]


async def test_who_goes_on_to_a_place_where_home_is_night_is_followed_there(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=8)
    await move(day, ana, "New York")
    await day.tap(ana, "Keep home time: 12:30 here")
    await move(day, ana, "Chicago")
    day.reads(ana, "times.moved", "I stay on home time", "11:30 here")
    await move(day, ana, "Tokyo")
    day.reads(ana, "times.moved", "I go with you")
    await day.pass_(days=1)
    assert day.came(ana, "check_in.ask_pain", TOKYO)[1:] == ["23 18:30"]


async def test_a_neighbour_with_the_same_clock_is_not_worth_a_question(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await move(day, ana, "Paris")
    day.reads_no(ana, "times.moved")
    settings = day.reads(ana, "times.settings", "Paris", "today at 18:30")
    assert settings.labels() == [
        day.label(ana, "times.change_time"),
        day.label(ana, "times.change_zone"),
        day.label(ana, "times.change_quiet"),
        day.label(ana, "intake.open"),
    ]
    await day.pass_(days=1)
    assert day.came(ana, "check_in.ask_pain") == ["22 18:30"]


async def test_of_two_check_ins_less_than_eight_hours_apart_the_second_is_left_out_and_explained(day: Stage) -> None:
    maya = await day.owner()
    ana = day.person("Ana", zone="America/Los_Angeles")
    await day.start(ana, await day.invitation(maya))
    await day.taps(ana, "joining.agree", "times.other_city")
    await day.say(ana, "Los Angeles")
    await day.taps(ana, "California", "18:30")
    await day.pass_(hours=17)  # 18:30 in Los Angeles was 11:30 of the next day in Tokyo
    await move(day, ana, "Tokyo")
    day.reads(ana, "times.moved", "It is 13:00 here", "next tomorrow at 18:30")
    await day.pass_(days=3)
    assert day.came(ana, "check_in.ask_pain", TOKYO) == ["23 11:30", "24 18:30", "25 18:30"]
    assert day.world is not None
    explained = await day.world.app.read(
        lambda db: db.fetch("SELECT local_date, state FROM message WHERE reason = 'eight_hours'")
    )
    assert [(row["local_date"], row["state"]) for row in explained] == [("2026-11-23", "expired")]


async def test_stopped_on_the_way_she_starts_again_where_she_is(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=8)
    await move(day, ana, "New York")
    await day.tap(ana, "Keep home time: 12:30 here")
    asked = day.reads(ana, "times.settings")
    await day.say(ana, "/stop")
    await move(day, ana, "Tokyo")
    day.reads_no(ana, "times.moved")
    forged = asked.buttons[-1][0].data or ""
    assert await ana.forge(asked.message_id, forged) == day.toast(ana, "reach.is_off")
    await day.say(ana, "/start")
    await day.pass_(days=2)
    assert day.came(ana, "check_in.ask_pain", TOKYO)[1:] == ["23 18:30", "24 18:30"]


async def test_a_reminder_that_was_said_in_one_zone_is_not_said_again_in_the_next(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await book(day, maya, "26", "08:30")
    await day.pass_(days=3, hours=10)  # the one of the evening before, at 20:59, is there
    await move(day, ana, "Tokyo")  # where 06:30 of Berlin is 14:30
    await day.pass_(days=1)
    assert day.came(ana, "visit.reminder") == ["24 08:30", "25 20:59"]
