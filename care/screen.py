"""Owns what one message looks like, in words and buttons; refuses to know how Telegram spells it."""

import json
from dataclasses import dataclass, field
from typing import Any


class TapError(ValueError):
    """This button asks for something that was never offered."""


# A picture whose name begins so is a chart, and the rest of its name is what is on it.
CHART = "chart:"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number: int) -> str:
    """Write a number from 0 on in base 36: a button has 64 bytes for all it has to say; ValueError below 0."""
    if number < 0:
        raise ValueError(f"{number} is negative")
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
        if number == 0:
            return text


@dataclass(frozen=True)
class Button:
    """One inline button: what it says, which action it asks for with which arguments, or a link."""

    label: str
    action: str = ""
    args: tuple[str, ...] = ()
    url: str | None = None
    style: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Screen:
    """The words and buttons of one message and the template they came from.

    ``photo`` names a picture (``qr:<link>`` and ``chart:<data>`` are drawn, anything else is a file of the library);
    ``ask_location`` is the label of a button under the keyboard that shares the location; ``drop_keyboard`` takes that
    button away again.
    """

    text: str
    template: str
    version: str
    locale: str
    rows: Rows = ()
    photo: str | None = None
    ask_location: str | None = None
    drop_keyboard: bool = False

    def dump(self) -> str:
        """Give the screen as JSON, to be sealed into the ledger."""
        return json.dumps(
            {
                "text": self.text,
                "template": self.template,
                "version": self.version,
                "locale": self.locale,
                "rows": [[[b.label, b.action, list(b.args), b.url, b.style] for b in row] for row in self.rows],
                "photo": self.photo,
                "ask_location": self.ask_location,
                "drop_keyboard": self.drop_keyboard,
            },
            ensure_ascii=False,
        )

    @classmethod
    def load(cls, text: str) -> "Screen":
        """Read what :meth:`dump` wrote."""
        values: dict[str, Any] = json.loads(text)
        values["rows"] = tuple(
            tuple(Button(label, action, tuple(args), url, style) for label, action, args, url, style in row)
            for row in values["rows"]
        )
        return cls(**values)


@dataclass(frozen=True)
class Toast:
    """The short answer that Telegram shows over the chat after a tap; ``alert`` asks for an OK."""

    text: str
    alert: bool = False


@dataclass(frozen=True)
class Menu:
    """The commands that one person's Telegram should offer: name and description, and a stamp to tell menus apart."""

    stamp: str
    telegram_id: int
    commands: tuple[tuple[str, str], ...] = field(default=())
