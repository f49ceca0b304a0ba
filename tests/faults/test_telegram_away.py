"""Telegram is away for an hour: what became due comes after by the rule of its kind; all is accounted for."""

from simulator import Person
from simulator.wakeup import until
from storage import messages, people
from storage.messages import Message
from storage.session import Session
from tests import scenes
from tests.faults import truth
from tests.stage import Stage, stage

HOUR_S = 3_600


async def rows(day: Stage, who: Person, kind: str) -> list[Message]:
    """Give somebody's rows of a kind, oldest first."""
    assert day.world is not None

    async def read(db: Session) -> list[Message]:
        person_id = await people.id_of(db, who.id)
        found = await db.fetch(
            "SELECT message_id FROM message WHERE practice_id = :practice AND person_id = :who AND kind = :kind "
            "ORDER BY message_id",
            who=person_id,
            kind=kind,
        )
        return [row for key in found if (row := await messages.get(db, key["message_id"])) is not None]

    return await day.world.app.read(read)


async def away(day: Stage, *, hours: float) -> None:
    """Let Telegram be unreachable for so long; the books must balance in the middle of it, too."""
    day.telegram.faults.offline()
    await day.telegram.advance(hours * HOUR_S)
    found = await day.books()
    assert not found.faults, found.faults
    await back(day)
    await day.pass_(minutes=6)  # the longest pause between two tries is five


async def back(day: Stage) -> None:
    """Let Telegram be there again and wait until the bot has noticed: its pauses between two polls are real ones."""
    bot = day.telegram.model.first_bot()
    day.telegram.faults.offline(away=False)
    assert await until(lambda: bot.polling > 0, bot.queue.changed, 30), "the bot does not poll any more"


async def test_a_check_in_that_fell_into_the_hour_comes_once_after_it(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=6)
    await away(day, hours=1)
    assert len(day.came(ana, "check_in.ask_pain")) == 1
    assert [row.state for row in await rows(day, ana, "check_in")] == ["sent", "queued"]
    await scenes.answer(day, ana)
    day.reads(ana, "check_in.receipt")


async def test_a_check_in_is_not_asked_when_telegram_comes_back_too_late(day: Stage) -> None:
    ana = await day.client(await day.owner())
    await day.pass_(hours=6)
    await away(day, hours=7)
    assert day.came(ana, "check_in.ask_pain") == []
    first, after = await rows(day, ana, "check_in")
    assert (first.state, after.state) == ("expired", "queued")


async def test_a_reminder_that_fell_into_the_hour_says_what_is_true_when_it_comes(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await scenes.open_card(day, maya)
    await scenes.book(day, maya, date="23", hour="10:30")
    await day.pass_(hours=19, minutes=55)  # five to eight: the reminder is due at half past eight
    await day.pass_(minutes=20)
    assert day.came(ana, "visit.reminder") == []
    await away(day, hours=1)
    assert len(day.came(ana, "visit.reminder")) == 1
    day.reads(ana, "visit.reminder", "today")
    assert [row.maybe_dup for row in await rows(day, ana, "reminder")] == [0]


async def test_an_answer_that_nobody_waits_for_any_more_is_not_given(day: Stage) -> None:
    ana = await day.client(await day.owner())
    day.telegram.faults.add("too_many", method="sendMessage", chat_id=ana.id, retry_after=60)
    await ana.say("/help")
    await day.settle()
    await away(day, hours=1)
    day.reads_no(ana, "pages.help")
    assert [row.state for row in await rows(day, ana, "reply")][-1] == "expired"


async def test_what_people_did_meanwhile_is_done_after(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    day.telegram.faults.offline()
    await day.telegram.advance(HOUR_S)
    await ana.say("I am better today")
    day.reads_no(ana, "talking.passed_on")
    await back(day)
    await day.pass_(minutes=6)
    assert len(day.read(ana, "talking.passed_on")) == 1
    assert len(day.read(maya, "talking.note")) == 1


async def test_what_fell_into_an_outage_comes_in_its_order(address: str) -> None:
    """Each waits a random while for its next try, and what ranks behind must not use that to overtake."""
    async with stage(address, practice_gap_minutes="0") as day:  # else the two would come as one
        await _two_prompts_in_an_outage(day)


async def _two_prompts_in_an_outage(day: Stage) -> None:
    maya = await day.owner()
    crowd = [await day.client(maya, name) for name in ("Ana", "Ben", "Cleo", "Dora")]
    for one in crowd:
        await scenes.open_card(day, maya, one.profile.first_name)
        await scenes.push(day, maya)  # every day at 18:00; half an hour later she is asked how she is
    await day.pass_(hours=5.9)
    await away(day, hours=0.7)
    assert day.world is not None
    lines = day.telegram.log.lines
    found = truth.faults(await day.world.app.read(lambda db: truth.join(db, lines)))
    assert not found, found
    for one in crowd:
        tries = [row.attempt for kind in ("routine_prompt", "check_in") for row in await rows(day, one, kind)]
        assert tries[0] > 1
        assert [len(day.came(one, key)) for key in ("routine.prompt", "check_in.ask_pain")] == [1, 1]
