"""What could not be sent is seen by the owner, listed for the operator, and sent once more exactly once when asked."""

import asyncio
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.control import NotRunningError, ask_to_replay, control
from bot.dead import letters, send_again
from bot.settings import Settings, SettingsError
from simulator import Person
from storage import messages
from storage.messages import Message
from storage.session import Session
from tests import scenes
from tests.faults.test_telegram_away import rows
from tests.stage import Stage


@pytest.fixture
async def settings(day: Stage, tmp_path: Path) -> AsyncIterator[Settings]:
    """Let the running bot listen on a socket of the test's own."""
    mine = day.settings.model_copy(update={"interlude_socket": tmp_path / "interlude.sock"})
    assert day.world is not None
    async with control(day.world, mine):
        yield mine


async def refused(day: Stage, who: Person) -> Message:
    """Let Telegram refuse somebody's next message for good, and give the dead row."""
    day.telegram.faults.add("server_error", method="sendMessage", chat_id=who.id, code=400)
    await day.pass_(hours=7)
    return (await rows(day, who, "check_in"))[0]


async def head(day: Stage, key: int) -> Message:
    assert day.world is not None
    found = await day.world.app.read(lambda db: messages.head(db, key))
    assert found is not None
    return found


async def acts(day: Stage) -> list[str]:
    async def read(db: Session) -> list[str]:
        found = await db.fetch("SELECT act FROM audit WHERE practice_id = :practice AND act = 'message replayed'")
        return [row["act"] for row in found]

    assert day.world is not None
    return await day.world.app.read(read)


async def test_the_owner_is_told_once_when_messages_die(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    day.telegram.faults.add("server_error", method="sendMessage", chat_id=ben.id, code=400)
    assert (await refused(day, ana)).state == "dead"
    await day.pass_(hours=5)
    assert len(day.read(maya, "operator.dead")) == 1
    day.reads(maya, "operator.dead", "2 messages")


async def test_a_dead_letter_is_listed_without_words_or_names_and_sent_once_more(
    day: Stage, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ana = await day.client(await day.owner())
    letter = await refused(day, ana)
    assert await letters(settings) == 0
    listed = capsys.readouterr().out
    assert f"{letter.message_id}  check_in        2026-11-22 18:30  Telegram refused it" in listed
    assert "Ana" not in listed
    assert await send_again(settings, letter.message_id) == 0
    await day.settle()
    assert "is sent once more, as message" in capsys.readouterr().out
    assert day.came(ana, "check_in.ask_pain") == ["22 19:00"]
    await scenes.answer(day, ana)
    day.reads(ana, "check_in.receipt")
    assert (await head(day, letter.message_id)).state == "dead"
    assert await acts(day) == ["message replayed"]
    await day.pass_(days=2)
    assert day.came(ana, "check_in.ask_pain") == ["22 19:00", "23 18:30", "24 18:30"]


async def test_asked_for_by_many_at_once_it_is_sent_once(day: Stage, settings: Settings) -> None:
    ana = await day.client(await day.owner())
    letter = await refused(day, ana)
    answers = await asyncio.gather(*(ask_to_replay(settings, letter.message_id) for _ in range(10)))
    await day.settle()
    assert sorted(code for code, _ in answers) == ["already"] * 9 + ["replayed"]
    assert len({follower for _, follower in answers}) == 1
    assert len(day.came(ana, "check_in.ask_pain")) == 1
    assert len(await acts(day)) == 1


async def test_what_is_senseless_is_refused_with_one_sentence(
    day: Stage, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ana = await day.client(await day.owner())
    letter = await refused(day, ana)
    alive = (await rows(day, ana, "check_in"))[1]
    capsys.readouterr()
    for number, sentence in ((99_999_999, "There is no message"), (alive.message_id, "is not dead")):
        assert await send_again(settings, number) == 1
        said = capsys.readouterr().out
        assert sentence in said
        assert len(said.splitlines()) == 1
    await day.say(ana, "/stop")
    assert (await ask_to_replay(settings, letter.message_id))[0] == "stopped"
    await ana.block()
    await day.settle()
    assert (await ask_to_replay(settings, letter.message_id))[0] == "blocked"
    await ana.unblock()
    await day.say(ana, "/start")
    await day.pass_(hours=6)
    assert (await ask_to_replay(settings, letter.message_id))[0] == "expired"


async def test_a_letter_about_a_visit_that_is_over_is_refused(day: Stage, settings: Settings) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await scenes.open_card(day, maya)
    day.telegram.faults.add("server_error", method="sendMessage", chat_id=ana.id, code=400)
    await scenes.book(day, maya, date="23", hour="11:00")
    letter = (await rows(day, ana, "appointment"))[0]
    assert letter.state == "dead"
    await day.pass_(hours=24)
    assert (await ask_to_replay(settings, letter.message_id))[0] == "visit_over"


async def test_only_its_own_user_may_use_the_socket(settings: Settings) -> None:
    path = settings.socket_path()
    assert stat.S_ISSOCK(path.stat().st_mode)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_without_a_running_bot_there_is_one_sentence(day: Stage, tmp_path: Path) -> None:
    mine = day.settings.model_copy(update={"interlude_socket": tmp_path / "nobody.sock"})
    with pytest.raises(NotRunningError, match="No Interlude is running here"):
        await send_again(mine, 1)


@scenes.one_engine
async def test_a_socket_that_a_killed_process_left_is_taken_over_and_any_other_file_is_not(
    day: Stage, tmp_path: Path
) -> None:
    mine = day.settings.model_copy(update={"interlude_socket": tmp_path / "left.sock"})
    server = await asyncio.start_unix_server(lambda _r, _w: None, mine.socket_path())
    server.close()
    await server.wait_closed()
    assert mine.socket_path().exists()
    assert day.world is not None
    async with control(day.world, mine):
        assert await ask_to_replay(mine, 1) == ("unknown", None)
    assert not mine.socket_path().exists()
    mine.socket_path().write_text("somebody's")
    with pytest.raises(SettingsError, match="is no socket"):
        async with control(day.world, mine):
            pass
    assert mine.socket_path().read_text() == "somebody's"


async def test_also_a_nudge_and_an_announcement_are_sent_once_more(day: Stage, settings: Settings) -> None:
    """A follower of a follower still knows its question, and a second row of an announcement is no double."""
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=7)
    day.telegram.faults.add("server_error", method="sendMessage", chat_id=ana.id, code=400)
    await day.pass_(hours=1.6)
    (nudge,) = [row for row in await rows(day, ana, "nudge") if row.state == "dead"]
    assert (await ask_to_replay(settings, nudge.message_id))[0] == "replayed"
    await day.settle()
    assert len(day.read(ana, "check_in.nudge")) == 1
    await day.pass_(days=1, hours=-10)
    day.telegram.faults.add("server_error", method="sendMessage", chat_id=ana.id, code=400)
    await day.say(maya, "/announce")
    await day.say(maya, "We are closed on Friday.")
    await day.tap(maya, 0)
    await day.pass_(minutes=1)
    (letter,) = [row for row in await rows(day, ana, "broadcast") if row.state == "dead"]
    assert (await ask_to_replay(settings, letter.message_id))[0] == "replayed"
    await day.settle()
    assert len(day.read(ana, "announce.client")) == 1
