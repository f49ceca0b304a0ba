"""Owns the checks of reply markup; refuses to change a keyboard a bot sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request

if TYPE_CHECKING:
    from simulator.chats import Rows
    from simulator.params import Params

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_DATA = 64
ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
STYLES = frozenset({"danger", "success", "primary"})


def read_markup(params: Params) -> tuple[Rows | None, dict[str, Any] | None]:
    """Return (inline keyboard, other markup) of a request; what Telegram refuses raises its 400."""
    markup = params.decoded("reply_markup", "reply keyboard markup")
    if markup is None:
        return None, None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return inline_rows(markup["inline_keyboard"]), None
    if "keyboard" in markup:
        return None, {**markup, "keyboard": _reply_rows(markup["keyboard"])}
    return None, markup if markup.get("remove_keyboard") or markup.get("force_reply") else None


def inline_rows(found: Any) -> Rows | None:
    """Return the rows of an inline keyboard, without empty ones; None when no button is left."""
    rows = [row for row in _array_of_arrays(found, "inline keyboard") if row]
    _count(rows)
    return tuple(tuple(_inline_button(button) for button in row) for row in rows) or None


def _array_of_arrays(found: Any, what: str) -> list[list[Any]]:
    if not isinstance(found, list):
        raise bad_request(f'field "{what.replace(" ", "_")}" of the keyboard must be of type Array')
    if not all(isinstance(row, list) for row in found):
        raise bad_request(f"can't parse {what} button: field must be an Array of Arrays")
    return found


def _count(rows: list[list[Any]]) -> None:
    if any(len(row) > MAX_ROW for row in rows) or sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")


def _inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if button.get("style") is not None and button["style"] not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(button["url"])
    return dict(button)


def _check_url(url: Any) -> None:
    known = ("http://", "https://", "tg://")
    if not isinstance(url, str) or not (url.startswith(known) or "." in url) or " " in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply_rows(found: Any) -> list[list[dict[str, Any]]]:
    rows = [row for row in _array_of_arrays(found, "keyboard") if row]
    if not rows:
        raise bad_request("reply keyboard must not be empty")
    if sum(map(len, rows)) > 300:  # noqa: PLR2004  Telegram's own limit for reply keyboards
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    buttons = [[{"text": button} if isinstance(button, str) else button for button in row] for row in rows]
    for button in (button for row in buttons for button in row):
        if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"]:
            raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    return buttons
