"""Charts: Maya sees from a picture and its words how Ana does, Ana sees her own, and nobody else sees anything."""

import sys
from datetime import timedelta

import pytest

from bot.drawing import Drawing
from care import charts
from care.progress import Progress, progress
from care.screen import base36
from care.words import Words
from content.charts.picture import png, svg
from simulator import Person
from storage import people
from storage.session import Session
from tests.scenes import answer, book, one_engine, open_card, push, walk
from tests.stage import Stage
from tests.wording import words

pytestmark = one_engine

DAYS = ((6, 2), None, (3, 4), (4, 4))


async def lived(day: Stage, maya: Person, ana: Person) -> None:
    """Let Ana live four days: a routine on the first, no answer on the second, a visit on the third."""
    await book(day, maya, "24", "11:00")
    await open_card(day, maya)
    await push(day, maya)
    await walk(day, ana)
    await day.tap(ana, "routine.felt_easy")
    for told in DAYS:
        if told is not None:
            await day.say(ana, "/checkin")
            await answer(day, ana, *told)
        await day.pass_(days=1)


async def id_of(day: Stage, who: Person) -> int:
    """Give by which number somebody is known."""
    assert day.world is not None
    found = await day.world.app.read(lambda db: people.id_of(db, who.id))
    assert found is not None
    return found


async def progress_of(day: Stage, who: Person) -> Progress:
    """Give what is known of somebody by now."""
    assert day.world is not None
    return (await day.world.app.turn(await id_of(day, who), progress)).result


async def looks(day: Stage) -> list[str]:
    """Give the looks at charts that were audited."""

    async def read(db: Session) -> list[str]:
        rows = await db.fetch("SELECT act FROM audit WHERE practice_id = :practice AND act = 'chart read'")
        return [row["act"] for row in rows]

    assert day.world is not None
    return await day.world.app.read(read)


def drawn(found: Progress, language: str) -> bytes:
    """Draw what somebody should see."""
    return png(svg(charts.chart(Words(words(), language), found, "Europe/Berlin")))


@pytest.mark.parametrize("language", ["en", "es", "de"])
async def test_ana_asks_for_her_chart_and_its_words_say_the_same(day: Stage, language: str) -> None:
    maya = await day.owner("Maya", "de" if language == "en" else "en")
    ana = await day.client(maya, "Ana", language)
    await lived(day, maya, ana)
    found = await progress_of(day, ana)
    assert found.pain[-5:] == (6, None, 3, 4, None)
    assert found.mood[-5:] == (2, None, 4, 4, None)
    assert [day_.day for day_ in found.visits] == [24]
    assert [day_.day for day_ in sorted(found.done)] == [22]
    assert [day_.day for day_ in sorted(found.planned)] == [22, 23, 24, 25]
    await day.say(ana, "/progress")
    shown = day.reads(ana, "chart.own")
    assert shown.media is not None
    assert shown.media.content == drawn(found, language)
    for number in ("3", "4", "6", "24"):
        assert number in shown.text
    assert "Ana" not in shown.text
    assert await looks(day) == []


async def test_maya_opens_the_chart_below_the_card_and_it_is_audited(day: Stage) -> None:
    maya = await day.owner("Maya", "de")
    ana = await day.client(maya, "Ana", "es")
    await lived(day, maya, ana)
    await open_card(day, maya)
    card = maya.screen()[-1].text
    await day.tap(maya, "chart.open")
    shown = day.reads(maya, "chart.of_her", "Ana")
    assert shown.media is not None
    assert shown.media.content == drawn(await progress_of(day, ana), "de")
    assert maya.screen()[-2].text == card
    assert await looks(day) == ["chart read"]
    await day.tap(maya, "card.back_to_card")
    day.reads(maya, "card.client", "Ana")
    assert len(day.read(maya, "chart.of_her")) == 1


async def test_without_an_answer_there_is_a_kind_word_and_no_picture(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/progress")
    assert day.reads(ana, "chart.nothing_yet", "/checkin").media is None
    await open_card(day, maya)
    await day.tap(maya, "chart.open")
    assert day.reads(maya, "chart.nothing_of_her", "Ana").media is None
    for count in (1, 2):
        await day.say(ana, "/checkin")
        await answer(day, ana)
        await day.say(ana, "/progress")
        beginning = day.reads(ana, "chart.own", f"on {count} of {count}", "a good beginning")
        assert beginning.media is not None
        await day.pass_(days=1)


async def test_nobody_else_gets_a_chart(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await lived(day, maya, ana)
    await open_card(day, maya)
    card = maya.screen()[-1]
    data = next(button.data for row in card.buttons for button in row if button.text == day.label(maya, "chart.open"))
    assert data is not None
    zoe = day.person("Zoe")
    await day.start(zoe)
    await day.say(zoe, "/progress")
    day.reads(zoe, "pages.unknown_command")
    await zoe.forge(zoe.screen()[-1].message_id, data)
    await ana.forge(ana.screen()[-1].message_id, data)
    await day.settle()
    for who in (zoe, ana):
        day.reads_no(who, "chart.of_her")
        assert [bubble for bubble in who.screen() if bubble.kind == "photo"] == []
    assert await looks(day) == []


async def test_maya_sees_no_chart_of_somebody_whom_she_has_not_confirmed(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await open_card(day, maya)
    card = maya.screen()[-1]
    data = next(button.data for row in card.buttons for button in row if button.text == day.label(maya, "chart.open"))
    ben = await day.client(maya, "Ben", confirm=False)
    assert data is not None
    assert day.world is not None
    forged = data.replace(base36(await id_of(day, ana)), base36(await id_of(day, ben)))
    assert forged != data
    assert await maya.forge(card.message_id, forged) == day.toast(maya, "card.not_confirmed")
    day.reads_no(maya, "chart.of_her")


async def test_when_nothing_can_be_drawn_the_words_come_alone(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/checkin")
    await answer(day, ana)
    assert day.world is not None
    day.world.messenger.drawing = Drawing(sys.executable, "-c", "")
    await day.say(ana, "/progress")
    assert day.reads(ana, "chart.own", "3").media is None


async def test_a_month_fits_into_one_picture_and_its_words_beneath_it(day: Stage) -> None:
    maya = await day.owner("Maya", "de")
    ana = await day.client(maya, "Ana", "de")
    for date in ("25", "27", "30"):
        await open_card(day, maya)
        await book(day, maya, date, "11:00")
    for number in range(15):
        await day.say(ana, "/checkin")
        await answer(day, ana, (number * 3) % 7, 1 + number % 5)
        await day.pass_(days=1)
    found = await progress_of(day, ana)
    assert len(found.days) == 28
    assert found.days[-1] - found.days[0] == timedelta(days=27)
    assert found.relief is not None
    assert found.relief.visits == 3
    await day.say(ana, "/progress")
    shown = day.reads(ana, "chart.own", "Nach 3 Terminen")
    assert shown.media is not None
    assert len(shown.text) <= 1024
