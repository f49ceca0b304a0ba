"""The library in people's hands: Maya finds a routine with one thumb, and everybody can read what it says."""

from care.learning import TOPICS
from care.shelving import PAGE
from tests.scenes import asked_about_health, one_engine, open_card, routine_name
from tests.stage import Stage
from tests.wording import words

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
    await asked_about_health(day, maya)
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
    await asked_about_health(day, maya)
    await day.tap(maya, "routine.send_unreviewed")
    await open_card(day, maya)
    await day.tap(maya, "card.send_routine")
    assert not any("⚕" in label for label in day.reads(maya, "routine.choose").labels())


async def test_ana_reads_in_one_bubble_with_how_sure_it_is_and_where_it_is_from(day: Stage) -> None:
    ana = await day.client(await day.owner(), "Ana", "es")
    await day.say(ana, "/learn")
    bubbles = len(ana.screen())
    said = words().guide_words("es")
    await day.tap(ana, "learn.conditions")
    name = words().name("condition", "C02_ligament_sprain", "es")
    await day.tap(ana, name)
    sprain = said.conditions["C02_ligament_sprain"]
    day.reads(ana, "learn.card", name, sprain.facts, sprain.evidence, sprain.stop, "NHS")
    await day.tap(ana, "common.next")
    day.reads(ana, "learn.card", said.conditions["C03_tendon_pain"].facts)
    await day.taps(ana, "common.back", "common.next", "common.back", "common.back")
    day.reads(ana, "learn.topics")
    assert len(ana.screen()) == bubbles


async def test_everything_that_there_is_to_read_can_be_reached_by_next(day: Stage) -> None:
    maya = await day.owner()
    await day.say(maya, "/learn")
    guide, seen = words().guide, 0
    for topic in TOPICS:
        await day.tap(maya, f"learn.{topic}")
        await day.tap(maya, 0)
        seen += 1
        while day.label(maya, "common.next") in day.reads(maya, "learn.card").labels():
            await day.tap(maya, "common.next")
            seen += 1
        while not day.read(maya, "learn.topics"):
            await day.tap(maya, "common.back")
    assert seen == len(guide.cards) + len(guide.conditions) + len(guide.techniques)


async def test_maya_sends_ana_something_to_read_once_and_not_at_night(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya, "Ana", "de")
    await day.pass_(hours=11)
    await open_card(day, maya)
    await day.taps(maya, "card.send_card", "learn.massage", words().guide_words("en").cards["how_often"].title)
    bubble = day.reads(maya, "learn.card")
    send = bubble.buttons[0][0].data or ""
    await day.tap(maya, "routine.send_unreviewed")
    day.reads(maya, "learn.sent", "Ana")
    assert await maya.forge(bubble.message_id, send) == day.toast(maya, "routine.already_sent")
    await day.pass_(hours=12)
    how = words().guide_words("de").cards["how_often"]
    day.reads(ana, "learn.given", "Maya", how.title, how.text, how.evidence or "")
    assert day.came(ana, "learn.given") == ["23 08:00"]


async def test_below_a_complaint_maya_finds_the_routines_that_suit_it(day: Stage) -> None:
    maya = await day.owner()
    await day.client(maya)
    await open_card(day, maya)
    await day.taps(maya, "card.send_card", "learn.conditions")
    while (jaw := words().name("condition", "C12_jaw", "en")) not in maya.screen()[-1].labels():
        await day.tap(maya, "common.next")
    await day.taps(maya, jaw, routine_name(day, maya, "jaw_ease"))
    day.reads(maya, "routine.preview", "Ana", routine_name(day, maya, "jaw_ease"))
    await day.taps(maya, "common.back", "common.back")
    day.reads(maya, "card.client", "Ana")
