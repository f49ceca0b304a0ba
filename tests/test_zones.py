"""The rules of a zone change, and everybody's hour stays what the wall clock says; a crowd is spread after its hour."""

from hypothesis import given, settings
from hypothesis import strategies as st

from care import zones
from care.moments import HOUR, MINUTE, SECOND, local, local_date
from care.spread import spread
from storage import practices
from storage.session import Session
from tests.scenes import book, push
from tests.stage import Stage, stage
from tests.test_reminders import QUIET, ZONES, instants


async def an_hour_late(db: Session) -> None:
    """Leave the ledger as an older tzdata would have: everything ahead an hour later than the wall clock says now."""
    await db.run(
        """UPDATE message SET due_at = due_at + 3600000, not_before = not_before + 3600000
           WHERE practice_id = :practice AND state = 'queued' AND zone IS NOT NULL"""
    )
    await db.run("UPDATE appointment SET starts_at = starts_at + 3600000 WHERE practice_id = :practice")
    await practices.set_zones_version(db, "2019c")


async def rows(db: Session) -> list[tuple[str, str | None]]:
    found = await db.fetch("SELECT state, reason FROM message WHERE zone IS NOT NULL ORDER BY message_id")
    return [(row["state"], row["reason"]) for row in found]


async def test_after_an_update_of_the_zones_all_comes_at_its_wall_clock(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await push(day, maya)
    await day.tap(maya, "card.back_to_card")
    await book(day, maya)
    await day.tap(ana, "visit.confirm")
    assert day.world is not None
    await day.close()
    await day.open()  # the same tzdata: nothing is touched
    assert day.world is not None
    assert {state for state, _ in await day.world.app.read(rows)} == {"queued"}
    await day.world.app.read(an_hour_late)
    await day.restart()
    assert day.world is not None
    after = await day.world.app.read(rows)
    assert sorted(after) == [("cancelled", "zones_updated")] * 4 + [("queued", None)] * 4
    # A crash in between: it begins anew, and who was done already is not touched again.
    await day.world.app.read(lambda db: practices.set_zones_version(db, "2019c"))
    assert await zones.update(day.world.app, "next") == 1
    assert await day.world.app.read(rows) == after
    assert await zones.update(day.world.app, "next") == 0
    await day.pass_(days=5)
    assert day.came(ana, "check_in.ask_pain")[:3] == ["22 18:30", "23 18:30", "24 18:30"]
    assert day.came(ana, "routine.along")[:2] == ["22 18:30", "23 18:30"]
    assert day.came(ana, "visit.reminder") == ["24 11:00", "26 09:00"]
    assert len(day.read(ana, "visit.confirmed")) == 1  # nothing new was agreed, so nothing has to be confirmed again


async def test_a_crowd_is_spread_after_its_hour_and_everybody_has_the_same_minute_every_day(address: str) -> None:
    async with stage(address, practice_spread_minutes="60") as day:
        maya = await day.owner()
        crowd = [await day.client(maya, f"C{number}") for number in range(6)]
        day.reads(crowd[0], "times.all_set", "today soon after 18:30")
        await day.pass_(hours=12)
        await day.restart()
        await day.pass_(days=1)
        came = [day.came(one, "check_in.ask_pain") for one in crowd]
        assert all("22 18:30" <= one[0] <= "22 19:30" for one in came)
        assert [one[0][3:] for one in came] == [one[1][3:] for one in came]
        assert len({one[0] for one in came}) > 3
        assert (await day.books()).faults == ()


@settings(max_examples=150, deadline=None)
@given(instants, st.sampled_from(ZONES), st.integers(0, 60), st.text(max_size=8))
def test_nobody_is_spread_into_the_night_or_before_the_hour(at: int, zone: str, window: int, key: str) -> None:
    found = spread(at, zone, window=window * MINUTE, key=key, quiet=QUIET)
    assert at <= found <= at + window * MINUTE
    assert (found - at) % SECOND == 0
    assert found == spread(at, zone, window=window * MINUTE, key=key, quiet=QUIET)
    if not QUIET.holds(at, zone):
        assert not QUIET.holds(found, zone), local(found, zone)
        assert local_date(found, zone) == local_date(at, zone)


def test_a_crowd_of_a_thousand_fills_its_window_evenly() -> None:
    found = [spread(0, "UTC", window=HOUR, key=str(number), quiet=QUIET) // (10 * MINUTE) for number in range(1000)]
    assert all(120 < found.count(part) < 215 for part in range(6))
