"""Owns speaking to one person in her language; refuses sentences that are not in the library."""

from typing import Any

from care.screen import Button, Rows, Screen, Toast, base36
from content.library import Library


def packed(args: tuple[str | int, ...]) -> tuple[str, ...]:
    """Write a button's arguments: numbers in base 36, texts as they are."""
    return tuple(base36(arg) if isinstance(arg, int) else arg for arg in args)


def short(name: str, most: int) -> str:
    """Cut a name for a button, so that no bracket stays open."""
    if len(name) <= most:
        return name
    cut = name[: most - 1]
    if cut.count("(") > cut.count(")"):
        cut = cut[: cut.rindex("(")]
    return f"{cut.rstrip()}…"


class Words:
    """The library in one locale."""

    def __init__(self, library: Library, locale: str) -> None:
        """Speak ``locale``."""
        self.library = library
        self.locale = locale

    def text(self, key: str, **facts: Any) -> str:
        """Render a message's text (Telegram HTML)."""
        return self.library.text(key, self.locale, facts)

    def screen(self, key: str, rows: Rows = (), **facts: Any) -> Screen:
        """Render a message with its buttons."""
        return Screen(
            text=self.library.text(key, self.locale, facts),
            template=key,
            version=self.library.template_version(key, self.locale),
            locale=self.locale,
            rows=rows,
        )

    def button(self, key: str, action: str, *args: str | int, **facts: Any) -> Button:
        """Make a button labelled from the library."""
        return Button(self.library.button(key, self.locale, facts), action, packed(args))

    def instrument(self, key: str) -> str:
        """Name a measuring instrument; without a wording in this language as the first that has one does."""
        for tongue in (self.locale, *self.library.locales):
            said = self.library.guide_words(tongue).instruments.get(key)
            if said is not None:
                return said.name
        return key

    def toast(self, key: str, *, alert: bool = False, **facts: Any) -> Toast:
        """Make the short answer to a tap."""
        return Toast(self.library.toast(key, self.locale, facts), alert)


def plain(label: str, action: str, *args: str | int) -> Button:
    """Make a button whose label needs no translation: a number, a date, a name."""
    return Button(label, action, packed(args))
