"""What a person can do with a phone, and what the phone does not let her do."""

from typing import Any

import pytest

from simulator import BotAccount, Person, Telegram
from tests.simulator.probe import Probe, background, keys


async def test_a_button_must_be_on_the_screen(bot: Probe, ana: Person) -> None:
    await bot.ok("sendMessage", chat_id=ana.id, text="Mood?", reply_markup=keys(["Good", "Bad"]))
    with pytest.raises(AssertionError, match=r"no button 'Fine' on the screen of Ana(.|\n)*\[Good\] \[Bad\]"):
        await ana.tap("Fine")
    with pytest.raises(AssertionError, match="fits several"):
        await ana.tap("d")
    with pytest.raises(AssertionError, match="no button at row 0, column 2"):
        await ana.tap_at(2, 0, 2)


async def test_the_newest_message_with_that_label_is_meant(telegram: Telegram, bot: Probe, ana: Person) -> None:
    answering = background(bot.answer_taps())
    for text in ("one", "two"):
        await bot.ok("sendMessage", chat_id=ana.id, text=text, reply_markup=keys(["Done", "Not done"]))
    await ana.tap("Done")
    await ana.tap("Not")
    await ana.tap(0)
    taps = [line for line in telegram.log.lines if line.get("act") == "tap"]
    assert [(line["message_id"], line["label"]) for line in taps] == [(3, "Done"), (3, "Not done"), (3, "Done")]
    answering.cancel()


async def test_a_link_gives_its_address(bot: Probe, ana: Person) -> None:
    link = {"inline_keyboard": [[{"text": "Open", "url": "https://t.me/x?start=1"}]]}
    await bot.ok("sendMessage", chat_id=ana.id, text="Invitation", reply_markup=link)
    assert await ana.tap("Open") == "https://t.me/x?start=1"


async def test_an_old_phone_presses_what_is_no_longer_there(telegram: Telegram, bot: Probe, ana: Person) -> None:
    await bot.updates()
    number = (await bot.ok("sendMessage", chat_id=ana.id, text="?", reply_markup=keys(["Yes"])))["message_id"]
    await bot.ok("deleteMessage", chat_id=ana.id, message_id=number)
    pressing = background(ana.press_old(number, "Yes"))
    (update,) = await bot.updates(timeout=5)
    query = update["callback_query"]
    assert query["message"] == {"chat": query["message"]["chat"], "message_id": number, "date": 0}
    await bot.ok("answerCallbackQuery", callback_query_id=query["id"], text="too late")
    assert await pressing == "too late"
    kept = (await bot.ok("sendMessage", chat_id=ana.id, text="?", reply_markup=keys(["Yes"])))["message_id"]
    telegram.forget(ana, kept)
    ana.press_and_leave(kept, 0, 0)
    (update,) = await bot.updates()
    assert update["callback_query"]["message"]["date"] == 0


