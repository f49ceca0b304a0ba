"""The gate: what clashes with health facts reaches a client at no door, unless a reason was typed for just that."""

import random
from datetime import date

import pytest

from care import fitness, ticking
from care.intake import Intake, Surgery
from simulator import Person
from storage import gate, guardians, intake, messages, plans
from storage.messages import Message
from storage.session import Session
from tests.scenes import BACK, DESK, alerts_arrive, one_engine, open_card, push, routine_name, well
from tests.stage import Stage
from tests.test_routines import audited
from tests.test_trust import id_of
from tests.wording import words

pytestmark = one_engine
REASON = "Bone scan seen, her doctor agrees"


async def both(day: Stage) -> tuple[Person, Person]:
    """Give Maya and her client Ana, on whose file stands that nothing of the list applies."""
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    return maya, ana


async def tick(day: Stage, maya: Person, section: str, tag: str, name: str = "Ana") -> None:
    """Let Maya tick one thing on a client's file, or take it off; the file stays reviewed."""
    page, place = divmod(ticking.SECTIONS[section][1].index(tag), ticking.PAGE)
    await open_card(day, maya, name)
    await day.taps(maya, "card.health", "intake.change", f"intake.go_{section}")
    await day.taps(maya, *["intake.page_on"] * page)
    number = str(place + 1)
    await day.tap(maya, number if number in maya.screen()[-1].labels() else f"✓ {number}")


async def choose(day: Stage, maya: Person, routine: str = DESK) -> None:
    """Let Maya choose a routine on the card, up to where it would be sent."""
    await open_card(day, maya)
    await day.tap(maya, "card.send_routine")
    await day.tap(maya, routine_name(day, maya, routine))
    await day.tap(maya, "routine.timing", days="1234567", names=[], time="09:00")


async def type_reason(day: Stage, maya: Person) -> None:
    """Let Maya choose a routine that clashes, and type her reason for sending it."""
    await choose(day, maya)
    await day.tap(maya, "gate.type")
    await day.say(maya, REASON)


async def insist(day: Stage, maya: Person) -> None:
    """Let Maya type her reason for sending a routine that clashes with what she ticked before."""
    await tick(day, maya, "more", "neck_injury_6w")
    await type_reason(day, maya)


async def give(day: Stage, maya: Person, routine: str = DESK) -> None:
    """Let Maya send a routine, every day at 09:00, when no check-in is near."""
    await choose(day, maya, routine)
    await day.tap(maya, "routine.send_unreviewed")


async def ledger(day: Stage, ana: Person, kind: str) -> list[Message]:
    """Give Ana's rows of a kind, oldest first."""
    her = await id_of(day, ana)

    async def read(db: Session) -> list[Message]:
        rows = await db.fetch(
            """SELECT message_id FROM message WHERE practice_id = :practice AND person_id = :who AND kind = :kind
               ORDER BY message_id""",
            who=her,
            kind=kind,
        )
        found = [await messages.head(db, row["message_id"]) for row in rows]
        return [one for one in found if one is not None]

    assert day.world is not None
    return await day.world.app.read(read)


def closed(rows: list[Message]) -> list[tuple[str, str | None]]:
    """Give how the rows ended that have."""
    return [(row.state, row.reason) for row in rows if row.state != "queued"]


