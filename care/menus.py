"""Owns which commands exist and who has which; refuses what they do: that is the route map's."""

from care.screen import Menu
from care.turn import Turn
from content.library import Library

COMMANDS: dict[str, tuple[str, ...]] = {
    "stranger": ("start", "help", "privacy", "language"),
    "client": (
        *("checkin", "routine", "progress", "visits", "learn"),
        *("health", "time", "pause", "language", "stop", "privacy", "help"),
    ),
    "therapist": ("clients", "alerts", "invite", "announce", "learn", "language", "privacy", "help"),
    "owner": ("team",),
}


def commands_for(roles: frozenset[str]) -> tuple[str, ...]:
    """Give the commands of a person's roles, each once, the staff's first."""
    order: tuple[str, ...] = ("therapist", "owner", "client")
    wanted = [role for role in order if role in roles] or ["stranger"]
    found = [command for role in wanted for command in COMMANDS[role]]
    last = ("language", "stop", "privacy", "help")
    first = [command for command in dict.fromkeys(found) if command not in last]
    return (*first, *(command for command in last if command in found))


def described(library: Library, locale: str, roles: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Give each command with what Telegram's menu says of it."""
    return tuple((name, library.button(f"commands.{name}", locale)) for name in commands_for(roles))


def menu_of(turn: Turn) -> Menu:
    """Give the menu that the turn's person should see."""
    commands = described(turn.library, turn.person.locale, turn.person.roles)
    stamp = f"{turn.person.locale}:{','.join(name for name, _ in commands)}"
    return Menu(stamp, turn.person.telegram_id, commands)


def offer(turn: Turn) -> None:
    """Ask for the person's menu to be brought up to date after the commit."""
    menu = menu_of(turn)
    if turn.person.menu != menu.stamp:
        turn.offer_menu(menu)
