"""Owns what storage promises about announcements: each client once, in a place of her own, behind nobody's back."""

from dataclasses import replace

from care.ledger import balance
from storage import broadcasts, clients, due, endings, messages, people
from storage.broadcasts import Broadcast
from storage.session import Session
from tests.engines import NOW
from tests.storage.story import MINUTE, Story, message
from tests.storage.story import who as whose


async def crowd(story: Story, count: int = 5) -> list[int]:
    """Write clients of Dr. Maya's, all of them confirmed."""
    ids = [await story.add_person(f"P{n}", 5000 + n) for n in range(count)]

    async def join(db: Session) -> None:
        for who in ids:
            await clients.add(db, who, story.maya)
            await clients.confirm(db, who, story.maya)

    await story.turn(join)
    return ids


async def begun(story: Story, author: int | None = None, total: int = 5, now: int = NOW) -> Broadcast:
    """Let an announcement go out."""

    async def go(db: Session) -> Broadcast:
        draft = await broadcasts.get(db, await broadcasts.add(db, author or story.maya, "We are closed on Friday."))
        assert draft is not None
        assert await broadcasts.begin(db, draft, bubble=77, total=total)
        assert not await broadcasts.begin(db, draft, bubble=77, total=total)
        found = await broadcasts.get(db, draft.broadcast_id)
        assert found is not None
        return found

    return await story.turn(go, now=now)


async def write(story: Story, one: Broadcast, who: int, rank: int) -> int | None:
    """Write a client's row; None when she has one."""

    async def add(db: Session) -> int | None:
        key = db.new_id()
        row = message(key, who, kind="broadcast", priority=6, broadcast_id=one.broadcast_id, rank=rank)
        return key if await messages.add(db, row) else None

    return await story.turn(add)


async def test_a_draft_is_kept_until_it_goes_or_another_takes_its_place(story: Story) -> None:
    first = await story.turn(lambda db: broadcasts.add(db, story.maya, "First"))
    second = await story.turn(lambda db: broadcasts.add(db, story.maya, "Second"))
    other = await story.turn(lambda db: broadcasts.add(db, story.ben, "Ben's"))
    states = [await story.turn(lambda db, key=key: broadcasts.get(db, key)) for key in (first, second, other)]  # type: ignore[misc]
    assert [(one.state, one.words) for one in states if one] == [
        ("dropped", None),
        ("draft", "Second"),
        ("draft", "Ben's"),
    ]
    assert await story.turn(lambda db: broadcasts.drop(db, second))
    assert not await story.turn(lambda db: broadcasts.drop(db, second))
    assert await story.turn(broadcasts.under_way) == []
    assert await story.turn(lambda db: broadcasts.get(db, 1)) is None


async def test_every_client_has_one_row_also_when_the_writing_was_broken_off(story: Story) -> None:
    ids = await crowd(story)
    one = await begun(story)
    assert await story.turn(lambda db: broadcasts.last_written(db, one)) == (0, 0)
    assert await story.turn(lambda db: broadcasts.unwritten(db, one, after=0, limit=3)) == ids[:3]
    for rank, who in enumerate(ids[1:3], start=1):
        assert await write(story, one, who, rank)
    assert await write(story, one, ids[1], 9) is None
    assert await story.turn(lambda db: broadcasts.last_written(db, one)) == (ids[2], 2)
    assert await story.turn(lambda db: broadcasts.unwritten(db, one, after=ids[2], limit=9)) == ids[3:]
    assert await story.turn(lambda db: broadcasts.unwritten(db, one, after=0, limit=9)) == [ids[0], *ids[3:]]


async def test_only_who_was_confirmed_when_it_began_is_written_to(story: Story) -> None:
    ids = await crowd(story, 2)
    one = await begun(story, now=NOW)
    late = await story.add_person("Late", 6000)
    unknown = await story.add_person("Unknown", 6001)

    async def join(db: Session) -> None:
        await clients.add(db, late, story.maya)
        await clients.confirm(db, late, story.maya)
        await clients.add(db, unknown, story.maya)

    await story.turn(join, now=NOW + 1)
    assert await story.turn(lambda db: broadcasts.unwritten(db, one, after=0, limit=9)) == ids
    assert await story.turn(lambda db: broadcasts.reachable(db, story.maya)) == 3
    await story.turn(lambda db: people.set_reach(db, ids[0], "stopped"))
    assert await story.turn(lambda db: broadcasts.reachable(db, story.maya)) == 2


