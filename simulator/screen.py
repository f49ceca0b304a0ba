"""Owns what a person sees of one chat; refuses to act on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.markup import render_html
from simulator.methods.commands import menu_of
from simulator.text import Body

if TYPE_CHECKING:
    from simulator.chats import Chat, Message
    from simulator.files import Media
    from simulator.world import World


START = Body("/start")


@dataclass(frozen=True)
class Button:
    """One inline button."""

    text: str
    data: str | None = None
    url: str | None = None
    style: str | None = None
    rest: dict[str, Any] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """Return the button as the control routes show it."""
        found = {"text": self.text, "data": self.data, "url": self.url, "style": self.style}
        return {**{name: value for name, value in found.items() if value is not None}, **self.rest}


@dataclass(frozen=True)
class Bubble:
    """One message on the screen; `html` is safe to show, `text` is without formatting."""

    message_id: int
    from_bot: bool
    date_ms: int
    html: str
    text: str
    buttons: list[list[Button]]
    kind: str | None = None
    reply_keyboard: dict[str, Any] | None = None
    edited: bool = False
    pinned: bool = False
    media: Media | None = None

    def labels(self) -> list[str]:
        """Return the texts of the buttons, row by row."""
        return [button.text for row in self.buttons for button in row]

    def __str__(self) -> str:
        """Return the message as a failing test prints it."""
        who = "bot" if self.from_bot else "   "
        media = f"<{self.kind}> " if self.kind else ""
        rows = "".join("\n        " + " ".join(f"[{button.text}]" for button in row) for row in self.buttons)
        return f"  {self.message_id:>4} {who} {media}{self.text}{rows}"


def bubble(message: Message, chat: Chat) -> Bubble:
    """Return one message as it is shown."""
    rows = [[_button(button) for button in row] for row in message.rows or ()]
    kind = (
        message.media.kind
        if message.media
        else next((name for name in ("location", "contact") if name in message.extra), None)
    )
    body = START if _with_payload(message) else message.body
    return Bubble(
        message_id=message.message_id,
        from_bot=message.from_bot,
        date_ms=message.date_ms,
        html=render_html(body),
        text=body.text,
        buttons=rows,
        kind=kind,
        reply_keyboard=message.markup,
        edited=message.edited_ms is not None,
        pinned=message.message_id in chat.pinned,
        media=message.media,
    )


def _with_payload(message: Message) -> bool:
    """Tell whether this is a press of START on a link: the bot gets the payload, the phone shows the command only."""
    return not message.from_bot and message.body.text.startswith("/start ")


def _button(button: dict[str, Any]) -> Button:
    known = ("text", "callback_data", "url", "style")
    rest = {name: value for name, value in button.items() if name not in known}
    return Button(button["text"], button.get("callback_data"), button.get("url"), button.get("style"), rest)


def bubbles(chat: Chat) -> list[Bubble]:
    """Return the whole screen, oldest message first."""
    return [bubble(message, chat) for message in chat.visible()]


def screen_json(world: World, chat: Chat, person_id: int) -> dict[str, Any]:
    """Return the screen as the control routes show it."""
    bot = world.bot_of(chat)
    person = world.people[person_id]
    account = bot.account
    seen = {"id": account.id, "username": account.username, "name": account.name}
    about = bot.texts.get(("description", (person.language_code or "")[:2])) or bot.texts.get(("description", ""), "")
    return {
        "chat": {"blocked": chat.blocked, "started": chat.started, "bot": {**seen, "description": about}},
        "messages": [_bubble_json(world, one, chat) for one in bubbles(chat)],
        "reply_keyboard": chat.keyboard,
        "menu": menu_of(bot, chat.id, person.language_code),
        "typing": chat.typing_until_ms > world.clock.now_ms(),
    }


def _bubble_json(world: World, one: Bubble, chat: Chat) -> dict[str, Any]:
    found: dict[str, Any] = {
        "message_id": one.message_id,
        "from_bot": one.from_bot,
        "date_ms": one.date_ms,
        "html": one.html,
        "text": one.text,
        "buttons": [[button.json() for button in row] for row in one.buttons],
        "edited": one.edited,
    }
    if one.media:
        about: dict[str, Any] = {"name": one.media.name, "size": len(one.media.content)}
        about |= {"width": one.media.width, "height": one.media.height}
        found["media"] = {"kind": one.kind, "url": f"/control/file/{one.media.file_id(chat.bot_id)}", **about}
    elif one.kind:
        found["media"] = {"kind": one.kind, "url": None, "width": 0, "height": 0, **_place(one, chat)}
    if one.reply_keyboard:
        found["reply_keyboard"] = one.reply_keyboard
    if one.pinned:
        found["pinned"] = True
    if chat.reactions.get(one.message_id):
        found["reactions"] = [item.get("emoji") for item in chat.reactions[one.message_id]]
    if not chat.private and not one.from_bot:
        found["from"] = world.people[chat.messages[one.message_id].sender].first_name
    return found


def _place(one: Bubble, chat: Chat) -> dict[str, Any]:
    return dict(chat.messages[one.message_id].extra.get(one.kind or "", {}))
