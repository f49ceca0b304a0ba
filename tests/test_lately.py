"""What was serious stays to be read: on the card, before the visit, and before routines that rested go on."""

from simulator import Person
from storage.session import Session
from tests.scenes import CALF, DESK, answer, book, one_engine, open_card, push, routine_name
from tests.stage import Stage
from tests.wording import words

pytestmark = one_engine

CRISIS = "I want to kill myself"
GATHERED = 6


async def with_routine(day: Stage) -> tuple[Person, Person]:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    return maya, ana


def flag(category: str) -> str:
    return words().name("red_flag", category, "en")


async def audited(day: Stage, act: str) -> int:
    async def count(db: Session) -> int:
        row = await db.one("SELECT COUNT(*) AS n FROM audit WHERE act = :act AND actor_id IS NOT NULL", act=act)
        return int(row["n"]) if row else 0

    assert day.world is not None
    return await day.world.app.read(count)


async def test_the_card_and_the_brief_name_what_was_serious_and_the_highest_pain_of_all(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await open_card(day, maya)
    await book(day, maya, "23")
    await day.say(ana, "/checkin")
    await answer(day, ana, pain=2)
    await day.say(ana, "/routine")
    await day.taps(ana, "routine.start", "8")
    await day.say(ana, CALF)
    await day.tap(ana, "safety.no")
    await day.pass_(minutes=GATHERED)
    await open_card(day, maya)
    calf, pain = f"⚠ Sun 22 Nov: {flag('dvt')}", "⚠ Sun 22 Nov: pain 8/10"
    day.reads(maya, "card.client", f"{calf}, not seen yet\n{pain}, not seen yet")
    await day.tap(maya, "inbox.waiting", count=2)
    await day.tap(maya, "alert.seen")
    day.reads(maya, "card.client", f"{calf}, ✓ seen by Maya\n{pain}, ✓ seen by Maya")
    await day.pass_(days=1)
    brief = day.reads(maya, "before_visit.brief", "2 in the middle, 8 at worst (before a routine)", f"{calf}, ✓ seen")
    assert f"Routines rest since Sun 22 Nov: {words().text('resting.why', 'en', {'reason': 'red_flag'})}" in brief.text


async def test_three_lines_and_how_many_more_and_no_pain_pushes_an_emergency_out(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, CRISIS)
    for pain in (7, 8, 9, 10):
        await day.pass_(days=1)
        await day.say(ana, "/checkin")
        await answer(day, ana, pain=pain)
    await open_card(day, maya)
    said = day.reads(maya, "card.client", f"🔴 Sun 22 Nov: {flag('suicidality')}, not seen yet\n⚠", "and 2 more").text
    assert ["10/10" in said, "9/10" in said, "8/10" in said] == [True, True, False]


async def test_the_words_of_an_alert_stay_readable_after_seen(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, CALF)
    await day.tap(ana, "safety.no")
    await day.pass_(minutes=GATHERED)
    await day.tap(maya, "alert.seen")
    day.reads(maya, "alert.done", "Ana", CALF)
    for text in ("I have chest pain", CRISIS, "My face droops"):
        await day.say(ana, text)
    await open_card(day, maya)
    reads = await audited(day, "alerts read")
    await day.tap(maya, "lately.open")
    assert CRISIS in day.reads(maya, "lately.page", "Not seen yet.").text
    await day.tap(maya, "lately.older")
    day.reads(maya, "lately.page", CALF, "From Sun 22 Nov", "✓ Seen by Maya")
    assert await audited(day, "alerts read") == reads + 2
    await day.tap(maya, "card.back_to_card")
    day.reads(maya, "card.client")


async def test_a_rest_says_its_worst_reason_and_asks_once_before_a_red_flag_goes_on(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.say(ana, "/checkin")
    await answer(day, ana, pain=9)
    for text, why in (
        ("hello", "a lot of pain"),
        (CALF, "may be serious"),
        (CRISIS, "an emergency"),
        (CALF, "an emergency"),
    ):
        await day.say(ana, text)
        await day.say(ana, "/routine")
        day.reads(ana, "routine.resting", why)
    await open_card(day, maya)
    assert await day.tap(maya, "resting.resume") == day.toast(maya, "resting.look_first")
    await day.tap(maya, "inbox.waiting", count=4)
    await day.tap(maya, "alert.seen")
    await day.tap(maya, "resting.resume")
    day.reads(maya, "resting.ask", f"🔴 Sun 22 Nov: {flag('suicidality')}, ✓ seen by Maya", flag("dvt"), "pain 9/10")
    day.reads_no(ana, "resting.resumed")
    await day.tap(maya, "alert.card")
    day.reads(maya, "card.client", "an emergency")
    await day.tap(maya, "resting.resume_surely")
    day.reads(maya, "resting.resumed_receipt", "Ana")
    day.reads_no(maya, "resting.ask")
    day.reads(ana, "resting.resumed", "Maya")


async def test_an_emergency_of_somebody_who_has_not_agreed_offers_nothing_that_is_refused(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya, confirm=False)
    eva = day.person("Eva")
    await day.start(eva, await day.invitation(maya))
    for who in (ana, eva):
        await day.say(who, CRISIS)
        said = day.reads(maya, "alert.red_flag", who.profile.first_name)
        assert day.label(maya, "resting.resume") not in said.labels()
    await open_card(day, maya, "? Ana")
    await day.tap(maya, "joining.it_is_her", name="Ana")
    assert day.label(maya, "resting.resume") in day.reads(maya, "card.client").labels()


async def test_that_hurt_names_the_routine_and_the_exercise(day: Stage) -> None:
    maya, ana = await with_routine(day)
    await day.taps(ana, "routine.start", "2", "routine.next", "routine.hurts")
    await day.pass_(minutes=GATHERED)
    exercise = words().exercise_words(words().steps(DESK, 2)[1].exercise.id, "en").name
    day.reads(maya, "alert.routine_hurt", f"{routine_name(day, maya)} at step 2 ({exercise})")
