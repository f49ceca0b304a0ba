"""Owns what storage promises about Stars: counted before they are spent, and never over the day's budget."""

from storage import stars
from tests.storage.story import BOT, Story

TODAY, TOMORROW = "2026-11-22", "2026-11-23"


async def test_a_budget_is_never_overdrawn_and_each_day_and_bot_has_its_own(story: Story) -> None:
    for tenths, fits in ((60, True), (50, False), (40, True), (1, False)):
        assert await story.turn(lambda db, t=tenths: stars.reserve(db, BOT, TODAY, t, 100)) == fits  # type: ignore[misc]
    assert await story.turn(lambda db: stars.spent(db, BOT, TODAY)) == 100
    assert await story.turn(lambda db: stars.reserve(db, BOT, TOMORROW, 100, 100))
    assert await story.turn(lambda db: stars.reserve(db, BOT + 1, TODAY, 100, 100))
    assert await story.turn(lambda db: stars.spent(db, BOT + 2, TODAY)) == 0
    await story.turn(lambda db: stars.give_back(db, BOT, TODAY, 30))
    assert await story.turn(lambda db: stars.spent(db, BOT, TODAY)) == 70
