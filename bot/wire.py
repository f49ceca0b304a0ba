"""Owns one message as the Bot API takes it, in plain JSON; refuses to judge an answer.

python-telegram-bot builds an object for every button and, of the answer, one for every part of the message that we have
just sent: more CPU than all the rest of a delivery. Its request class and its errors are used all the same.
"""

from typing import Any

from telegram import Bot, InputFile
from telegram.error import TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.buttons import encode
from care.screen import Button, Rows, Screen

NO_PREVIEW = {"is_disabled": True}
FILE = "picture"
ATTACHED = f"attach://{FILE}"
"""How a parameter calls the file that came with the same request."""


async def call(bot: Bot, method: str, **parameters: Any) -> int:
    """Send or edit one message and give its number; raises what python-telegram-bot raises."""
    return number_in(await post(bot, method, **parameters))


async def post(bot: Bot, method: str, upload: tuple[str, bytes] | None = None, **parameters: Any) -> Any:
    """Send or edit one message, perhaps with a file (name and bytes) that a parameter calls, and give the answer."""
    given = [RequestParameter(name, value, None) for name, value in parameters.items() if value is not None]
    if upload is not None:
        file = InputFile(upload[1], filename=upload[0], attach=True)
        file.attach_name = FILE
        given.append(RequestParameter(FILE, None, [file]))
    return await bot.request.post(f"{bot.base_url}/{method}", RequestData(given))


def number_in(answer: Any) -> int:
    """Read the number of the message that an answer shows; TelegramError when it shows none."""
    try:
        return int(answer["message_id"])
    except (KeyError, TypeError, ValueError):
        raise TelegramError("the answer names no message") from None


def file_id_in(answer: Any, kind: str) -> str | None:
    """Read under which id the picture of an answer may be sent again; None when it names none."""
    try:
        shown = answer[kind]
        return str((shown[-1] if kind == "photo" else shown)["file_id"])  # a photo comes in sizes, the largest last
    except (IndexError, KeyError, TypeError):
        return None


def markup(screen: Screen, anchor: int) -> dict[str, Any] | None:
    """Spell what is below a new message: buttons, a keyboard, or nothing."""
    if screen.ask_location is not None:
        button = {"text": screen.ask_location, "request_location": True}
        return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
    if screen.drop_keyboard:
        return {"remove_keyboard": True}
    return inline(screen.rows, anchor)


def inline(rows: Rows, anchor: int) -> dict[str, Any] | None:
    """Spell a screen's buttons as Telegram's inline keyboard; ButtonError when one does not fit."""
    if not rows:
        return None
    return {"inline_keyboard": [[_button(button, anchor) for button in row] for row in rows]}


def _button(button: Button, anchor: int) -> dict[str, str]:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": encode(button.action, anchor, button.args)}
