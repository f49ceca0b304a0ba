"""Owns a browser with the demo's page in it; refuses to skip a story because Chromium is missing."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.browser.demo import demo

MISSING = (
    "The browser tests drive Chromium, and it is not here: install it (apt-get install chromium) or put its path"
    " into the variable CHROMIUM."
)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-pings")
PATIENCE_MS = 15_000  # what one step may take on a busy machine


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail(MISSING, pytrace=False)
    return found


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """Start the demo and open its page; neither the bot nor the page may have complained when the story ends."""
    program, complaints = _chromium(), []
    expect.set_options(timeout=PATIENCE_MS)
    async with demo(tmp_path / "stderr") as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light", locale="en-GB")
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        await page.goto(address)
        yield page
        await browser.close()
    assert not complaints, complaints