async def test_a_clash_is_shown_in_plain_words_and_only_a_typed_reason_sends_it(day: Stage) -> None:
    maya, ana = await both(day)
    await tick(day, maya, "more", "neck_injury_6w")
    await choose(day, maya)
    neck = words().exercise_words("N01_neck_turn", "en").name
    stopped = day.reads(maya, "gate.stopped", words().name("avoid", "neck_injury_6w", "en").capitalize(), neck)
    assert {day.label(maya, f"gate.{way}") for way in ("other", "look", "type")} < set(stopped.labels())
    day.reads_no(ana, "routine.given")
    await day.tap(maya, "gate.type")
    await day.say(maya, "ok")
    day.reads(maya, "gate.too_short", "too short")
    day.reads_no(maya, "gate.typed")
    await day.say(maya, REASON)
    assert "No clinician has reviewed this routine yet" in day.reads(maya, "gate.typed", "Ana").text
    day.reads_no(ana, "routine.given")
    await day.tap(maya, "routine.send_unreviewed")
    day.reads(ana, "routine.given")
    assert [act for act in await audited(day) if act in ("reason typed", "routine pushed over a clash")] == [
        "reason typed",
        "routine pushed over a clash",
    ]
    her = await id_of(day, ana)
    assert day.world is not None
    found = await day.world.app.read(lambda db: gate.reasons_of(db, her, DESK))
    assert [(one.words, one.covers) for one in found] == [(REASON, frozenset({"avoid:neck_injury_6w"}))]
    await day.pass_(days=2)
    assert day.came(ana, "routine.prompt") == ["23 09:00", "24 09:00"]
    day.reads_no(maya, "alert.routine_held")


async def test_a_new_clash_blocks_again_with_one_note_and_she_is_told_kindly_when_she_asks(day: Stage) -> None:
    maya, ana = await both(day)
    await insist(day, maya)
    await day.tap(maya, "routine.send_unreviewed")
    await tick(day, maya, "more", "dizziness")
    await day.pass_(days=4)
    assert day.came(ana, "routine.prompt") == []
    rows = await ledger(day, ana, "routine_prompt")
    assert closed(rows) == [("expired", "clash")] * 4
    held = day.read(maya, "alert.routine_held")
    assert len(held) == 1
    assert words().name("avoid", "dizziness", "en") in held[0].text
    assert words().name("avoid", "neck_injury_6w", "en") not in held[0].text
    await day.say(ana, "/routine")
    day.reads(ana, "gate.held", "Maya")
    day.reads_no(ana, "routine.prompt")
    await day.tap(ana, "routine.start")  # on the message that gave it
    day.reads_no(ana, "routine.ask_pain")
    assert len(day.read(maya, "alert.routine_held")) == 1
    await tick(day, maya, "more", "dizziness")  # off again
    await day.pass_(days=1)
    assert len(day.came(ana, "routine.prompt")) == 1


async def test_what_was_put_off_and_what_waits_for_the_morning_is_looked_at_again(day: Stage) -> None:
    maya, ana = await both(day)
    await give(day, maya)
    await day.pass_(hours=21.5)
    await day.tap(ana, "follow.in_60")
    await tick(day, maya, "now", "open_wound")
    await day.pass_(hours=3)
    assert closed(await ledger(day, ana, "snoozed")) == [("cancelled", "clash")]
    await tick(day, maya, "now", "open_wound")
    await day.pass_(hours=10)
    await give(day, maya, BACK)  # in the night: it waits
    await tick(day, maya, "ask", "diabetes_numb_feet")
    await day.pass_(hours=12)
    assert closed(await ledger(day, ana, "routine"))[-1] == ("cancelled", "clash")
    assert len(day.read(ana, "routine.given")) == 1


async def test_a_walk_that_has_begun_stops_where_something_new_came_on_file(day: Stage) -> None:
    maya, ana = await both(day)
    await push(day, maya)
    await day.taps(ana, "routine.start", "2", "routine.next")
    await tick(day, maya, "now", "fever")
    await day.tap(ana, "routine.next")
    day.reads(ana, "gate.held")
    day.reads_no(ana, "routine.step")
    await alerts_arrive(day)
    day.reads(maya, "alert.routine_held", words().name("avoid", "fever", "en"))


