"""Contract of what an installation knows about itself: presence, troubles, dead letters, templates, what is stuck."""

from storage import (
    appointments,
    check_ins,
    dead,
    due,
    endings,
    messages,
    people,
    presence,
    queue,
    templates,
    troubles,
    walks,
)
from storage.dead import REPLAY
from storage.presence import Outage
from storage.session import Session
from storage.templates import Template
from tests.engines import NOW
from tests.storage.story import HOUR, MINUTE, Story, message, who


async def say(story: Story, to: int | None = None, *, now: int = NOW, **details: object) -> int:
    """Write a message and give its id."""

    async def add(db: Session) -> int:
        key = db.new_id()
        await messages.add(db, message(key, to or story.ana, **details))
        return key

    return await story.turn(add, now=now)


async def die(story: Story, key: int, *, now: int = NOW) -> None:
    await story.turn(lambda db: endings.close(db, key, "dead", "refused: chat not found"), now=now)


async def ask(story: Story, key: int, *, closes_at: int = NOW + HOUR, day: str = "2026-09-21") -> None:
    await story.turn(
        lambda db: check_ins.open_day(db, person_id=story.ana, local_date=day, closes_at=closes_at, message_id=key)
    )


async def test_a_heartbeat_is_the_newest_one(story: Story) -> None:
    assert await story.turn(presence.last_beat) is None
    await story.turn(presence.touch)
    await story.turn(presence.beat)
    await story.turn(presence.beat, now=NOW + MINUTE)
    await story.turn(presence.touch, now=NOW + HOUR)
    assert await story.turn(presence.last_beat) == NOW + MINUTE


async def test_an_outage_is_untold_until_it_is_told(story: Story) -> None:
    outage = await story.turn(lambda db: presence.add_outage(db, NOW - HOUR))
    assert outage == Outage(outage.outage_id, NOW - HOUR, NOW)
    assert await story.turn(presence.untold) == [outage]
    assert await story.turn(lambda db: presence.outage(db, outage.outage_id)) == outage
    assert await story.turn(lambda db: presence.outage(db, 1)) is None
    assert await story.turn(lambda db: presence.outages_since(db, NOW - 1)) == [outage]
    assert await story.turn(lambda db: presence.outages_since(db, NOW)) == []
    await story.turn(lambda db: presence.mark_told(db, outage.outage_id))
    assert await story.turn(presence.untold) == []


async def test_one_message_a_person_says_that_we_were_away(story: Story) -> None:
    outage = await story.turn(lambda db: presence.add_outage(db, NOW - HOUR))
    for to in (story.ana, story.ana, story.ben):
        await say(story, to, kind="away", outage_id=outage.outage_id)
    assert (await story.turn(messages.counts)) == {"queued": 2}


async def test_an_open_check_in_is_a_question_and_an_answered_one_is_none(story: Story) -> None:
    key = await say(story)
    await ask(story, key)
    assert await story.turn(lambda db: presence.people_with_questions(db, NOW - HOUR, NOW + MINUTE)) == []
    await story.turn(lambda db: sent(db, key))

    async def who(db: Session) -> list[int]:
        return await presence.people_with_questions(db, NOW - HOUR, NOW + MINUTE)

    assert await story.turn(who) == [story.ana]
    assert await story.turn(who, now=NOW + HOUR) == []  # its day is over
    assert await story.turn(lambda db: presence.people_with_questions(db, NOW - HOUR, NOW - 1)) == []
    assert await story.turn(lambda db: check_ins.state_of(db, story.ana, "2026-09-21")) == "asked"
    assert await story.turn(lambda db: check_ins.state_of(db, story.ana, "2026-09-22")) is None
    found = await story.turn(lambda db: check_ins.of_message(db, key))
    assert found is not None
    await story.turn(lambda db: check_ins.answer(db, found, state="done", pain=3, mood=4))
    assert await story.turn(who) == []


async def test_an_open_walk_is_a_question_while_it_is_fresh(story: Story) -> None:
    plan, key = await story.add_plan("routine"), await say(story)
    await story.turn(lambda db: walks.begin(db, person_id=story.ana, plan_id=plan, message_id=key))
    assert await story.turn(lambda db: presence.people_with_questions(db, NOW - 1, NOW)) == [story.ana]
    assert await story.turn(lambda db: presence.open_walk(db, story.ana, NOW - 1, NOW))
    assert not await story.turn(lambda db: presence.open_walk(db, story.ana, NOW, NOW + HOUR))
    walk = await story.turn(lambda db: walks.of_message(db, key))
    assert walk is not None
    await story.turn(lambda db: walks.end(db, walk.walk_id, "done"))
    assert await story.turn(lambda db: presence.people_with_questions(db, NOW - 1, NOW)) == []


async def test_a_visit_is_a_question_once_it_was_asked_and_until_it_is_confirmed(story: Story) -> None:
    visit = await story.add_visit()
    key = await say(story, kind="reminder", appointment_id=visit, slot="day")

    async def asked(db: Session) -> int | None:
        return await presence.asked_visit(db, story.ana, NOW - 1, NOW)

    assert await story.turn(asked) is None
    await story.turn(lambda db: sent(db, key))
    assert await story.turn(asked) == visit
    assert await story.turn(lambda db: presence.people_with_questions(db, NOW - 1, NOW)) == [story.ana]
    await story.turn(lambda db: appointments.set_state(db, visit, "confirmed"))
    assert await story.turn(asked) is None


