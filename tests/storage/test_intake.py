"""Owns what storage promises about a client's intake: versions that nobody changes, sealed, reviewed once."""

from storage import gate, guardians, intake
from storage.guardians import Guardian
from storage.intake import Version
from tests.engines import NOW
from tests.storage.story import HOUR, Story

FIRST, SECOND = '{"facts": ["pregnancy"]}', '{"facts": []}'


async def test_each_change_is_a_version_and_only_the_newest_can_be_reviewed(story: Story) -> None:
    assert await story.turn(lambda db: intake.newest(db, story.ana)) is None
    assert await story.turn(lambda db: intake.add(db, story.ana, FIRST, said_by=story.ana)) == 1
    assert await story.turn(lambda db: intake.add(db, story.ana, SECOND, said_by=story.maya), now=NOW + HOUR) == 2
    assert not await story.turn(lambda db: intake.review(db, story.ana, 1, story.maya))
    assert await story.turn(lambda db: intake.review(db, story.ana, 2, story.maya), now=NOW + 2 * HOUR)
    assert not await story.turn(lambda db: intake.review(db, story.ana, 2, story.ben))
    found = await story.turn(lambda db: intake.newest(db, story.ana))
    assert found is not None
    assert found == Version(found.intake_id, story.ana, 2, SECOND, story.maya, NOW + HOUR, NOW + 2 * HOUR, story.maya)
    assert await story.turn(lambda db: intake.newest(db, story.ben)) is None
    assert [one.version for one in await story.turn(lambda db: intake.since(db, story.ana, NOW - 1))] == [1, 2]
    assert [one.version for one in await story.turn(lambda db: intake.since(db, story.ana, NOW))] == [1, 2]
    assert [one.version for one in await story.turn(lambda db: intake.since(db, story.ana, NOW + HOUR))] == [2]
    rows = await story.turn(lambda db: db.fetch("SELECT content FROM intake ORDER BY version"))
    assert len(rows) == 2
    assert b"facts" not in b"".join(bytes(row["content"]) for row in rows)


async def test_a_version_may_be_reviewed_in_the_same_breath(story: Story) -> None:
    await story.turn(lambda db: intake.add(db, story.ana, FIRST, said_by=story.maya, reviewed_by=story.maya))
    found = await story.turn(lambda db: intake.newest(db, story.ana))
    assert found is not None
    assert (found.reviewed_by, found.reviewed_at) == (story.maya, NOW)


async def test_a_reason_counts_once_it_is_used_and_is_sealed(story: Story) -> None:
    covers, words = frozenset({"avoid:osteoporosis"}), "Bone scan seen, mild"
    key = await story.turn(
        lambda db: gate.add_reason(db, story.ana, "desk", covers=covers, words=words, given_by=story.maya)
    )
    assert await story.turn(lambda db: gate.reasons_of(db, story.ana, "desk")) == []
    await story.turn(lambda db: gate.use_reason(db, key), now=NOW + HOUR)
    await story.turn(lambda db: gate.use_reason(db, key), now=NOW + 2 * HOUR)
    found = await story.turn(lambda db: gate.reason(db, key))
    assert found is not None
    assert (found.covers, found.words, found.given_by, found.used_at) == (covers, words, story.maya, NOW + HOUR)
    assert await story.turn(lambda db: gate.reasons_of(db, story.ana, "desk")) == [found]
    assert await story.turn(lambda db: gate.reasons_of(db, story.ana, "back")) == []
    assert await story.turn(lambda db: gate.used_by(db, story.ana, 3)) == [found]
    assert await story.turn(lambda db: gate.used_by(db, story.ben, 3)) == []
    assert await story.turn(lambda db: gate.reason(db, 1)) is None
    row = await story.turn(lambda db: db.one("SELECT covers, words FROM gate_reason"))
    assert row is not None
    assert b"Bone" not in bytes(row["words"])
    assert b"osteoporosis" not in bytes(row["covers"])


async def test_what_was_told_is_remembered(story: Story) -> None:
    held = frozenset({"avoid:osteoporosis"})
    await story.turn(lambda db: gate.add_hold(db, story.ana, "desk", held))
    assert await story.turn(lambda db: gate.holds_of(db, story.ana, "desk")) == [held]
    assert await story.turn(lambda db: gate.holds_of(db, story.ben, "desk")) == []


async def test_the_newest_consent_of_a_guardian_is_given_and_sealed(story: Story) -> None:
    assert await story.turn(lambda db: guardians.of_person(db, story.ana)) is None
    await story.turn(
        lambda db: guardians.record(
            db, story.ana, name="Eva Roth", relation="mother", given_on="2026-09-20", recorded_by=story.maya
        )
    )
    found = await story.turn(lambda db: guardians.of_person(db, story.ana))
    assert found == Guardian("Eva Roth", "mother", "2026-09-20", story.maya, NOW)
    row = await story.turn(lambda db: db.one("SELECT name FROM guardian"))
    assert row is not None
    assert b"Eva" not in bytes(row["name"])
    assert await story.turn(lambda db: guardians.take_back(db, story.ana))
    assert not await story.turn(lambda db: guardians.take_back(db, story.ana))
    assert await story.turn(lambda db: guardians.of_person(db, story.ana)) is None
