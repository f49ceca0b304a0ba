"""Alerts, who is called in whose place, and the weekly safety question, on both engines."""

from dataclasses import replace

from storage import alerts, calls, clients, covers, due, endings, messages, people, queue, safety_checks
from storage.alerts import Alert
from storage.covers import Cover
from storage.safety_checks import SafetyCheck
from tests.engines import NOW
from tests.storage.story import HOUR, MINUTE, Story, message


async def raised(story: Story, kind: str, urgency: str, *, now: int = NOW, client: int = 0) -> Alert:
    who = client or story.ana
    return await story.turn(
        lambda db: alerts.raise_alert(
            db, client_id=who, kind=kind, urgency=urgency, facts='{"pain": 8}', escalates_at=now + HOUR
        ),
        now=now,
    )


async def tell(story: Story, alert: Alert, to: int, due_at: int = NOW) -> None:
    row = message(0, to, kind="alert", priority=0, subject_id=alert.client_id, alert_id=alert.alert_id, due_at=due_at)
    await story.turn(lambda db: messages.add(db, replace(row, message_id=db.new_id())))


async def test_what_is_open_comes_by_urgency_and_age(story: Story) -> None:
    await story.turn(lambda db: clients.add(db, story.ana, story.maya))
    late = await raised(story, "silence", "tell_therapist")
    pain = await raised(story, "high_pain", "same_day", now=NOW + 1)
    flag = await raised(story, "red_flag", "emergency", now=NOW + 2)
    strange = await raised(story, "red_flag", "emergency", now=NOW + 3, client=story.ben)
    hers = [flag, pain, late]
    assert await story.turn(lambda db: alerts.open_of_client(db, story.ana)) == hers
    assert await story.turn(lambda db: alerts.open_for(db, story.maya)) == hers
    assert await story.turn(lambda db: alerts.since(db, story.ana, NOW)) == [flag, pain, late]
    assert await story.turn(lambda db: alerts.since(db, story.ana, NOW + 1)) == [flag, pain]
    await tell(story, strange, story.maya)
    assert await story.turn(lambda db: alerts.open_for(db, story.maya)) == [strange, flag, pain, late]
    assert await story.turn(lambda db: alerts.open_for(db, story.ana)) == []
    assert (await story.turn(lambda db: alerts.open_of_client(db, story.ana)))[0].facts == '{"pain": 8}'
    assert await story.turn(lambda db: alerts.last_raised(db, story.ana, "high_pain")) == NOW + 1
    assert await story.turn(lambda db: alerts.last_raised(db, story.ana, "worsening")) is None


async def test_who_was_told_is_known_from_the_ledger(story: Story) -> None:
    pain = await raised(story, "high_pain", "same_day")
    assert await story.turn(lambda db: alerts.gathered_until(db, story.maya)) is None
    await tell(story, pain, story.maya, NOW + 5 * MINUTE)
    assert await story.turn(lambda db: alerts.gathered_until(db, story.maya)) == NOW + 5 * MINUTE
    assert await story.turn(lambda db: alerts.gathered_until(db, story.maya), now=NOW + 5 * MINUTE) is None
    told = await story.turn(lambda db: alerts.told_to(db, pain.alert_id))
    assert [(row["person_id"], row["at"]) for row in told] == [(story.maya, None)]

    async def asks(who: int, since: int) -> bool:
        return await story.turn(lambda db: alerts.was_told(db, story.ana, who, since))

    assert await asks(story.maya, NOW + 1)
    assert not await asks(story.ben, NOW)
    await story.turn(lambda db: alerts.acknowledge(db, pain.alert_id, story.maya))
    assert await asks(story.maya, NOW)
    assert not await asks(story.maya, NOW + 1)
    waiting = await story.turn(lambda db: queue.queued_of_kind(db, story.maya, "alert"))
    assert [row.alert_id for row in waiting] == [pain.alert_id]


async def test_a_newer_bubble_stands_for_the_older_ones_of_an_emergency(story: Story) -> None:
    flag, answer = await raised(story, "red_flag", "emergency"), await raised(story, "red_flag_answer", "emergency")
    await raised(story, "high_pain", "same_day")
    assert await story.turn(lambda db: alerts.emergencies_of(db, story.ana)) == [
        replace(one, facts=None) for one in (flag, answer)
    ]
    assert [one.facts for one in await story.turn(alerts.open_everywhere)] == [None, None, None]
    await tell(story, flag, story.maya)
    await tell(story, answer, story.maya)
    newer, older = await story.turn(lambda db: calls.of_emergencies(db, story.maya, story.ana))
    assert (newer.alert_id, older.alert_id) == (answer.alert_id, flag.alert_id)
    assert await story.turn(lambda db: calls.readers(db, story.ana)) == [story.maya]
    assert await story.turn(lambda db: calls.telling(db, flag.alert_id)) == []
    await story.turn(lambda db: calls.stand_in(db, older.message_id, newer.message_id))
    assert await story.turn(lambda db: queue.followers(db, newer.message_id)) == []
    await story.turn(lambda db: endings.close(db, older.message_id, "sent", "taken"))
    await story.turn(lambda db: calls.stand_in(db, older.message_id, newer.message_id))
    assert [row.message_id for row in await story.turn(lambda db: queue.followers(db, newer.message_id))] == [
        older.message_id
    ]
    assert [row.follows for row in await story.turn(lambda db: calls.telling(db, flag.alert_id))] == [newer.message_id]
    await story.turn(lambda db: alerts.acknowledge(db, flag.alert_id, story.maya))
    await story.turn(lambda db: alerts.acknowledge(db, answer.alert_id, story.maya))
    assert await story.turn(lambda db: calls.readers(db, story.ana)) == []


