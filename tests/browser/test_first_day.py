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
HAS_ENOUGH_DATA = 4  # HTMLMediaElement.HAVE_ENOUGH_DATA: the browser can play it to its end


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
            await self.next_message()
            if await self.ana.has(key):
                break
        await self.ana.reads(key)

    async def today(self) -> datetime:
        """Read the day from the clock; in the evening, when it is asked for, the same one in Berlin and in UTC."""
        shown = await self.page.get_by_test_id("clock-now").get_attribute("data-now-ms")
        return datetime.fromtimestamp(int(shown or 0) / 1000, UTC)


@pytest.mark.parametrize("locale", ["en", *(pytest.param(one, marks=pytest.mark.full) for one in ("es", "de"))])
async def test_a_newcomer_plays_the_first_day(page: Page, locale: str, tmp_path: Path) -> None:
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
    await _both_phones_fit(desk)


async def _maya_reads(desk: Desk) -> None:
    """Let the page and Maya speak the story's language."""
    english = Phone(desk.page, "Maya", "en", LIBRARY)
    await english.reads("joining.owner", "Maya")
    if desk.locale != "en":
        await english.say("/language")
        await english.tap({"es": "Español (usted)", "de": "Deutsch (Sie)"}[desk.locale])
        await desk.page.get_by_test_id("language").select_option(desk.locale)
        await desk.maya.reads("pages.language")
    await desk.album.take("desk")


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
        await desk.album.take("link")
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


async def _somebody_new(desk: Desk, name: str, zone: str) -> None:
    """Make a person in the page's own dialog, who opens the link."""
    await desk.page.get_by_test_id("open-as-new").click()
    box = desk.page.get_by_role("dialog")
    await box.locator("[name=first_name]").fill(name)
    await box.locator("[name=language_code]").select_option(desk.locale)
    await box.locator("[name=zone]").fill(zone)
    await desk.album.take("link")
    await desk.page.get_by_test_id("create").click()


async def _ana_answers(desk: Desk) -> None:
    """Let the check-in come, and the client answer it, take it back, and answer again."""
    await desk.until_comes("check_in.ask_pain")
    await desk.album.take("check-in")
    for pain in ("6", "4"):
        await desk.ana.tap(pain)
        await desk.ana.reads("check_in.ask_mood")
        await desk.ana.tap("common.mood_4")
        await desk.ana.reads("check_in.receipt", f"{pain}/10")
        if pain == "6":
            await desk.ana.tap("common.undo")
            await desk.ana.reads("check_in.ask_pain")
    await desk.album.take("receipt")


async def _maya_sends_a_routine(desk: Desk) -> None:
    """Let Maya find the answer on the client's card, and send a routine with at most four taps from there."""
    await desk.maya.say("/clients")
    await desk.maya.tap(desk.full_name)
    await desk.maya.reads("card.client", desk.full_name, "4", "4/5")
    await desk.album.take("card")
    before = desk.maya.taps
    await desk.maya.tap("card.send_routine")
    await desk.maya.reads("routine.choose", desk.client)
    await desk.maya.tap(LIBRARY.routine_words(ROUTINE, desk.locale).name)
    await desk.maya.reads("routine.preview", desk.client)
    await desk.album.take("preview")
    await desk.maya.tap("routine.timing", names=[], **EVERY_DAY)
    await desk.maya.reads("gate.stopped", desk.client)
    before += 1  # the first routine of all asks once about health
    await desk.maya.tap("intake.nothing")
    await desk.maya.reads("routine.summary", desk.client, "18:00")
    await desk.album.take("summary")
    await desk.maya.tap("routine.send_unreviewed")
    await desk.maya.reads("routine.sent", desk.client)
    assert desk.maya.taps - before <= 4


async def _ana_walks_through_it(desk: Desk) -> None:
    """Let the client start the routine at once, and walk to its end."""
    await desk.ana.reads("routine.given", "Maya", "18:00")
    await desk.album.take("routine")
    await desk.ana.tap("routine.start")
    await desk.ana.reads("routine.ask_pain")
    await desk.ana.tap("2")
    steps = LIBRARY.steps(ROUTINE, 2)
    for number, step in enumerate(steps, 1):
        name = LIBRARY.exercise_words(step.exercise.id, desk.locale).name
        shown = await desk.ana.reads("routine.step", f"{number} ", f" {len(steps)}: {name}")
        if number == 1:
            await expect(shown.locator("video")).to_be_visible()
            await expect(shown.locator("video")).to_have_js_property("readyState", HAS_ENOUGH_DATA)
            await expect(shown.locator("video")).to_have_js_property("paused", value=False)
            await desk.album.take("step")
        await desk.ana.tap("routine.next" if number < len(steps) else "routine.finish")
    await desk.ana.reads("routine.done")
    await desk.ana.tap("routine.felt_right")
    await desk.ana.reads("routine.receipt")
    await desk.album.take("done")


async def _maya_books_a_visit(desk: Desk) -> None:
    """Let Maya book a visit three days ahead, from the client's card."""
    await desk.maya.tap("card.back_to_card")
    await desk.maya.reads("card.client", desk.full_name)
    await desk.maya.tap("card.book")
    await desk.maya.reads("visit.choose_day")
    today = await desk.today()
    day = today + timedelta(days=3)
    if day.month != today.month:
        await desk.maya.tap("›")
    await desk.album.take("day")
    await desk.maya.tap(str(day.day))
    await desk.maya.reads("visit.choose_hour")
    await desk.album.take("hour")
    await desk.maya.tap("15:00")
    await desk.maya.reads("visit.choose_length", "15:00")
    await desk.maya.tap("visit.minutes", minutes=60)
    await desk.maya.reads("visit.booked_receipt", desk.client)
    await desk.ana.reads("visit.booked", "15:00")
    await desk.album.take("booked")


async def _ana_confirms_it(desk: Desk) -> None:
    """Let the reminder come, the client confirm with one tap, and Maya hear of it."""
    await desk.until_comes("visit.reminder")
    await desk.album.take("reminder")
    await desk.ana.tap("visit.confirm")
    await desk.ana.reads("visit.confirmed", "15:00")
    await desk.maya.reads("visit.confirmed_news", desk.full_name, "15:00")
    await desk.album.take("confirmed")


async def _ben_has_six_weeks(desk: Desk) -> None:
    """Let Maya look at the client whose history came with the demo."""
    await desk.maya.say("/clients")
    await desk.maya.tap("Ben (sample data)")
    card = await desk.maya.reads("card.client", "Ben", "/5")
    await expect(card).to_contain_text(re.compile(r"(?:/5.*){3}", re.DOTALL))  # days with an answer, of the last seven
    await desk.album.take("sample-data")


async def _both_phones_fit(desk: Desk) -> None:
    """Let the next check-in come, with Maya's desk beside it; the page works on a narrow and dark screen too."""
    await desk.until_comes("check_in.ask_pain")
    if desk.locale == "en":
        await desk.album.frontispiece()
    await desk.page.emulate_media(color_scheme="dark")
    await desk.page.set_viewport_size({"width": 400, "height": 860})
    await expect(desk.ana.newest).to_be_in_viewport()
    await expect(desk.maya.root).to_be_hidden()
    await desk.album.take("narrow-dark")
