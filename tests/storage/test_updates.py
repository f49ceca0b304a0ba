"""Owns what storage promises about updates: acted on once, parked, and at last in quarantine; and about file ids."""

import asyncio

from storage import file_ids, updates
from storage.session import Session
from tests.engines import NOW
from tests.storage.story import BOT, HOUR, MINUTE, Story


async def test_of_fifty_who_record_an_update_at_once_one_acts(story: Story) -> None:
    answers = await asyncio.gather(*(story.turn(lambda db: updates.record(db, BOT, 900)) for _ in range(50)))
    assert sorted(answers) == [False] * 49 + [True]


async def test_two_bots_may_have_the_same_update_number(story: Story) -> None:
    assert await story.turn(lambda db: updates.record(db, BOT, 900))
    assert await story.turn(lambda db: updates.record(db, BOT + 1, 900))


async def test_a_parked_update_comes_back_as_it_was_and_in_order(story: Story) -> None:
    raw = '{"update_id": 901, "message": {"text": "Ich hätte gern … 🌿"}}'
    await story.turn(lambda db: updates.park(db, BOT, 902, 1003, "{}"))
    await story.turn(lambda db: updates.park(db, BOT, 901, 1002, raw))
    await story.turn(lambda db: updates.park(db, BOT, 901, 1002, "again"))
    assert await story.turn(lambda db: updates.waiting(db, BOT)) == [
        updates.Parked(BOT, 901, 1002, raw, 0, NOW),
        updates.Parked(BOT, 902, 1003, "{}", 0, NOW),
    ]
    assert await story.turn(lambda db: updates.waiting(db, BOT + 1)) == []


async def test_acting_on_a_parked_update_clears_it_and_it_is_not_parked_again(story: Story) -> None:
    await story.turn(lambda db: updates.park(db, BOT, 901, 1002, "{}"))
    assert await story.turn(lambda db: updates.record(db, BOT, 901))
    await story.turn(lambda db: updates.park(db, BOT, 901, 1002, "{}"))
    assert await story.turn(lambda db: updates.waiting(db, BOT)) == []
    await story.turn(lambda db: updates.park(db, BOT, 902, 1002, "{}"))
    await story.turn(lambda db: updates.unpark(db, BOT, 902))
    assert await story.turn(lambda db: updates.waiting(db, BOT)) == []


async def test_the_third_failure_is_the_last(story: Story) -> None:
    await story.turn(lambda db: updates.park(db, BOT, 901, 1002, "{}"))

    async def fail(db: Session) -> bool:
        return await updates.failed(db, BOT, 901, error="KeyError", retry_at=NOW + MINUTE, give_up_after=3)

    assert [await story.turn(fail) for _ in range(2)] == [False, False]
    waiting = await story.turn(lambda db: updates.waiting(db, BOT))
    assert (waiting[0].tries, waiting[0].not_before) == (2, NOW + MINUTE)
    assert await story.turn(updates.count_quarantined) == 0
    assert await story.turn(fail)
    assert not await story.turn(fail)
    assert await story.turn(lambda db: updates.waiting(db, BOT)) == []
    assert await story.turn(updates.count_quarantined) == 1


async def test_old_ids_are_forgotten_and_waiting_updates_are_not(story: Story) -> None:
    await story.turn(lambda db: updates.record(db, BOT, 900))
    await story.turn(lambda db: updates.record(db, BOT, 910), now=NOW + HOUR)
    await story.turn(lambda db: updates.park(db, BOT, 901, 1002, "{}"))
    await story.turn(lambda db: updates.park(db, BOT, 902, 1002, "{}"))
    await story.turn(lambda db: updates.failed(db, BOT, 902, error="X", retry_at=NOW, give_up_after=1))
    await story.turn(lambda db: updates.purge(db, NOW + HOUR))
    assert await story.turn(lambda db: updates.record(db, BOT, 900))
    assert not await story.turn(lambda db: updates.record(db, BOT, 910))
    assert [parked.update_id for parked in await story.turn(lambda db: updates.waiting(db, BOT))] == [901]
    assert await story.turn(updates.count_quarantined) == 0


async def test_the_newest_file_id_of_a_picture_wins_per_bot(story: Story) -> None:
    assert await story.turn(lambda db: file_ids.find(db, BOT, "aa")) is None
    await story.turn(lambda db: file_ids.save(db, BOT, "aa", "AgAD-1"))
    await story.turn(lambda db: file_ids.save(db, BOT, "aa", "AgAD-2"))
    assert await story.turn(lambda db: file_ids.find(db, BOT, "aa")) == "AgAD-2"
    assert await story.turn(lambda db: file_ids.find(db, BOT + 1, "aa")) is None
