"""The bot dies at every step of every kind of message, and of every update: what follows is the rule of the kind."""

from pathlib import Path

import pytest

from care.kinds import KINDS, Unknown
from care.moments import MINUTE
from simulator import Person
from storage.messages import Message
from storage.open import open_database
from storage.session import Session
from tests.engines import RING
from tests.faults import truth
from tests.faults.conftest import CANARY
from tests.faults.crowd import DUE_AFTER, Member
from tests.faults.crowded import crowded, ledger_of
from tests.faults.failpoints import IN, OUT, Plan
from tests.faults.storm import Storm
from tests.judges import check_requests

APART = 3 * MINUTE  # longer than a lease and the longest wait for a repeat
ALL = [(kind, step) for step in OUT for kind in KINDS]
# Every third one: each kind dies at two or three of its steps, each step with a third of the kinds; all are `full`.
SOME = ALL[::3]
# What the death leaves behind: did it reach Telegram, and can anybody know that?
NOT_BEGUN = ("before the intent's commit",)
SETTLED = ("after the outcome's commit",)
NOT_ARRIVED = ("after the intent's commit", "before the request is written")

FULL_ON_POSTGRES = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgres", id="postgres", marks=pytest.mark.full),
]


def expected(kind: str, step: str) -> tuple[str, int, int]:
    """Give state, flag and number of bubbles by the rule of the kind."""
    if step in NOT_BEGUN or step in SETTLED:
        return "sent", 0, 1
    arrived = int(step not in NOT_ARRIVED)
    if KINDS[kind].unknown is Unknown.NEVER:
        return "uncertain", 0, arrived
    return "sent", 1, 1 + arrived


def became(joined: truth.Joined, member: Member) -> tuple[str, int, int]:
    """Give what became of the one message that was for somebody."""
    hers = [row for row in joined.rows.values() if row.person_id == member.person_id and row.attempt]
    mine: list[Message] = [row for row in hers if row.kind in member.kinds and row.edits is None]
    assert [row.kind for row in mine] == list(member.kinds)
    return mine[0].state, mine[0].maybe_dup, len(joined.copies.get(mine[0].message_id, ()))


@pytest.mark.parametrize(
    ("engine", "deaths"),
    [
        pytest.param("sqlite", SOME, id="sqlite"),
        pytest.param("sqlite", ALL, id="sqlite-all", marks=pytest.mark.full),
        pytest.param("postgres", ALL, id="postgres-all", marks=pytest.mark.full),
    ],
)
async def test_a_death_at_any_step_of_any_kind_follows_the_rule_of_the_kind(
    address: str, tmp_path: Path, deaths: list[tuple[str, str]]
) -> None:
    record = tmp_path / "died"
    async with crowded(address, tmp_path, [(kind,) for kind, _ in deaths], apart=APART) as (storm, members):
        steps = {member.person_id: step for member, (_, step) in zip(members, deaths, strict=True)}
        storm.program.dies = Plan(str(record), steps)
        await storm.pass_((DUE_AFTER + len(deaths) * APART) / 1000)
        for _ in range(2):  # a lease's end is no timer: what the last death left is found when somebody looks
            await storm.pass_(APART / 1000)
        found, joined = await ledger_of(storm, address)
        assert await storm.program.stop() == 0, storm.program.log()[-2000:]
        died = record.read_text(encoding="utf-8").splitlines()
        missing = {f"{who} {step}" for who, step in steps.items()} - set(died)
        assert not missing, f"not every step of every kind was reached: {sorted(missing)}"
        assert died == [f"{who} {step}" for who, step in steps.items()], "not in order"
        wrong = [
            f"{kind}, {step}: {became(joined, member)} and not {expected(kind, step)}"
            for member, (kind, step) in zip(members, deaths, strict=True)
            if became(joined, member) != expected(kind, step)
        ]
        assert not [*found, *wrong], "\n".join([*found, *wrong])
        check_requests(storm.witness)


@pytest.mark.parametrize("engine", FULL_ON_POSTGRES)
async def test_a_death_at_any_step_of_an_update_neither_loses_nor_repeats_it(address: str, tmp_path: Path) -> None:
    async with crowded(address, tmp_path, [()]) as (storm, members):
        storm.program.dies = Plan(str(tmp_path / "died"), {}, IN)
        await storm.rest()
        ana = members[0].phone
        for number in range(len(IN)):
            await storm.say(ana, f"{CANARY} {number}")
            await storm.pass_(60)
        storm.telegram.inject(poison(ana))
        await storm.say(ana, f"{CANARY} behind the poison")
        await storm.pass_(300)
        died = (tmp_path / "died").read_text(encoding="utf-8").splitlines()
        assert sorted(died) == sorted(f"0 {step}" for step in IN)
        found = [*(await ledger_of(storm, address))[0], *await facts(storm, address)]
        assert await storm.program.stop() == 0, storm.program.log()[-3000:]
        assert not found, "\n".join([*found, *storm.hits, storm.program.log()[-2000:]])


def poison(who: Person) -> dict[str, object]:
    """Give an update that nobody can act on: it is parked, tried three times and given up."""
    return {"message": {"from": {"id": who.id, "first_name": CANARY}, "text": CANARY}}


async def facts(storm: Storm, address: str) -> list[str]:
    """Give what somebody wrote and is not kept exactly once, and updates that nobody acted on."""

    async def work(db: Session) -> list[str]:
        handled = await truth.updates_lost(db, storm.witness.lines)
        given_up = [fault for fault in handled if "quarantined" in fault]
        assert len(given_up) == 1
        number = given_up[0].split()[1]  # the poison was told and is not handled, as it should be
        lost = [fault for fault in handled if fault.split()[1] != number]
        return [*await truth.facts_twice(db, storm.said), *lost]

    database = await open_database(address, RING, read_only=True)
    try:
        return await database.transact(work, practice_id=1, now=storm.telegram.now_ms)
    finally:
        await database.close()
