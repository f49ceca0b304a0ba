"""Owns what storage promises about pictures: which bubble shows one, and whose own stands for an exercise."""

from storage import messages, own_pictures
from storage.own_pictures import OwnPicture
from tests.storage.story import BOT, Story, message

NECK = "N04_chin_tuck"


async def test_a_bubble_shows_a_picture_from_when_that_is_noted(story: Story) -> None:
    await story.turn(lambda db: messages.add(db, message(7_000_001, story.ana)))
    assert await story.turn(lambda db: messages.bubble_of(db, 7_000_001)) == (None, False)
    await story.turn(lambda db: messages.rebind(db, 7_000_001, 55))
    await story.turn(lambda db: messages.note_media(db, 7_000_001, media=True))
    assert await story.turn(lambda db: messages.bubble_of(db, 7_000_001)) == (55, True)
    assert await story.turn(lambda db: messages.bubble_of(db, 1)) == (None, False)


async def test_the_newest_own_picture_stands_for_an_exercise_until_it_is_dropped(story: Story) -> None:
    photo, film = OwnPicture("photo", "AgAD-1"), OwnPicture("video", "AgAD-2")
    assert await story.turn(lambda db: own_pictures.find(db, BOT, NECK)) is None
    await story.turn(lambda db: own_pictures.save(db, BOT, NECK, photo, given_by=story.maya))
    await story.turn(lambda db: own_pictures.save(db, BOT, NECK, film, given_by=story.maya))
    assert await story.turn(lambda db: own_pictures.find(db, BOT, NECK)) == film
    assert await story.turn(lambda db: own_pictures.find(db, BOT + 1, NECK)) is None
    assert await story.turn(lambda db: own_pictures.drop(db, BOT, NECK))
    assert not await story.turn(lambda db: own_pictures.drop(db, BOT, NECK))
    assert await story.turn(lambda db: own_pictures.find(db, BOT, NECK)) is None
