"""The program dies at every step between a sentence that may mean danger and the human who has seen it.

Whatever dies: for each sentence one alert, one rest and one question, the answer on her phone, and the call on that of
the therapist.
"""

from pathlib import Path

import pytest

from care.ledger import balance
from storage.open import open_database
from storage.session import Session
from tests.engines import RING
from tests.faults import truth
from tests.faults.crowded import crowded
from tests.faults.failpoints import IN, OUT, Plan
from tests.faults.storm import Storm

CHEST = "I have chest pain and can't breathe"
PARKING = tuple(step for step in IN if "parked" in step)
# What arrives without trouble is never parked; these steps have their own test.
WAY_IN = tuple(step for step in IN if step not in PARKING)
DAY_S = 86_400


@pytest.mark.parametrize(
    ("engine", "every"),
    [
        pytest.param("sqlite", 2, id="sqlite-every-other-step"),
        pytest.param("sqlite", 1, id="sqlite", marks=pytest.mark.full),
        pytest.param("postgres", 1, id="postgres", marks=pytest.mark.full),
    ],
)
async def test_a_death_at_any_step_of_the_chain_loses_and_doubles_nothing(
    address: str, tmp_path: Path, every: int
) -> None:
    record, out, way_in = tmp_path / "died", OUT[::every], WAY_IN[::every]
    async with crowded(address, tmp_path, [() for _ in (*out, *way_in)]) as (storm, members):
        spoken, others = members[: len(out)], members[len(out) :]
        steps = {member.person_id: step for member, step in zip(spoken, out, strict=True)}
        storm.program.dies = Plan(str(record), steps, way_in)
        await storm.rest()
        for member in (*others, *spoken):
            await storm.say(member.phone, CHEST)
            await storm.pass_(90)  # longer than a lease: what the last death left is found when somebody looks
        await storm.pass_(12 * 60)  # nobody answers the question
        await storm.pass_(90)
        died = set(record.read_text(encoding="utf-8").splitlines())
        assert died == {f"{who} {step}" for who, step in steps.items()} | {f"0 {step}" for step in way_in}
        for member in members:
            assert any("call 112 now" in one.text for one in member.phone.screen() if one.from_bot), "no answer"
        found = await judged(storm, address, [member.person_id for member in members])
        assert await storm.program.stop() == 0, storm.program.log()[-2000:]
        assert not found, "\n".join(found)


async def judged(storm: Storm, address: str, who: list[int]) -> list[str]:
    """Give what is wrong in the rows: of each person one note, two alerts, one rest, one settled question."""

    async def work(db: Session) -> list[str]:
        faults = [*(await balance(db)).faults, *truth.faults(await truth.join(db, storm.witness.lines))]
        for one in who:
            for what, expected in WANTED.items():
                row = await db.one(f"SELECT COUNT(*) AS n FROM {what}", who=one)  # noqa: S608 -- constants only
                assert row is not None
                if row["n"] != expected:
                    faults.append(f"{row['n']} and not {expected} of {what.split()[0]} for {one}")
        calls = await db.one(
            "SELECT COUNT(*) AS n FROM message WHERE kind = 'alert' AND state NOT IN ('sent', 'merged')"
        )
        assert calls is not None
        return faults if calls["n"] == 0 else [*faults, f"{calls['n']} calls did not arrive"]

    database = await open_database(address, RING, read_only=True)
    try:
        return await database.transact(work, practice_id=1, now=storm.telegram.now_ms)
    finally:
        await database.close()


WANTED = {
    "note WHERE person_id = :who": 1,
    "alert WHERE client_id = :who": 2,  # the sentence, and the silence after it
    "pause WHERE client_id = :who AND ended_at IS NULL": 1,
    "clarification WHERE person_id = :who AND settled_at IS NOT NULL": 1,
}
