"""Owns what storage promises about the ledger: once, in order, with one end."""

from dataclasses import replace
from functools import partial

import pytest

from storage import due, endings, messages, people, queue
from storage.errors import ConstraintError
from storage.messages import Message
from storage.session import Session
from tests.engines import NOW
from tests.storage.story import HOUR, MINUTE, Story, message, who


async def say(story: Story, **details: object) -> int:
    to = details.pop("to", story.ana)

    async def add(db: Session) -> int:
        key = db.new_id()
        assert await messages.add(db, message(key, to, **details))  # type: ignore[arg-type]
        return key

    return await story.turn(add)


async def read(story: Story, key: int) -> Message:
    found = await story.turn(lambda db: messages.get(db, key))
    assert found is not None
    return found


async def send(story: Story, key: int, epoch: int = 1) -> None:
    row = await read(story, key)
    await story.turn(lambda db: queue.begin_sending(db, row, epoch=epoch, body='{"t": "Hello Ana"}', words=WORDS))


WORDS = message(0, 0, template="check_in.ask", template_version="v3", locale="es")


async def test_a_message_is_read_as_it_was_written(story: Story) -> None:
    written = message(
        7_000_001,
        story.maya,
        subject_id=story.ana,
        due_at=NOW + HOUR,
        not_before=NOW + 1,
        expires_at=NOW + 2 * HOUR,
        local_date="2026-09-21",
        local_time="18:30",
        zone="Europe/Berlin",
        template="t",
        template_version="1",
        locale="en",
        facts='{"name": "Ana"}',
        edits=12,
    )
    assert await story.turn(lambda db: messages.add(db, written))
    assert await read(story, 7_000_001) == replace(written, made_at=NOW)
    assert await story.turn(lambda db: messages.get(db, 1)) is None


async def test_a_plan_speaks_once_a_day_unless_that_day_was_cancelled(story: Story) -> None:
    plan = await story.add_plan()
    first = message(7_000_001, story.ana, plan_id=plan, local_date="2026-09-21")
    assert await story.turn(lambda db: messages.add(db, first))
    assert not await story.turn(lambda db: messages.add(db, replace(first, message_id=7_000_002)))
    assert await story.turn(lambda db: messages.add(db, replace(first, message_id=7_000_003, local_date="2026-09-22")))
    await story.turn(lambda db: endings.close(db, 7_000_001, "cancelled", "moved"))
    assert await story.turn(lambda db: messages.add(db, replace(first, message_id=7_000_004)))
    rows = await story.turn(lambda db: messages.of_plan(db, plan))
    assert [row.message_id for row in rows] == [7_000_001, 7_000_003, 7_000_004]


async def test_a_visit_has_one_reminder_per_slot(story: Story) -> None:
    visit = await story.add_visit()
    first = message(7_000_001, story.ana, kind="reminder", appointment_id=visit, slot="48h")
    assert await story.turn(lambda db: messages.add(db, first))
    assert not await story.turn(lambda db: messages.add(db, replace(first, message_id=7_000_002)))
    assert await story.turn(lambda db: messages.add(db, replace(first, message_id=7_000_003, slot="2h")))
    assert await story.turn(lambda db: endings.cancel_of_appointment(db, visit, "moved")) == 2
    assert await story.turn(lambda db: endings.cancel_of_appointment(db, visit, "moved")) == 0
    rows = await story.turn(lambda db: messages.of_appointment(db, visit))
    assert [(row.message_id, row.state, row.reason) for row in rows] == [
        (7_000_001, "cancelled", "moved"),
        (7_000_003, "cancelled", "moved"),
    ]


async def test_the_next_message_goes_by_priority_then_due_then_id(story: Story) -> None:
    await say(story, priority=6, due_at=NOW - HOUR)
    later = await say(story, priority=4, due_at=NOW)
    earlier = await say(story, priority=4, due_at=NOW - 1)
    await say(story, priority=0, due_at=NOW + 1)
    await say(story, priority=0, due_at=NOW, not_before=NOW + 1)
    await say(story, to=story.ben, priority=0)
    first = await story.turn(lambda db: queue.first_due(db, story.ana))
    assert first is not None
    assert (first.message_id, first.body) == (earlier, '{"t": "Hi"}')
    await story.turn(lambda db: endings.close(db, earlier, "merged", "into the next"))
    first = await story.turn(lambda db: queue.first_due(db, story.ana))
    assert first is not None
    assert first.message_id == later


