"""Every answer of a tour through all methods is read by aiogram, by python-telegram-bot and by Telegram's own list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import telegram as ptb
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, InaccessibleMessage
from aiogram.types import Update as AiogramUpdate

from simulator.methods import METHODS
from simulator.samples import OGG, WEBP, png
from tests.judges import answer_faults, check_requests, request_faults
from tests.simulator.probe import ACCOUNT, Probe, keys

if TYPE_CHECKING:
    from simulator import Person, Telegram

PICTURE = png(64, 48, (1, 2, 3))
PTB_TYPES: dict[str, type[ptb.TelegramObject]] = {
    "getMe": ptb.User,
    "getChat": ptb.ChatFullInfo,
    "getChatMember": ptb.ChatMember,
    "getChatAdministrators": ptb.ChatMember,
    "getFile": ptb.File,
    "getUserProfilePhotos": ptb.UserProfilePhotos,
    "getMyCommands": ptb.BotCommand,
    "getMyName": ptb.BotName,
    "getMyDescription": ptb.BotDescription,
    "getMyShortDescription": ptb.BotShortDescription,
    "getChatMenuButton": ptb.MenuButton,
    "getWebhookInfo": ptb.WebhookInfo,
    "getUpdates": ptb.Update,
    "copyMessage": ptb.MessageId,
}
FILES = {
    "sendPhoto": ("photo", "a.png", PICTURE),
    "sendAnimation": ("animation", "a.mp4", b"....ftypisom"),
    "sendVideo": ("video", "b.mp4", b"....ftypmp42"),
    "sendDocument": ("document", "a.pdf", b"%PDF-1.7"),
    "sendVoice": ("voice", "a.ogg", OGG),
    "sendAudio": ("audio", "a.mp3", b"ID3"),
    "sendSticker": ("sticker", "a.webp", WEBP),
}


class Tour:
    """Calls methods one after the other and keeps what they answered."""

    def __init__(self, bot: Probe) -> None:
        self.bot = bot
        self.answers: list[tuple[str, Any]] = []

    async def __call__(self, method: str, **parameters: Any) -> Any:
        result = await self.bot.ok(method, **parameters)
        self.answers.append((method, result))
        return result

    async def messages(self, ana: Person) -> None:
        chat = ana.id
        first = await self(
            "sendMessage", chat_id=chat, text="<b>a</b> /help", parse_mode="HTML", reply_markup=keys(["x"])
        )
        number = first["message_id"]
        await self("sendMessage", chat_id=chat, text="b", reply_parameters={"message_id": number})
        await self("editMessageText", chat_id=chat, message_id=number, text="new")
        await self("editMessageReplyMarkup", chat_id=chat, message_id=number, reply_markup=keys(["y"]))
        await self("copyMessage", chat_id=chat, from_chat_id=chat, message_id=number)
        await self("forwardMessage", chat_id=chat, from_chat_id=chat, message_id=number)
        await self("pinChatMessage", chat_id=chat, message_id=number)
        await self("getChat", chat_id=chat)
        await self("unpinChatMessage", chat_id=chat, message_id=number)
        await self("unpinAllChatMessages", chat_id=chat)
        await self("setMessageReaction", chat_id=chat, message_id=number, reaction=[{"type": "emoji", "emoji": "👍"}])
        await self("sendLocation", chat_id=chat, latitude=52.5, longitude=13.4)
        await self("sendContact", chat_id=chat, phone_number="+49", first_name="Maya")
        await self("sendChatAction", chat_id=chat, action="typing")
        await self("deleteMessage", chat_id=chat, message_id=number)
        await self("deleteMessages", chat_id=chat, message_ids=[number, number + 1])

    async def files(self, ana: Person) -> None:
        sent = {}
        for method, (field, name, content) in FILES.items():
            answer = await self.bot.upload(method, {field: (name, content)}, chat_id=ana.id)
            sent[method] = answer["result"]
            self.answers.append((method, answer["result"]))
        photo, number = sent["sendPhoto"]["photo"][0]["file_id"], sent["sendPhoto"]["message_id"]
        await self("sendPhoto", chat_id=ana.id, photo=photo, caption="again")
        await self("getFile", file_id=photo)
        await self("editMessageCaption", chat_id=ana.id, message_id=number, caption="c")
        video = {"type": "video", "media": sent["sendVideo"]["video"]["file_id"]}
        await self("sendMediaGroup", chat_id=ana.id, media=[{"type": "photo", "media": photo}, video])
        await self("editMessageMedia", chat_id=ana.id, message_id=number, media=video)

    async def itself(self, ana: Person) -> None:
        await self("getMe")
        for what, name in (("name", "Name"), ("description", "Description"), ("short_description", "ShortDescription")):
            await self(f"setMy{name}", **{what: "words"})
            await self(f"getMy{name}")
        await self("setMyCommands", commands=[{"command": "help", "description": "Help"}])
        await self("getMyCommands")
        await self("deleteMyCommands")
        await self("setChatMenuButton", chat_id=ana.id, menu_button={"type": "commands"})
        await self("getChatMenuButton", chat_id=ana.id)
        await self("setWebhook", url="https://example.org/hook", allowed_updates=["message"])
        await self("getWebhookInfo")
        await self("deleteWebhook")
        await self("setWebhook", url="", allowed_updates=[])

    async def people(self, ana: Person) -> None:
        group = await ana.add_to_group("Practice")
        await ana.say_in_group(group, "/help")
        await self("sendMessage", chat_id=group, text="hello all")
        await self("getChat", chat_id=group)
        await self("getChatAdministrators", chat_id=group)
        await self("getChatMemberCount", chat_id=group)
        await self("getChatMember", chat_id=group, user_id=ana.id)
        await self("getChatMember", chat_id=ana.id, user_id=ACCOUNT.id)
        await self("getUserProfilePhotos", user_id=ana.id)
        await self("leaveChat", chat_id=group)

    async def updates(self, ana: Person) -> None:
        board = {"keyboard": [[{"text": "Here", "request_location": True}]]}
        await self("sendMessage", chat_id=ana.id, text="where?", reply_markup=board)
        await ana.share_location(52.5, 13.4)
        for act in (ana.send_photo, ana.send_voice, ana.send_sticker):
            await act()
        await ana.say("see https://example.org and @someone #tag a@example.org")
        await ana.edit_last("or not")
        question = await self("sendMessage", chat_id=ana.id, text="?", reply_markup=keys(["yes"]))
        for _ in range(2):
            query_id = ana.press_and_leave(question["message_id"], 0, 0)
            await self("answerCallbackQuery", callback_query_id=query_id, text="ok")
            await self.bot("deleteMessage", chat_id=ana.id, message_id=question["message_id"])
        await ana.block()
        await ana.unblock()
        await self("getUpdates")


async def tour(bot: Probe, ana: Person) -> list[tuple[str, Any]]:
    """Return what every method of the simulator answers."""
    guide = Tour(bot)
    for part in (guide.messages, guide.files, guide.itself, guide.people, guide.updates):
        await part(ana)
    await guide("close")
    await guide("logOut")
    return guide.answers


def unknown_to_ptb(value: Any) -> list[str]:
    """Return the fields of a parsed object that python-telegram-bot does not know."""
    if isinstance(value, (list, tuple)):
        return [fault for item in value for fault in unknown_to_ptb(item)]
    if not isinstance(value, ptb.TelegramObject):
        return []
    slots = [
        name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()) if not name.startswith("_")
    ]
    inside = [unknown_to_ptb(getattr(value, name, None)) for name in slots if name != "api_kwargs"]
    return [*(f"{type(value).__name__}.{name}" for name in value.api_kwargs), *(f for faults in inside for f in faults)]


async def test_every_answer_is_what_telegram_would_send(bot: Probe, ana: Person) -> None:
    answers = await tour(bot, ana)
    assert {name.lower() for name, _ in answers} == {*METHODS, "getupdates"}, "the tour misses a method"
    faults = [f"{name}: {fault}" for name, result in answers for fault in answer_faults(name, result)]
    for name, result in answers:
        kind = PTB_TYPES.get(name, ptb.Message)
        parts = result if isinstance(result, list) else [result]
        read = [kind.de_json(part, None) for part in parts if isinstance(part, dict)]
        faults += [f"{name}: python-telegram-bot knows no {field}" for field in unknown_to_ptb(read)]
    assert faults == []


async def test_every_kind_of_update_was_on_the_tour(bot: Probe, ana: Person) -> None:
    answers = await tour(bot, ana)
    updates = [update for name, result in answers if name == "getUpdates" for update in result]
    kinds = {next(key for key in update if key != "update_id") for update in updates}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
    lost = [update for update in updates if update.get("callback_query", {}).get("message", {}).get("date") == 0]
    read = AiogramUpdate.model_validate(lost[0])
    assert read.callback_query is not None
    assert isinstance(read.callback_query.message, InaccessibleMessage)


async def test_the_requests_of_the_tour_are_known(telegram: Telegram, bot: Probe, ana: Person) -> None:
    await tour(bot, ana)
    assert check_requests(telegram.log) == len(telegram.log.requests())


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("sendMessage", {"chat_id": 1, "text": "a", "parsemode": "HTML"}, "parsemode"),
        ("sendMessage", {"chat_id": 1}, "text"),
        ("sendMessage", {"chat_id": "1", "text": "a", "reply_markup": '{"inline_keyboard":[[{"txt":"a"}]]}'}, "text"),
        ("sendMessage", {"chat_id": 1, "text": "a", "entities": "bold"}, "entities"),
        ("sendMesage", {"chat_id": 1, "text": "a"}, "no such method"),
        ("setMyCommands", {"commands": [{"command": "a", "description": "b", "hidden": True}]}, "hidden"),
    ],
)
def test_a_request_with_a_slip_is_found(method: str, parameters: dict[str, Any], words: str) -> None:
    line = {"seq": 1, "kind": "request", "method": method, "parameters": parameters}
    assert any(words in fault for fault in request_faults(line))
    with pytest.raises(AssertionError, match=method):
        check_requests([line])


async def test_python_telegram_bot_works_against_it(telegram: Telegram, ana: Person) -> None:
    async with ptb.Bot(ACCOUNT.token, base_url=f"{telegram.url}/bot", base_file_url=f"{telegram.url}/file/bot") as bot:
        assert bot.username == ACCOUNT.username
        board = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Done", callback_data="v1")]])
        sent = await bot.send_photo(ana.id, PICTURE, caption="<i>c</i>", parse_mode="HTML", reply_markup=board)
        again = await bot.send_photo(ana.id, sent.photo[-1].file_id)
        assert await (await again.photo[-1].get_file()).download_as_bytearray() == PICTURE
        await bot.send_media_group(ana.id, [ptb.InputMediaPhoto(PICTURE), ptb.InputMediaPhoto(sent.photo[-1].file_id)])
        await bot.send_message(ana.id, "plain")
        await sent.edit_caption("other")
    assert [one.kind for one in ana.screen()] == [None, "photo", "photo", "photo", "photo", None]
    check_requests(telegram.log)


async def test_aiogram_works_against_it(telegram: Telegram, ana: Person) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))
    async with AiogramBot(ACCOUNT.token, session=session) as bot:
        assert (await bot.get_me()).username == ACCOUNT.username
        sent = await bot.send_photo(ana.id, BufferedInputFile(PICTURE, "a.png"), caption="hello")
        assert sent.photo
        await bot.edit_message_caption(chat_id=ana.id, message_id=sent.message_id, caption="bye")
        updates = await bot.get_updates()
    assert updates[0].message is not None
    assert updates[0].message.text == "/start"
    assert ana.screen()[-1].text == "bye"
    check_requests(telegram.log)
