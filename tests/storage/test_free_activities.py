"""What storage promises about activities in a therapist's own words: a wording never changes, the newest is said."""

from storage import free_activities, plans
from storage.free_activities import FreeActivity
from tests.storage.story import Story


async def test_a_draft_is_given_once_and_the_newest_version_is_said(story: Story) -> None:
    plan = await story.add_plan("free")
    first = await story.turn(
        lambda db: free_activities.add_draft(db, story.ana, title="A walk", line="Ten minutes", made_by=story.maya)
    )
    draft = FreeActivity(first, story.ana, None, 0, "A walk", "Ten minutes", story.maya)
    assert await story.turn(lambda db: free_activities.get(db, first)) == draft
    assert await story.turn(lambda db: free_activities.of_plan(db, plan)) is None
    kinds = [one.kind for one in await story.turn(lambda db: plans.of_person(db, story.ana, "free"))]
    assert kinds == ["free"]
    assert await story.turn(lambda db: plans.of_person(db, story.ana, "routine")) == []
    assert await story.turn(lambda db: plans.latest_routines(db, story.maya, 9)) == []
    assert await story.turn(lambda db: free_activities.give(db, first, plan))
    assert not await story.turn(lambda db: free_activities.give(db, first, plan))
    second = await story.turn(
        lambda db: free_activities.add_draft(db, story.ana, title="A swim", line="", made_by=story.maya, changes=plan)
    )
    said = await story.turn(lambda db: free_activities.of_plan(db, plan))
    assert said is not None
    assert (said.title, said.version) == ("A walk", 1)
    assert await story.turn(lambda db: free_activities.give(db, second, plan))
    said = await story.turn(lambda db: free_activities.of_plan(db, plan))
    assert said is not None
    assert (said.title, said.version) == ("A swim", 2)
    assert await story.turn(lambda db: free_activities.get(db, 1)) is None


async def test_what_was_said_last_of_a_day_counts(story: Story) -> None:
    plan = await story.add_plan("free")
    for day, state in (("20", "done"), ("21", "done"), ("22", "skipped"), ("21", "skipped"), ("23", "done")):
        await story.turn(lambda db, d=day, s=state: free_activities.say(db, story.ana, plan, f"2026-09-{d}", s))  # type: ignore[misc]
    assert await story.turn(lambda db: free_activities.done_since(db, story.ana, "2026-09-20")) == {plan: 2}
    assert await story.turn(lambda db: free_activities.done_since(db, story.ana, "2026-09-21")) == {plan: 1}
    assert await story.turn(lambda db: free_activities.done_since(db, story.ben, "2026-09-01")) == {}
