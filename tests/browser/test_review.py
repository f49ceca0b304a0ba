"""A clinician opens the review book from a file, signs in it, and the practice takes her signatures in."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from content.__main__ import main
from content.library import load
from content.routines import shown_exercises
from tests.browser.conftest import FLAGS, PATIENCE_MS, _chromium
from tests.scenes import DESK, asked_about_health, one_engine
from tests.stage import Stage
from tests.wording import words

NAMELESS = """() => [...document.querySelectorAll("input, select, textarea, button")]
    .filter(one => !one.hidden && !one.labels?.length && !one.textContent.trim() && !one.ariaLabel)
    .map(one => one.outerHTML)"""


@pytest.fixture
async def book(tmp_path: Path) -> AsyncIterator[Page]:
    """Open the English book from a file; it may ask nothing of any network, and complain of nothing."""
    path, complaints, asked = tmp_path / "review.html", list[str](), list[str]()
    assert main(["review", "--locale", "en", "--out", str(path)]) == 0
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        page = await browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light", locale="en-GB")
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(path.as_uri())
        yield page
        await browser.close()
    assert not complaints, complaints
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def label(key: str) -> str:
    return words().button(f"review.{key}", "en")


async def save(page: Page, into: Path) -> Path:
    """Press the button, and keep what the browser downloads."""
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name=label("save")).click()
    download = await waiting.value
    await download.save_as(into / download.suggested_filename)
    return into / download.suggested_filename


async def decide(page: Page, record: str, decision: str) -> None:
    await page.locator(f"[id='{record}']").get_by_role("radio", name=label(decision)).check()


@one_engine
async def test_a_signed_routine_is_no_longer_called_unreviewed(book: Page, tmp_path: Path, day: Stage) -> None:
    own = tmp_path / "own"
    own.mkdir()
    maya = await day.owner()
    await day.client(maya)
    await day.taps(maya, "card.send_routine", words().routine_words(DESK, "en").name)
    unreviewed = "No clinician has reviewed it yet"
    assert unreviewed in day.reads(maya, "routine.preview").text

    routine = words().routine(DESK)
    for record in (f"routine-{DESK}", *(f"exercise-{key}" for key in shown_exercises(routine))):
        await decide(book, record, "approve")
    await decide(book, "exercise-B05_child_pose", "change")
    await book.get_by_role("button", name=label("save")).click()
    await expect(book.get_by_role("alert")).to_have_text(words().text("review.need_name", "en"))
    await book.get_by_label(label("your_name")).fill("Noor Haddad")
    await book.get_by_label(label("qualification")).fill("physiotherapist, MSc")
    await book.get_by_role("button", name=label("save")).click()
    await expect(book.get_by_role("alert")).to_have_text(words().text("review.need_remark", "en"))
    await book.keyboard.type("The knees need a <cushion>.")  # the focus stands there already
    signed = await save(book, tmp_path)
    await expect(book.get_by_role("alert")).to_have_text(words().text("review.saved", "en"))
    assert main(["sign", str(signed), "--into", str(own)]) == 0

    await day.close()
    day.library = load(own)
    await day.open()
    await day.say(maya, "/clients")
    await day.taps(maya, "Ana", "card.send_routine", words().routine_words(DESK, "en").name)
    assert unreviewed not in day.reads(maya, "routine.preview").text
    await day.tap(maya, "routine.timing", days="1234567", names=[], time="18:00")
    await asked_about_health(day, maya)
    await day.tap(maya, "routine.send")
    day.reads(maya, "routine.sent", "Ana")


@pytest.mark.full
async def test_a_clinician_goes_on_where_she_stopped(book: Page, tmp_path: Path) -> None:
    await book.get_by_label(label("your_name")).fill("Noor Haddad")
    await book.get_by_label(label("qualification")).fill("physiotherapist")
    await decide(book, "exercise-N01_neck_turn", "approve")
    await decide(book, "red_flag-stroke", "approve")
    signed = await save(book, tmp_path)
    told = json.loads(signed.read_text(encoding="utf-8"))
    assert [one["id"] for one in told["signatures"]] == ["N01_neck_turn", "stroke"]
    told["signatures"][1]["fingerprint"] = "0" * 16  # the pattern has been changed since
    signed.write_text(json.dumps(told), encoding="utf-8")

    await book.evaluate("localStorage.clear()")
    await book.reload()
    await expect(book.locator("#progress")).to_have_text("0 of 233 decided, 0 to change")
    await book.locator("#file").set_input_files(signed)
    await expect(book.get_by_role("alert")).to_contain_text("taken over: 1. Left out: 1")
    await expect(book.locator("#progress")).to_have_text("1 of 233 decided, 0 to change")
    await expect(book.get_by_label(label("your_name"))).to_have_value("Noor Haddad")
    await book.reload()  # a closed window costs nothing
    await expect(book.locator("#progress")).to_have_text("1 of 233 decided, 0 to change")


async def test_a_record_is_found_and_decided_with_the_keyboard_alone(book: Page, tmp_path: Path) -> None:
    await book.keyboard.press("Tab")
    await expect(book.get_by_role("link", name=label("skip"))).to_be_focused()
    await book.get_by_label(label("search"), exact=True).focus()
    await book.keyboard.type("numb wrist nerve")
    shown = book.locator("article:not([hidden])")
    assert 0 < await shown.count() < 30
    first = shown.first.get_by_role("radio", name=label("undecided"))
    await first.focus()
    await book.keyboard.press("ArrowUp")
    await expect(shown.first.get_by_role("radio", name=label("change"))).to_be_checked()
    await book.get_by_role("combobox", name=label("show")).select_option("change")
    await expect(shown).to_have_count(1)
    assert await book.evaluate(NAMELESS) == []
    await book.emulate_media(media="print")
    await expect(book.locator("#bar")).to_be_hidden()
    await book.emulate_media(media="screen", color_scheme="dark")
    await book.set_viewport_size({"width": 390, "height": 800})
    assert await book.evaluate("document.documentElement.scrollWidth") <= 390
    await book.screenshot(path=tmp_path / "narrow-dark.png")
