"""A therapist writes to all her clients: she sees what they will read, each gets it once, and she reads how it went."""

from care import broadcasting
from care.moments import DAY
from simulator import Person
from storage import messages
from storage.messages import Message
from storage.session import Session
from tests.scenes import one_engine
from tests.stage import Stage

WORDS = "We are closed on Friday.\nSee you <next> week & stay well!"


async def announce(day: Stage, maya: Person, text: str = WORDS) -> None:
    """Let a therapist write to all her clients and tap Send."""
    await day.say(maya, "/announce")
    await day.say(maya, text)
    await day.tap(maya, 0)


async def rows(day: Stage) -> list[Message]:
    """Give the ledger rows of all announcements."""
    assert day.world is not None

    async def read(db: Session) -> list[Message]:
        found = await db.fetch("SELECT * FROM message WHERE practice_id = :practice AND kind = 'broadcast'")
        return [messages.plain(row) for row in found]

    return await day.world.app.read(read)


async def test_every_client_reads_it_in_her_own_language_and_maya_reads_how_it_went(day: Stage) -> None:
    maya = await day.owner()
    cast = [await day.client(maya, name, language) for name, language in (("Ana", "en"), ("Eva", "es"), ("Kai", "de"))]
    await day.say(maya, "/announce")
    day.reads(maya, "announce.ask", "3 clients", "1,000")
    await day.say(maya, WORDS)
    preview = day.reads(maya, "announce.client", "Maya", WORDS)
    day.reads(maya, "announce.preview", "3 clients")
    for who in cast:
        day.reads_no(who, "announce.client")
    await day.tap(maya, "announce.send", count=3)
    await day.pass_(minutes=1)
    for who in cast:
        assert len(day.read(who, "announce.client")) == 1
        day.reads(who, "announce.client", "Maya", WORDS)
    assert day.read(cast[0], "announce.client")[0].text == preview.text
    day.reads(maya, "announce.done", "Arrived: 3")
    await day.restart()
    await day.pass_(minutes=1)
    assert len(await rows(day)) == 3


@one_engine
async def test_who_stopped_blocked_or_is_unconfirmed_gets_nothing_and_is_counted(day: Stage) -> None:
    maya = await day.owner()
    ana, ben, cem = [await day.client(maya, name) for name in ("Ana", "Ben", "Cem")]
    dee = await day.client(maya, "Dee", confirm=False)
    await day.say(ben, "/stop")
    await day.say(maya, "/announce")
    day.reads(maya, "announce.ask", "2 clients")
    await day.say(maya, WORDS)
    await cem.block()
    await day.settle()
    await day.tap(maya, "announce.send", count=2)
    await day.pass_(minutes=1)
    assert [len(day.read(who, "announce.client")) for who in (ana, ben, cem, dee)] == [1, 0, 0, 0]
    day.reads(maya, "announce.done", "Arrived: 1", "Can't be reached here: 2")
    assert sorted((row.state, row.reason) for row in await rows(day)) == [
        ("blocked", "blocked"),
        ("cancelled", "stopped"),
        ("sent", "taken"),
    ]


@one_engine
async def test_nothing_goes_out_before_the_tap_and_a_draft_can_be_thrown_away(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(maya, "/announce")
    await day.tap(maya, "announce.cancel")
    await day.say(maya, "only talking to myself")
    day.reads(maya, "talking.staff")
    await day.say(maya, "/announce")
    await day.say(maya, "x" * 1_001)
    day.reads(maya, "announce.too_long", "1,001")
    await day.say(maya, "First try")
    await day.tap(maya, "announce.again")
    day.reads(maya, "announce.ask")
    await day.say(maya, "y" * 1_000)
    await day.tap(maya, "announce.cancel")
    await day.pass_(minutes=1)
    assert await rows(day) == []
    day.reads_no(ana, "announce.client")


@one_engine
async def test_a_second_tap_on_send_a_clients_tap_and_an_empty_practice_send_nothing(day: Stage) -> None:
    maya = await day.owner()
    await day.say(maya, "/announce")
    day.reads(maya, "announce.nobody")
    ana = await day.client(maya)
    await day.say(ana, "/announce")
    day.reads(ana, "pages.unknown_command")
    await day.say(maya, "/announce")
    await day.say(maya, WORDS)
    bubble = maya.screen()[-1]
    await maya.tap_at(bubble.message_id, 0, 0)
    toast = await maya.tap_at(bubble.message_id, 0, 0)
    await day.settle()
    assert toast in (day.toast(maya, "common.no_longer"), "")
    await day.pass_(minutes=1)
    assert len(day.read(ana, "announce.client")) == 1


@one_engine
async def test_another_command_ends_the_waiting_for_words(day: Stage) -> None:
    maya = await day.owner()
    await day.client(maya)
    await day.say(maya, "/announce")
    await day.say(maya, "/clients")
    await day.say(maya, "not for everybody")
    day.reads(maya, "talking.staff")
    day.reads_no(maya, "announce.preview")


async def test_a_stop_in_the_middle_loses_and_doubles_nobody(day: Stage) -> None:
    maya = await day.owner()
    cast = [await day.client(maya, f"P{n}") for n in range(7)]
    await day.say(maya, "/announce")
    await day.say(maya, WORDS)
    day.telegram.faults.add("too_many", method="sendMessage", chat_id=cast[3].id, retry_after=40)
    assert day.world is not None
    await day.world.runner.stop()
    await day.tap(maya, 0)
    await broadcasting.write(day.world.app, most=2)
    await day.restart()
    assert len(await rows(day)) >= 2
    await day.restart()
    await day.pass_(minutes=3)
    assert [len(day.read(who, "announce.client")) for who in cast] == [1] * 7
    assert {(row.state, row.rank) for row in await rows(day)} == {("sent", rank) for rank in range(1, 8)}
    day.reads(maya, "announce.done", "Arrived: 7")


@one_engine
async def test_one_of_unknown_fate_is_not_repeated_and_said_so_and_what_is_a_day_old_is_not_sent(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = [await day.client(maya, name) for name in ("Ana", "Ben")]
    await day.say(maya, "/announce")
    await day.say(maya, WORDS)
    day.telegram.faults.add("reset_after", method="sendMessage", chat_id=ana.id)
    day.telegram.faults.add("too_many", method="sendMessage", chat_id=ben.id, retry_after=2 * DAY // 1000)
    await day.tap(maya, 0)
    await day.pass_(days=1.1)
    assert [len(day.read(who, "announce.client")) for who in (ana, ben)] == [1, 0]
    day.reads(maya, "announce.done", "Arrived: 0", "Not sure whether it arrived: 1", "Too late to be of use: 1")
