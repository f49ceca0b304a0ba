"""Owns what the operator is promised: the program itself is started, and what its terminal shows is read."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from simulator import NO_LIMITS, BotAccount, Telegram, serve
from simulator.wakeup import until
from storage.keys import KeyRing
from storage.lock import single_process
from storage.open import open_database
from storage.session import Session
from tests.engines import NOW

ROOT = Path(__file__).parent.parent
TOKEN = "1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 -- the simulator's
OTHER = "1234567890:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"
NOBODY = "http://127.0.0.1:1"
"""Nothing listens on port 1."""
PATIENCE_S = 60


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    running = await serve(bots=[BotAccount(TOKEN, "linden_bot", "Linden")], now_ms=NOW, limits=NO_LIMITS)
    yield running
    await running.close()


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """Make a database with its keys where the default settings look for one."""
    (tmp_path / "data").mkdir()
    text = KeyRing.fresh()
    (tmp_path / "data/interlude.keys").write_text(text)
    await change(tmp_path / "data/interlude.db", text)
    return tmp_path / "data/interlude.db"


async def change(path: Path, keys: str, statement: str | None = None) -> None:
    async def work(db: Session) -> None:
        if statement:
            await db.run(statement)

    opened = await open_database(f"sqlite:///{path}", KeyRing.parse(keys))
    await opened.migrate(NOW)
    await opened.check_keys(NOW)
    await opened.transact(work, practice_id=1, now=NOW)
    await opened.close()


def nothing_in(folder: Path) -> bool:
    return not list(folder.iterdir())


async def start(folder: Path, command: str, **settings: str) -> Process:
    """Start the program in a folder, with nothing in its environment but these settings."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"} | settings
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *command.split(), cwd=folder, env=environment, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )


async def refused(folder: Path, command: str = "run", **settings: str) -> str:
    """Let it run, and give the one sentence with which it ends."""
    process = await start(folder, command, **settings)
    async with asyncio.timeout(PATIENCE_S):
        out, err = await process.communicate()
    said = err.decode().strip()
    assert process.returncode == 2, said
    assert len(said.splitlines()) == 1, said
    assert settings.get("TELEGRAM_BOT_TOKEN", "no token") not in said
    assert not out
    return said


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, "TELEGRAM_BOT_TOKEN is missing"),
        ({"TELEGRAM_BOT_TOKEN": "1234:short"}, "TELEGRAM_BOT_TOKEN is wrong"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "api.telegram.org"}, "TELEGRAM_API_URL is wrong"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": NOBODY}, "Telegram can't be reached"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "PRACTICE_ZONE": "Berlin"}, "PRACTICE_ZONE is wrong"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite:///file/x.db"}, "the folder file can't be written"),
    ],
)
async def test_a_wrong_setting_ends_with_one_sentence(tmp_path: Path, settings: dict[str, str], sentence: str) -> None:
    (tmp_path / "file").touch()  # a file where a folder should be stops even root
    assert sentence in await refused(tmp_path, **settings)


async def test_a_token_that_telegram_does_not_know(tmp_path: Path, telegram: Telegram) -> None:
    said = await refused(tmp_path, TELEGRAM_BOT_TOKEN=OTHER, TELEGRAM_API_URL=telegram.url)
    assert "TELEGRAM_BOT_TOKEN is wrong" in said
    assert "BotFather" in said


async def test_an_address_that_is_no_bot_api_server(tmp_path: Path, telegram: Telegram) -> None:
    said = await refused(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=f"{telegram.url}/nowhere")
    assert "TELEGRAM_API_URL" in said


async def test_a_missing_key_file_is_never_replaced(tmp_path: Path, database: Path) -> None:
    keys = database.with_suffix(".keys")
    keys.unlink()
    said = await refused(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=NOBODY)
    assert "data/interlude.keys is missing" in said
    assert not keys.exists()


async def test_keys_of_another_database(tmp_path: Path, database: Path) -> None:
    database.with_suffix(".keys").write_text(KeyRing.fresh())
    said = await refused(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=NOBODY)
    assert "the keys are not this database's" in said


async def test_a_database_of_a_newer_version(tmp_path: Path, database: Path) -> None:
    keys = database.with_suffix(".keys").read_text()
    await change(database, keys, "INSERT INTO migration (name, checksum, applied_at) VALUES ('9999_x.sql', 'x', 1)")
    said = await refused(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=NOBODY)
    assert "newer Interlude" in said


async def test_a_second_process_on_one_database(tmp_path: Path, database: Path) -> None:
    with single_process(database):
        said = await refused(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=NOBODY)
    assert f"another Interlude (process {os.getpid()}) is running" in said


async def test_a_command_that_writes_needs_a_running_bot(tmp_path: Path, database: Path) -> None:
    said = await refused(tmp_path, "dead --replay 7", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=NOBODY)
    assert said == "No Interlude is running here that could do that; start one with `interlude run`."


async def test_a_token_alone_is_enough_to_run(tmp_path: Path, telegram: Telegram) -> None:
    process = await start(tmp_path, "run", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=telegram.url)
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_S):
        lines = [await process.stdout.readline() for _ in range(2)]
    assert b"https://t.me/linden_bot?start=" in lines[0]
    assert b"is running" in lines[1]
    followers = telegram.followers
    assert await until(lambda: bool(followers.live()), followers.reported, PATIENCE_S)
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(PATIENCE_S):
        _, err = await process.communicate()
    assert process.returncode == 0
    assert TOKEN.encode() not in err
    assert (tmp_path / "data/interlude.keys").stat().st_mode & 0o777 == 0o600


async def said(folder: Path, command: str, **settings: str) -> tuple[int | None, str]:
    """Run a command to its end; give its exit code and what it printed."""
    process = await start(folder, command, **settings)
    async with asyncio.timeout(PATIENCE_S):
        out, _ = await process.communicate()
    return process.returncode, out.decode().strip()


async def test_commands_reach_the_running_bot_and_its_door_is_open(tmp_path: Path, telegram: Telegram) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.url, "INTERLUDE_PORT": str(port)}
    process = await start(tmp_path, "run", **settings)
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_S):
        for _ in range(2):
            await process.stdout.readline()
    assert (tmp_path / "data/interlude.sock").stat().st_mode & 0o777 == 0o600
    assert await said(tmp_path, "dead", **settings) == (0, "no dead letters")
    assert await said(tmp_path, "dead --replay 7", **settings) == (1, "There is no message 7.")
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/healthz") as answer:
        assert await answer.text() == "ok\n"
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(PATIENCE_S):
        await process.communicate()
    assert process.returncode == 0
    assert not (tmp_path / "data/interlude.sock").exists()


async def test_ctrl_c_leaves_setup_and_everything_as_it_was(tmp_path: Path) -> None:
    process = await start(tmp_path, "setup", TELEGRAM_API_URL=NOBODY)
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_S):
        await process.stdout.readuntil(b"Token: ")
    process.send_signal(signal.SIGINT)
    async with asyncio.timeout(PATIENCE_S):
        out, err = await process.communicate()
    assert process.returncode == 2
    assert out.decode().strip() == "Nothing was changed."
    assert not err
    assert nothing_in(tmp_path)
