"""A pause until a date: silence but for visits, every date accounted for, and no reproach."""

from simulator import Person
from storage import people
from tests.scenes import open_card, push
from tests.stage import Stage


async def states(day: Stage, ana: Person) -> dict[str, tuple[str, str | None]]:
    """Give how each date of Ana's check-in ended."""
    assert day.world is not None
    read = day.world.app.read
    me = await read(lambda db: people.id_of(db, ana.id))
    rows = await read(
        lambda db: db.fetch(
            "SELECT local_date, state, reason FROM message WHERE practice_id = :practice AND person_id = :who "
            "AND kind = 'check_in' AND state <> 'queued'",
            who=me,
        )
    )
    return {row["local_date"]: (row["state"], row["reason"]) for row in rows}


async def test_three_days_of_silence_with_a_reason_each_and_visits_go_on(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    await push(day, maya)
    await open_card(day, maya)
    await day.tap(maya, "card.book")
    await day.taps(maya, "25", "11:00")
    await day.tap(maya, "visit.minutes", minutes=60)
    await day.say(ana, "/pause")
    await day.tap(ana, "pause.days", count=3)
    day.reads(ana, "pause.until", "25")
    day.reads(maya, "pause.news", "Ana", "25")
    await open_card(day, maya)
    day.reads(maya, "card.client", "Pause, goes on from")
    await day.pass_(days=4)
    assert day.came(ana, "check_in.ask_pain") == ["25 18:30"]
    assert day.came(ana, "routine.along") == ["25 18:30"]
    assert day.came(ana, "visit.reminder") == ["23 11:00", "25 09:00"]
    ended = await states(day, ana)
    assert [ended[f"2026-11-{date}"] for date in (22, 23, 24)] == [("expired", "paused")] * 3
    assert ended["2026-11-25"] == ("merged", "merged_into")  # into the routine's, which waited for it


async def test_she_goes_on_before_the_pause_is_over_and_can_answer_in_it(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/pause")
    await day.tap(ana, "pause.days", count=7)
    await day.say(ana, "/time")
    day.reads(ana, "times.settings", "You have a pause")
    await day.pass_(days=1)
    await day.say(ana, "/checkin")
    day.reads(ana, "check_in.ask_pain")
    await day.say(ana, "/pause")
    await day.tap(ana, "pause.go_on")
    day.reads(ana, "pause.over")
    day.reads(maya, "pause.back_news", "Ana")
    await day.pass_(days=1)
    assert day.came(ana, "check_in.ask_pain") == ["23 12:00", "23 18:30"]


async def sent_into_a_pause(day: Stage, maya: Person, ana: Person) -> None:
    """Let Ana begin two weeks of pause, and Maya send her a routine all the same."""
    await day.say(ana, "/pause")
    await day.tap(ana, "pause.days", count=14)
    await open_card(day, maya)
    await push(day, maya)


async def test_a_routine_sent_into_a_pause_comes_when_it_is_over(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await sent_into_a_pause(day, maya, ana)
    await day.pass_(days=15)
    assert day.came(ana, "routine.given") == ["06 08:00"]


async def test_going_on_early_brings_what_waited_for_the_end(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await sent_into_a_pause(day, maya, ana)
    await day.pass_(hours=1)
    await day.say(ana, "/pause")
    await day.tap(ana, "pause.go_on")
    assert day.came(ana, "routine.given") == ["22 13:00"]