async def test_what_did_not_leave_keeps_its_place_and_what_may_have_arrived_keeps_nobody_waiting(story: Story) -> None:
    first = await say(story, priority=2)
    second = await say(story, priority=4)
    await send(story, first)
    await story.turn(
        lambda db: queue.retry(db, first, not_before=NOW + MINUTE, reason="no_connection", maybe_dup=False)
    )
    head = await story.turn(lambda db: queue.first_due(db, story.ana, HOUR))
    assert head is not None
    assert (head.message_id, head.not_before) == (first, NOW + MINUTE)
    await story.turn(lambda db: queue.wait_behind(db, head))
    assert who(await story.turn(lambda db: due.people_due(db, 10))) == []
    again = await story.turn(lambda db: queue.first_due(db, story.ana), now=NOW + MINUTE)
    assert again is not None
    assert again.message_id == first
    await send(story, first)
    await story.turn(lambda db: queue.retry(db, first, not_before=NOW + HOUR, reason="crashed", maybe_dup=True))
    other = await story.turn(lambda db: queue.first_due(db, story.ana, 2 * HOUR), now=NOW + MINUTE)
    assert other is not None
    assert other.message_id == second


async def test_people_with_something_due_come_the_most_urgent_first(story: Story) -> None:
    await say(story, to=story.ana, priority=4)
    await say(story, to=story.ben, priority=0)
    await say(story, to=story.maya, due_at=NOW + 1)
    assert who(await story.turn(lambda db: due.people_due(db, 10))) == [story.ben, story.ana]
    assert who(await story.turn(lambda db: due.people_due(db, 1))) == [story.ben]
    await story.turn(lambda db: people.set_lease(db, story.ben, owner="w1", epoch=1, until=NOW + MINUTE))
    assert who(await story.turn(lambda db: due.people_due(db, 10))) == [story.ana]


async def test_a_person_whose_sender_died_is_due_again(story: Story) -> None:
    key = await say(story)
    await story.turn(lambda db: people.set_lease(db, story.ana, owner="w1", epoch=1, until=NOW + MINUTE))
    await send(story, key)
    assert who(await story.turn(lambda db: due.people_due(db, 10))) == []
    assert who(await story.turn(lambda db: due.people_due(db, 10), now=NOW + MINUTE)) == [story.ana]


async def test_the_next_due_instant_respects_what_is_held_back(story: Story) -> None:
    assert await story.turn(due.next_due) is None
    await say(story, due_at=NOW + HOUR)
    assert await story.turn(due.next_due) == NOW + HOUR
    await say(story, due_at=NOW, not_before=NOW + MINUTE)
    assert await story.turn(due.next_due) == NOW + MINUTE
    await say(story, due_at=NOW + 1, not_before=NOW)
    assert await story.turn(due.next_due) == NOW + 1


async def test_the_intent_is_written_before_the_message_goes_out(story: Story) -> None:
    key = await say(story)
    await send(story, key, epoch=9)
    row = await story.turn(lambda db: queue.in_flight(db, story.ana))
    assert row is not None
    assert (row.state, row.epoch, row.attempt, row.body) == ("sending", 9, 1, '{"t": "Hello Ana"}')
    assert (row.template, row.template_version, row.locale) == ("check_in.ask", "v3", "es")
    assert await story.turn(lambda db: queue.first_due(db, story.ana)) is None
    assert await story.turn(lambda db: queue.in_flight(db, story.ben)) is None


async def test_a_sent_message_knows_its_bubble(story: Story) -> None:
    key = await say(story)
    assert await story.turn(lambda db: messages.bubble_of(db, key)) == (None, False)
    await send(story, key)
    await story.turn(lambda db: endings.mark_sent(db, key, 55, "ok"), now=NOW + 5)
    row = await read(story, key)
    assert (row.state, row.reason, row.sent_at, row.closed_at) == ("sent", "ok", NOW + 5, NOW + 5)
    assert await story.turn(lambda db: messages.bubble_of(db, key)) == (55, False)
    await story.turn(lambda db: messages.rebind(db, key, 56))
    assert await story.turn(lambda db: messages.bubble_of(db, key)) == (56, False)


@pytest.mark.parametrize("state", messages.TERMINAL_STATES)
async def test_an_end_is_an_end_and_only_uncertain_may_become_sent(story: Story, state: str) -> None:
    key = await say(story)
    await send(story, key)
    await story.turn(lambda db: endings.close(db, key, state, "first"))
    await story.turn(lambda db: endings.close(db, key, "dead", "second"))
    assert (await read(story, key)).state == state
    await story.turn(lambda db: endings.mark_sent(db, key, 55, "tapped"))
    proven = state == "uncertain"
    assert (await read(story, key)).reason == ("tapped" if proven else "first")
    assert (await read(story, key)).state == ("sent" if proven else state)


