"""What a client answered before a visit is kept per visit, and the newest answer counts."""

from dataclasses import replace

from storage import visit_answers
from storage.visit_answers import VisitAnswers
from tests.engines import NOW
from tests.storage.story import Story


async def test_answers_are_kept_and_replaced(story: Story) -> None:
    visit = await story.add_visit(NOW)
    assert await story.turn(lambda db: visit_answers.get(db, visit)) is None
    first = VisitAnswers(visit, story.ana, 4, {"changes": ("medicine", "skin"), "focus": ()}, ("medicine",))
    await story.turn(lambda db: visit_answers.save(db, first))
    assert await story.turn(lambda db: visit_answers.get(db, visit)) == first
    again = replace(first, place=0, told=("medicine", "skin"))
    await story.turn(lambda db: visit_answers.save(db, again))
    assert await story.turn(lambda db: visit_answers.get(db, visit)) == again
