"""Owns what comes after an hour, a day or a week away: the urgent first, nothing stale, no day unexplained."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from care import alerts, appointments
from care.ledger import balance
from care.messenger import Outgoing
from care.moments import DAY, HOUR, MINUTE, local, local_date, to_ms
from care.turn import Turn
from storage import people
from storage.messages import PLAIN, Message, plain
from storage.session import Session
from tests.simulation.cast import PLACES
from tests.simulation.post import Office, office
from tests.test_reminders import QUIET

ZONES = tuple(zone for _, zone in PLACES)
TIMES = ("18:30", "08:00", "12:00", "20:30")
MONDAY_NOON = to_ms(datetime(2026, 10, 19, 10, tzinfo=UTC))
URGENT = 2
ASKED = ("check_in", "routine_prompt")


async def every_row(db: Session) -> list[Message]:
    rows = await db.fetch(f"SELECT {PLAIN} FROM message WHERE practice_id = :practice")  # noqa: S608 -- constants only
    return [plain(row) for row in rows]


async def _visits(made: Office, away: int) -> None:
    """Book visits whose reminders fall into the time away and after it."""
    for number, who in enumerate(list(made.folk.values())[::3]):
        at = local(made.clock.at + (2 + number) * 30 * MINUTE + 2 * DAY + away // 2, "Europe/Berlin")
        starts = at.replace(minute=0, second=0, microsecond=0, tzinfo=None)

        async def work(turn: Turn, starts: datetime = starts) -> None:
            actor = await people.get(turn.db, made.staff)
            assert actor is not None
            bubble = await turn.say("reply", turn.words(actor).screen("card.list_empty"), to=actor)
            await appointments.book(turn, actor, bubble, starts, 30)

        await made.act(who, work)


async def _alert(made: Office) -> None:
    """Raise an alert that nobody could be told of before the bot went away."""

    async def work(turn: Turn) -> None:
        await alerts.raise_for(turn, "stopped", "tell_therapist")

    await made.app.turn(next(iter(made.folk.values())), work)


async def away(folder: Path, clients: int, length: int) -> Office:
    """Let a practice live for two days, be away, and catch up; the checks are about the catching up."""
    async with office(folder, MONDAY_NOON) as made:
        await made.gather(clients, ZONES, TIMES)
        await _visits(made, length)
        await made.pass_to(MONDAY_NOON + 2 * DAY)
        await _alert(made)
        made.restart()
        before = len(made.post.taken)
        made.clock.at += length
        back = made.clock.at
        await made.catch_up()
        after = made.post.taken[before:]
        rows = {row.message_id: row for row in await made.app.read(every_row)}
        assert {sent.priority <= URGENT for _, sent in after} == {True, False}, "nothing to put into order"
        _check_order([(at, sent.priority) for at, sent in after])
        _check_fresh(made, after, rows)
        offline = Counter(sent.telegram_id for _, sent in after if sent.kind in ("news", "offline"))
        assert max(offline.values(), default=0) <= 1, "more than one word about the time away"
        assert (await made.app.read(balance)).faults == ()
        for row in rows.values():
            if row.plan_id is not None and row.due_at <= back and row.state != "queued":
                assert row.state == "sent" or row.reason, f"message {row.message_id} ended {row.state} without a reason"
        await made.pass_to(back + 2 * DAY)
        assert (await made.app.read(balance)).faults == ()
        return made


def _check_order(sent: list[tuple[int, int]]) -> None:
    """Hold the order of coming: once somebody could be told something less urgent, nothing urgent waits any more."""
    at = [priority for _, priority in sent]
    first_other = next((place for place, priority in enumerate(at) if priority > URGENT), len(at))
    late = [priority for priority in at[first_other + 1 :] if priority <= URGENT]
    assert not late, f"{len(late)} urgent messages came behind others: {at}"
    assert all(one <= two for one, two in pairwise(time for time, _ in sent))


def _check_fresh(made: Office, after: list[tuple[int, Outgoing]], rows: dict[int, Message]) -> None:
    for at, sent in after:
        row, zone = rows[sent.message_id], made.zones.get(sent.telegram_id, "Europe/Berlin")
        if row.kind in ASKED:
            assert row.local_date == local_date(at, row.zone or zone).isoformat(), "a check-in of a day that is over"
            assert at - row.due_at <= 6 * HOUR
        if row.kind in (*ASKED, "reminder"):
            assert not QUIET.holds(at, zone), f"{row.kind} at {local(at, zone)}"


@pytest.mark.parametrize("length", [HOUR, 25 * HOUR, 7 * DAY], ids=["an hour", "25 hours", "a week"])
async def test_after_a_time_away_the_urgent_comes_first_and_nothing_stale(room: Path, length: int) -> None:
    made = await away(room, 48, length)
    asked = [row for row in made.post.taken if row[1].kind == "check_in"]
    assert len(asked) > 48


@pytest.mark.full
@pytest.mark.parametrize("length", [HOUR, 25 * HOUR, 7 * DAY], ids=["an hour", "25 hours", "a week"])
async def test_a_thousand_clients_after_a_time_away(room: Path, length: int) -> None:
    await away(room, 1_000, length)