async def test_a_retry_waits_and_remembers_that_it_may_be_a_second_copy(story: Story) -> None:
    key = await say(story)
    await send(story, key)
    await story.turn(lambda db: queue.retry(db, key, not_before=NOW + 9, reason="timeout", maybe_dup=True))
    await send(story, key)
    await story.turn(lambda db: queue.retry(db, key, not_before=NOW + 19, reason="429", maybe_dup=False))
    row = await read(story, key)
    assert (row.state, row.attempt, row.not_before, row.maybe_dup, row.reason) == ("queued", 2, NOW + 19, True, "429")


async def test_words_that_must_not_be_kept_are_forgotten(story: Story) -> None:
    key = await say(story, facts='{"link": "t.me/x"}')
    await story.turn(lambda db: messages.forget_body(db, key))
    row = await read(story, key)
    assert (row.body, row.facts) == (None, None)


async def test_a_head_has_no_words(story: Story) -> None:
    key = await say(story)
    assert await story.turn(lambda db: messages.head(db, key)) == replace(await read(story, key), body=None)
    assert await story.turn(lambda db: messages.head(db, 1)) is None


async def test_closing_by_kind_touches_nothing_else(story: Story) -> None:
    ask = await say(story, kind="check_in")
    nudge = await say(story, kind="nudge")
    bens = await say(story, to=story.ben, kind="nudge")
    await story.turn(lambda db: endings.close_queued(db, story.ana, ("nudge", "recall"), "cancelled", "stopped"))
    states = [(await read(story, key)).state for key in (ask, nudge, bens)]
    assert states == ["queued", "cancelled", "queued"]
    assert await story.turn(messages.counts) == {"queued": 2, "cancelled": 1}


async def test_what_the_ledger_check_would_complain_about(story: Story) -> None:
    assert await story.turn(lambda db: due.overdue_open(db, 0)) == []
    stale = await say(story, expires_at=NOW)
    await say(story, expires_at=NOW + 1)
    orphan = await say(story, to=story.ben)
    await send(story, orphan)
    found = await story.turn(lambda db: due.overdue_open(db, 0))
    assert {row.message_id for row in found} == {stale, orphan}
    await story.turn(lambda db: people.set_lease(db, story.ben, owner="w1", epoch=1, until=NOW + MINUTE))
    found = await story.turn(lambda db: due.overdue_open(db, 0))
    assert [row.message_id for row in found] == [stale]
    assert await story.turn(lambda db: due.overdue_open(db, 1)) == []


async def test_one_message_is_in_flight_per_person(story: Story) -> None:
    first, second = await say(story), await say(story)
    await send(story, first)
    with pytest.raises(ConstraintError):
        await send(story, second)
    assert (await read(story, second)).state == "queued"


async def test_a_plan_that_changes_keeps_what_is_due_already(story: Story) -> None:
    plan = await story.add_plan()
    today = await say(story, plan_id=plan, local_date="2026-09-21")
    assert await story.turn(lambda db: queue.has_queued_of_plan(db, plan))
    coming = await say(story, plan_id=plan, local_date="2026-09-22", due_at=NOW + 24 * HOUR)
    await story.turn(lambda db: endings.close_future_of_plan(db, plan, "cancelled", "changed"))
    assert [(await read(story, key)).state for key in (today, coming)] == ["queued", "cancelled"]
    await story.turn(lambda db: endings.close(db, today, "expired", "late"))
    assert not await story.turn(lambda db: queue.has_queued_of_plan(db, plan))


async def test_a_row_without_words_is_read_plainly(story: Story) -> None:
    key = await say(story)
    row = await story.turn(lambda db: db.one("SELECT * FROM message WHERE practice_id = :practice"))
    assert row is not None
    assert messages.plain(row) == message(key, story.ana, body=None, made_at=NOW)


async def test_a_newer_edit_overtakes_the_older_ones_of_its_bubble(story: Story) -> None:
    bubble = await say(story)
    old, new = await say(story, edits=bubble), await say(story, edits=bubble)
    other = await say(story, edits=bubble + 7)
    assert await story.turn(lambda db: endings.has_newer_edit(db, old, bubble))
    assert not await story.turn(lambda db: endings.has_newer_edit(db, new, bubble))
    assert await story.turn(lambda db: endings.merge_edits(db, new, bubble)) == 1
    assert (await read(story, old)).state == "merged"
    assert (await read(story, new)).state == (await read(story, other)).state == "queued"


async def test_a_second_copy_that_waits_is_not_needed_when_the_first_turns_out_to_have_come(story: Story) -> None:
    key = await say(story)
    await send(story, key)
    await story.turn(lambda db: endings.mark_sent(db, key + 1, 5, "not this one"))
    await story.turn(lambda db: queue.retry(db, key, not_before=NOW + HOUR, reason="cut off", maybe_dup=True))
    await story.turn(lambda db: endings.mark_sent(db, key, 5, "a tap on it proved it"))
    assert (await read(story, key)).state == "sent"


