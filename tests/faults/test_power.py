"""The power goes: what was committed is there afterwards, and with a laxer setting it would not be."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from care.moments import SECOND
from storage import endings, messages, people, queue, sqlite_file
from storage.errors import StorageError
from storage.open import open_database
from storage.session import Session
from storage.sqlite import SqliteDatabase
from tests.engines import NOW, RING
from tests.faults.disk import Disk, recorded
from tests.storage.story import Story, message

TRIALS = [pytest.param(40, id="small"), pytest.param(600, id="full", marks=pytest.mark.full)]
PAGES_BEFORE_CHECKPOINT = 60  # so that the power goes in the middle of checkpoints, too
LAX = tuple(pragma.replace("synchronous=FULL", "synchronous=NORMAL") for pragma in sqlite_file.PRAGMAS)


@dataclass(frozen=True)
class Loss:
    """What power cuts did: commits that were answered and are gone, and files that can't be read."""

    lost: list[str]
    damaged: list[str]


def made(folder: Path) -> Path:
    """Make a folder and give it."""
    folder.mkdir()
    return folder


async def work_that_is_recorded(folder: Path) -> Disk:
    """Let a practice work, and mark each transaction at the moment at which it is known to be committed."""
    with recorded() as disk:
        database = await open_database(f"sqlite:///{folder / 'interlude.db'}", RING)
        assert isinstance(database, SqliteDatabase)
        await database.migrate(NOW)
        await database.check_keys(NOW)
        story = await Story(database).begin()
        await story.turn(lambda db: db.fetch(f"PRAGMA wal_autocheckpoint={PAGES_BEFORE_CHECKPOINT}"))
        disk.mark(f"person {story.ana}")
        for number in range(60):
            await one_message(story, disk, number)
            if number % 10 == 0:
                disk.mark(f"person {await story.add_person(f'Client {number}', 5000 + number)}")
        await database.close()
    return disk


async def one_message(story: Story, disk: Disk, number: int) -> None:
    """Let one message be written, begun and sent in three transactions."""
    key, now = 9_000_000 + number, NOW + number * SECOND
    await story.turn(lambda db: messages.add(db, message(key, story.ana, body="{}" * 500)), now=now)
    disk.mark(f"queued {key}")
    words = message(key, story.ana, template="t", template_version="1", locale="en")
    await story.turn(lambda db: queue.begin_sending(db, words, epoch=number, body="{}" * 500, words=words), now=now)
    disk.mark(f"sending {key}")
    await story.turn(lambda db: endings.mark_sent(db, key, number, "taken"), now=now)
    disk.mark(f"sent {key}")


async def cut(disk: Disk, until: int, folder: Path, chance: random.Random) -> Loss:
    """Let the power go before a step, start again, and look for what was answered."""
    disk.after_a_cut(until, folder, chance)
    promised = disk.marks(until)
    try:
        database = await open_database(f"sqlite:///{folder / 'interlude.db'}", RING)
    except StorageError as error:
        return Loss([], [f"cut at {until}: {error}"])
    try:
        lost = await database.transact(lambda db: missing(db, promised), practice_id=1, now=NOW)
    except StorageError as error:
        lost = [f"all of it ({error})"]
    finally:
        await database.close()
    return Loss([f"cut at {until}: {name}" for name in lost], [])


async def missing(db: Session, promised: list[str]) -> list[str]:
    """Give the promises that the database does not hold; a state may have gone on, but never back."""
    ranks = ("queued", "sending", "sent")
    found = []
    for name in promised:
        what, key = name.split()
        if what == "person":
            kept = await people.get(db, int(key)) is not None
        else:
            row = await messages.get(db, int(key))
            kept = row is not None and ranks.index(row.state) >= ranks.index(what)
        if not kept:
            found.append(name)
    return found


async def cuts(disk: Disk, trials: int, folder: Path) -> Loss:
    """Let the power go at so many random steps."""
    chance = random.Random(trials)
    first = next(place for place, step in enumerate(disk.steps) if step.what == "mark")
    found = [
        await cut(disk, chance.randrange(first, len(disk.steps)), made(folder / f"cut {number}"), chance)
        for number in range(trials)
    ]
    return Loss([one for loss in found for one in loss.lost], [one for loss in found for one in loss.damaged])


@pytest.mark.parametrize("trials", TRIALS)
async def test_a_power_cut_loses_nothing_that_was_committed(
    tmp_path: Path, trials: int, figure: Callable[[str], None]
) -> None:
    disk = await work_that_is_recorded(made(tmp_path / "work"))
    syncs = sum(step.what == "sync" for step in disk.steps)
    assert syncs > len(disk.marks(len(disk.steps))), "a commit was answered before it was on the disk"
    loss = await cuts(disk, trials, tmp_path)
    figure(f"{trials} power cuts, FULL: {len(loss.lost)} commits lost, {len(loss.damaged)} files damaged")
    assert not loss.damaged, loss.damaged[:5]
    assert not loss.lost, loss.lost[:5]


@pytest.mark.parametrize("trials", TRIALS)
async def test_the_same_cuts_find_losses_where_commits_are_not_synced(
    tmp_path: Path, trials: int, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None]
) -> None:
    """Else the test above would prove nothing."""
    monkeypatch.setattr(sqlite_file, "PRAGMAS", LAX)
    disk = await work_that_is_recorded(made(tmp_path / "work"))
    loss = await cuts(disk, trials, tmp_path)
    hit = {line.partition(":")[0] for line in loss.lost}
    figure(f"{trials} power cuts, NORMAL: commits lost in {len(hit)}, {len(loss.damaged)} files damaged")
    assert len(hit) > trials // 2
    assert not loss.damaged, loss.damaged[:5]
