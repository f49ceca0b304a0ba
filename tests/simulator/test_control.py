"""The control routes and the command line, as the page and other processes use them."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING

import aiohttp

from tests.simulator.probe import Probe, background, keys

if TYPE_CHECKING:
    from pathlib import Path

    from simulator import Person, Telegram


async def test_people_are_made_and_listed(bot: Probe) -> None:
    made = await bot.control("POST", "people", {"first_name": "Maya", "language_code": "es", "zone": "America/Bogota"})
    assert (await bot.control("GET", "people")) == [made]
    assert made["color"].startswith("#")
    assert "error" in await bot.control("POST", "people", {"nickname": "M"})


async def test_a_conversation_over_http(bot: Probe) -> None:
    ana = (await bot.control("POST", "people", {"first_name": "Ana"}))["id"]
    assert await bot.control("POST", f"people/{ana}/start", {"payload": "x"}) == {"ok": True}
    sent = await bot.ok(
        "sendMessage", chat_id=ana, text="<i>Hi</i>", parse_mode="HTML", reply_markup=keys(["A"], ["B"])
    )
    screen = await bot.control("GET", f"people/{ana}/screen")
    shown = screen["messages"][1]
    assert (shown["html"], shown["from_bot"], shown["edited"]) == ("<i>Hi</i>", True, False)
    assert shown["buttons"] == [[{"text": "A", "data": "A"}], [{"text": "B", "data": "B"}]]
    assert screen["chat"]["bot"]["username"] == "test_of_interlude_bot"
    answering = background(bot.answer_taps("ok"))
    place = {"message_id": sent["message_id"], "row": 1, "column": 0}
    assert await bot.control("POST", f"people/{ana}/tap", place) == {"answer": "ok", "alert": False, "url": None}
    answering.cancel()


async def test_what_a_phone_would_not_do_is_said_in_words(bot: Probe, ana: Person) -> None:
    wrong = await bot.control("POST", f"people/{ana.id}/tap", {"message_id": 1, "row": 0, "column": 0})
    assert "no button" in wrong["error"]
    assert (
        "asks for the location"
        in (await bot.control("POST", f"people/{ana.id}/location", {"lat": 1, "lon": 2}))["error"]
    )
    assert "error" in await bot.control("POST", f"people/{ana.id}/fly")
    assert "error" in await bot.control("POST", "people/12/say", {"text": "x"})


async def test_pictures_of_a_chat_are_served(telegram: Telegram, bot: Probe, ana: Person) -> None:
    await ana.send_photo("my shoulder")
    media = (await bot.control("GET", f"people/{ana.id}/screen"))["messages"][-1]["media"]
    assert (media["kind"], media["width"], media["height"]) == ("photo", 320, 240)
    async with bot.session.get(telegram.url + media["url"]) as answer:
        assert answer.content_type == "image/png"
        assert (await answer.read()).startswith(b"\x89PNG")


async def test_the_page_is_served_and_nothing_beside_it(telegram: Telegram, bot: Probe) -> None:
    async with bot.session.get(telegram.url) as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
    async with bot.session.get(f"{telegram.url}/page/%2e%2e/server.py") as answer:
        assert answer.status == 404


async def test_an_open_page_is_told_what_changes(telegram: Telegram, bot: Probe, ana: Person) -> None:
    async with bot.session.get(f"{telegram.url}/control/events") as stream:

        async def event() -> dict[str, object]:
            while not (line := await stream.content.readline()).startswith(b"data: "):
                pass
            return dict(json.loads(line[6:]))

        assert (await event())["type"] == "clock"
        await bot.ok("sendMessage", chat_id=ana.id, text="x", reply_markup=keys(["Yes"]))
        assert await event() == {"type": "screen", "person": ana.id}
        query = ana.press_and_leave(2, 0, 0)
        assert (await event())["type"] == "clock"
        await bot.ok("answerCallbackQuery", callback_query_id=query, text="Saved")
        assert await event() == {"type": "toast", "person": ana.id, "text": "Saved", "alert": False}


async def test_the_effect_log_can_be_read_on(bot: Probe, ana: Person) -> None:
    before = await bot.control("GET", "effects")
    await bot.ok("sendMessage", chat_id=ana.id, text="x")
    (line,) = await bot.control("GET", f"effects?after={before[-1]['seq']}")
    assert (line["method"], line["chat_id"], line["message_id"], line["effect"]) == ("sendMessage", ana.id, 2, True)


async def test_bots_are_made_and_listed_without_their_tokens(bot: Probe) -> None:
    made = await bot.control("POST", "bots", {"token": "9:abc", "username": "nine_bot"})
    assert made == {"id": 9, "username": "nine_bot", "name": "Bot"}
    assert "abc" not in json.dumps(await bot.control("GET", "bots"))


async def test_the_program_prints_its_address_and_stops_when_told(tmp_path: Path) -> None:
    people, log = tmp_path / "people.json", tmp_path / "log.jsonl"
    people.write_text(json.dumps([{"id": 5, "first_name": "Ana", "started": True}]), encoding="utf-8")
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator", "--frozen", "--now", "2026-11-21T12:00:00", "--people", str(people)),
        *("--bot", "1:one", "--username", "one_bot", "--name", "One", "--log", str(log)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert program.stdout
    line = (await program.stdout.readline()).decode()
    assert line.startswith("simulator: http://127.0.0.1:")
    url = line.split()[1]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}/control/clock") as answer:
            assert (await answer.json())["now_ms"] == 1_795_262_400_000
        async with session.post(f"{url}/bot1:one/sendMessage", json={"chat_id": 5, "text": "x"}) as answer:
            assert answer.status == 200
        async with session.get(f"{url}/page/../__main__.py") as answer:
            assert answer.status == 404
    program.terminate()
    assert await program.wait() == 0
    assert [json.loads(row)["method"] for row in log.read_text(encoding="utf-8").splitlines()] == ["sendMessage"]
