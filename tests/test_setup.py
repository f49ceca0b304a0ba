"""Owns what ``interlude setup`` promises: from a token to a practice that can start, or no change at all."""

import io
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.master_keys import key_ring
from bot.request import raw_call
from bot.settings import Settings, read_settings
from bot.setup import setup
from simulator import NO_LIMITS, BotAccount, Telegram, serve
from storage import people, practices
from storage.lock import single_process
from storage.open import open_database
from storage.practices import Practice
from tests.engines import NOW

TOKEN = "1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 -- the simulator's
OTHER = "1234567890:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"


@pytest.fixture
async def telegram(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Telegram]:
    """Run a Telegram, and work in an empty folder with nothing set but its address."""
    running = await serve(bots=[BotAccount(TOKEN, "linden_bot", "Linden")], now_ms=NOW, limits=NO_LIMITS)
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("TELEGRAM_API_URL", running.url)
    yield running
    await running.close()


async def answer(*lines: str) -> tuple[int, str]:
    """Answer the questions with these lines, then hang up; give the exit code and all that was shown."""
    shown = io.StringIO()
    code = await setup(io.StringIO("".join(f"{line}\n" for line in lines)), shown)
    return code, shown.getvalue()


def write(text: str) -> None:
    Path(".env").write_text(text)


def env() -> str:
    return Path(".env").read_text()


def modes(*names: str) -> set[int]:
    return {Path(name).stat().st_mode & 0o777 for name in names}


def files() -> list[Path]:
    return list(Path().iterdir())


def lose(name: str) -> None:
    if Path(name).is_dir():
        shutil.rmtree(name)
    else:
        Path(name).unlink()


async def kept() -> Practice | None:
    settings = read_settings()
    opened = await open_database(settings.database_url, key_ring(settings, make=False), read_only=True)
    found = await opened.transact(practices.get, practice_id=1, now=NOW)
    assert not await opened.transact(lambda db: people.with_role(db, "owner"), practice_id=1, now=NOW)
    await opened.close()
    return found


@pytest.mark.usefixtures("telegram")
async def test_the_defaults_and_a_token_make_a_practice() -> None:
    code, shown = await answer(TOKEN, "", "", "", "", "", "")
    assert code == 0
    assert "https://t.me/linden_bot?start=" in shown
    assert "▀" in shown  # the QR picture
    assert "make run" in shown
    assert TOKEN not in shown
    assert await kept() == Practice(1, 1234567890, "Linden", "US", "America/New_York", "en")
    assert modes(".env", "data/interlude.keys", "data/interlude.db") == {0o600}


@pytest.mark.usefixtures("telegram")
async def test_wrong_answers_are_explained_and_asked_again() -> None:
    code, shown = await answer(
        *("12:ab", OTHER, TOKEN),
        *("x" * 61, 'Knead "& Rest" #1'),
        *("Germani", "Alemania"),
        *("Xyzzy", "Cologne", "no", "Europe/Berlin", "maybe", "yes"),
        *("fr", "DE"),
        "yes",
    )
    assert code == 0
    for said in (
        "A token looks like",
        "Telegram does not know this token",
        "1 to 60 characters",
        "did you mean Germany?",
        "No city begins like that",
        "Please answer yes or no.",
        "one of en, es, de",
    ):
        assert shown.count(said) == 1, said
    assert await kept() == Practice(1, 1234567890, 'Knead "& Rest" #1', "DE", "Europe/Berlin", "de")


async def test_a_telegram_that_does_not_answer_is_asked_again_with_enter(telegram: Telegram) -> None:
    telegram.faults.add("reset_before", method="getMe")
    code, shown = await answer(TOKEN, "", "", "", "", "", "", "")
    assert code == 0
    assert "can't be reached (ServerDisconnectedError); check TELEGRAM_API_URL and the network" in shown
    assert "Token [try the same one again]: " in shown
    assert TOKEN not in shown


@pytest.mark.usefixtures("telegram")
async def test_a_city_in_several_zones_is_chosen_by_number_and_its_time_is_shown() -> None:
    code, shown = await answer(TOKEN, "", "us", "Portland", "7", "2", "", "", "")
    assert code == 0
    assert "  1  Portland, Oregon, United States (America/Los_Angeles)" in shown
    assert "Please answer with a number from 1 to" in shown
    assert "In America/New_York it is now Monday, 21 September 2026, 10:13." in shown
    assert read_settings().practice_zone == "America/New_York"


@pytest.mark.usefixtures("telegram")
async def test_a_second_time_keeps_what_is_there_and_says_what_it_replaces() -> None:
    write(f"# mine\nOTHER='x'\nTELEGRAM_BOT_TOKEN={TOKEN}\nPRACTICE_NAME=Old\nPRACTICE_ZONE=UTC\n")
    code, shown = await answer("", "New", "", "", "", "", "")
    assert code == 0
    assert "PRACTICE_NAME: New (replaces Old)" in shown
    assert env().startswith(f"# mine\nOTHER='x'\nTELEGRAM_BOT_TOKEN={TOKEN}\nPRACTICE_NAME=New\n")


@pytest.mark.usefixtures("telegram")
@pytest.mark.parametrize("lines", [(), (TOKEN,), (TOKEN, "", "", "", "", ""), (TOKEN, "", "", "", "", "", "no")])
async def test_until_the_last_yes_nothing_is_written(lines: tuple[str, ...]) -> None:
    code, shown = await answer(*lines)
    assert code == 2
    assert shown.endswith("Nothing was changed.\n")
    assert not files()


@pytest.mark.usefixtures("telegram")
async def test_a_wrong_setting_besides_leaves_everything_unchanged() -> None:
    before = "DATABASE_URL=mysql://host\n"
    write(before)
    code, shown = await answer(TOKEN, "", "", "", "", "", "")
    assert code == 2
    assert "DATABASE_URL is wrong" in shown
    assert env() == before


@pytest.mark.usefixtures("telegram")
async def test_beside_a_running_bot_only_the_settings_are_written() -> None:
    await answer(TOKEN, "", "", "", "", "", "")
    with single_process(Path("data/interlude.db")):
        code, shown = await answer("", "New", "", "", "", "", "")
    assert code == 0
    assert "start it again" in shown
    practice = await kept()
    assert practice is not None
    assert (read_settings().practice_name, practice.name) == ("New", "Linden")


@pytest.mark.usefixtures("telegram")
async def test_lost_keys_are_told_and_not_replaced() -> None:
    await answer(TOKEN, "", "", "", "", "", "")
    lose("data/interlude.keys")
    code, shown = await answer("", "", "", "", "", "", "")
    assert code == 2
    assert "put it back" in shown
    lose("data")
    assert (await answer("", "", "", "", "", "", ""))[0] == 0


async def test_updates_that_go_to_a_webhook_are_taken_back_when_the_owner_agrees(telegram: Telegram) -> None:
    bot = telegram.model.first_bot()
    async with aiohttp.ClientSession() as session:
        await raw_call(session, f"{telegram.url}/bot{TOKEN}/setWebhook", {"url": "https://elsewhere.example/hook"}, 10)
    code, shown = await answer(TOKEN, "no", "", "", "", "", "", "")
    assert code == 0
    assert "Its updates go to elsewhere.example" in shown
    assert bot.webhook is not None
    code, _ = await answer("", "yes", "", "", "", "", "", "")
    assert code == 0
    assert bot.webhook is None
