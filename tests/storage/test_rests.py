"""What lets routines rest, the questions behind red flags, and the limits that a therapist sets for one client."""

from storage import clarifications, pain_limits, rests
from storage.pain_limits import PainLimit
from storage.rests import Rest
from tests.engines import NOW
from tests.storage.story import Story


async def test_one_rest_at_a_time_and_only_somebody_ends_it(story: Story) -> None:
    ana = story.ana
    assert await story.turn(lambda db: rests.in_force(db, ana)) is None
    assert await story.turn(lambda db: rests.begin(db, ana, "red_flag"))
    assert not await story.turn(lambda db: rests.begin(db, ana, "high_pain"), now=NOW + 1)
    await story.turn(lambda db: rests.worsen(db, ana, "emergency"), now=NOW + 1)
    await story.turn(lambda db: rests.worsen(db, story.ben, "emergency"))
    await story.turn(lambda db: rests.tell(db, ana, 77))
    found = await story.turn(lambda db: rests.in_force(db, ana))
    assert found is not None
    assert found == Rest(found.rest_id, ana, NOW, "emergency", 77, None, None)
    assert await story.turn(lambda db: rests.last_end(db, ana)) == 0
    assert await story.turn(lambda db: rests.end(db, ana, story.maya), now=NOW + 2)
    assert not await story.turn(lambda db: rests.end(db, ana, story.maya), now=NOW + 3)
    assert await story.turn(lambda db: rests.last_end(db, ana)) == NOW + 2
    assert await story.turn(lambda db: rests.begin(db, ana, "hurt_twice"), now=NOW + 4)
    assert await story.turn(lambda db: rests.in_force(db, story.ben)) is None


async def test_a_question_and_its_answer_are_sealed(story: Story) -> None:
    await story.turn(lambda db: clarifications.ask(db, story.ana, 70, "dvt", "same_day"))
    asked = await story.turn(lambda db: clarifications.of_message(db, 70))
    assert asked is not None
    assert (asked.category, asked.urgency, asked.answer, asked.asked_at) == ("dvt", "same_day", None, NOW)
    await story.turn(lambda db: clarifications.settle(db, asked, "no"))
    await story.turn(lambda db: clarifications.settle(db, asked, "yes"))
    again = await story.turn(lambda db: clarifications.of_message(db, 70))
    assert again is not None
    assert again.answer == "yes"
    row = await story.turn(lambda db: db.one("SELECT flag, answer FROM clarification WHERE message_id = 70"))
    assert row is not None
    assert b"dvt" not in row["flag"]
    assert b"yes" not in row["answer"]
    assert await story.turn(lambda db: clarifications.of_message(db, 71)) is None
    assert await story.turn(lambda db: clarifications.of_person(db, story.ana, asked.asked_at)) == [again]
    assert await story.turn(lambda db: clarifications.of_person(db, story.ana, asked.asked_at + 1)) == []


async def test_limits_are_the_defaults_until_somebody_sets_them(story: Story) -> None:
    assert await story.turn(lambda db: pain_limits.get(db, story.ana)) == PainLimit(7, long_term=False)
    await story.turn(lambda db: pain_limits.save(db, story.ana, PainLimit(8), story.maya))
    assert await story.turn(lambda db: pain_limits.get(db, story.ana)) == PainLimit(8)
    changed = PainLimit(7, long_term=True, six_is_amber=True)
    await story.turn(lambda db: pain_limits.save(db, story.ana, changed, story.maya))
    assert await story.turn(lambda db: pain_limits.get(db, story.ana)) == changed
    assert await story.turn(lambda db: pain_limits.get(db, story.ben)) == PainLimit()
