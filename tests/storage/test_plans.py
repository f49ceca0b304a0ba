"""Owns what storage promises about plans, their rules over time, and appointments."""

from dataclasses import replace

import pytest

from storage import appointments, due, endings, messages, plans, practices, queue
from storage.errors import ConstraintError
from storage.plans import Plan, PlanRule
from tests.engines import NOW
from tests.storage.story import HOUR, Story, message, visit


def evening(plan: int, version: int = 1, since: int = NOW) -> PlanRule:
    return PlanRule(plan, version, "18:30", "1234567", "Europe/Berlin", "2026-09-21", None, since, None)


async def test_a_plan_is_read_as_it_was_written(story: Story) -> None:
    check_in, routine = await story.add_plan(), await story.add_plan("routine")
    expected = Plan(routine, story.ana, "routine", "live", None, "neck", 2, story.maya, NOW)
    assert await story.turn(lambda db: plans.get(db, routine)) == expected
    assert await story.turn(lambda db: plans.get(db, 1)) is None
    listed = await story.turn(lambda db: plans.of_person(db, story.ana))
    assert [plan.plan_id for plan in listed] == [check_in, routine]
    listed = await story.turn(lambda db: plans.of_person(db, story.ana, "routine"))
    assert [plan.plan_id for plan in listed] == [routine]


async def test_an_ended_plan_is_kept_but_not_hers_any_more(story: Story) -> None:
    plan = await story.add_plan()
    await story.turn(lambda db: plans.set_state(db, plan, "paused", "stopped"))
    paused = await story.turn(lambda db: plans.get(db, plan))
    assert paused is not None
    assert (paused.state, paused.reason) == ("paused", "stopped")
    await story.turn(lambda db: plans.set_state(db, plan, "ended", "finished"))
    assert await story.turn(lambda db: plans.of_person(db, story.ana)) == []
    assert [kept.plan_id for kept in await story.turn(plans.every)] == [plan]


async def test_what_a_therapist_gave_last_is_known(story: Story) -> None:
    await story.add_plan()
    await story.add_plan("routine")
    await story.add_plan("routine")
    assert await story.turn(lambda db: plans.latest_routines(db, story.maya, 3)) == ["neck"]
    assert await story.turn(lambda db: plans.latest_routines(db, story.ben, 3)) == []