async def sent(db: Session, key: int) -> None:
    row = await messages.get(db, key)
    assert row is not None
    await queue.begin_sending(db, row, epoch=1, body="{}", words=row)
    await endings.mark_sent(db, key, 5, "taken")


async def test_what_could_not_be_asked_is_told_with_its_times(story: Story) -> None:
    key = await say(story)
    await story.turn(lambda db: endings.close(db, key, "expired", "late"), now=NOW + HOUR)
    assert await story.turn(lambda db: presence.unasked(db, story.ana, NOW - 1)) == [(NOW, NOW + HOUR)]
    assert await story.turn(lambda db: presence.unasked(db, story.ana, NOW)) == []


async def test_a_trouble_begins_once_and_ends_once(story: Story) -> None:
    assert await story.turn(lambda db: troubles.begin(db, "silent"))
    assert not await story.turn(lambda db: troubles.begin(db, "silent"))
    assert await story.turn(troubles.known) == ["silent"]
    assert await story.turn(lambda db: troubles.end(db, "silent"))
    assert not await story.turn(lambda db: troubles.end(db, "silent"))
    assert await story.turn(lambda db: troubles.begin(db, "silent"))


async def test_dead_letters_are_listed_newest_first_and_told_of_once(story: Story) -> None:
    first, second = await say(story), await say(story, story.ben)
    await story.turn(presence.beat)
    await die(story, first)
    await die(story, second, now=NOW + MINUTE)
    assert [row.message_id for row in await story.turn(lambda db: dead.newest(db, 5))] == [second, first]
    assert (await story.turn(dead.untold), await story.turn(dead.told_to)) == (2, 0)
    await story.turn(dead.mark_told)
    assert (await story.turn(dead.untold), await story.turn(dead.told_to)) == (1, NOW)


async def test_a_dead_letter_is_followed_by_one_row_and_its_plan_by_the_next_day(story: Story) -> None:
    plan = await story.add_plan()
    key = await say(story, plan_id=plan, local_date="2026-09-21")
    await die(story, key)
    assert await story.turn(lambda db: dead.replay_of(db, key)) is None
    again = await say(story, plan_id=plan, local_date="2026-09-21", follows=key, slot=REPLAY)
    await say(story, plan_id=plan, local_date="2026-09-21", follows=key, slot=REPLAY)
    assert await story.turn(lambda db: dead.replay_of(db, key)) == again
    assert (await story.turn(messages.counts)) == {"dead": 1, "queued": 1}
    assert not await story.turn(lambda db: queue.has_queued_of_plan(db, plan))


async def test_every_version_of_a_template_stays(story: Story) -> None:
    many = [Template(f"noun.key_{number}", "v1", "en", f"Text {number}") for number in range(120)]
    assert await story.turn(lambda db: templates.keep(db, many)) == 120
    assert await story.turn(lambda db: templates.keep(db, many)) == 0
    edited = Template("noun.key_7", "v2", "en", "Text, mended")
    assert await story.turn(lambda db: templates.keep(db, [*many[:7], edited])) == 1
    assert await story.turn(lambda db: templates.source(db, "noun.key_7", "v1", "en")) == "Text 7"
    assert await story.turn(lambda db: templates.source(db, "noun.key_7", "v2", "en")) == "Text, mended"
    assert await story.turn(lambda db: templates.source(db, "noun.key_7", "v2", "de")) is None


async def test_what_was_held_for_a_reason_goes_on_when_the_reason_is_no_more(story: Story) -> None:
    held, quiet = await say(story), await say(story, story.ben)
    await story.turn(lambda db: queue.hold(db, held, NOW + HOUR, "clock_unsure"))
    await story.turn(lambda db: queue.hold(db, quiet, NOW + HOUR, "quiet_wait"))
    assert await story.turn(lambda db: queue.let_go(db, "clock_unsure"), now=NOW + MINUTE) == 1
    assert who(await story.turn(lambda db: due.people_due(db, 5), now=NOW + MINUTE)) == [story.ana]


async def test_stuck_is_what_is_due_and_neither_held_nor_asked_to_wait(story: Story) -> None:
    async def stuck(db: Session) -> int | None:
        return await due.stuck_since(db, db.now - 5 * MINUTE)

    key = await say(story)
    assert await story.turn(stuck, now=NOW + MINUTE) is None
    assert await story.turn(stuck, now=NOW + 5 * MINUTE) == NOW
    await story.turn(lambda db: queue.hold(db, key, NOW + HOUR, "quiet_wait"))
    assert await story.turn(stuck, now=NOW + 5 * MINUTE) is None
    other = await say(story, story.ben)
    await story.turn(lambda db: people.set_lease(db, story.ben, owner=None, epoch=1, until=NOW + HOUR))
    assert await story.turn(stuck, now=NOW + 5 * MINUTE) is None
    await story.turn(lambda db: people.set_lease(db, story.ben, owner=None, epoch=1, until=0))
    row = await story.turn(lambda db: messages.get(db, other))
    assert row is not None
    await story.turn(lambda db: queue.begin_sending(db, row, epoch=1, body="{}", words=row))
    await story.turn(lambda db: queue.retry(db, other, not_before=NOW + HOUR, reason="broke", maybe_dup=False))
    assert await story.turn(stuck, now=NOW + 5 * MINUTE) == NOW
