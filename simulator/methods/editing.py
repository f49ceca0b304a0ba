"""Owns the methods that change or delete messages; refuses to write new ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request
from simulator.keyboards import read_markup
from simulator.methods.sending import edited_media, read_media
from simulator.updates import DAY_MS

if TYPE_CHECKING:
    from simulator.chats import Chat, Message
    from simulator.methods.call import Call

CANT_EDIT = "message can't be edited"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
REACTIONS = frozenset({"👍", "👎", "❤", "🔥", "🥰", "👏", "😁", "🎉"})


def _keep(call: Call, chat: Chat, old: Message, new: Message) -> dict[str, Any]:
    """Store the edit unless nothing changed; return Telegram's Message."""
    if (new.body, new.media, new.rows) == (old.body, old.media, old.rows):
        raise bad_request(NOT_MODIFIED)
    call.spend("edit", chat)
    # Telegram shows "edited" for new content only; another keyboard leaves no mark.
    marked = (new.body, new.media) != (old.body, old.media)
    message = replace(new, edited_ms=call.world.clock.now_ms() if marked else old.edited_ms)
    chat.put(message)
    call.world.screen_changed(chat)
    return call.world.json(message, chat)


def edit_message_text(call: Call) -> dict[str, Any]:
    """Carry out editMessageText; a keyboard that is left out is removed, as at Telegram."""
    body = call.body()
    rows, _ = read_markup(call.params)
    chat, message = call.own_message("edit", CANT_EDIT)
    if message.media is not None or not message.body.text:
        raise bad_request("there is no text in the message to edit")
    return _keep(call, chat, message, replace(message, body=body, rows=rows))


def edit_message_caption(call: Call) -> dict[str, Any]:
    """Carry out editMessageCaption."""
    body = call.body("caption")
    rows, _ = read_markup(call.params)
    chat, message = call.own_message("edit", CANT_EDIT)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    return _keep(call, chat, message, replace(message, body=body, rows=rows))


def edit_message_media(call: Call) -> dict[str, Any]:
    """Carry out editMessageMedia."""
    inner, kind = edited_media(call)
    rows, _ = read_markup(call.params)
    body = inner.body("caption")
    chat, message = call.own_message("edit", CANT_EDIT)
    media = read_media(inner, kind, "media")
    return _keep(call, chat, message, replace(message, body=body, media=media, rows=rows))


def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    """Carry out editMessageReplyMarkup."""
    rows, _ = read_markup(call.params)
    chat, message = call.own_message("edit", CANT_EDIT)
    return _keep(call, chat, message, replace(message, rows=rows))


def _delete(call: Call, chat: Chat, message: Message) -> None:
    if call.world.clock.now_ms() - message.date_ms > 2 * DAY_MS:
        raise bad_request("message can't be deleted for everyone")
    if not message.from_bot and not chat.private:
        raise bad_request("message can't be deleted")
    chat.remove(message.message_id)
    call.world.screen_changed(chat)


def delete_message(call: Call) -> bool:
    """Carry out deleteMessage: only messages younger than 48 h."""
    chat = call.chat()
    message = chat.messages.get(call.params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _delete(call, chat, message)
    return True


def delete_messages(call: Call) -> bool:
    """Carry out deleteMessages: what is not there is passed over."""
    chat = call.chat()
    ids = call.params.items("message_ids") or []
    if not 1 <= len(ids) <= 100:  # noqa: PLR2004  Telegram's limit
        raise bad_request("message identifiers are not specified")
    for message in [chat.messages[number] for number in ids if number in chat.messages]:
        _delete(call, chat, message)
    return True


def pin_chat_message(call: Call) -> bool:
    """Carry out pinChatMessage."""
    chat = call.chat()
    number = call.params.integer("message_id")
    if number not in chat.messages:
        raise bad_request("message to pin not found")
    if number not in chat.pinned:
        chat.pinned.append(number)
    call.world.screen_changed(chat)
    return True


def unpin_chat_message(call: Call) -> bool:
    """Carry out unpinChatMessage: the named message, or the newest pinned one."""
    chat = call.chat()
    number = call.params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    call.world.screen_changed(chat)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """Carry out unpinAllChatMessages."""
    chat = call.chat()
    chat.pinned.clear()
    call.world.screen_changed(chat)
    return True


def set_message_reaction(call: Call) -> bool:
    """Carry out setMessageReaction: a bot may set one reaction."""
    chat = call.chat()
    number = call.params.integer("message_id")
    if number not in chat.messages:
        raise bad_request("message to react not found")
    reactions = call.params.items("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(item.get("type") == "emoji" and item.get("emoji") not in REACTIONS for item in reactions):
        raise bad_request("REACTION_INVALID")
    chat.reactions[number] = reactions
    call.world.screen_changed(chat)
    return True
