"""Owns what every Bot API method needs of one request: its chat, text, message; refuses to do the method's work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request, forbidden
from simulator.markup import parse_html
from simulator.text import MAX_CAPTION, MAX_TEXT, Body, Entity, trimmed, with_found_entities

if TYPE_CHECKING:
    from simulator.bots import Bot
    from simulator.chats import Chat, Message
    from simulator.params import Params
    from simulator.world import World


@dataclass(frozen=True)
class Call:
    """One request of a bot, authorised and decoded."""

    world: World
    bot: Bot
    method: str
    params: Params

    def known_chat(self) -> Chat:
        """Return the chat of `chat_id`; one the bot has never met raises 400."""
        if not self.params.text("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.world.chats.get((self.bot.id, self.params.integer("chat_id")))
        if chat is None or not chat.started:
            raise bad_request("chat not found")
        return chat

    def chat(self) -> Chat:
        """Return the chat of `chat_id` for writing; a person or group that shut the bot out raises 403."""
        chat = self.known_chat()
        if chat.bot_left:
            raise forbidden("bot was kicked from the group chat")
        if chat.private and self.world.people[chat.id].deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def spend(self, lane: str, chat: Chat) -> None:
        """Pay for one message or edit; raises 429 when the bot is too fast."""
        self.bot.flood.spend(lane, chat.id, paid=self.params.flag("allow_paid_broadcast"))

    def body(self, name: str = "text") -> Body:
        """Return text or caption with its formatting; what Telegram's parser or limits refuse raises 400."""
        source = self.params.text(name)
        mode = self.params.text("parse_mode").lower()
        entities = self.params.items("caption_entities" if name == "caption" else "entities")
        if entities:
            body = trimmed(source, [_entity(item) for item in entities])
        elif mode == "html":
            body = parse_html(source)
        elif mode in {"", "none"}:
            body = trimmed(source, [])
        else:
            raise bad_request("unsupported parse_mode")
        if name == "caption" and body.length() > MAX_CAPTION:
            raise bad_request("message caption is too long")
        if name == "text":
            if not body.text:
                raise bad_request("message text is empty")
            if body.length() > MAX_TEXT:
                raise bad_request("message is too long")
        return with_found_entities(body)

    def own_message(self, what: str, refusal: str) -> tuple[Chat, Message]:
        """Return (chat, message) to change; none, or somebody else's, raises Telegram's 400."""
        if self.params.has("inline_message_id"):
            raise bad_request("MESSAGE_ID_INVALID")
        chat = self.chat()
        message = chat.messages.get(self.params.integer("message_id"))
        if message is None:
            raise bad_request(f"message to {what} not found")
        if not message.from_bot:
            raise bad_request(refusal)
        return chat, message


def _entity(item: Any) -> Entity:
    if not isinstance(item, dict) or not isinstance(item.get("type"), str):
        raise bad_request("can't parse MessageEntity: object expected")
    extra = {name: item[name] for name in ("url", "language", "custom_emoji_id") if item.get(name) is not None}
    return Entity(item["type"], int(item.get("offset", 0)), int(item.get("length", 0)), **extra)
