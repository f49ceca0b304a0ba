"""Owns the pictures that a story leaves behind; refuses one in which the label of a button is cut off.

They go into docs/screenshots when INTERLUDE_SCREENSHOTS is set, else into the folder of the test.
"""

import itertools
import os
from pathlib import Path

from playwright.async_api import Page, expect

DOCS = Path(__file__).parents[2] / "docs" / "screenshots"
QUALITY = 65  # percent; the same picture as a PNG weighs twice as much
LARGEST = 150_000  # bytes: what one picture may add to a clone
CUT = """keys => keys.filter(key => key.scrollHeight > key.clientHeight + 1 || key.scrollWidth > key.clientWidth + 1)
    .map(key => key.textContent)"""


class Album:
    """Numbered pictures of one story in one language."""

    def __init__(self, page: Page, spare: Path, name: str) -> None:
        """Take pictures of this page, into a folder of this name."""
        self.page = page
        self.top = DOCS if os.environ.get("INTERLUDE_SCREENSHOTS") else spare
        self.folder = self.top / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self._numbers = itertools.count(1)

    async def take(self, name: str) -> None:
        """Take the next picture of the story."""
        await self._save(self.folder / f"{next(self._numbers):02d}-{name}.jpg")

    async def frontispiece(self) -> None:
        """Take the one picture that the README shows."""
        await self._save(self.top / "demo.jpg")

    async def _save(self, path: Path) -> None:
        await self.page.mouse.move(0, 0)  # a button that happens to lie under the pointer looks different
        if self.top == DOCS:
            await expect(self.page.get_by_test_id("toast")).to_have_count(0)  # from some taps ago; they last 3.5 s
        await self.page.screenshot(path=path, animations="disabled", type="jpeg", quality=QUALITY)
        cut = await self.page.locator(".key span").evaluate_all(CUT)
        assert not cut, f"{path.name} cuts off {cut}"
        _weigh(path)


def _weigh(path: Path) -> None:
    size = path.stat().st_size
    assert size <= LARGEST, f"{path.name} has {size} bytes"
