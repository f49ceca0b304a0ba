"""Owns the methods that write new messages; refuses to change old ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request
from simulator.files import Media
from simulator.keyboards import read_markup
from simulator.params import Params, Upload

if TYPE_CHECKING:
    from simulator.chats import Chat, Message
    from simulator.methods.call import Call

TYPING_MS = 5000
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
ALBUM = range(2, 11)
COORDINATES = {"latitude": 90, "longitude": 180}


def _write(call: Call, chat: Chat, **content: Any) -> dict[str, Any]:
    """Write one message with the reply markup of the request; return Telegram's Message."""
    rows, markup = read_markup(call.params)
    reply_to = _replied(call, chat)
    call.spend("send", chat)
    if call.params.has("message_effect_id") and not chat.private:
        raise bad_request("message effects are available only in private chats")
    content["extra"] = {**content.get("extra", {}), **_asked(call)}
    message = call.world.post(chat, call.bot.id, rows=rows, markup=markup, reply_to=reply_to, **content)
    if markup is not None:
        chat.keyboard = None if markup.get("remove_keyboard") else {**markup, "message_id": message.message_id}
    return call.world.json(message, chat)


def _asked(call: Call) -> dict[str, Any]:
    """Return the settings of the request that Telegram repeats in the message."""
    found: dict[str, Any] = {}
    if call.params.flag("protect_content"):
        found["has_protected_content"] = True
    if call.params.has("message_effect_id"):
        found["effect_id"] = call.params.text("message_effect_id")
    preview = call.params.decoded("link_preview_options", "link preview options")
    return {**found, "link_preview_options": preview} if preview else found


def _replied(call: Call, chat: Chat) -> int | None:
    reply = call.params.decoded("reply_parameters", "reply parameters")
    if reply is None and call.params.has("reply_to_message_id"):
        reply = {
            "message_id": call.params.integer("reply_to_message_id"),
            "allow_sending_without_reply": call.params.flag("allow_sending_without_reply"),
        }
    if not reply:
        return None
    if reply.get("message_id") in chat.messages:
        return int(reply["message_id"])
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def send_message(call: Call) -> dict[str, Any]:
    """Carry out sendMessage."""
    body = call.body()
    return _write(call, call.chat(), body=body)


def read_media(call: Call, kind: str, field: str) -> Media:
    """Return the file of a request: a file_id of this bot, or an upload (as the field or `attach://`)."""
    upload = call.params.files.get(field)
    given = call.params.text(field) if upload is None else ""
    if given.startswith("attach://"):
        upload = call.params.files.get(given.removeprefix("attach://"))
    if upload is not None:
        return _uploaded(call, kind, upload)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    media = call.world.files.find(call.bot.id, given)
    if kind not in {media.kind, "document"}:
        raise bad_request(f"can't use file of type {media.kind.title()} as {kind.title()}")
    return media


def _uploaded(call: Call, kind: str, upload: Upload) -> Media:
    sides = {name: call.params.integer(name) for name in ("width", "height", "duration")}
    media = call.world.files.keep(kind, upload, **sides)
    call.bot.flood.upload(len(upload.content))
    return media


def _send_media(call: Call, kind: str) -> dict[str, Any]:
    body = call.body("caption")
    chat = call.chat()
    return _write(call, chat, body=body, media=read_media(call, kind, kind))


def send_photo(call: Call) -> dict[str, Any]:
    """Carry out sendPhoto."""
    return _send_media(call, "photo")


def send_animation(call: Call) -> dict[str, Any]:
    """Carry out sendAnimation."""
    return _send_media(call, "animation")


def send_video(call: Call) -> dict[str, Any]:
    """Carry out sendVideo."""
    return _send_media(call, "video")


def send_document(call: Call) -> dict[str, Any]:
    """Carry out sendDocument."""
    return _send_media(call, "document")


def send_voice(call: Call) -> dict[str, Any]:
    """Carry out sendVoice."""
    return _send_media(call, "voice")