async def test_a_message_that_is_held_waits_and_one_that_ended_stays_as_it_was(story: Story) -> None:
    waiting, ended = await say(story), await say(story)
    await story.turn(lambda db: endings.close(db, ended, "expired", "late"))
    await story.turn(lambda db: queue.hold(db, waiting, NOW + HOUR, "spacing"))
    await story.turn(lambda db: queue.hold(db, ended, NOW + HOUR, "spacing"))
    assert (await read(story, waiting)).not_before == NOW + HOUR
    assert (await read(story, ended)).not_before != NOW + HOUR
    assert await story.turn(lambda db: queue.first_due(db, story.ana)) is None


async def test_what_expired_while_it_waited_is_found_with_its_person(story: Story) -> None:
    key = await say(story, expires_at=NOW)
    await say(story, expires_at=NOW + 1)
    await say(story, to=story.ben)
    assert await story.turn(lambda db: due.people_stale(db, 10, NOW)) == [story.ana]
    assert [row.message_id for row in await story.turn(lambda db: queue.stale(db, story.ana, NOW))] == [key]


async def test_what_waits_for_the_end_of_a_lease_is_due_then(story: Story) -> None:
    await say(story)
    assert await story.turn(due.next_due) is None
    await story.turn(lambda db: people.set_lease(db, story.ana, owner=None, epoch=1, until=NOW + MINUTE))
    assert await story.turn(due.next_due) == NOW + MINUTE


async def test_an_intent_is_written_only_for_what_still_waits(story: Story) -> None:
    key = await say(story, kind="alert")
    assert [row.message_id for row in await story.turn(lambda db: queue.queued_of_kind(db, story.ana, "alert"))] == [
        key
    ]
    row = await read(story, key)
    await story.turn(lambda db: endings.close(db, key, "merged", "overtaken"))
    assert not await story.turn(lambda db: queue.begin_sending(db, row, epoch=1, body="{}", words=WORDS))
    assert await story.turn(lambda db: queue.queued_of_kind(db, story.ana, "alert")) == []


async def test_what_came_to_somebody_lately_is_found_newest_first(story: Story) -> None:
    early, late, edit = await say(story), await say(story), await say(story, edits=1)
    for key, at in ((early, NOW), (late, NOW + HOUR), (edit, NOW + HOUR)):
        await story.turn(partial(endings.close, message_id=key, state="uncertain", reason="broke"), now=at)
    came = await story.turn(lambda db: queue.came_since(db, story.ana, NOW + 1))
    assert [row.message_id for row in came] == [late]
    came = await story.turn(lambda db: queue.came_since(db, story.ana, NOW))
    assert [row.message_id for row in came] == [late, early]
    assert [row.message_id for row in await story.turn(lambda db: messages.of_person(db, story.ana, NOW))][-1] == early


async def test_what_follows_a_message_dies_with_its_answer_and_comes_only_once(story: Story) -> None:
    prompt = await say(story)
    nudge = await say(story, kind="nudge", follows=prompt, slot="nudge", due_at=NOW + HOUR)
    again = message(nudge + 100, story.ana, kind="nudge", follows=prompt, slot="nudge")
    assert await story.turn(lambda db: messages.add(db, again)) is False
    inside = await say(story)
    assert [row.message_id for row in await story.turn(lambda db: queue.queued_until(db, story.ana, NOW))] == [
        prompt,
        inside,
    ]
    await story.turn(lambda db: endings.merge_into(db, inside, prompt))
    await story.turn(lambda db: endings.close_followers(db, prompt, "answered"))
    followers = await story.turn(lambda db: queue.followers(db, prompt))
    assert [(row.message_id, row.state, row.reason) for row in followers] == [
        (nudge, "cancelled", "answered"),
        (inside, "merged", "merged_into"),
    ]
    assert await story.turn(lambda db: messages.add(db, again)) is True


async def test_what_one_person_waited_for_is_let_go_and_nobody_elses(story: Story) -> None:
    hers, other = await say(story), await say(story, to=story.ben)
    for key in (hers, other):
        await story.turn(partial(queue.hold, message_id=key, not_before=NOW + HOUR, reason="paused"))
    await story.turn(lambda db: queue.let_go_of(db, story.ana, "paused"))
    assert (await read(story, hers)).not_before == NOW
    assert (await read(story, other)).not_before == NOW + HOUR


async def test_what_may_have_arrived_ends_as_uncertain_whatever_closes_it(story: Story) -> None:
    key = await say(story)
    await send(story, key)
    await story.turn(lambda db: queue.retry(db, key, not_before=NOW, reason="broke", maybe_dup=True))
    await story.turn(lambda db: endings.close_queued(db, story.ana, ("check_in",), "cancelled", "stopped"))
    row = await read(story, key)
    assert (row.state, row.reason, row.held_for) == ("uncertain", "stopped", None)