async def test_each_step_is_taken_once_and_none_after_somebody_saw_it(story: Story) -> None:
    pain = await raised(story, "high_pain", "same_day")
    assert await story.turn(lambda db: alerts.escalating(db, 9)) == []
    assert await story.turn(due.next_due) == NOW + HOUR
    found = await story.turn(lambda db: alerts.escalating(db, 9), now=NOW + HOUR)
    assert found == [replace(pain, facts=None)]

    async def step(number: int, at: int, next_at: int | None) -> bool:
        return await story.turn(lambda db: alerts.escalate(db, pain.alert_id, step=number, next_at=next_at), now=at)

    assert await step(1, NOW + HOUR, NOW + 2 * HOUR)
    assert not await step(1, NOW + HOUR, NOW + 3 * HOUR)
    assert await step(2, NOW + 2 * HOUR, None)
    assert await story.turn(lambda db: alerts.escalating(db, 9), now=NOW + 9 * HOUR) == []
    other = await raised(story, "high_pain", "same_day")
    await story.turn(lambda db: alerts.acknowledge(db, other.alert_id, story.maya))
    assert not await story.turn(lambda db: alerts.escalate(db, other.alert_id, step=1, next_at=None))
    assert await story.turn(due.next_due) is None


async def test_a_cover_lasts_until_its_end(story: Story) -> None:
    async def cover(at: int = NOW) -> Cover | None:
        return await story.turn(lambda db: covers.of(db, story.maya), now=at)

    assert await cover() is None
    await story.turn(lambda db: covers.choose(db, story.maya, story.ben, until=None, by=story.maya))
    assert await cover(NOW + 999 * HOUR) == Cover(story.maya, story.ben, None)
    await story.turn(lambda db: covers.choose(db, story.maya, story.ana, until=NOW + HOUR, by=story.maya))
    assert await cover() == Cover(story.maya, story.ana, NOW + HOUR)
    assert await cover(NOW + HOUR) is None
    await story.turn(lambda db: covers.end(db, story.maya))
    assert await cover() is None


async def test_the_weekly_question_is_asked_and_answered_once(story: Story) -> None:
    async def week() -> SafetyCheck | None:
        return await story.turn(lambda db: safety_checks.of_week(db, story.ana, "2026-09-21"))

    assert await week() is None
    asked = await story.turn(lambda db: safety_checks.ask(db, story.ana, "2026-09-21"))
    assert await story.turn(lambda db: safety_checks.ask(db, story.ana, "2026-09-21")) == asked
    assert await story.turn(lambda db: safety_checks.answer(db, asked, "leg"))
    assert not await story.turn(lambda db: safety_checks.answer(db, asked, "none"))
    assert await week() == replace(asked, found="leg")


async def test_what_may_wake_somebody_is_kept(story: Story) -> None:
    await story.turn(lambda db: people.set_wakes(db, story.maya, "same_day"))
    found = await story.turn(lambda db: people.get(db, story.maya))
    assert found is not None
    assert found.wakes == "same_day"


async def test_who_was_tried_is_known_even_where_nothing_arrived(story: Story) -> None:
    await story.turn(lambda db: clients.add(db, story.ana, story.maya))
    flag = await raised(story, "red_flag", "emergency")
    await tell(story, flag, story.maya)
    row = await story.turn(lambda db: db.one("SELECT message_id FROM message WHERE alert_id IS NOT NULL"))
    assert row is not None
    await story.turn(lambda db: endings.close(db, row["message_id"], "dead", "400"))
    assert await story.turn(lambda db: alerts.told_to(db, flag.alert_id)) == []
    assert await story.turn(lambda db: alerts.tried(db, flag.alert_id)) == {story.maya}
    assert await story.turn(lambda db: alerts.last_seen(db, story.ana)) == 0
    await story.turn(lambda db: alerts.acknowledge(db, flag.alert_id, story.maya), now=NOW + MINUTE)
    assert await story.turn(lambda db: alerts.last_seen(db, story.ana)) == NOW + MINUTE