async def test_a_tampered_app_sends_any_data(bot: Probe, ana: Person) -> None:
    await bot.updates()
    number = (await bot.ok("sendMessage", chat_id=ana.id, text="?", reply_markup=keys(["Yes"])))["message_id"]
    forging = background(ana.forge(number, "v1:somebody else's"))
    (update,) = await bot.updates(timeout=5)
    assert update["callback_query"]["data"] == "v1:somebody else's"
    await bot.ok("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text="no")
    assert await forging == "no"


async def test_before_start_there_is_only_start(telegram: Telegram, bot: Probe) -> None:
    ben = telegram.person("Ben")
    with pytest.raises(AssertionError, match="START"):
        await ben.say("hello")
    await ben.start("abc-DEF_1")
    assert [one.text for one in ben.screen()] == ["/start"]
    (update,) = await bot.updates()
    assert update["message"]["text"] == "/start abc-DEF_1"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_blocking_tells_the_bot_once(bot: Probe, ana: Person) -> None:
    await bot.updates()
    await ana.block()
    await ana.block()
    with pytest.raises(AssertionError, match="blocked"):
        await ana.say("hello")
    await ana.unblock()
    changes = [update["my_chat_member"] for update in await bot.updates()]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    await ana.block()
    await ana.start()
    assert [list(update)[1] for update in await bot.updates()] == ["my_chat_member", "my_chat_member", "message"]


async def test_a_location_needs_a_button_that_asks_for_it(bot: Probe, ana: Person) -> None:
    await bot.updates()
    with pytest.raises(AssertionError, match="asks for the location"):
        await ana.share_location(52.5, 13.4)
    board = {"keyboard": [[{"text": "Here", "request_location": True}, "Type it"]], "one_time_keyboard": True}
    await bot.ok("sendMessage", chat_id=ana.id, text="Where?", reply_markup=board)
    await ana.share_location(52.5, 13.4)
    with pytest.raises(AssertionError, match="no button 'Type it'"):
        await ana.tap("Type it")
    (update,) = await bot.updates()
    assert update["message"]["location"] == {"latitude": 52.5, "longitude": 13.4}
    await bot.ok("sendMessage", chat_id=ana.id, text="Where?", reply_markup=board)
    await ana.tap("Type it")
    assert (await bot.updates())[0]["message"]["text"] == "Type it"


async def test_seeing_waits_for_what_comes_and_fails_with_the_screen(bot: Probe, ana: Person) -> None:
    sending = background(bot.ok("sendMessage", chat_id=ana.id, text="Good morning"))
    await ana.sees("Good morning")
    await sending
    with pytest.raises(AssertionError, match=r"Ana does not see 'Good night' but:\n.*/start\n.*Good morning"):
        await ana.sees("Good night", within=0)
    with pytest.raises(AssertionError, match="sees 'Good'"):
        ana.sees_not("Good")


async def test_a_deleted_chat_is_empty_but_may_be_written_to(bot: Probe, ana: Person) -> None:
    await ana.delete_chat()
    assert ana.screen() == []
    await bot.ok("sendMessage", chat_id=ana.id, text="still here")
    assert [one.text for one in ana.screen()] == ["still here"]


async def test_long_words_are_cut_as_the_apps_do(bot: Probe, ana: Person) -> None:
    await bot.updates()
    await ana.say("x" * 5000)
    assert [len(update["message"]["text"]) for update in await bot.updates()] == [4096, 904]


async def test_the_menu_is_the_narrowest_that_exists(telegram: Telegram, bot: Probe, ana: Person) -> None:
    everybody, chat = {"type": "all_private_chats"}, {"type": "chat", "chat_id": ana.id}
    steps: list[tuple[dict[str, Any], str]] = [({}, "a"), ({"language_code": "de"}, "b"), ({"scope": everybody}, "c")]
    steps += [({"scope": everybody, "language_code": "de"}, "d"), ({"scope": chat}, "e")]
    steps += [({"scope": chat, "language_code": "de"}, "f")]
    for scope, name in steps:
        await bot.ok("setMyCommands", commands=[{"command": name, "description": "x"}], **scope)
        assert ana.menu() == [{"command": name, "description": "x"}]
    for scope, _ in reversed(steps):
        await bot.ok("deleteMyCommands", **scope)
    assert ana.menu() == []
    ben = telegram.person("Ben")
    refusal = await bot.refused("setMyCommands", commands=[], scope={"type": "chat", "chat_id": ben.id})
    assert "chat not found" in refusal


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ({"command": "Help", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "help", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "x" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
    ],
)
async def test_commands_telegram_refuses(bot: Probe, command: dict[str, str], reason: str) -> None:
    assert reason in await bot.refused("setMyCommands", commands=[command])


async def test_a_forwarded_command_says_that_it_is_one(bot: Probe, ana: Person) -> None:
    await bot.updates()
    await ana.forward("/stop")
    (update,) = await bot.updates()
    assert update["message"]["forward_origin"]["type"] == "hidden_user"


async def test_in_a_group_the_bot_hears_commands_only(bot: Probe, ana: Person) -> None:
    await bot.updates()
    group = await ana.add_to_group("Practice")
    await ana.say_in_group(group, "between us")
    await ana.say_in_group(group, "/help")
    joined, command = await bot.updates()
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert (command["message"]["text"], command["message"]["chat"]["type"]) == ("/help", "group")
    await bot.ok("leaveChat", chat_id=group)
    assert "403" in await bot.refused("sendMessage", chat_id=group, text="x")


async def test_one_person_talks_to_two_bots(telegram: Telegram, bot: Probe, ana: Person) -> None:
    other = BotAccount("777:another", "another_bot")
    telegram.add_bot(other)
    with_other = ana.at("@another_bot")
    await with_other.start()
    await bot.ok("sendMessage", chat_id=ana.id, text="from the first")
    with_other.sees_not("from the first")
    async with Probe(telegram, other) as second:
        assert len(await second.updates()) == 1