async def test_the_visit_that_began_last_is_known(story: Story) -> None:
    await story.add_visit(NOW - 30 * HOUR)
    newest = await story.add_visit(NOW - HOUR)
    await story.add_visit(NOW + HOUR)
    found = await story.turn(lambda db: appointments.past(db, story.ana, NOW - 24 * HOUR))
    assert [visit.appointment_id for visit in found] == [newest]
    assert await story.turn(lambda db: appointments.past(db, story.ana, NOW - HOUR // 2)) == []
    assert not await story.turn(lambda db: endings.was_edited_to(db, newest, ("aftercare.told",)))


async def test_a_rule_is_closed_before_the_next_begins(story: Story) -> None:
    plan = await story.add_plan()
    await story.turn(lambda db: plans.add_rule(db, evening(plan)))
    assert await story.turn(lambda db: plans.rule_in_force(db, plan)) == evening(plan)
    await story.turn(lambda db: plans.close_rule(db, plan), now=NOW + HOUR)
    assert await story.turn(lambda db: plans.rule_in_force(db, plan)) is None
    second = replace(evening(plan, 2, NOW + HOUR), days="135", ends_on="2026-10-12")
    await story.turn(lambda db: plans.add_rule(db, second))
    assert await story.turn(lambda db: plans.rules(db, plan)) == [replace(evening(plan), until=NOW + HOUR), second]


async def test_a_plan_has_one_rule_in_force(story: Story) -> None:
    plan = await story.add_plan()
    await story.turn(lambda db: plans.add_rule(db, evening(plan)))
    with pytest.raises(ConstraintError):
        await story.turn(lambda db: plans.add_rule(db, evening(plan, 2)))


async def test_the_last_served_day_forgets_cancelled_ones(story: Story) -> None:
    plan = await story.add_plan()
    assert await story.turn(lambda db: plans.last_served(db, plan)) is None
    for key, day in ((7_000_001, "2026-09-21"), (7_000_002, "2026-09-22")):
        row = message(key, story.ana, plan_id=plan, local_date=day)
        await story.turn(lambda db, row=row: messages.add(db, row))  # type: ignore[misc]
    assert await story.turn(lambda db: plans.last_served(db, plan)) == "2026-09-22"
    await story.turn(lambda db: endings.close(db, 7_000_002, "cancelled", "changed"))
    assert await story.turn(lambda db: plans.last_served(db, plan)) == "2026-09-21"


async def test_a_rule_may_keep_the_clock_of_home(story: Story) -> None:
    plan = await story.add_plan()
    kept = replace(evening(plan), follows=False)
    await story.turn(lambda db: plans.add_rule(db, kept))
    assert await story.turn(lambda db: plans.rule_in_force(db, plan)) == kept


async def test_what_a_plan_said_last_is_what_left_or_may_have(story: Story) -> None:
    plan = await story.add_plan()
    assert await story.turn(lambda db: messages.last_said(db, plan)) is None
    for key, day in ((7_000_001, "2026-09-21"), (7_000_002, "2026-09-22"), (7_000_003, "2026-09-23")):
        row = message(key, story.ana, plan_id=plan, local_date=day)
        await story.turn(lambda db, row=row: messages.add(db, row))  # type: ignore[misc]
    first = await story.turn(lambda db: messages.get(db, 7_000_001))
    assert first is not None
    await story.turn(lambda db: queue.begin_sending(db, first, epoch=1, body="{}", words=first))
    await story.turn(lambda db: endings.close(db, 7_000_002, "expired", "late"))
    said = await story.turn(lambda db: messages.last_said(db, plan))
    assert said is not None
    assert (said.message_id, said.body) == (7_000_001, None)


async def test_the_instant_of_a_visit_changes_and_what_was_agreed_does_not(story: Story) -> None:
    key = await story.add_visit()
    await story.turn(lambda db: appointments.set_state(db, key, "confirmed"))
    before = await story.turn(lambda db: appointments.get(db, key))
    assert before is not None
    await story.turn(lambda db: appointments.set_start(db, key, before.starts_at + HOUR), now=NOW + HOUR)
    after = await story.turn(lambda db: appointments.get(db, key))
    assert after == replace(before, starts_at=before.starts_at + HOUR)


async def test_the_zones_version_survives_the_settings_and_tells_for_whom_something_is_planned(story: Story) -> None:
    assert await story.turn(practices.zones_version) is None
    await story.turn(lambda db: practices.set_zones_version(db, "2026f"))
    practice = await story.turn(practices.get)
    assert practice is not None
    await story.turn(lambda db: practices.save(db, practice))
    assert await story.turn(practices.zones_version) == "2026f"
    assert await story.turn(due.people_planned_for) == []
    await story.turn(lambda db: messages.add(db, message(7_000_001, story.ben, zone="Europe/Berlin")))
    await story.turn(lambda db: messages.add(db, message(7_000_002, story.maya)))
    await story.add_visit()
    assert await story.turn(due.people_planned_for) == sorted([story.ana, story.ben])


async def test_an_appointment_is_moved_and_has_to_be_confirmed_again(story: Story) -> None:
    key = await story.add_visit()
    booked = replace(visit(story, key, NOW + 100 * HOUR), agreed_at=NOW)
    assert await story.turn(lambda db: appointments.get(db, key)) == booked
    assert await story.turn(lambda db: appointments.get(db, 1)) is None
    await story.turn(lambda db: appointments.set_state(db, key, "confirmed"))
    moved = replace(booked, starts_at=NOW + 124 * HOUR, local_date="2026-09-26", minutes=45)
    await story.turn(lambda db: appointments.move(db, moved), now=NOW + HOUR)
    expected = replace(moved, version=2, agreed_at=NOW + HOUR)
    assert await story.turn(lambda db: appointments.get(db, key)) == expected


async def test_coming_visits_are_ahead_and_not_cancelled(story: Story) -> None:
    late, soon = await story.add_visit(NOW + 9 * HOUR), await story.add_visit(NOW + HOUR)
    past, off = await story.add_visit(NOW), await story.add_visit(NOW + 2 * HOUR)
    await story.turn(lambda db: appointments.set_state(db, off, "cancelled"))
    coming = await story.turn(lambda db: appointments.coming(db, story.ana))
    assert [found.appointment_id for found in coming] == [soon, late]
    assert {found.appointment_id for found in await story.turn(appointments.every)} == {late, soon, past, off}


async def test_past_visits_have_begun_and_were_not_cancelled(story: Story) -> None:
    second, first = await story.add_visit(NOW), await story.add_visit(NOW - HOUR)
    await story.add_visit(NOW + 1)
    off = await story.add_visit(NOW - 2 * HOUR)
    await story.turn(lambda db: appointments.set_state(db, off, "cancelled"))

    async def began(since: int) -> list[int]:
        found = await story.turn(lambda db: appointments.past(db, story.ana, since))
        return [one.appointment_id for one in found]

    assert await began(0) == [first, second]
    assert await began(NOW - HOUR + 1) == [second]
    assert await story.turn(lambda db: appointments.past(db, story.ben, 0)) == []


async def test_visits_that_only_touch_do_not_overlap(story: Story) -> None:
    key = await story.add_visit(NOW + 10 * HOUR)

    async def hits(start: int, end: int) -> list[int]:
        found = await story.turn(lambda db: appointments.overlapping(db, story.maya, start, end))
        return [each.appointment_id for each in found]

    assert await hits(NOW + 9 * HOUR, NOW + 10 * HOUR) == []
    assert await hits(NOW + 11 * HOUR, NOW + 12 * HOUR) == []
    assert await hits(NOW + 10 * HOUR + 1, NOW + 10 * HOUR + 2) == [key]
    assert await hits(NOW + 9 * HOUR, NOW + 12 * HOUR) == [key]
    await story.turn(lambda db: appointments.set_state(db, key, "cancelled"))
    assert await hits(NOW + 9 * HOUR, NOW + 12 * HOUR) == []
