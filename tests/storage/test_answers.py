"""Owns what storage promises about what clients say: check-ins, walks, notes, alerts, and the audit of it."""

from dataclasses import replace

from storage import alerts, audit, check_ins, notes, walks
from storage.check_ins import CheckIn
from storage.walks import Walk
from tests.engines import NOW
from tests.storage.story import HOUR, MINUTE, Story


async def asked(story: Story, day: str = "2026-09-21", message_id: int = 70) -> CheckIn:
    await story.turn(
        lambda db: check_ins.open_day(
            db, person_id=story.ana, local_date=day, closes_at=NOW + 4 * HOUR, message_id=message_id
        )
    )
    found = await story.turn(lambda db: check_ins.of_message(db, message_id))
    assert found is not None
    return found


async def test_two_taps_and_an_undo(story: Story) -> None:
    day = await asked(story)
    assert (day.state, day.pain, day.mood, day.answered_at, day.closes_at) == (
        "asked",
        None,
        None,
        None,
        NOW + 4 * HOUR,
    )
    await story.turn(lambda db: check_ins.answer(db, day, state="half", pain=0, mood=None))
    await story.turn(lambda db: check_ins.answer(db, day, state="done", pain=0, mood=5), now=NOW + MINUTE)
    day = await asked(story)
    assert (day.state, day.pain, day.mood, day.answered_at) == ("done", 0, 5, NOW + MINUTE)
    await story.turn(lambda db: check_ins.answer(db, day, state="asked", pain=None, mood=None))
    day = await asked(story)
    assert (day.state, day.pain, day.mood) == ("asked", None, None)


async def test_pain_by_area_is_kept_sealed_and_taken_back(story: Story) -> None:
    day = replace(await asked(story), areas={"neck": 3, "low_back": 5})
    await story.turn(lambda db: check_ins.answer(db, day, state="half", pain=5, mood=None))
    told = await asked(story)
    assert (told.pain, list(told.areas.items())) == (5, [("neck", 3), ("low_back", 5)])
    row = await story.turn(lambda db: db.one("SELECT areas FROM check_in WHERE practice_id = :practice"))
    assert row is not None
    assert b"neck" not in bytes(row["areas"])
    await story.turn(lambda db: check_ins.answer(db, replace(told, areas={}), state="asked", pain=None, mood=None))
    assert (await asked(story)).areas == {}


async def test_asking_again_on_the_same_day_keeps_the_answers(story: Story) -> None:
    day = await asked(story, message_id=70)
    await story.turn(lambda db: check_ins.answer(db, day, state="half", pain=7, mood=None))
    again = await asked(story, message_id=71)
    assert (again.check_in_id, again.pain) == (day.check_in_id, 7)
    assert await story.turn(lambda db: check_ins.of_message(db, 70)) is None
    assert await story.turn(lambda db: check_ins.of_day(db, story.ana, "2026-09-21")) == again
    assert await story.turn(lambda db: check_ins.of_day(db, story.ben, "2026-09-21")) is None


async def test_the_newest_days_come_first(story: Story) -> None:
    for number, day in enumerate(("2026-09-20", "2026-09-22", "2026-09-21")):
        await asked(story, day, 70 + number)
    found = await story.turn(lambda db: check_ins.latest(db, story.ana, 2))
    assert [each.local_date for each in found] == ["2026-09-22", "2026-09-21"]


async def test_a_walk_from_the_first_step_to_how_it_felt(story: Story) -> None:
    plan = await story.add_plan("routine")

    async def walk() -> Walk:
        found = await story.turn(lambda db: walks.of_message(db, 70))
        assert found is not None
        return found

    for _tap in range(2):
        await story.turn(lambda db: walks.begin(db, person_id=story.ana, plan_id=plan, message_id=70))
    begun = await walk()
    assert begun == Walk(begun.walk_id, story.ana, plan, 70, "open", 0, None, None, NOW, None)
    await story.turn(lambda db: walks.set_pain(db, begun, 8, "red"))
    await story.turn(lambda db: walks.set_step(db, begun.walk_id, 3))
    await story.turn(lambda db: walks.end(db, begun.walk_id, "done"), now=NOW + HOUR)
    await story.turn(lambda db: walks.set_felt(db, begun.walk_id, "hard"))
    await story.turn(lambda db: walks.set_felt(db, 1, "easy"))
    done = Walk(begun.walk_id, story.ana, plan, 70, "done", 3, "red", "hard", NOW, NOW + HOUR, 8)
    assert await walk() == done
    assert await story.turn(lambda db: walks.since(db, story.ana, NOW)) == [done]
    assert await story.turn(lambda db: walks.since(db, story.ana, NOW + 1)) == []
    assert await story.turn(lambda db: walks.of_message(db, 71)) is None
    assert await story.turn(lambda db: walks.hurts_since(db, story.ana, NOW)) == 0
    await story.turn(lambda db: walks.begin(db, person_id=story.ana, plan_id=plan, message_id=72))
    hurt = await story.turn(lambda db: walks.of_message(db, 72))
    assert hurt is not None
    await story.turn(lambda db: walks.end(db, hurt.walk_id, "stopped"), now=NOW + HOUR)
    assert await story.turn(lambda db: walks.hurts_since(db, story.ana, NOW + HOUR)) == 1
    assert await story.turn(lambda db: walks.hurts_since(db, story.ana, NOW + HOUR + 1)) == 0


