"""Owns what ``interlude doctor`` promises: it finds what is wrong, says what to do, and changes nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.doctor import doctor
from bot.settings import Settings, read_settings
from storage.open import open_database
from storage.session import Session
from tests.engines import RING
from tests.stage import SUNDAY_NOON, TOKEN, Stage

EMPTY = "sqlite:///data/interlude.db"
LONG_AGO = "Mon, 01 Jan 2001 00:00:00 GMT"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, with none of our settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


async def change(made: Stage, statement: str) -> None:
    """Do to the database what nobody should have done."""

    async def work(db: Session) -> None:
        await db.run(statement)

    assert made.world is not None
    await made.world.app.read(work)


@asynccontextmanager
async def server(answers: dict[str, web.Response]) -> AsyncIterator[str]:
    """Serve these answers, by method, on loopback; anything else is a page in HTML."""

    async def answer(request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        return answers.get(method) or web.Response(text="<html>It works!</html>", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_the_doctor_finds_nothing_to_mend_in_a_healthy_practice(
    day: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    await day.owner()
    assert await doctor(day.settings) == 0
    shown = capsys.readouterr().out.splitlines()
    assert all(line.startswith("ok   ") for line in shown)
    for part in ("@linden_bot's", "is the simulator", "is whole", "keys open it", "Linden Practice", "has an owner"):
        assert any(part in line for line in shown), part
    assert any("the ledger balances" in line for line in shown)
    assert TOKEN not in "".join(shown)


async def test_the_doctor_names_everything_that_is_to_mend(
    day: Stage, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRACTICE_NAM", "x")
    await change(day, "UPDATE practice SET bot_id = 1")
    changed = day.settings.model_copy(update={"telegram_api_url": "http://127.0.0.1:1"})
    assert await doctor(changed) == 1
    mends = [line for line in capsys.readouterr().out.splitlines() if line.startswith("MEND ")]
    for part in ("did you mean PRACTICE_NAME?", "can't be reached", "another bot's", "nobody owns"):
        assert any(part in line for line in mends), part


async def test_before_the_first_start_there_is_nothing_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    settings = read_settings(telegram_bot_token=TOKEN, telegram_api_url="http://127.0.0.1:1", database_url=EMPTY)
    assert await doctor(settings) == 1
    shown = capsys.readouterr().out
    assert "there is no database yet; the first `interlude run` makes it" in shown
    assert "MEND Telegram: 127.0.0.1:1 can't be reached" in shown


async def test_the_doctor_tells_of_foreign_keys_and_goes_no_further(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"sqlite:///{tmp_path / 'other.db'}"
    opened = await open_database(address, RING)
    await opened.migrate(SUNDAY_NOON)
    await opened.check_keys(SUNDAY_NOON)
    await opened.close()
    (tmp_path / "other.keys").write_text("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
    settings = read_settings(telegram_bot_token=TOKEN, telegram_api_url="http://127.0.0.1:1", database_url=address)
    assert await doctor(settings) == 1
    shown = capsys.readouterr().out
    assert "MEND database: ring_check can't be opened" in shown
    assert "other.keys can be read by others" in shown
    assert "ledger" not in shown


async def test_the_doctor_compares_the_clocks_and_sees_a_webhook(capsys: pytest.CaptureFixture[str]) -> None:
    me = {"id": 1234567890, "is_bot": True, "first_name": "Linden", "username": "linden_bot"}
    answers = {
        "getMe": web.json_response({"ok": True, "result": me}, headers={"Date": LONG_AGO}),
        "getWebhookInfo": web.json_response({"ok": True, "result": {"url": "https://elsewhere.example/secret-path"}}),
    }
    async with server(answers) as url:
        settings = read_settings(telegram_bot_token=TOKEN, telegram_api_url=url, database_url=EMPTY)
        assert await doctor(settings) == 1
    shown = capsys.readouterr().out
    assert "s ahead of Telegram's: switch on time synchronisation" in shown
    assert "MEND updates go to elsewhere.example:" in shown
    assert "secret-path" not in shown


async def test_the_doctor_tells_a_web_server_from_a_bot_api_server(capsys: pytest.CaptureFixture[str]) -> None:
    async with server({}) as url:
        settings = read_settings(telegram_bot_token=TOKEN, telegram_api_url=url, database_url=EMPTY)
        assert await doctor(settings) == 1
    assert "answers, but not as a Bot API server; check TELEGRAM_API_URL" in capsys.readouterr().out
