"""Owns what each act of a person does to this Telegram and which update it makes; refuses to wait for answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulator.chats import Message
from simulator.messages import chat_json, inaccessible_json
from simulator.methods.chats import member
from simulator.params import Upload
from simulator.samples import OGG, PNG, WEBP
from simulator.text import MAX_TEXT, Body, with_found_entities

if TYPE_CHECKING:
    from simulator.bots import Bot, Tap
    from simulator.chats import Chat
    from simulator.world import World

ACT_MS = 1000
FILES = {
    "photo": Upload("photo.png", "image/png", PNG),
    "voice": Upload("voice.oga", "audio/ogg", OGG),
    "sticker": Upload("sticker.webp", "image/webp", WEBP),
}


class Acts:
    """The acts of one person towards one bot. AssertionError is what the phone would not let her do."""

    def __init__(self, world: World, bot: Bot, person_id: int) -> None:
        """Act as this person."""
        self._world = world
        self._bot = bot
        self._person_id = person_id

    @property
    def _chat(self) -> Chat:
        return self._world.private_chat(self._bot, self._person_id)

    def _begin(self, act: str, **facts: Any) -> None:
        """Take a second, when the clock is frozen, and log the act."""
        clock = self._world.clock
        if not clock.running:
            clock.jump(clock.now_ms() + ACT_MS)
            self._world.tell({"type": "clock", "now_ms": clock.now_ms(), "running": False})
        self._world.log.add("act", act=act, bot=self._bot.account.username, person=self._person_id, **facts)

    def _write(self, chat: Chat, **content: Any) -> Message:
        message = self._world.post(chat, self._person_id, **content)
        if not (chat.blocked or chat.bot_left) and (chat.private or _for_bot(self._bot, message)):
            self._publish("message", self._world.json(message, chat), chat)
        return message

    def _publish(self, kind: str, body: dict[str, Any], chat: Chat) -> None:
        key = self._person_id if kind == "callback_query" else chat.id
        self._world.publish(self._bot, kind, body, person_id=self._person_id, key=key)

    def _check_started(self) -> None:
        if not self._chat.started:
            msg = "the chat only shows the START button: press start first"
            raise AssertionError(msg)
        if self._chat.blocked:
            msg = "the bot is blocked: the chat only shows the button that unblocks it"
            raise AssertionError(msg)

    def start(self, payload: str | None) -> None:
        """Press START, which also unblocks."""
        text = f"/start {payload}" if payload else "/start"
        if self._chat.blocked:
            self.block(blocked=False)
        self._begin("start")
        self._chat.started = True
        self._write(self._chat, body=with_found_entities(Body(text)))

    def say(self, text: str, group: Chat | None = None, *, forwarded: bool = False) -> None:
        """Write (or forward) text, cut into messages of 4096 characters as the apps do."""
        if group is None:
            if text.startswith("/start") and not self._chat.started:
                self._chat.started = True
            self._check_started()
        self._begin("say")
        words = text.strip()
        for first in range(0, len(words), MAX_TEXT):
            body = with_found_entities(Body(words[first : first + MAX_TEXT]))
            self._write(group or self._chat, body=body, extra=self._origin() if forwarded else {})

    def _origin(self) -> dict[str, Any]:
        """Return the mark of a text that was forwarded from somebody who hides the account."""
        origin = {"type": "hidden_user", "date": self._world.clock.now_s(), "sender_user_name": "Somebody"}
        return {"forward_origin": origin}

    def edit_last(self, text: str) -> None:
        """Change the newest text this person wrote."""
        chat = self._chat
        own = [message for message in chat.visible() if not message.from_bot and message.editable_text]
        if not own:
            msg = "there is no message of this person to edit"
            raise AssertionError(msg)
        self._begin("edit")
        body = with_found_entities(Body(text.strip()))
        message = replace(own[-1], body=body, edited_ms=self._world.clock.now_ms())
        chat.put(message)
        self._world.screen_changed(chat)
        self._publish("edited_message", self._world.json(message, chat), chat)

    def send(self, kind: str, caption: str = "", upload: Upload | None = None) -> None:
        """Send a photo, a film, a voice message or a sticker."""
        self._check_started()
        self._begin(kind)
        media = self._world.files.keep(kind, upload or FILES[kind], duration=3)
        self._write(self._chat, media=media, body=with_found_entities(Body(caption.strip())))

    def share_location(self, latitude: float, longitude: float, *, force: bool = False) -> None:
        """Send a place, by the keyboard's button unless forced."""
        self._check_started()
        rows = (self._chat.keyboard or {}).get("keyboard", [])
        if not force and not any(button.get("request_location") for row in rows for button in row):
            msg = "no button on the screen asks for the location"
            raise AssertionError(msg)
        self._begin("location")
        self._used_keyboard()
        self._write(self._chat, extra={"location": {"latitude": latitude, "longitude": longitude}})

    def press_reply_button(self, text: str) -> None:
        """Press a button of the reply keyboard, which writes its text."""
        rows = (self._chat.keyboard or {}).get("keyboard", [])
        button = next((button for row in rows for button in row if button["text"] == text), None)
        if button is None or button.get("request_location") or button.get("request_contact"):
            msg = f"the keyboard has no button that writes {text!r}; a location is shared with share_location"
            raise AssertionError(msg)
        self._begin("reply_button")
        self._used_keyboard()
        self._write(self._chat, body=with_found_entities(Body(text)))

    def _used_keyboard(self) -> None:
        if (self._chat.keyboard or {}).get("one_time_keyboard"):
            self._chat.keyboard = None

    def press(self, message_id: int, row: int, column: int) -> Tap | str:
        """Press an inline button; return the open tap, or the address when the button is a link."""
        chat = self._chat
        message = chat.messages.get(message_id) or chat.gone.get(message_id)
        rows = (message.rows or ()) if message else ()
        if message is None or row >= len(rows) or column >= len(rows[row]):
            msg = f"message {message_id} has no button at row {row}, column {column}"
            raise AssertionError(msg)
        self._begin("tap", message_id=message_id, label=rows[row][column]["text"])
        button = rows[row][column]
        if "callback_data" not in button:
            return str(button.get("url") or "")
        return self._query(chat, message, button["callback_data"])

    def forge(self, message_id: int, data: str) -> Tap:
        """Send button data that no button holds, as an app that was tampered with can."""
        chat = self._chat
        self._begin("forge", message_id=message_id, data=data)
        return self._query(chat, chat.messages[message_id], data)

    def _query(self, chat: Chat, message: Message, data: str) -> Tap:
        """Open a tap and tell the bot of it."""
        tap, message_id = self._bot.open_tap(self._person_id), message.message_id
        if chat.blocked:
            return tap
        here = message_id in chat.messages and message_id not in chat.forgotten
        query = {
            "id": tap.id,
            "from": self._world.people[self._person_id].user(),
            "message": (self._world.json if here else self._lost)(message, chat),
            "chat_instance": str(-(chat.bot_id << 20) - chat.id),
            "data": data,
        }
        self._publish("callback_query", query, chat)
        return tap

    def _lost(self, message: Message, chat: Chat) -> dict[str, Any]:
        return inaccessible_json(self._world, message, chat)

    def block(self, *, blocked: bool) -> None:
        """Block or unblock the bot; only a change tells the bot."""
        chat = self._chat
        if chat.blocked == blocked:
            return
        self._begin("block" if blocked else "unblock")
        chat.blocked = blocked
        self._member_changed(chat, *(("member", "kicked") if blocked else ("kicked", "member")))

    def _member_changed(self, chat: Chat, old: str, new: str) -> None:
        me = self._bot.account.user()
        change = {
            "chat": chat_json(self._world, chat),
            "from": self._world.people[self._person_id].user(),
            "date": self._world.clock.now_s(),
            "old_chat_member": member(me, old),
            "new_chat_member": member(me, new),
        }
        self._publish("my_chat_member", change, chat)
        self._world.screen_changed(chat)

    def delete_chat(self) -> None:
        """Empty the phone's side of the chat."""
        self._begin("delete_chat")
        chat = self._chat
        chat.hidden_to = max(chat.messages, default=0)
        chat.keyboard = None
        self._world.screen_changed(chat)

    def deactivate(self) -> None:
        """Delete the account: bots get 403 from now on, and no update tells them."""
        self._begin("deactivate")
        person = self._world.people[self._person_id]
        self._world.people[self._person_id] = replace(person, deactivated=True)

    def add_to_group(self, title: str) -> int:
        """Make a group of this person and the bot; return its chat id."""
        self._begin("add_to_group")
        chat = self._world.new_group(self._bot, self._person_id, title)
        self._member_changed(chat, "left", "member")
        return chat.id


def _for_bot(bot: Bot, message: Message) -> bool:
    """Tell whether a bot in privacy mode gets to see a group's message: commands and mentions only."""
    return message.body.text.startswith("/") or f"@{bot.account.username}".lower() in message.body.text.lower()