async def test_an_alert_is_acknowledged_by_the_first_who_saw_it(story: Story) -> None:
    raised = await story.turn(lambda db: alerts.raise_alert(db, client_id=story.ana, kind="red_flag", urgency="now"))
    key = raised.alert_id
    assert await story.turn(lambda db: alerts.open_of(db, story.ana)) == 1
    assert await story.turn(lambda db: alerts.acknowledge(db, key, story.maya), now=NOW + 1)
    assert not await story.turn(lambda db: alerts.acknowledge(db, key, story.ben), now=NOW + 2)
    expected = alerts.Alert(key, story.ana, "red_flag", "now", NOW, NOW + 1, story.maya)
    assert await story.turn(lambda db: alerts.get(db, key)) == expected
    assert await story.turn(lambda db: alerts.get(db, 1)) is None
    assert await story.turn(lambda db: alerts.open_of(db, story.ana)) == 0
    assert await story.turn(lambda db: alerts.was_raised(db, story.ana, "red_flag", NOW))
    assert not await story.turn(lambda db: alerts.was_raised(db, story.ana, "red_flag", NOW + 1))
    assert not await story.turn(lambda db: alerts.was_raised(db, story.ana, "high_pain", NOW))


async def test_a_note_is_kept_in_her_own_words(story: Story) -> None:
    key = await story.turn(lambda db: notes.add_note(db, story.ana, "es zieht links"))
    row = await story.turn(lambda db: db.one("SELECT words FROM note WHERE note_id = :key", key=key))
    assert row is not None
    assert await story.turn(lambda db: db.unseal(story.ana, "note.words", key, row["words"])) == "es zieht links"
    await story.turn(lambda db: notes.add_note(db, story.ana, "besser"), now=NOW + MINUTE)
    assert await story.turn(lambda db: notes.notes_of(db, story.ana, NOW)) == ["es zieht links", "besser"]
    assert await story.turn(lambda db: notes.notes_of(db, story.ana, NOW + 1)) == ["besser"]
    assert await story.turn(lambda db: notes.notes_of(db, story.ben, NOW)) == []
    assert await story.turn(lambda db: notes.count_since(db, story.ana, NOW)) == 2
    assert await story.turn(lambda db: notes.count_since(db, story.ana, NOW + 1)) == 1


async def test_an_act_and_its_audit_are_one(story: Story) -> None:
    await story.turn(lambda db: audit.note(db, "card.read", actor=story.maya, subject=story.ana, about=70))
    await story.turn(lambda db: audit.note(db, "purged", actor=None))
    rows = await story.turn(
        lambda db: db.fetch("SELECT at, actor_id, act, subject_id, object_id FROM audit ORDER BY audit_id")
    )
    assert [tuple(row[name] for name in ("at", "actor_id", "act", "subject_id", "object_id")) for row in rows] == [
        (NOW, story.maya, "card.read", story.ana, 70),
        (NOW, None, "purged", None, None),
    ]


async def test_an_answer_hours_after_the_question_is_late(story: Story) -> None:
    day = await asked(story)
    assert not await story.turn(lambda db: check_ins.is_half(db, story.ana))
    await story.turn(lambda db: check_ins.answer(db, day, state="half", pain=3, mood=None), now=NOW + MINUTE)
    assert await story.turn(lambda db: check_ins.is_half(db, story.ana))
    assert not await story.turn(lambda db: check_ins.is_half(db, story.ana), now=NOW + 5 * HOUR)
    for after, late in ((2 * HOUR - 1, False), (2 * HOUR, True)):
        await story.turn(lambda db: check_ins.answer(db, day, state="done", pain=3, mood=4), now=NOW + after)
        assert (await asked(story)).late is late


async def test_who_began_a_routine_lately_is_walking(story: Story) -> None:
    plan = await story.add_plan("routine")
    await story.turn(lambda db: walks.begin(db, person_id=story.ana, plan_id=plan, message_id=70))
    assert await story.turn(lambda db: walks.is_walking(db, story.ana, NOW))
    assert not await story.turn(lambda db: walks.is_walking(db, story.ana, NOW + 1))
    assert not await story.turn(lambda db: walks.is_walking(db, story.ben, NOW))
    walk = await story.turn(lambda db: walks.of_message(db, 70))
    assert walk is not None
    await story.turn(lambda db: walks.end(db, walk.walk_id, "left"))
    assert not await story.turn(lambda db: walks.is_walking(db, story.ana, NOW))
