"""Owns a bot's command menus and which of them a person's phone shows; refuses to run commands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.errors import bad_request

if TYPE_CHECKING:
    from simulator.bots import Bot
    from simulator.methods.call import Call

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_PLAIN = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})


def _scope(call: Call) -> tuple[str, str]:
    """Return the key (scope, language) of a menu."""
    scope = call.params.decoded("scope", "BotCommandScope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    language = call.params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("LANG_CODE_INVALID")
    if kind in _PLAIN:
        return str(kind), language
    if kind not in {"chat", "chat_administrators", "chat_member"}:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    digits = str(scope.get("chat_id"))
    chat = call.world.chats.get((call.bot.id, int(digits))) if digits.lstrip("-").isdigit() else None
    if chat is None or not chat.started:
        raise bad_request("chat not found")
    user = f":{scope.get('user_id')}" if kind == "chat_member" else ""
    return f"{kind}:{chat.id}{user}", language


def set_my_commands(call: Call) -> bool:
    """Carry out setMyCommands."""
    commands = call.params.items("commands") or []
    key = _scope(call)
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.bot.commands[key] = [_command(item) for item in commands]
    call.world.tell({"type": "menu"})
    return True


def _command(item: Any) -> dict[str, str]:
    if not isinstance(item, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(item.get("command", "")).removeprefix("/"), str(item.get("description", "")).strip()
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_my_commands(call: Call) -> list[dict[str, str]]:
    """Carry out getMyCommands."""
    return call.bot.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    """Carry out deleteMyCommands."""
    call.bot.commands.pop(_scope(call), None)
    call.world.tell({"type": "menu"})
    return True


def menu_of(bot: Bot, chat_id: int, language: str | None) -> list[dict[str, str]]:
    """Return the commands a person's app shows: the first menu that exists, from the narrowest scope outwards."""
    code = (language or "").split("-")[0].lower()
    for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
        for key in ((scope, code), (scope, "")):
            if bot.commands.get(key):
                return bot.commands[key]
    return []
