"""New messages: what a bot may send, to whom, how long, how fast, and what the person then sees."""

from typing import Any

import pytest

from simulator import BotAccount, Limits, Person, Telegram, serve
from simulator.samples import png
from tests.simulator.probe import ACCOUNT, NOON, Probe, keys

PICTURE = png(20, 10, (9, 9, 9))


async def test_a_message_with_formatting_and_buttons_is_seen(bot: Probe, ana: Person) -> None:
    sent = await bot.ok(
        "sendMessage", chat_id=ana.id, text="<b>Hi</b> Ana", parse_mode="HTML", reply_markup=keys(["A", "B"])
    )
    seen = await ana.sees("Hi Ana")
    assert (seen.message_id, seen.html, seen.labels()) == (sent["message_id"], "<b>Hi</b> Ana", ["A", "B"])
    assert sent["date"] == NOON // 1000 + 1, "Telegram's dates are seconds"


async def test_what_was_asked_for_is_told_back(bot: Probe, ana: Person) -> None:
    asked = {"protect_content": True, "link_preview_options": {"is_disabled": True}}
    sent = await bot.ok("sendMessage", chat_id=ana.id, text="https://e.org", **asked)
    assert (sent["has_protected_content"], sent["link_preview_options"]) == (True, {"is_disabled": True})


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n"}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "\U0001f600" * 2049}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
        ({"text": "x", "parse_mode": "Klingon"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": keys(["ü" * 33])}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keys(["1", "2", "3", "4", "5", "6", "7", "8", "9"])}, "REPLY_MARKUP_TOO_LONG"),
        ({"text": "x", "reply_markup": keys(*[[str(n)] for n in range(101)])}, "REPLY_MARKUP_TOO_LONG"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}, "Text buttons are unallowed"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "no url"}]]}}, "Wrong HTTP URL"),
        ({"text": "x", "reply_markup": {"inline_keyboard": {}}}, "must be of type Array"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "chat_id": 12}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ],
)
async def test_telegram_refuses(bot: Probe, ana: Person, parameters: dict[str, Any], reason: str) -> None:
    refusal = await bot.refused("sendMessage", **{"chat_id": ana.id, **parameters})
    assert refusal.startswith("400 Bad Request: ")
    assert reason in refusal
    assert len(ana.screen()) == 1, "a refused message is not seen"


async def test_length_counts_after_parsing_in_utf16_units(bot: Probe, ana: Person) -> None:
    await bot.ok("sendMessage", chat_id=ana.id, text="<b>" + "\U0001f600" * 2048 + "</b>", parse_mode="HTML")
    await bot.ok("sendMessage", chat_id=ana.id, text="&amp;" * 4096, parse_mode="HTML")
    await bot.ok("sendMessage", chat_id=ana.id, text="x", reply_markup=keys(["x" * 64]))


async def test_nobody_can_be_written_to_before_start_after_blocking_or_when_gone(
    telegram: Telegram, bot: Probe
) -> None:
    ben = telegram.person("Ben")
    assert await bot.refused("sendMessage", chat_id=ben.id, text="x") == "400 Bad Request: chat not found"
    await ben.start()
    await ben.block()
    assert await bot.refused("sendMessage", chat_id=ben.id, text="x") == "403 Forbidden: bot was blocked by the user"
    await ben.unblock()
    await bot.ok("sendMessage", chat_id=ben.id, text="x")
    await ben.deactivate()
    assert await bot.refused("sendMessage", chat_id=ben.id, text="x") == "403 Forbidden: user is deactivated"


async def test_pictures_go_up_once_and_then_by_id_of_this_bot_only(telegram: Telegram, bot: Probe, ana: Person) -> None:
    first = (await bot.upload("sendPhoto", {"photo": ("a.png", PICTURE)}, chat_id=ana.id, caption="one"))["result"]
    file_id = first["photo"][0]["file_id"]
    assert (first["photo"][0]["width"], first["photo"][0]["height"]) == (20, 10)
    await bot.ok("sendPhoto", chat_id=ana.id, photo=file_id)
    attached = await bot.upload("sendPhoto", {"x": ("a.png", PICTURE)}, chat_id=ana.id, photo="attach://x")
    assert attached["result"]["photo"][0]["file_id"] == file_id
    assert [one.kind for one in ana.screen()][1:] == ["photo"] * 3
    other = BotAccount("777:another", "another_bot")
    telegram.add_bot(other)
    await ana.at("another_bot").start()
    async with Probe(telegram, other) as stranger:
        refusal = await stranger.refused("sendPhoto", chat_id=ana.id, photo=file_id)
    assert "wrong file identifier" in refusal


