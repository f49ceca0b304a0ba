"""Owns what storage promises about what is asked once a week: once per week, sealed, complete or without a score."""

from storage import activities, questionnaires
from storage.questionnaires import Questionnaire
from tests.engines import NOW
from tests.storage.story import HOUR, Story

WEEK = "2026-09-21"


async def asked(story: Story, instrument: str = "peg", due_on: str = WEEK) -> Questionnaire:
    await story.turn(
        lambda db: questionnaires.ask(
            db, person_id=story.ana, instrument=instrument, version=1, locale="en", due_on=due_on
        )
    )
    found = await story.turn(lambda db: questionnaires.of_week(db, story.ana, due_on))
    return next(one for one in found if one.instrument == instrument)


async def test_one_is_asked_once_a_week_and_answered_item_by_item(story: Story) -> None:
    one = await asked(story)
    assert (await asked(story)) == one
    assert one == Questionnaire(
        one.questionnaire_id, story.ana, "peg", 1, "en", WEEK, "asked", (), None, False, NOW, None
    )
    await story.turn(lambda db: questionnaires.answer(db, one, (6, 7), None), now=NOW + HOUR)
    assert await story.turn(lambda db: questionnaires.is_answering(db, story.ana, NOW + HOUR))
    assert not await story.turn(lambda db: questionnaires.is_answering(db, story.ana, NOW + HOUR + 1))
    assert not await story.turn(lambda db: questionnaires.is_answering(db, story.ben, NOW))
    half = await story.turn(lambda db: questionnaires.get(db, one.questionnaire_id))
    assert half is not None
    assert (half.state, half.answers, half.score, half.answered_at) == ("asked", (6, 7), None, NOW + HOUR)
    await story.turn(lambda db: questionnaires.answer(db, one, (6, 7, 0), 13 / 3))
    await story.turn(lambda db: questionnaires.set_called(db, one.questionnaire_id))
    done = await asked(story)
    assert (done.state, done.answers, done.score, done.called) == ("done", (6, 7, 0), 13 / 3, True)
    await story.turn(lambda db: questionnaires.leave(db, one.questionnaire_id))
    assert (await asked(story)).state == "done"
    assert await story.turn(lambda db: questionnaires.get(db, 1)) is None


async def test_answers_and_scores_are_sealed(story: Story) -> None:
    one = await asked(story)
    await story.turn(lambda db: questionnaires.answer(db, one, (6, 7, 0), 13 / 3))
    row = await story.turn(lambda db: db.one("SELECT answers, score FROM questionnaire"))
    assert row is not None
    assert b"6 7 0" not in bytes(row["answers"])
    assert b"4.33" not in bytes(row["score"])


async def test_another_language_begins_it_anew_and_what_is_left_stays_without_a_score(story: Story) -> None:
    one = await asked(story)
    await story.turn(lambda db: questionnaires.answer(db, one, (6,), None))
    await story.turn(lambda db: questionnaires.reword(db, one, "de"))
    anew = await asked(story)
    assert (anew.locale, anew.answers) == ("de", ())
    await story.turn(lambda db: questionnaires.leave(db, one.questionnaire_id))
    assert ((await asked(story)).state, (await asked(story)).score) == ("left", None)


async def test_the_newest_come_first(story: Story) -> None:
    await asked(story, "sleep", "2026-09-14")
    await asked(story, "peg", WEEK)
    await asked(story, "sleep", WEEK)
    found = await story.turn(lambda db: questionnaires.results(db, story.ana, "2026-09-14"))
    assert [(one.due_on, one.instrument) for one in found] == [(WEEK, "peg"), (WEEK, "sleep"), ("2026-09-14", "sleep")]
    assert len(await story.turn(lambda db: questionnaires.results(db, story.ana, WEEK))) == 2
    assert await story.turn(lambda db: questionnaires.last_due(db, story.ana)) == {"sleep": WEEK, "peg": WEEK}
    assert await story.turn(lambda db: questionnaires.last_due(db, story.ben)) == {}


async def test_the_newest_choice_holds(story: Story) -> None:
    await story.turn(lambda db: questionnaires.choose(db, story.ana, "phq_2", is_on=True, by=story.maya))
    await story.turn(lambda db: questionnaires.choose(db, story.ana, "phq_2", is_on=False, by=story.maya))
    assert await story.turn(lambda db: questionnaires.choices(db, story.ana)) == {"phq_2": False}
    assert await story.turn(lambda db: questionnaires.choices(db, story.ben)) == {}


async def test_activities_are_kept_in_her_own_words_and_never_replaced(story: Story) -> None:
    await story.turn(lambda db: activities.name(db, story.ana, 2, "Treppen steigen"))
    await story.turn(lambda db: activities.name(db, story.ana, 1, "Haare kämmen"))
    await story.turn(lambda db: activities.name(db, story.ana, 1, "anders"))
    assert await story.turn(lambda db: activities.named(db, story.ana)) == ("Haare kämmen", "Treppen steigen")
    assert await story.turn(lambda db: activities.named(db, story.ben)) == ()
    rows = await story.turn(lambda db: db.fetch("SELECT words FROM activity"))
    assert not any(b"Treppen" in bytes(row["words"]) for row in rows)
