"""What a run of days says that no single day does: low mood, silence, and pain that got worse for good."""

from simulator import Person
from tests.scenes import answer, one_engine
from tests.stage import Stage, stage

pytestmark = one_engine


async def lives(day: Stage, who: Person, pains: list[int], moods: list[int]) -> None:
    """Let somebody answer day after day."""
    for pain, mood in zip(pains, moods, strict=True):
        await day.pass_(days=1)
        await answer(day, who, pain, mood)


async def evening(day: Stage) -> tuple[Person, Person]:
    """Give Maya and Ana on their first evening, when Ana has just answered."""
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=7)
    await answer(day, ana)
    return maya, ana


async def test_a_low_mood_on_three_of_seven_days_is_told_once(day: Stage) -> None:
    maya, ana = await evening(day)
    await lives(day, ana, [3, 3, 3, 3], [2, 4, 1, 4])
    await day.pass_(minutes=5)
    day.reads_no(maya, "alert.low_mood")
    await lives(day, ana, [3, 3], [2, 1])
    await day.pass_(minutes=5)
    day.reads(maya, "alert.low_mood", "Ana", "3 of the last 7 days")
    assert len(day.came(maya, "alert.low_mood")) == 1


async def test_pain_that_is_two_points_worse_than_the_week_before_is_told_once(day: Stage) -> None:
    maya, ana = await evening(day)
    await lives(day, ana, [3] * 7 + [4] * 3 + [6] * 4, [4] * 14)
    await day.pass_(minutes=5)
    told = [one.text for one in maya.screen() if "went from 3 to 5.1 of 10" in one.text]
    assert len(told) == 1
    assert "above the usual week for three days" in told[0]  # in the same bubble


async def test_steady_pain_is_no_news(day: Stage) -> None:
    maya, ana = await evening(day)
    await lives(day, ana, [5, 4, 6, 5, 4, 5, 6, 6, 5, 6, 5, 6, 5, 6], [4] * 14)
    await day.pass_(minutes=5)
    day.reads_no(maya, "alert.worsening")


async def test_silence_is_told_once_until_she_answers_again(day: Stage) -> None:
    maya, ana = await evening(day)
    await day.pass_(days=13)
    day.reads_no(maya, "alert.silence")
    await day.pass_(days=3)
    day.reads(maya, "alert.silence", "Ana", "14 days")
    await day.pass_(days=5)
    assert len(day.came(maya, "alert.silence")) == 1
    await answer(day, ana)
    await day.pass_(days=16)
    assert len(day.came(maya, "alert.silence")) == 2


async def test_who_rests_is_not_silent(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, "/pause")
    await day.tap(ana, "pause.days", count=14)
    await day.pass_(days=15)
    day.reads_no(maya, "alert.silence")


async def test_how_long_silence_lasts_is_the_practices_choice(address: str) -> None:
    async with stage(address, practice_silence_days="5") as day:
        maya = await day.owner()
        await day.client(maya)
        await day.pass_(days=6)
        day.reads(maya, "alert.silence", "5 days")
