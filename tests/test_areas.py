"""Pain area by area: as many taps as there are main areas, the worst of them is the day's pain, and charts tell all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care import charts
from care.progress import by_area, progress
from care.words import Words
from simulator import Person
from storage import check_ins
from storage.check_ins import CheckIn
from tests.scenes import answer, one_engine, open_card, well
from tests.stage import Stage
from tests.test_trust import id_of
from tests.wording import words

AREAS = ("neck", "low_back", "knee")


def region(code: str, locale: str = "en") -> str:
    return words().name("region", code, locale)


async def treated(day: Stage, maya: Person, *codes: str) -> None:
    """Let Maya tick on the card where Ana is treated, in this order."""
    await well(day, maya)
    await day.taps(maya, "card.health", "intake.change", "intake.go_area")
    for code in codes:
        while region(code) not in maya.screen()[-1].labels():
            await day.tap(maya, "intake.page_on")
        await day.tap(maya, region(code))
        while day.label(maya, "intake.page_back") in maya.screen()[-1].labels():
            await day.tap(maya, "intake.page_back")
    await open_card(day, maya)


async def days_of(day: Stage, ana: Person) -> list[CheckIn]:
    her = await id_of(day, ana)
    assert day.world is not None
    return await day.world.app.read(lambda db: check_ins.latest(db, her, 9))


async def test_three_areas_are_four_taps_on_one_bubble_and_the_worst_is_the_pain(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await treated(day, maya, *AREAS, "calf")
    await day.pass_(hours=7)
    asked = day.reads(ana, "check_in.ask_pain", "4 taps", region("neck"))
    assert day.label(ana, "follow.in_15") in asked.labels()
    await day.tap(ana, "2")
    day.reads(ana, "check_in.ask_next", region("low_back"))
    await day.taps(ana, "7", "0", "common.mood_4")
    receipt = day.reads(ana, "check_in.receipt", f"{region('low_back')} 7/10", f"{region('knee')} 0/10")
    assert receipt.message_id == asked.message_id
    assert [(one.pain, one.mood, one.areas) for one in await days_of(day, ana)] == [
        (7, 4, {"neck": 2, "low_back": 7, "knee": 0})
    ]
    await day.pass_(minutes=6)  # alerts are gathered for five minutes
    day.reads(maya, "alert.high_pain", "7/10")
    await open_card(day, maya)
    day.reads(maya, "card.client", f"pain 7 ({region('neck')} 2, {region('low_back')} 7, {region('knee')} 0)")
    await day.tap(ana, "common.undo")
    day.reads(ana, "check_in.ask_pain", region("neck"))
    assert [(one.pain, one.areas) for one in await days_of(day, ana)] == [(None, {})]


@one_engine
async def test_much_pain_in_the_first_area_is_heard_before_the_others_are_told(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await treated(day, maya, "neck", "low_back")
    await day.say(ana, "/checkin")
    await day.tap(ana, "10")
    await day.pass_(minutes=6)
    day.reads(maya, "alert.high_pain", "10/10")
    await day.tap(ana, "8")
    await day.pass_(minutes=6)
    assert len(day.read(maya, "alert.high_pain")) == 1, "once a day"


@one_engine
async def test_one_area_or_none_is_asked_as_ever(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await treated(day, maya, "neck")
    await day.pass_(hours=7)
    assert region("neck") not in day.reads(ana, "check_in.ask_pain", "two taps").text
    await answer(day, ana, 3)
    day.reads(ana, "check_in.receipt", "pain 3/10")


@one_engine
async def test_a_half_answered_day_goes_on_where_it_was_and_old_keyboards_change_nothing(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await treated(day, maya, "neck", "low_back")
    await day.say(ana, "/checkin")
    first = ana.screen()[-1]
    seven = first.buttons[1][1].data or ""
    await day.tap(ana, "3")
    assert await ana.forge(first.message_id, seven) == day.toast(ana, "common.have_it")
    await day.say(ana, "/checkin")
    day.reads(ana, "check_in.ask_next", region("low_back"))
    await day.taps(ana, "5", "common.mood_3")
    assert [one.areas for one in await days_of(day, ana)] == [{"neck": 3, "low_back": 5}]
    assert await ana.forge(first.message_id, seven.replace("neck", "moon")) is not None
    assert [one.areas for one in await days_of(day, ana)] == [{"neck": 3, "low_back": 5}]


@one_engine
async def test_areas_that_change_in_the_middle_of_a_check_in_are_no_dead_end(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/checkin")
    one_number = ana.screen()[-1]
    await treated(day, maya, "neck", "low_back")
    await day.tap(ana, "3")
    day.reads(ana, "check_in.ask_mood")
    assert one_number.message_id == ana.screen()[-1].message_id
    await day.tap(ana, "common.mood_3")
    await day.tap(ana, "common.undo")
    await day.tap(ana, "4")
    await day.taps(maya, "card.health", "intake.change", "intake.go_area", "✓ " + region("neck"))
    await day.taps(ana, "2", "common.mood_3")
    assert [(one.pain, one.areas) for one in await days_of(day, ana)] == [(4, {"neck": 4, "low_back": 2})]


@one_engine
@pytest.mark.parametrize("locale", ["en", "es", "de"])
async def test_the_chart_has_a_line_for_each_area_and_one_for_the_days_before(day: Stage, locale: str) -> None:
    maya = await day.owner()
    ana = await day.client(maya, "Ana", locale)
    await day.say(ana, "/checkin")
    await answer(day, ana, 6)
    await treated(day, maya, "neck", "low_back")
    for neck, back in ((5, 2), (3, 3)):
        await day.pass_(days=1)
        await day.say(ana, "/checkin")
        await day.taps(ana, str(neck), str(back), "common.mood_4")
    assert day.world is not None
    found = (await day.world.app.turn(await id_of(day, ana), progress)).result
    drawn = charts.chart(Words(words(), locale), found, "Europe/Berlin")
    assert [(area.name, area.pain[-3:]) for area in drawn.areas] == [
        (region("neck", locale), (None, 5, 3)),
        (region("low_back", locale), (None, 2, 3)),
        (words().button("chart.whole", locale), (6, None, None)),
    ]
    assert found.pain[-3:] == (6, 5, 3)
    await day.say(ana, "/progress")
    shown = day.reads(ana, "chart.own", region("neck", locale), region("low_back", locale))
    assert len(shown.text) <= 1024


told = st.dictionaries(st.sampled_from((*AREAS, "calf", "hip")), st.integers(0, 10), max_size=3)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.none() | told, max_size=28))
def test_whatever_was_told_a_line_holds_what_was_said_and_nothing_else(days: list[dict[str, int] | None]) -> None:
    rows = [None if areas is None else CheckIn(1, 1, "", 0, 1, "done", 0, 3, 1, areas=areas) for areas in days]
    found = by_area(rows)
    assert len(found) <= 3
    assert len(found) != 1
    for _, pain in found:
        assert len(pain) == len(days)
    for place, row in enumerate(rows):
        for area, pain in found:
            assert pain[place] == (row.areas.get(area) if row else None)