async def test_what_she_changed_herself_holds_it_until_it_is_reviewed_with_one_tap(day: Stage) -> None:
    maya, ana = await both(day)
    await give(day, maya)
    await day.say(ana, "/health")
    await day.taps(ana, "intake.go_area", words().name("region", "neck", "en"), "common.back", "intake.enough")
    await day.pass_(days=1)
    assert closed(await ledger(day, ana, "routine_prompt")) == [("expired", "clash")]
    day.reads_no(maya, "alert.routine_held")
    assert len(day.read(maya, "alert.intake")) == 1
    assert len(day.came(ana, "check_in.ask_pain")) == 1
    await open_card(day, maya)
    await day.taps(maya, "card.health", "intake.reviewed")
    await day.pass_(days=1)
    assert day.came(ana, "routine.prompt") == ["24 09:00"]


async def test_a_review_on_the_way_to_a_routine_takes_one_tap_and_goes_on(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/health")
    await day.taps(ana, "intake.go_area", words().name("region", "neck", "en"))
    await choose(day, maya)
    day.reads(maya, "gate.stopped", "Told by Ana", "Nothing of the list applies")
    await day.tap(maya, "intake.reviewed")
    day.reads(maya, "routine.summary")
    await day.tap(maya, "routine.send_unreviewed")
    day.reads(ana, "routine.given")


async def test_a_reason_does_not_count_for_what_came_after_it_was_typed(day: Stage) -> None:
    maya, ana = await both(day)
    await insist(day, maya)
    typed = day.reads(maya, "gate.typed")
    her = await id_of(day, ana)

    async def change(db: Session) -> None:
        file = Intake(facts=("neck_injury_6w", "dizziness"))
        await intake.add(db, her, file.dump(), said_by=her, reviewed_by=her)

    assert day.world is not None
    await day.world.app.read(change)
    await day.tap(maya, "routine.send_unreviewed")
    day.reads(maya, "gate.stopped", words().name("avoid", "dizziness", "en").capitalize())
    assert typed.labels() == [day.label(maya, "routine.send_unreviewed")]
    day.reads_no(ana, "routine.given")
    assert await day.world.app.read(lambda db: gate.reasons_of(db, her, DESK)) == []


async def test_under_18_nothing_comes_before_a_guardians_consent_is_on_file(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/health")
    await day.taps(ana, "intake.go_age", "under 18", "common.back", "intake.go_age")
    assert await day.tap(ana, "18 to 49") == day.toast(ana, "intake.age_fixed")
    assert await day.tap(ana, "intake.unsure") == day.toast(ana, "intake.age_fixed")
    await day.pass_(hours=8)
    assert closed(await ledger(day, ana, "check_in")) == [("expired", "guardian")]
    await day.say(ana, "/checkin")
    day.reads(ana, "gate.minor", "Maya")
    day.reads_no(ana, "check_in.ask_pain")
    await choose(day, maya)
    stopped = day.reads(maya, "gate.stopped", "nder 18")
    assert day.label(maya, "gate.type") not in stopped.labels()
    await day.tap(maya, "gate.consent")
    await day.taps(maya, "mother", "Sun 22 Nov")
    await day.pass_(minutes=20)
    await day.say(maya, "Hello?")  # she went on to something else: that is no consent
    day.reads_no(maya, "gate.consented")
    await open_card(day, maya)
    await day.taps(maya, "card.health", "gate.consent", "mother", "Sun 22 Nov")
    await day.say(maya, "Eva Roth")
    day.reads(maya, "gate.consented", "Ana")
    her = await id_of(day, ana)
    assert day.world is not None
    consent = await day.world.app.read(lambda db: guardians.of_person(db, her))
    assert consent is not None
    assert (consent.name, consent.relation, consent.given_on) == ("Eva Roth", "mother", "2026-11-22")
    assert "guardian's consent recorded" in await audited(day)
    await day.say(ana, "/checkin")
    day.reads(ana, "check_in.ask_pain")
    await open_card(day, maya)
    await day.tap(maya, "card.health")
    day.reads(maya, "intake.file", "Consent of Eva Roth")
    await day.tap(maya, "intake.reviewed")
    await day.tap(maya, "card.back_to_card")
    await push(day, maya)
    day.reads(ana, "routine.given")
    await open_card(day, maya)
    await day.taps(maya, "card.health", "gate.consent_ended")
    day.reads(maya, "gate.ask_withdraw", "Eva Roth")
    await day.tap(maya, "gate.withdraw")
    day.reads(maya, "gate.withdrawn", "Ana")
    assert "guardian's consent taken back" in await audited(day)
    asked = len(day.read(ana, "gate.minor"))
    await day.say(ana, "/routine")
    assert len(day.read(ana, "gate.minor")) == asked + 1
    await day.pass_(days=1)
    assert (day.came(ana, "check_in.ask_pain"), day.came(ana, "routine.prompt")) == (["22 20:20"], [])


MONTHS = ("", "before", "2026-11", "2026-08", "2026-01")


def somebody(dice: random.Random) -> Intake:
    """Make up a file."""
    tags = [*fitness.ASK_FIRST, *fitness.MORE, *fitness.NOW]
    surgeries = [
        Surgery(dice.choice(sorted(fitness.NEAR)), dice.choice(MONTHS), dice.choice((True, False, None)))
        for _ in range(dice.choice((0, 0, 1)))
    ]
    return Intake(
        facts=tuple(dice.sample(tags, dice.choice((0, 1, 2)))),
        conditions=tuple(dice.sample(("C20_artery_disease", "C21_diabetes"), dice.choice((0, 0, 0, 1)))),
        surgeries=tuple(surgeries),
    )


@pytest.mark.parametrize("count", [25, pytest.param(500, marks=pytest.mark.full)])
async def test_whatever_is_on_file_no_exercise_that_clashes_reaches_her(day: Stage, count: int) -> None:
    """Random files and random routines: Ana asks for a routine, and only what fits her is offered and begun."""
    maya = await day.owner()
    ana = await day.client(maya)
    her, staff = await id_of(day, ana), await id_of(day, maya)
    dice, library, offered = random.Random(11), words(), 0
    key = await _plan(day, her, staff)
    for _ in range(count):
        file, routine = somebody(dice), dice.choice(sorted(library.routines))
        reviewed = dice.random() < 0.85

        async def arrange(db: Session, file: Intake = file, routine: str = routine, reviewed: bool = reviewed) -> None:
            await intake.add(db, her, file.dump(), said_by=staff, reviewed_by=staff if reviewed else None)
            await db.run(
                "UPDATE plan SET routine = :routine WHERE practice_id = :practice AND plan_id = :key",
                routine=routine,
                key=key,
            )

        assert day.world is not None
        await day.world.app.read(arrange)
        await day.say(ana, "/routine")
        last = ana.screen()[-1]
        clash = fitness.clashes(file, routine, library, date(2026, 11, 22)) or not reviewed
        assert (day.label(ana, "routine.start") in last.labels()) == (not clash), (file, routine)
        offered += not clash
    assert day.world is not None
    await day.world.app.read(lambda db: plans.set_state(db, key, "ended", "plan_over"))
    assert count / 10 < offered < count


async def _plan(day: Stage, her: int, staff: int) -> int:
    """Write a routine's plan without a rule, which asks for nothing by itself."""

    async def add(db: Session) -> int:
        key = db.new_id()
        await plans.add(db, plans.Plan(key, her, "routine", "live", None, DESK, 1, staff, db.now))
        return key

    assert day.world is not None
    return await day.world.app.read(add)


async def test_the_reason_by_which_it_was_sent_stands_below_the_health_facts(day: Stage) -> None:
    maya, _ = await both(day)
    await insist(day, maya)
    typed = maya.screen()[-1]
    await open_card(day, maya)
    await day.tap(maya, "card.health")
    assert REASON not in day.reads(maya, "intake.file").text, "it was typed, but nothing was sent by it"
    assert await maya.forge(typed.message_id, typed.buttons[0][0].data or "") == ""
    await day.settle()
    await open_card(day, maya)
    await day.tap(maya, "card.health")
    day.reads(maya, "intake.file", "Sent all the same", routine_name(day, maya), "Maya", REASON)
