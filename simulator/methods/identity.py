"""Owns the methods about the bot itself; refuses to touch chats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request
from simulator.text import utf16_length

if TYPE_CHECKING:
    from simulator.methods.call import Call

LENGTHS = {"name": 64, "description": 512, "short_description": 120}


def get_me(call: Call) -> dict[str, Any]:
    """Carry out getMe."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**call.bot.account.user(), **abilities}


def log_out(call: Call) -> bool:
    """Carry out logOut: this server refuses the token for ten minutes."""
    call.bot.logged_out_ms = call.world.clock.now_ms()
    return True


def close(call: Call) -> bool:
    """Carry out close."""
    return bool(call.bot)


def _set_text(call: Call, what: str) -> bool:
    text = call.params.text(what)
    if utf16_length(text) > LENGTHS[what]:
        raise bad_request(f"BOT_{what.upper()}_TOO_LONG")
    call.bot.texts[what, call.params.text("language_code")] = text
    return True


def _get_text(call: Call, what: str) -> dict[str, str]:
    texts, language = call.bot.texts, call.params.text("language_code")
    default = call.bot.account.name if what == "name" else ""
    return {what: texts.get((what, language)) or texts.get((what, "")) or default}


def set_my_name(call: Call) -> bool:
    """Carry out setMyName."""
    return _set_text(call, "name")


def get_my_name(call: Call) -> dict[str, str]:
    """Carry out getMyName."""
    return _get_text(call, "name")


def set_my_description(call: Call) -> bool:
    """Carry out setMyDescription."""
    return _set_text(call, "description")


def get_my_description(call: Call) -> dict[str, str]:
    """Carry out getMyDescription."""
    return _get_text(call, "description")


def set_my_short_description(call: Call) -> bool:
    """Carry out setMyShortDescription."""
    return _set_text(call, "short_description")


def get_my_short_description(call: Call) -> dict[str, str]:
    """Carry out getMyShortDescription."""
    return _get_text(call, "short_description")


def set_chat_menu_button(call: Call) -> bool:
    """Carry out setChatMenuButton."""
    button = call.params.decoded("menu_button", "menu button") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("MenuButton has unsupported type")
    call.bot.menu_buttons[call.params.integer("chat_id")] = button
    return True


def get_chat_menu_button(call: Call) -> dict[str, Any]:
    """Carry out getChatMenuButton."""
    buttons = call.bot.menu_buttons
    return buttons.get(call.params.integer("chat_id")) or buttons.get(0) or {"type": "commands"}
