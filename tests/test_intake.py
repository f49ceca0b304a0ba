"""Health facts: Ana ticks them in bits, Maya reviews them with one tap, and what changed is looked at again."""

import json

from care.intake import areas_of, conditions_of
from care.screen import base36
from care.turn import Turn
from simulator import Person
from storage import alerts, intake
from storage.session import Session
from tests.scenes import alerts_arrive, answer, one_engine, open_card, push, routine_name, well
from tests.stage import Stage
from tests.test_routines import audited
from tests.test_trust import anchored, id_of
from tests.wording import words

pytestmark = one_engine


async def file_of(day: Stage, ana: Person) -> dict[str, object]:
    """Give what is on Ana's file now."""
    her = await id_of(day, ana)
    assert day.world is not None
    found = await day.world.app.read(lambda db: intake.newest(db, her))
    assert found is not None
    return {**json.loads(found.content), "reviewed": found.reviewed_at is not None, "version": found.version}


async def test_ana_ticks_a_few_things_after_joining_and_maya_is_told_once(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.tap(ana, "intake.begin")
    day.reads(ana, "intake.home", "8 pages")
    await day.tap(ana, "intake.go_ask")
    day.reads(ana, "intake.page", "3. Osteoporosis")
    await day.taps(ana, "3", "intake.page_on", "intake.page_back")
    assert "✓ ticked" in day.reads(ana, "intake.page").text
    assert day.label(ana, "intake.none") not in ana.screen()[-1].labels()  # the other page is not seen yet
    await day.taps(ana, "intake.page_on", "intake.done")  # and the next page that is open comes by itself
    await day.taps(
        ana, "intake.page_on", "intake.none", "intake.no_surgery", "intake.unsure", words().name("region", "neck", "en")
    )
    await day.taps(ana, "intake.done", "18 to 49", "common.back", "intake.enough")
    day.reads(ana, "intake.ended")
    known = await file_of(day, ana)
    assert (known["facts"], known["areas"], known["age"]) == (["osteoporosis"], ["neck"], "18_49")
    assert known["unsure"] == ["med"]
    assert not known["reviewed"]
    await alerts_arrive(day)
    assert len(day.read(maya, "alert.intake")) == 1
    await open_card(day, maya)
    day.reads(maya, "card.client", "please review")
    await day.tap(maya, "card.health")
    day.reads(
        maya, "intake.file", "osteoporosis", "Where: Neck", "Not sure: Medicines", "Last told by Ana", "Not reviewed"
    )
    assert await day.tap(maya, "intake.reviewed") == day.toast(maya, "intake.thanks")
    day.reads(maya, "intake.file", "✓ Reviewed")
    assert (await file_of(day, ana))["reviewed"]
    acts = await audited(day)
    assert [act for act in acts if act.startswith("intake")].count("intake reviewed") == 1
    assert "intake read" in acts


async def test_what_ana_changes_is_unreviewed_again_and_a_stale_review_counts_for_nothing(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await day.tap(maya, "card.health")
    await day.say(ana, "/health")
    await day.taps(ana, "intake.go_ask", "1")
    await alerts_arrive(day)
    assert len(day.read(maya, "alert.intake")) == 1
    await open_card(day, maya)
    await day.tap(maya, "card.health")
    await day.tap(ana, "2")
    assert await day.tap(maya, "intake.reviewed") == day.toast(maya, "intake.changed")
    day.reads(maya, "intake.file", "pregnancy and late pregnancy")
    assert not (await file_of(day, ana))["reviewed"]
    await day.tap(maya, "intake.reviewed")
    assert (await file_of(day, ana))["reviewed"]
    await alerts_arrive(day)
    assert len(day.read(maya, "alert.seen_by")) == 1
    day.reads_no(maya, "alert.intake")


async def test_maya_ticks_the_same_pages_and_what_she_ticks_stays_reviewed(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await day.taps(maya, "card.health", "intake.change", "intake.go_cond")
    place = sorted(code for code in words().guide.conditions).index("C06_osteoarthritis") + 1
    await day.taps(maya, str(place), "common.back", "intake.go_own", "1", "common.back", "intake.look")
    day.reads(maya, "intake.file", words().name("condition", "C06_osteoarthritis", "en"), "✓ Reviewed")
    known = await file_of(day, ana)
    assert known["conditions"] == ["C06_osteoarthritis"]
    assert known["own"]
    day.reads_no(maya, "alert.intake")

    async def read(turn: Turn) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return await areas_of(turn, turn.person.person_id), await conditions_of(turn, turn.person.person_id)

    assert day.world is not None
    her = await id_of(day, ana)
    assert (await day.world.app.turn(her, read)).result == ((), ("C06_osteoarthritis",))
    await day.taps(maya, "card.back_to_card", "card.send_routine")
    choice = day.reads(maya, "routine.choose").labels()
    assert choice[0] == routine_name(day, maya, "pacing_walk")
    await day.tap(maya, "shelf.hers")
    assert routine_name(day, maya, "hand_joints") in day.reads(maya, "shelf.routines").labels()


async def test_a_surgery_is_told_in_three_taps_and_can_be_taken_off(day: Stage) -> None:
    ana = await day.client(await day.owner(), language="es")
    await day.say(ana, "/health")
    knee = words().name("region", "knee", "es")
    await day.taps(ana, "intake.go_surg", knee)
    day.reads(ana, "intake.when")
    await day.tap(ana, "intake.longer_ago")
    await day.tap(ana, "intake.cleared_n")
    day.reads(ana, "intake.surgeries", "hace más de un año")
    assert (await file_of(day, ana))["surgeries"] == [{"area": "knee", "month": "before", "cleared": False}]
    await day.tap(ana, "intake.take_off", area=knee)
    assert (await file_of(day, ana))["surgeries"] == []


async def test_danger_that_is_ticked_is_answered_like_danger_that_is_written(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/health")
    await day.taps(ana, "intake.go_now", "7")
    day.reads(ana, "intake.page", "112")
    day.reads(ana, "safety.line_chest_pain")
    assert words().name("avoid", "chest_pain", "en") in day.reads(maya, "alert.red_flag").text


async def test_her_own_words_pass_the_screen_before_they_are_kept(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/health")
    await day.tap(ana, "intake.write")
    await day.say(ana, "I have chest pain and can't breathe")
    day.reads(ana, "safety.line_chest_pain")
    day.reads(maya, "alert.red_flag")
    await day.say(ana, "/health")
    await day.say(ana, "I come a bit later")  # nothing was asked any more
    day.reads(maya, "alert.red_flag_more", "I come a bit later")
    await day.tap(ana, "intake.write")
    await day.say(ana, "I have a pacemaker since May")
    day.reads(ana, "intake.noted")
    assert (await file_of(day, ana))["words"] == "I have a pacemaker since May"
    day.reads_no(maya, "talking.note")
    await open_card(day, maya)
    await day.tap(maya, "card.health")
    day.reads(maya, "intake.file", "pacemaker")


async def test_nobody_ticks_or_reviews_for_somebody_elses_client(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    tom = await day.colleague(maya)
    ben = await day.client(tom, "Ben")
    her, him = base36(await id_of(day, ana)), base36(await id_of(day, ben))
    message_id, anchor = anchored(tom)
    for data in (
        f"ic.ok:{base36(anchor)}:{her}:0", f"ic.set:{base36(anchor)}:{her}:ask:0:pregnancy",
        f"ic.go:{base36(anchor)}:{her}:desk_neck_shoulders:7f:1800:0", f"ic.kin:{base36(anchor)}:{her}:mother",
        f"gt.kin:{base36(anchor)}:{her}:mother:20261122", f"gt.why:{base36(anchor)}:{her}:desk_neck_shoulders:7f:1800",
    ):  # fmt: skip
        assert await tom.forge(message_id, f"v1:{data}") == day.toast(tom, "common.not_yours")
    await day.say(ben, "/checkin")
    message_id, anchor = anchored(ben)
    assert await ben.forge(message_id, f"v1:ic.ok:{base36(anchor)}:{him}:0") == day.toast(ben, "common.not_yours")
    assert await ben.forge(message_id, f"v1:in.see:{base36(anchor)}:own:0") == day.toast(ben, "common.no_longer")
    await day.settle()

    async def nothing(db: Session) -> int:
        row = await db.one("SELECT COUNT(*) AS n FROM intake WHERE practice_id = :practice")
        return int(row["n"]) if row else 0

    assert day.world is not None
    assert await day.world.app.read(nothing) == 0


async def test_before_she_is_confirmed_the_alert_says_nothing_of_her_health(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya, confirm=False)
    await day.say(ana, "/health")
    await day.taps(ana, "intake.go_ask", "1")
    await alerts_arrive(day)
    day.reads_no(maya, "alert.intake")
    day.reads(maya, "alert.unconfirmed")
    message_id, anchor = anchored(maya)
    data = f"v1:ic.see:{base36(anchor)}:{base36(await id_of(day, ana))}:ask:0"
    assert await maya.forge(message_id, data) == day.toast(maya, "card.not_confirmed")
    her = await id_of(day, ana)
    assert day.world is not None
    assert await day.world.app.read(lambda db: alerts.open_of(db, her)) == 1


async def test_what_is_on_file_is_sealed(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await day.say(ana, "/health")
    await day.taps(ana, "intake.go_ask", "1")

    async def bytes_of(db: Session) -> bytes:
        rows = await db.fetch("SELECT content FROM intake WHERE practice_id = :practice")
        return b"".join(bytes(row["content"]) for row in rows)

    assert day.world is not None
    assert b"pregnancy" not in await day.world.app.read(bytes_of)


async def test_after_twelve_weeks_she_is_asked_once_a_week_whether_it_is_still_right(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await well(day, maya)
    await day.pass_(days=83)
    await day.say(ana, "/checkin")
    await answer(day, ana)
    assert day.label(ana, "intake.same") not in ana.screen()[-1].labels()
    await day.pass_(days=1)
    await day.say(ana, "/checkin")
    await answer(day, ana)
    await day.tap(ana, "intake.same")
    day.reads(ana, "intake.kept")
    known = await file_of(day, ana)
    assert (known["version"], known["reviewed"]) == (2, True)
    await day.pass_(days=7)
    await day.say(ana, "/checkin")
    await answer(day, ana)
    assert day.label(ana, "intake.same") not in ana.screen()[-1].labels()
    day.reads_no(maya, "alert.intake")


async def test_what_maya_has_read_on_file_does_not_wait_in_her_inbox_and_anything_else_does(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/health")
    await day.taps(ana, "intake.go_area", words().name("region", "neck", "en"), "common.back", "intake.enough")
    await alerts_arrive(day)
    day.reads(maya, "alert.intake", "Ana")
    await day.say(ana, "/stop")
    await alerts_arrive(day)
    await open_card(day, maya)
    await day.taps(maya, "card.health", "intake.reviewed")
    day.reads(maya, "alert.seen_by", "Maya", "Ana")
    await day.say(maya, "/alerts")
    assert "stopped" in day.reads(maya, "inbox.open", "1").labels()[0]
