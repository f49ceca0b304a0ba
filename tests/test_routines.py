"""Routines: Maya sends one in four taps, and Ana walks through it, or not, or it hurts."""

from simulator import Person
from storage.session import Session
from tests.scenes import BACK, DESK, asked_about_health, one_engine, open_card, push, routine_name, walk, well
from tests.stage import Stage
from tests.wording import words

pytestmark = one_engine


async def audited(day: Stage) -> list[str]:
    """Give the acts in the audit, oldest first."""

    async def read(db: Session) -> list[str]:
        rows = await db.fetch("SELECT act FROM audit WHERE practice_id = :practice ORDER BY audit_id")
        return [row["act"] for row in rows]

    assert day.world is not None
    return await day.world.app.read(read)


async def pushed(day: Stage, routine: str = DESK) -> tuple[Person, Person]:
    """Begin with a routine on Ana's screen and Maya's receipt on hers."""
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya, routine)
    return maya, ana


def taps(day: Stage, who: Person) -> int:
    """Count the taps somebody has made so far."""
    return sum(
        line["kind"] == "act" and line["act"] == "tap" and line["person"] == who.id for line in day.telegram.log.lines
    )


async def test_maya_sends_a_routine_with_four_taps_from_the_card(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)  # once; each routine after that takes four taps
    before = taps(day, maya)
    await push(day, maya)
    assert taps(day, maya) - before <= 4
    day.reads(maya, "routine.sent", "Ana")
    given = day.reads(ana, "routine.given", "Maya", routine_name(day, ana), "18:00")
    assert given.labels() == [day.label(ana, "routine.start")]
    assert "unreviewed routine pushed on own word" in await audited(day)


async def test_maya_previews_it_in_anas_language_and_reads_the_rest_in_her_own(day: Stage) -> None:
    maya = await day.owner("Maya", "de")
    ana = await day.client(maya, "Ana", "es")
    await day.tap(maya, "card.send_routine")
    assert routine_name(day, maya, BACK) in day.reads(maya, "routine.choose").labels()
    await day.tap(maya, routine_name(day, maya, BACK))
    preview = day.reads(maya, "routine.preview").text
    shown = words().routine_words(BACK, "es")
    steps = [words().exercise_words(step.exercise.id, "es").name for step in words().steps(BACK)]
    assert [part for part in (shown.name, shown.intro, shown.stop, *steps) if part not in preview] == []
    await day.tap(maya, "routine.timing", days="1234567", names=[], time="09:00")
    await asked_about_health(day, maya)
    day.reads(maya, "routine.summary", routine_name(day, maya, BACK))
    await day.tap(maya, "routine.send_unreviewed")
    given = day.reads(ana, "routine.given").text
    assert [part for part in (shown.name, shown.intro, shown.stop, *steps) if part not in given] == []


