"""A practice's first day, played in the demo's page by clicking as a newcomer would, in every language."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from content.library import load
from tests.browser.album import Album
from tests.browser.phone import Phone

LIBRARY = load()
ROUTINE = "desk_neck_shoulders"
EVERY_DAY = {"days": "1234567", "time": "18:00"}
NEWCOMERS = {"es": ("Lucía", "Europe/Madrid"), "de": ("Jana", "Europe/Berlin")}  # Ana's own phone speaks English
MOST_JUMPS = 12


class Desk:
    """The page: the clock, and both phones."""

    def __init__(self, page: Page, locale: str, album: Album) -> None:
        """Sit down at the page, with a therapist and a client who read one language."""
        self.page, self.album, self.locale = page, album, locale
        self.client = NEWCOMERS[locale][0] if locale in NEWCOMERS else "Ana"
        self.full_name = "Ana Ruiz" if self.client == "Ana" else self.client
        self.maya = Phone(page, "Maya", locale, LIBRARY)
        self.ana = Phone(page, self.client, locale, LIBRARY)

    async def next_message(self) -> None:
        """Press "to the next message" and wait until both phones show what came."""
        await self.page.get_by_test_id("clock-next").click()
        await expect(self.page.locator("body")).to_have_attribute("data-clock", "idle")

    async def until_comes(self, key: str) -> None:
        """Press it until the client has a message of this kind."""
        for _ in range(MOST_JUMPS):
            if await self.ana.bubble(key).count():
                return
            await self.next_message()
        await self.ana.reads(key)

    async def now(self) -> datetime:
        """Read the clock, in the practice's own time of day as the page shows it."""
        shown = await self.page.locator(".now").get_attribute("data-now-ms")
        return datetime.fromtimestamp(int(shown or 0) / 1000, UTC)


@pytest.mark.parametrize("locale", LIBRARY.locales)
async def test_a_newcomer_plays_the_first_day(page: Page, locale: str, tmp_path: Path):
    desk = Desk(page, locale, Album(page, tmp_path, locale))
    await _maya_reads(desk)
    await _maya_invites(desk)
    await _ana_joins(desk)
    await _ana_answers(desk)
    await _maya_sends_a_routine(desk)
    await _ana_walks_through_it(desk)
    await _maya_books_a_visit(desk)
    await _ana_confirms_it(desk)
    await _ben_has_six_weeks(desk)


async def _maya_reads(desk: Desk) -> None:
    """Let the page and Maya speak the story's language."""
    english = Phone(desk.page, "Maya", "en", LIBRARY)
    await english.reads("joining.owner", "Maya")
    await desk.album.take("desk")
    if desk.locale == "en":
        return
    await desk.page.get_by_test_id("language").select_option(desk.locale)
    await english.say("/language")
    await english.tap({"es": "Español", "de": "Deutsch"}[desk.locale])


async def _maya_invites(desk: Desk) -> None:
    """Let Maya make an invitation, and tap its link."""
    await desk.maya.say("/invite")
    invitation = await desk.maya.reads("invite.client")
    await expect(invitation.locator("img")).to_be_visible()
    await desk.album.take("invitation")
    await invitation.get_by_role("link").click()


async def _ana_joins(desk: Desk) -> None:
    """Let the client open it and join with three taps."""
    name = desk.client
    if name == "Ana":
        await desk.page.get_by_test_id("open-as-ana").click()
    else:
        await _somebody_new(desk, *NEWCOMERS[desk.locale])
    await desk.ana.reads("joining.consent", "Maya", "112")
    await desk.album.take("consent")
    await desk.ana.tap("joining.agree")
    await desk.ana.reads("times.ask_zone")
    await desk.album.take("place")
    await desk.ana.root.get_by_test_id("button").first.click()
    await desk.ana.reads("times.ask_time")
    await desk.album.take("time")
    await desk.ana.tap("times.default_time", time="18:30")
    await desk.ana.reads("times.all_set", name, "18:30")
    await desk.maya.reads("joining.joined", name)
    await desk.album.take("joined")
    await desk.maya.tap("joining.it_is_her", name=desk.full_name)
    await desk.maya.reads("card.client", name)
