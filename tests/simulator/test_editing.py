"""Changing and deleting messages, and answering taps."""

import json

from simulator import Person, Telegram
from simulator.samples import PNG
from tests.simulator.probe import Probe, background, keys

DAY = 24 * 3600


async def test_an_edit_changes_the_message_in_place(bot: Probe, ana: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=ana.id, text="Pain?", reply_markup=keys(["3"]))
    await bot.ok("editMessageText", chat_id=ana.id, message_id=sent["message_id"], text="Noted")
    seen = await ana.sees("Noted")
    assert (seen.message_id, seen.buttons, seen.edited) == (sent["message_id"], [], True)


async def test_an_edit_that_changes_nothing_is_refused(bot: Probe, ana: Person) -> None:
    same = {"chat_id": ana.id, "text": "<b>a</b>", "parse_mode": "HTML", "reply_markup": keys(["3"])}
    number = (await bot.ok("sendMessage", **same))["message_id"]
    refusal = await bot.refused("editMessageText", message_id=number, **same)
    assert refusal.startswith("400 Bad Request: message is not modified: specified new message content")
    await bot.ok("editMessageText", message_id=number, **{**same, "text": "a"})
    await bot.ok("editMessageReplyMarkup", chat_id=ana.id, message_id=number)
    assert "not modified" in await bot.refused("editMessageReplyMarkup", chat_id=ana.id, message_id=number)


async def test_a_text_takes_up_an_animation_and_keeps_it_for_good(bot: Probe, ana: Person, telegram: Telegram) -> None:
    number = (await bot.ok("sendMessage", chat_id=ana.id, text="Ready?"))["message_id"]
    there = {"chat_id": ana.id, "message_id": number}
    assert "no caption in the message" in await bot.refused("editMessageCaption", caption="x", **there)
    loop = json.dumps({"type": "animation", "media": "attach://loop", "caption": "Step 1"})
    first = (await bot.upload("editMessageMedia", {"loop": ("a.mp4", b"....ftypisom")}, media=loop, **there))["result"]
    assert (first["message_id"], first["caption"]) == (number, "Step 1")
    assert telegram.log.requests("editMessageMedia")[-1]["parameters"]["loop"] == {"file": "a.mp4", "size": 12}
    assert "no text in the message" in await bot.refused("editMessageText", text="Done", **there)
    await bot.ok("editMessageCaption", caption="Done", **there)
    seen = await ana.sees("Done")
    assert (seen.kind, seen.message_id) == ("animation", number)
    photo = (await bot.upload("sendPhoto", {"photo": ("a.png", PNG)}, chat_id=ana.id))["result"]["photo"][-1]["file_id"]
    await bot.ok("editMessageMedia", media={"type": "photo", "media": photo}, **there)
    assert [one.kind for one in ana.screen() if one.message_id == number] == ["photo"]
    refusal = await bot.refused("editMessageMedia", media={"type": "animation", "media": "AgADgone"}, **there)
    assert "wrong file identifier" in refusal


async def test_only_own_text_messages_that_exist_can_be_edited(bot: Probe, ana: Person) -> None:
    edit = {"chat_id": ana.id, "text": "x"}
    assert await bot.refused("editMessageText", message_id=99, **edit) == "400 Bad Request: message to edit not found"
    assert "message can't be edited" in await bot.refused("editMessageText", message_id=1, **edit)
    place = await bot.ok("sendLocation", chat_id=ana.id, latitude=1, longitude=2)
    assert "no text in the message" in await bot.refused("editMessageText", message_id=place["message_id"], **edit)
    await ana.block()
    assert "403" in await bot.refused("editMessageText", message_id=place["message_id"], **edit)


async def test_messages_can_be_deleted_for_two_days(telegram: Telegram, bot: Probe, ana: Person) -> None:
    numbers = [(await bot.ok("sendMessage", chat_id=ana.id, text=text))["message_id"] for text in ("old", "new")]
    await bot.ok("deleteMessage", chat_id=ana.id, message_id=numbers[1])
    ana.sees_not("new")
    assert "message to delete not found" in await bot.refused("deleteMessage", chat_id=ana.id, message_id=numbers[1])
    await telegram.advance(2 * DAY + 1)
    assert "can't be deleted" in await bot.refused("deleteMessage", chat_id=ana.id, message_id=numbers[0])
    await ana.sees("old")


async def test_a_tap_is_answered_once_with_a_toast(bot: Probe, ana: Person) -> None:
    await bot.ok("sendMessage", chat_id=ana.id, text="?", reply_markup=keys(["Yes"]))
    answering = background(bot.answer_taps("Thank you"))
    assert await ana.tap("Yes") == "Thank you"
    assert ana.toasts == ["Thank you"]
    answering.cancel()


async def test_a_tap_can_be_answered_for_150_seconds_and_only_once(telegram: Telegram, bot: Probe, ana: Person) -> None:
    number = (await bot.ok("sendMessage", chat_id=ana.id, text="?", reply_markup=keys(["Yes"])))["message_id"]
    late = ana.press_and_leave(number, 0, 0)
    await telegram.advance(151)
    too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await bot.refused("answerCallbackQuery", callback_query_id=late) == too_old
    soon = ana.press_and_leave(number, 0, 0)
    assert "MESSAGE_TOO_LONG" in await bot.refused("answerCallbackQuery", callback_query_id=soon, text="x" * 201)
    await bot.ok("answerCallbackQuery", callback_query_id=soon, text="x" * 200, show_alert=True)
    assert await bot.refused("answerCallbackQuery", callback_query_id=soon) == too_old
    assert await bot.refused("answerCallbackQuery", callback_query_id="12") == too_old


async def test_pins_and_reactions_are_seen(bot: Probe, ana: Person) -> None:
    number = (await bot.ok("sendMessage", chat_id=ana.id, text="Plan"))["message_id"]
    await bot.ok("pinChatMessage", chat_id=ana.id, message_id=number)
    assert (await ana.sees("Plan")).pinned
    assert (await bot.ok("getChat", chat_id=ana.id))["pinned_message"]["text"] == "Plan"
    await bot.ok("setMessageReaction", chat_id=ana.id, message_id=1, reaction=[{"type": "emoji", "emoji": "👍"}])
    screen = await bot.control("GET", f"people/{ana.id}/screen")
    assert screen["messages"][0]["reactions"] == ["👍"]
    assert screen["messages"][1]["pinned"] is True
