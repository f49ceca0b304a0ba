"""Owns conversations and messages as Telegram keeps them; refuses to validate what bots send."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.text import Body
from simulator.wakeup import Wakeup

if TYPE_CHECKING:
    from simulator.accounts import Profile
    from simulator.files import Media

NO_TEXT = Body()
Rows = tuple[tuple[dict[str, Any], ...], ...]


@dataclass(frozen=True)
class Message:
    """One message; `rows` is its inline keyboard, `markup` any other reply markup, `extra` what has no text."""

    message_id: int
    chat_id: int
    sender: int
    from_bot: bool
    date_ms: int
    body: Body = NO_TEXT
    media: Media | None = None
    rows: Rows | None = None
    markup: dict[str, Any] | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    edited_ms: int | None = None
    reply_to: int | None = None
    album: str | None = None

    @property
    def editable_text(self) -> bool:
        """Tell whether this is a text message, not a picture with a caption or a service message."""
        return self.media is None and bool(self.body.text)


class Chat:
    """One conversation of one bot: private with one person, or a group with several."""

    def __init__(self, bot_id: int, chat_id: int, people: list[Profile], title: str | None = None) -> None:
        """Begin empty and, for a private chat, not started by the person."""
        self.bot_id = bot_id
        self.id = chat_id
        self.title = title
        self.members = [person.id for person in people]
        self.started = title is not None
        self.blocked = False
        self.bot_left = False
        self.messages: dict[int, Message] = {}
        self.gone: dict[int, Message] = {}
        self.hidden_to = 0
        self.typing_until_ms = 0
        self.pinned: list[int] = []
        self.reactions: dict[int, list[dict[str, Any]]] = {}
        self.forgotten: set[int] = set()
        self.keyboard: dict[str, Any] | None = None
        self.changed = Wakeup()

    @property
    def private(self) -> bool:
        """Tell whether this is a chat with one person."""
        return self.title is None

    def put(self, message: Message) -> None:
        """Store a new or changed message and wake whoever looks at the screen."""
        self.messages[message.message_id] = message
        self.changed.fire()

    def remove(self, message_id: int) -> None:
        """Delete a message; it is remembered so that an old phone may still press its buttons."""
        message = self.messages.pop(message_id, None)
        if message:
            self.gone[message_id] = message
            if message_id in self.pinned:
                self.pinned.remove(message_id)
            self.changed.fire()

    def visible(self) -> list[Message]:
        """Return what is on the person's screen, oldest first."""
        return [message for message in self.messages.values() if message.message_id > self.hidden_to]
