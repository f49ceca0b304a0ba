"""Owns what a person does with one phone of the demo page, and what she reads there; refuses to know how the bot works.

Messages and buttons go by their names in the library, so that a better sentence breaks no story.
"""

import re

from playwright.async_api import Locator, Page, expect

from content.library import Library
from tests.wording import pattern


class Phone:
    """One phone on the desk: whose it is, and which language she reads."""

    def __init__(self, page: Page, name: str, locale: str, library: Library) -> None:
        """Take the phone that shows this person's chat."""
        self.root = page.get_by_test_id(f"phone-{name.lower()}")
        self.locale = locale
        self.taps = 0
        self._library = library

    @property
    def newest(self) -> Locator:
        """Find the message at the bottom, where a person looks first."""
        return self.root.get_by_test_id("bubble").last

    async def has(self, key: str) -> bool:
        """Tell whether the message at the bottom is one of this kind, now."""
        return await self.newest.filter(has_text=pattern(key, self.locale)).count() > 0

    async def reads(self, key: str, *facts: str) -> Locator:
        """Wait until the message at the bottom is one of the library's, with these facts in it, and give it."""
        await expect(self.newest).to_contain_text(pattern(key, self.locale))
        for fact in facts:
            await expect(self.newest).to_contain_text(fact)
        return self.newest

    def button(self, label: str, **facts: object) -> Locator:
        """Find a button under that message: by one of the library's names, or else by the words themselves."""
        known = self._library.has(label)
        words = self._library.button(label, self.locale, facts) if known else label
        return self.newest.get_by_test_id("button").filter(has_text=re.compile(rf"^{re.escape(words)}$"))

    async def tap(self, label: str, **facts: object) -> None:
        """Tap a button as soon as it is there."""
        await self.button(label, **facts).click()
        self.taps += 1

    async def say(self, text: str) -> None:
        """Type something and send it."""
        await self.root.get_by_test_id("input").fill(text)
        await self.root.get_by_test_id("send").click()
