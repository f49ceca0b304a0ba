"""Owns Telegram's JSON of messages and chats; refuses to change either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.chats import Chat, Message
    from simulator.world import World


def chat_json(world: World, chat: Chat) -> dict[str, Any]:
    """Return Telegram's Chat."""
    if chat.private:
        return world.people[chat.id].chat()
    return {"id": chat.id, "type": "group", "title": chat.title}


def sender_json(world: World, message: Message, chat: Chat) -> dict[str, Any]:
    """Return Telegram's User of whoever wrote a message."""
    return world.bot_of(chat).account.user() if message.from_bot else world.people[message.sender].user()


def message_json(world: World, message: Message, chat: Chat) -> dict[str, Any]:
    """Return Telegram's Message, whole."""
    found: dict[str, Any] = {
        "message_id": message.message_id,
        "from": sender_json(world, message, chat),
        "chat": chat_json(world, chat),
        "date": message.date_ms // 1000,
    }
    if message.edited_ms is not None:
        found["edit_date"] = message.edited_ms // 1000
    found.update(_content(message, chat))
    if message.album:
        found["media_group_id"] = message.album
    replied = chat.messages.get(message.reply_to) if message.reply_to else None
    if replied:
        shown = message_json(world, replied, chat)
        shown.pop("reply_to_message", None)
        found["reply_to_message"] = shown
    if message.rows:
        found["reply_markup"] = {"inline_keyboard": [list(row) for row in message.rows]}
    return found


def _content(message: Message, chat: Chat) -> dict[str, Any]:
    """Return text or caption, media and service fields."""
    found = dict(message.extra)
    text, marks = ("caption", "caption_entities") if message.media else ("text", "entities")
    if message.media:
        found.update(message.media.json(chat.bot_id))
    if message.body.text:
        found[text] = message.body.text
        if message.body.entities:
            found[marks] = [entity.json() for entity in message.body.entities]
    return found


def inaccessible_json(world: World, message: Message, chat: Chat) -> dict[str, Any]:
    """Return Telegram's InaccessibleMessage: what is left of a message that is gone or too old."""
    return {"chat": chat_json(world, chat), "message_id": message.message_id, "date": 0}
