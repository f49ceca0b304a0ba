"""Owns what sealing promises: unreadable at rest, bound to its row, useless without the key."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from storage import (
    activities,
    alerts,
    broadcasts,
    check_ins,
    clarifications,
    free_activities,
    gate,
    guardians,
    intake,
    messages,
    notes,
    people,
    questionnaires,
    safety_checks,
    updates,
    visit_answers,
    walks,
)
from storage.columns import COLUMNS
from storage.errors import KeyMissingError
from storage.keys import FORMAT, Cipher, KeyRing, Vault
from storage.open import open_database
from storage.session import Session
from storage.visit_answers import VisitAnswers
from tests.engines import NOW, RING
from tests.storage.story import BOT, Story, message

CANARY = "zitronenfalter"


async def fill(story: Story) -> None:
    """Write the canary into every sealed column that holds words."""
    who = await story.add_person(CANARY, 1005, CANARY)
    plan, visit = await story.add_plan("routine"), await story.add_visit(NOW)

    async def write(db: Session) -> None:
        await messages.add(db, message(db.new_id(), who, facts=CANARY, body=CANARY))
        await notes.add_note(db, who, CANARY)
        await broadcasts.add(db, who, CANARY)
        await updates.park(db, BOT, 901, 1005, CANARY)
        await walks.begin(db, person_id=who, plan_id=plan, message_id=70)
        walk = await walks.of_message(db, 70)
        assert walk is not None
        await walks.set_pain(db, walk, 7, CANARY)
        await walks.set_felt(db, walk.walk_id, CANARY)
        await check_ins.open_day(db, person_id=who, local_date="2026-09-21", closes_at=NOW, message_id=71)
        await visit_answers.save(db, VisitAnswers(visit, who, 1, {"focus": (CANARY,)}, (CANARY,)))
        check_in = await check_ins.of_message(db, 71)
        assert check_in is not None
        check_in = replace(check_in, areas={CANARY: 7})
        await free_activities.add_draft(db, who, title=CANARY, line=CANARY, made_by=who)
        await check_ins.answer(db, check_in, state="done", pain=7, mood=2)
        await questionnaires.ask(db, person_id=who, instrument="peg", version=1, locale="en", due_on="2026-09-21")
        await questionnaires.answer(db, (await questionnaires.of_week(db, who, "2026-09-21"))[0], (6, 7, 0), 13 / 3)
        await activities.name(db, who, 1, CANARY)
        await alerts.raise_alert(db, client_id=who, kind="red_flag", urgency="same_day", facts=CANARY)
        await safety_checks.answer(db, await safety_checks.ask(db, who, "2026-09-21"), CANARY)
        await clarifications.ask(db, who, 72, CANARY, "same_day")
        asked = await clarifications.of_message(db, 72)
        assert asked is not None
        await clarifications.settle(db, asked, CANARY)
        await intake.add(db, who, CANARY, said_by=who)
        await gate.add_reason(db, who, "desk", covers=frozenset({CANARY}), words=CANARY, given_by=who)
        await gate.add_hold(db, who, "desk", frozenset({CANARY}))
        await guardians.record(db, who, name=CANARY, relation=CANARY, given_on=CANARY, recorded_by=who)

    await story.turn(write)


async def test_every_sealed_column_holds_sealed_bytes(story: Story) -> None:
    await fill(story)
    for table, columns in COLUMNS.items():
        for name in (name for name, column in columns.items() if column.sealed):
            statement = f"SELECT {name} AS sealed FROM {table} WHERE {name} IS NOT NULL"  # noqa: S608 -- our own names
            rows = await story.turn(lambda db, statement=statement: db.fetch(statement))  # type: ignore[misc]
            assert rows, f"the story writes no {table}.{name}"
            for row in rows:
                stored = bytes(row["sealed"])
                assert stored.startswith(FORMAT)
                assert len(stored) > 1 + 12 + 16, f"{table}.{name} is too short to be sealed"
                assert CANARY.encode() not in stored


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_no_file_of_sqlite_holds_a_word_of_hers(story: Story, tmp_path: Path) -> None:
    await fill(story)
    files = sorted(tmp_path.glob("interlude*"))  # noqa: ASYNC240 -- a handful of small files
    assert [file.name for file in files] == [
        "interlude.db",
        "interlude.db-shm",
        "interlude.db-wal",
        "interlude.keys.db",
        "interlude.keys.db-shm",
        "interlude.keys.db-wal",
    ]
    contents = [file.read_bytes() for file in files]
    assert any(b"Hands and Backs" in content for content in contents), "the files are not what this test thinks"
    coded = base64.b64encode(CANARY.encode()).rstrip(b"=")
    assert not any(CANARY.encode() in content or coded[:-1] in content for content in contents)
    assert {file.stat().st_mode & 0o077 for file in files} == {0}


async def test_bytes_moved_to_another_row_do_not_open(story: Story) -> None:
    async def swap(db: Session) -> None:
        first = await notes.add_note(db, story.ana, "left shoulder")
        second = await notes.add_note(db, story.ana, "right shoulder")
        row = await db.one("SELECT words FROM note WHERE note_id = :key", key=first)
        assert row is not None
        assert await db.unseal(story.ana, "note.words", first, row["words"]) == "left shoulder"
        for who, column, key in (
            (story.ana, "note.words", second),
            (story.ana, "message.body", first),
            (story.ben, "note.words", first),
        ):
            with pytest.raises(KeyMissingError):
                await db.unseal(who, column, key, row["words"])

    await story.turn(swap)


async def test_the_same_words_never_look_the_same(story: Story) -> None:
    async def seal(db: Session) -> tuple[bytes | None, bytes | None]:
        return await db.seal(story.ana, "note.words", 1, "ja"), await db.seal(story.ana, "note.words", 1, "ja")

    first, second = await story.turn(seal)
    assert first != second


async def test_a_destroyed_key_erases_one_person_and_nobody_else(story: Story, address: str) -> None:
    await story.turn(lambda db: db.run("DELETE FROM keys.data_key WHERE person_id = :who", who=story.ana))
    restarted = await open_database(address, RING)
    try:
        with pytest.raises(KeyMissingError):
            await restarted.transact(lambda db: people.get(db, story.ana), practice_id=1, now=NOW)
        ben = await restarted.transact(lambda db: people.get(db, story.ben), practice_id=1, now=NOW)
        assert ben is not None
        assert ben.name == "Ben"
    finally:
        await restarted.close()


async def test_a_key_made_in_a_broken_turn_is_not_used_again(story: Story, address: str) -> None:
    async def make_and_break(db: Session) -> None:
        await db.vault.make_key(db, 77)
        await db.seal(77, "note.words", 1, "the cipher is known now")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await story.turn(make_and_break)
    await story.turn(lambda db: db.vault.make_key(db, 77))
    sealed = await story.turn(lambda db: db.seal(77, "note.words", 1, "hello"))
    restarted = await open_database(address, RING)
    try:
        opened = await restarted.transact(lambda db: db.unseal(77, "note.words", 1, sealed), practice_id=1, now=NOW)
        assert opened == "hello"
    finally:
        await restarted.close()


@pytest.mark.parametrize("name", ["k1", "k2"])
async def test_another_databases_key_ring_is_refused_at_the_start(story: Story, address: str, name: str) -> None:
    other = await open_database(address, KeyRing({name: b"x" * 32}))
    try:
        with pytest.raises(KeyMissingError, match="INTERLUDE_KEYS"):
            await other.check_keys(NOW)
    finally:
        await other.close()


async def test_an_older_key_in_the_ring_still_opens(story: Story, address: str) -> None:
    old = KeyRing({"k1": b"1" * 32})
    both = KeyRing({"k2": b"2" * 32, "k1": b"1" * 32})
    vault = Vault(old)
    await story.turn(lambda db: vault.make_key(db, 88))
    cipher = await story.turn(lambda db: vault.cipher(db, 88))
    later = await story.turn(lambda db: Vault(both).cipher(db, 88))
    assert later.unseal("1|note.words|1", cipher.seal("1|note.words|1", "ja")) == "ja"


def test_cut_off_bytes_do_not_open() -> None:
    cipher = Cipher(b"1" * 32)
    sealed = cipher.seal("1|note.words|1", "ja")
    for length in range(len(sealed)):
        with pytest.raises(KeyMissingError):
            cipher.unseal("1|note.words|1", sealed[:length])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "empty"),
        ("k1", "name:base64"),
        (":AAAA", "name:base64"),
        ("k1:not base64!", "not base64"),
        ("k1:ü", "not base64"),
        ("k1:AAAA", "3 bytes"),
        pytest.param(f"{KeyRing.fresh()}{KeyRing.fresh()}", "twice", id="twice"),
    ],
)
def test_a_bad_key_ring_says_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        KeyRing.parse(text)


def test_a_key_ring_reads_comments_and_keeps_its_order() -> None:
    text = f"# newest first\nk2:{base64.b64encode(b'2' * 32).decode()}, k1:{base64.b64encode(b'1' * 32).decode()}\n"
    name, wrapped = KeyRing.parse(text).wrap("c|c|c", b"secret")
    assert name == "k2"
    assert KeyRing({"k2": b"2" * 32}).unwrap("c|c|c", name, wrapped) == b"secret"
