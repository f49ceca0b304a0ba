"""Owns what the reading commands promise beside a running bot: the truth, no words, no names, and not one write."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.reading import ledger, story, why
from storage import messages
from storage.messages import Message
from storage.session import Session
from tests.stage import SUNDAY_NOON, Stage, stage
from tests.wording import words


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Stage]:
    """Maya's practice with Ana in it; the bot is running."""
    async with stage(f"sqlite:///{tmp_path / 'interlude.db'}") as made:
        maya = await made.owner()
        await made.client(maya)
        yield made


async def change(made: Stage, statement: str) -> None:
    """Do to the database what nobody should have done."""

    async def work(db: Session) -> None:
        await db.run(statement)

    assert made.world is not None
    await made.world.app.read(work)


async def test_the_ledger_is_counted_and_checked_beside_the_bot(
    practice: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await ledger(practice.settings, check=True) == 0
    shown = capsys.readouterr().out
    counts = {state: int(count) for state, count in re.findall(r"^(\w+) +(\d+)  ", shown, re.MULTILINE)}
    books = await practice.books()
    assert counts["queued"] == books.states["queued"] > 0
    assert counts["sent"] == books.states["sent"] > 0
    assert f"= {books.terminal} terminal + {books.open} open" in shown
    await practice.pass_(days=1)
    await change(practice, "UPDATE message SET state = 'cancelled' WHERE state = 'queued' AND kind = 'check_in'")
    assert await ledger(practice.settings, check=False) == 0
    capsys.readouterr()
    assert await ledger(practice.settings, check=True) == 1
    assert re.search(
        r"^FAULT plan \d+ \(check_in\) is live and has 0 future rows", capsys.readouterr().out, re.MULTILINE
    )
    await change(practice, "UPDATE message SET state = 'queued' WHERE state = 'cancelled' AND kind = 'check_in'")


async def test_why_tells_the_story_without_the_words(practice: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    async def check_in(db: Session) -> Message | None:
        row = await db.one("SELECT message_id FROM message WHERE practice_id = :practice AND kind = 'check_in'")
        assert row is not None
        return await messages.get(db, row["message_id"])

    await practice.pass_(hours=8)
    assert practice.world is not None
    message = await practice.world.app.read(check_in)
    assert message is not None
    assert await why(practice.settings, message.message_id) == 0
    shown = capsys.readouterr().out
    assert f"Message {message.message_id} (check_in) was sent." in shown
    assert "due on 2026-11-22 18:30:00 (Europe/Berlin)" in shown
    assert "Tried once." in shown
    assert f"version {message.template_version}, language en" in shown
    assert message.body
    assert message.body not in shown
    assert "Ana" not in shown
    assert await why(practice.settings, 10**9) == 2
    assert capsys.readouterr().out == f"There is no message {10**9}.\n"


def test_a_story_names_what_may_be_there_twice_and_what_is_held_back() -> None:
    waiting = Message(7, 1, 1, "reminder", 2, SUNDAY_NOON, not_before=SUNDAY_NOON + 60_000, attempt=2, maybe_dup=True)
    told = story(waiting, "Europe/Berlin", words())
    assert told[0] == "Message 7 (reminder) waits to be sent."
    assert "It is not tried before 2026-11-22 12:01:00 (Europe/Berlin)." in told
    assert "Tried 2 times." in told
    assert "An earlier try may have arrived as well: it may be there twice." in told