async def test_a_file_can_be_fetched_back(telegram: Telegram, bot: Probe, ana: Person) -> None:
    sent = (await bot.upload("sendDocument", {"document": ("a.pdf", b"%PDF-")}, chat_id=ana.id))["result"]
    found = await bot.ok("getFile", file_id=sent["document"]["file_id"])
    async with bot.session.get(f"{telegram.url}/file/bot{ACCOUNT.token}/{found['file_path']}") as answer:
        assert await answer.read() == b"%PDF-"
    async with bot.session.get(f"{telegram.url}/file/bot{ACCOUNT.token}/documents/none.pdf") as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("content", "caption", "reason"),
    [
        (b"no picture", "", "IMAGE_PROCESS_FAILED"),
        (b"", "", "file must be non-empty"),
        (png(210, 10, (0, 0, 0)), "", "PHOTO_INVALID_DIMENSIONS"),
        (PICTURE, "x" * 1025, "message caption is too long"),
    ],
)
async def test_a_bad_picture_is_refused(bot: Probe, ana: Person, content: bytes, caption: str, reason: str) -> None:
    answer = await bot.upload("sendPhoto", {"photo": ("a.png", content)}, chat_id=ana.id, caption=caption)
    assert reason in answer["description"]


async def test_typing_is_seen_for_five_seconds_or_until_the_message(
    telegram: Telegram, bot: Probe, ana: Person
) -> None:
    async def typing() -> bool:
        return bool((await bot.control("GET", f"people/{ana.id}/screen"))["typing"])

    await bot.ok("sendChatAction", chat_id=ana.id, action="typing")
    assert await typing()
    await telegram.advance(6)
    assert not await typing()
    await bot.ok("sendChatAction", chat_id=ana.id, action="typing")
    await bot.ok("sendMessage", chat_id=ana.id, text="x")
    assert not await typing()
    assert "wrong parameter action" in await bot.refused("sendChatAction", chat_id=ana.id, action="dance")


async def test_one_chat_takes_a_burst_and_then_one_message_a_second() -> None:
    telegram = await serve(bots=[ACCOUNT], now_ms=NOON, limits=Limits(chat_burst=3))
    ana = telegram.person("Ana", started=True)
    async with Probe(telegram) as bot:
        for _ in range(3):
            await bot.ok("sendMessage", chat_id=ana.id, text="x")
        answer = await bot("sendMessage", chat_id=ana.id, text="x")
        assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 1})
        assert answer["description"] == "Too Many Requests: retry after 1"
        await telegram.advance(1)
        await bot.ok("sendMessage", chat_id=ana.id, text="x")
        assert "429" in await bot.refused("sendMessage", chat_id=ana.id, text="x")
    assert len(ana.screen()) == 4
    await telegram.close()


async def test_a_bot_sends_thirty_a_second_and_more_when_it_pays() -> None:
    telegram = await serve(bots=[ACCOUNT], now_ms=NOON)
    people = [telegram.person(f"P{number}", started=True) for number in range(32)]
    async with Probe(telegram) as bot:
        for person in people[:30]:
            await bot.ok("sendMessage", chat_id=person.id, text="x")
        assert "429" in await bot.refused("sendMessage", chat_id=people[30].id, text="x")
        await bot.ok("sendMessage", chat_id=people[30].id, text="x", allow_paid_broadcast=True)
        await telegram.advance(1)
        await bot.ok("sendMessage", chat_id=people[31].id, text="x")
    await telegram.close()


async def test_the_same_big_file_over_and_over_is_paced() -> None:
    telegram = await serve(bots=[ACCOUNT], now_ms=NOON, limits=Limits(chat_per_second=0))
    ana = telegram.person("Ana", started=True)
    big = b"%PDF" + bytes(100_000)
    async with Probe(telegram) as bot:
        answers = [await bot.upload("sendDocument", {"document": ("a.pdf", big)}, chat_id=ana.id) for _ in range(11)]
        assert [answer["ok"] for answer in answers] == [True] * 10 + [False]
        assert answers[-1]["parameters"] == {"retry_after": 60}
        file_id = answers[0]["result"]["document"]["file_id"]
        await bot.ok("sendDocument", chat_id=ana.id, document=file_id)
    await telegram.close()
