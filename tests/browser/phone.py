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

    def bubble(self, key: str) -> Locator:
        """Find the newest message of a kind that is on the phone."""
        return self.root.get_by_test_id("bubble").filter(has_text=pattern(key, self.locale)).last

    async def reads(self, key: str, *facts: str) -> Locator:
        """Wait until the phone shows a message of the library, with these facts in it, and give it."""
        bubble = self.bubble(key)
        await expect(bubble).to_be_visible()
        for fact in facts:
            await expect(bubble).to_contain_text(fact)
        return bubble

    def key(self, label: str, **facts: object) -> Locator:
        """Find the newest button with a label: one of the library's names, or else the words themselves."""
        known = self._library.has(label)
        words = self._library.button(label, self.locale, facts) if known else label
        return self.root.get_by_test_id("button").filter(has_text=re.compile(rf"^{re.escape(words)}$")).last

    async def tap(self, label: str, **facts: object) -> None:
        """Tap a button as soon as it is there."""
        await self.key(label, **facts).click()
        self.taps += 1

    async def say(self, text: str) -> None:
        """Type something and send it."""
        await self.root.get_by_test_id("input").fill(text)
        await self.root.get_by_test_id("send").click()