async def test_it_is_over_when_no_row_is_open(story: Story) -> None:
    ids = await crowd(story, 2)
    one = await begun(story, total=7)
    keys = [await write(story, one, who, rank) or 0 for rank, who in enumerate(ids, start=1)]
    assert not await story.turn(lambda db: broadcasts.end(db, one.broadcast_id)), "it is still being written"
    await story.turn(lambda db: broadcasts.note_written(db, one.broadcast_id))
    await story.turn(lambda db: broadcasts.note_told(db, one.broadcast_id), now=NOW + MINUTE)
    (going,) = await story.turn(broadcasts.under_way)
    assert going == replace(one, state="going", total=2, told_at=NOW + MINUTE)
    assert await story.turn(lambda db: broadcasts.is_open(db, one.broadcast_id))
    assert await story.turn(broadcasts.every) == [broadcasts.Count(one.broadcast_id, "going", total=2, rows=2, open=2)]
    for key, state in zip(keys, ("expired", "cancelled"), strict=True):
        await story.turn(lambda db, key=key, state=state: endings.close(db, key, state, "late"))  # type: ignore[misc]
    assert not await story.turn(lambda db: broadcasts.is_open(db, one.broadcast_id))
    assert await story.turn(lambda db: broadcasts.counts(db, one.broadcast_id)) == {"expired": 1, "cancelled": 1}
    assert await story.turn(lambda db: broadcasts.end(db, one.broadcast_id))
    assert not await story.turn(lambda db: broadcasts.end(db, one.broadcast_id))
    assert await story.turn(broadcasts.under_way) == []
    found = await story.turn(lambda db: broadcasts.get(db, one.broadcast_id))
    assert found is not None
    assert found.state == "done"
    assert await story.turn(lambda db: broadcasts.has_moved(db, one.broadcast_id, NOW))
    assert not await story.turn(lambda db: broadcasts.has_moved(db, one.broadcast_id, NOW + 1))


async def test_the_books_miss_a_client_whose_row_is_gone_and_a_row_that_is_still_open(story: Story) -> None:
    ids = await crowd(story, 2)
    one = await begun(story, total=2)
    keys = [await write(story, one, who, rank) or 0 for rank, who in enumerate(ids, start=1)]
    await story.turn(lambda db: broadcasts.note_written(db, one.broadcast_id))
    assert (await story.turn(balance)).faults == ()
    await story.turn(lambda db: db.run("DELETE FROM message WHERE message_id = :key", key=keys[0]))
    name = f"announcement {one.broadcast_id}"
    assert (await story.turn(balance)).faults == (f"{name} has 1 rows for 2 clients",)
    await story.turn(lambda db: broadcasts.end(db, one.broadcast_id))
    assert f"{name} is told as over and still has 1 open rows" in (await story.turn(balance)).faults


async def test_two_authors_take_turns_and_one_author_has_one_share(story: Story) -> None:
    ids = [await story.add_person(f"P{n}", 5000 + n) for n in range(8)]
    first = await begun(story, total=4)
    assert first.first_rank == 1
    keys = [await write(story, first, who, rank) or 0 for rank, who in enumerate(ids[:4], start=1)]
    again = await begun(story, total=4)
    assert again.first_rank == 5, "her second announcement comes after her first"
    await story.turn(lambda db: endings.close(db, keys[0], "cancelled", "stopped"))
    other = await begun(story, story.ben, total=4)
    assert other.first_rank == 2, "another's begins where the first one is now"
    for rank, who in enumerate(ids[4:], start=other.first_rank):
        assert await write(story, other, who, rank)
    order = whose(await story.turn(lambda db: due.people_due(db, 10)))
    assert [("maya", "ben")[who in ids[4:]] for who in order[:6]] == ["maya", "ben"] * 3
