"""The library in people's hands: Maya finds a routine with one thumb, and everybody can read what it says."""

from care.shelving import PAGE
from tests.scenes import one_engine, open_card, routine_name
from tests.stage import Stage

pytestmark = one_engine
FEW = 12


async def test_maya_finds_a_routine_by_the_part_of_the_body(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.tap(maya, "card.send_routine")
    assert len(day.reads(maya, "routine.choose").buttons) <= FEW
    await day.tap(maya, "shelf.jaw")
    jaw = routine_name(day, maya, "jaw_ease")
    assert jaw in day.reads(maya, "shelf.routines", "Ana").labels()
    await day.tap(maya, jaw)
    await day.tap(maya, "routine.timing", days="1234567", names=[], time="18:00")
    await day.tap(maya, "routine.send_unreviewed")
    day.reads(ana, "routine.given", jaw)
    await open_card(day, maya)
    await day.tap(maya, "card.send_routine")
    assert day.reads(maya, "routine.choose").labels()[0] == jaw


async def test_a_long_shelf_has_pages_and_back_leads_back(day: Stage) -> None:
    maya = await day.owner("Maya", "de")
    await day.client(maya)
    await day.taps(maya, "card.send_routine", "shelf.hip_knee")
    first = day.reads(maya, "shelf.routines").labels()
    assert len(first) == PAGE + 2
    await day.tap(maya, "common.next")
    rest = day.reads(maya, "shelf.routines").labels()
    assert not {label for label in rest if label in first} - {day.label(maya, "common.back")}
    await day.tap(maya, "common.back")
    assert day.reads(maya, "shelf.routines").labels() == first
    await day.tap(maya, "common.back")
    day.reads(maya, "routine.choose")


async def test_what_only_she_may_begin_is_marked_and_never_suggested(day: Stage) -> None:
    maya = await day.owner()
    await day.client(maya)
    feet = f"⚕ {routine_name(day, maya, 'steady_feet')}"
    await day.taps(maya, "card.send_routine", "shelf.foot", feet)
    assert "⚕" in day.reads(maya, "routine.preview").text
    await day.tap(maya, "routine.timing", days="1234567", names=[], time="18:00")
    await day.tap(maya, "routine.send_unreviewed")
    await open_card(day, maya)
    await day.tap(maya, "card.send_routine")
    assert not any("⚕" in label for label in day.reads(maya, "routine.choose").labels())