def send_audio(call: Call) -> dict[str, Any]:
    """Carry out sendAudio."""
    return _send_media(call, "audio")


def send_sticker(call: Call) -> dict[str, Any]:
    """Carry out sendSticker."""
    chat = call.chat()
    return _write(call, chat, media=read_media(call, "sticker", "sticker"))


def send_location(call: Call) -> dict[str, Any]:
    """Carry out sendLocation."""
    point = {name: call.params.number(name) for name in COORDINATES}
    if any(abs(point[name]) > most for name, most in COORDINATES.items()):
        raise bad_request("wrong latitude or longitude specified")
    return _write(call, call.chat(), extra={"location": point})


def send_contact(call: Call) -> dict[str, Any]:
    """Carry out sendContact."""
    names = ("phone_number", "first_name", "last_name")
    contact = {name: call.params.text(name) for name in names if call.params.text(name)}
    if not {"phone_number", "first_name"} <= contact.keys():
        raise bad_request("phone number and first name are required")
    return _write(call, call.chat(), extra={"contact": contact})


def send_media_group(call: Call) -> list[dict[str, Any]]:
    """Carry out sendMediaGroup: 2 to 10 files in messages that share an album."""
    items = call.params.items("media") or []
    chat = call.chat()
    if len(items) not in ALBUM:
        raise bad_request("there must be from 2 to 10 media to send in an album")
    read = []
    for item in items:
        inner = _part(call, item)
        read.append((inner.body("caption"), read_media(inner, str(item.get("type")), "media")))
    reply_to = _replied(call, chat)
    for _ in read:
        call.spend("send", chat)
    album = str(call.world.clock.now_ms()) + str(len(chat.messages))
    posted = [
        call.world.post(chat, call.bot.id, body=body, media=media, album=album, reply_to=reply_to)
        for body, media in read
    ]
    return [call.world.json(message, chat) for message in posted]


def _part(call: Call, item: Any) -> Call:
    """Return a call that reads one InputMedia as though it were a request of its own."""
    if not isinstance(item, dict) or item.get("type") not in {"photo", "video", "document", "animation", "audio"}:
        raise bad_request("can't parse InputMedia: media type is invalid")
    params = Params({**item, "chat_id": call.params.text("chat_id")}, call.params.files)
    return type(call)(call.world, call.bot, call.method, params)


def edited_media(call: Call) -> tuple[Call, str]:
    """Return (call that reads the `media` parameter, its kind) for editMessageMedia."""
    item = call.params.decoded("media", "media")
    return _part(call, item), str(item["type"])


def send_chat_action(call: Call) -> bool:
    """Carry out sendChatAction: the person sees it for 5 s or until the next message."""
    chat = call.chat()
    if call.params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until_ms = call.world.clock.now_ms() + TYPING_MS
    call.world.screen_changed(chat)
    return True


def _copied(call: Call) -> tuple[Chat, Message]:
    source = call.world.chats.get((call.bot.id, call.params.integer("from_chat_id")))
    message = source.messages.get(call.params.integer("message_id")) if source else None
    if source is None or message is None:
        raise bad_request(f"message to {'copy' if call.method.lower().startswith('copy') else 'forward'} not found")
    return source, message


def copy_message(call: Call) -> dict[str, int]:
    """Carry out copyMessage."""
    chat = call.chat()
    _, message = _copied(call)
    body = call.body("caption") if call.params.has("caption") else message.body
    written = _write(call, chat, body=body, media=message.media, extra=message.extra)
    return {"message_id": written["message_id"]}


def forward_message(call: Call) -> dict[str, Any]:
    """Carry out forwardMessage."""
    chat = call.chat()
    source, message = _copied(call)
    sender = call.world.json(message, source)["from"]
    origin = {"type": "user", "date": message.date_ms // 1000, "sender_user": sender}
    extra = {**message.extra, "forward_origin": origin}
    return _write(call, chat, body=message.body, media=message.media, extra=extra)