async def test_maya_chooses_other_days_and_another_time(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.taps(maya, "card.send_routine", routine_name(day, maya), "routine.other_time")
    for weekday in ("mon", "wed", "fri", "sat", "sun"):
        await day.tap(maya, "✓ " + words().name("weekday", weekday, "en"))
    await day.taps(maya, "07:00", "common.next")
    await asked_about_health(day, maya)
    names = [words().name("weekday", weekday, "en") for weekday in ("tue", "thu")]
    day.reads(maya, "routine.summary", *names, "07:00")
    await day.tap(maya, "routine.send_unreviewed")
    await day.pass_(days=8)
    assert day.came(ana, "routine.prompt") == ["24 07:00", "26 07:00"]


async def test_ana_walks_to_the_end_in_one_bubble(day: Stage) -> None:
    maya, ana = await pushed(day)
    given = ana.screen()[-1]
    bubbles = len(ana.screen())
    await day.tap(ana, "routine.start")
    day.reads(ana, "routine.ask_pain")
    await day.tap(ana, "2")
    steps = words().steps(DESK, 2)
    for number, step in enumerate(steps, start=1):
        said = words().exercise_words(step.exercise.id, "en")
        day.reads(ana, "routine.step", f"{number} of {len(steps)}: {said.name}", *said.cues)
        await day.tap(ana, "routine.finish" if number == len(steps) else "routine.next")
    day.reads(ana, "routine.done")
    await day.tap(ana, "routine.felt_easy")
    assert day.reads(ana, "routine.receipt", routine_name(day, ana)).message_id == given.message_id
    assert len(ana.screen()) == bubbles
    await open_card(day, maya)
    day.reads(maya, "card.client", "1 done")


async def test_that_hurt_stops_at_once_and_calls_maya(day: Stage) -> None:
    maya, ana = await pushed(day)
    await day.taps(ana, "routine.start", "3", "routine.next", "routine.hurts")
    stopped = day.reads(ana, "routine.hurt", "Maya", "112")
    assert stopped.labels() == []
    day.reads(maya, "alert.routine_hurt", "Ana", "step 2")
    await open_card(day, maya)
    day.reads(maya, "card.client", "1 stopped")


async def test_with_much_pain_there_is_a_calm_version_and_maya_hears_of_it(day: Stage) -> None:
    maya, ana = await pushed(day)
    await day.taps(ana, "routine.start", "7")
    calm = [words().exercise_words(step.exercise.id, "en").name for step in words().steps(DESK, 7)]
    day.reads(ana, "routine.step", f"1 of {len(calm)}: {calm[0]}")
    day.reads(maya, "alert.pain_before_routine", "Ana", "7/10")


async def test_with_some_pain_there_is_a_gentle_version_and_nobody_is_called(day: Stage) -> None:
    maya, ana = await pushed(day)
    await day.taps(ana, "routine.start", "5")
    gentle = words().steps(DESK, 5)
    day.reads(ana, "routine.step", f"1 of {len(gentle)}", "gentle")
    day.reads_no(maya, "alert.pain_before_routine")


async def test_a_step_button_tapped_twice_goes_on_once(day: Stage) -> None:
    _, ana = await pushed(day)
    await day.taps(ana, "routine.start", "2")
    first = ana.screen()[-1]
    onwards = first.buttons[0][0].data or ""
    await day.tap(ana, "routine.next")
    assert await ana.forge(first.message_id, onwards) == day.toast(ana, "common.have_it")
    await day.settle()
    day.reads(ana, "routine.step", "2 of ")


async def test_ana_stops_for_today_or_does_not_begin_and_hears_no_reproach(day: Stage) -> None:
    maya, ana = await pushed(day)
    await day.taps(ana, "routine.start", "2", "routine.stop")
    day.reads(ana, "routine.left", routine_name(day, ana))
    await day.say(ana, "/time")
    await day.taps(ana, "times.change_time", "12:00")
    await day.pass_(hours=6.5)
    await day.tap(ana, "routine.not_today")
    day.reads(ana, "routine.skipped")
    await day.say(ana, "/routine")
    await walk(day, ana)
    await day.tap(ana, "routine.felt_hard")
    day.reads(ana, "routine.receipt")
    day.reads_no(maya, "alert.routine_hurt")


async def test_a_routine_ends_after_its_weeks(day: Stage) -> None:
    _, ana = await pushed(day, BACK)
    await day.pass_(days=20)
    came = day.came(ana, "routine.along")
    assert came[0] == "22 18:30"
    assert len(came) == 14
    await day.say(ana, "/routine")
    day.reads(ana, "routine.none")
    await day.tap(ana, "routine.start_named", routine=routine_name(day, ana, BACK))
    day.reads(ana, "routine.over")


async def test_sending_twice_gives_it_once_and_sending_anew_replaces_it(day: Stage) -> None:
    maya, ana = await pushed(day)
    await push_again(day, maya)
    assert len(day.read(ana, "routine.given")) == 1
    await day.pass_(minutes=5)
    await push_again(day, maya)
    assert len(day.read(ana, "routine.given")) == 2
    await day.pass_(days=1)
    assert day.came(ana, "routine.along") == ["22 18:30"]


async def push_again(day: Stage, maya: Person) -> None:
    await open_card(day, maya)
    await push(day, maya)
