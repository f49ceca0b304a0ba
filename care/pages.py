"""Owns the pages that anybody can ask for: greeting, help, privacy, language; refuses anything personal on them."""

from care import invites, joining, menus
from care.screen import Screen, TapError
from care.turn import Turn
from storage import people


async def start_without_link(turn: Turn) -> None:
    """Greet whoever opened the bot without an invitation, or show somebody known where she is."""
    if turn.person.roles & {"therapist", "owner"}:
        menus.offer(turn)
        await turn.say("reply", invites.staff_welcome(turn))
    elif "client" in turn.person.roles or turn.person.doing:
        await joining.welcome_back(turn)
    else:
        await turn.say("reply", turn.words().screen("pages.stranger", practice=turn.practice.name))


async def help_(turn: Turn, anchor: int | None = None) -> None:
    """Say what there is to do, command by command, and what this chat is not; below a list in its place."""
    numbers = turn.library.emergency(turn.person.country)
    commands = [
        {"name": name, "does": does}
        for name, does in menus.described(turn.library, turn.person.locale, turn.person.roles)
    ]
    menus.offer(turn)
    screen = turn.words().screen(
        "pages.help", practice=turn.practice.name, commands=commands, emergency=numbers.emergency
    )
    await turn.show(screen, anchor=anchor)


async def privacy(turn: Turn) -> None:
    """Say what is kept, who sees it and what a Telegram bot can't promise."""
    await turn.say("reply", turn.words().screen("pages.privacy", practice=turn.practice.name))


async def language(turn: Turn) -> None:
    """Offer the languages."""
    await turn.say("reply", _languages(turn))


def _languages(turn: Turn) -> Screen:
    words = turn.words()
    rows = (*joining.language_rows(turn.person.locale), (words.button("common.back", "ln.back"),))
    return words.screen("pages.language", rows)


async def set_language(turn: Turn, anchor: int, locale: str) -> None:
    """Speak another language from now on."""
    if locale not in joining.WAYS:
        raise TapError(f"language {locale}")
    await people.set_locale(turn.db, turn.person.person_id, locale)
    await turn.refresh()
    menus.offer(turn)
    await turn.show(_languages(turn), anchor=anchor)


async def unknown_command(turn: Turn) -> None:
    """Answer a command that does not exist, or not for her."""
    await turn.say("reply", turn.words().screen("pages.unknown_command"))
