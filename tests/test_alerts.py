"""Alerts: gathered but for emergencies, settled with one tap, passed on in working hours, true to the client."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from simulator import Person
from storage import alerts
from storage.alerts import Alert
from storage.session import Session
from tests.scenes import answer, one_engine, open_card
from tests.stage import Stage, stage

pytestmark = one_engine

FRIDAY = int(datetime(2026, 11, 27, 16, 0, tzinfo=UTC).timestamp() * 1000)
"""Friday, 27 November 2026, 17:00 in Berlin: an hour before the weekend."""
DANGER = "I want to kill myself"


@pytest.fixture
async def friday(address: str) -> AsyncIterator[Stage]:
    async with stage(address, now_ms=FRIDAY) as made:
        yield made


async def every(day: Stage) -> list[Alert]:
    async def read(db: Session) -> list[Alert]:
        rows = await db.fetch("SELECT alert_id FROM alert ORDER BY alert_id")
        found = [await alerts.get(db, row["alert_id"]) for row in rows]
        return [one for one in found if one is not None]

    assert day.world is not None
    return await day.world.app.read(read)


async def in_pain(day: Stage, who: Person, pain: int = 8) -> None:
    await day.say(who, "/checkin")
    await answer(day, who, pain=pain)


async def covered_by(day: Stage, therapist: Person, name: str) -> None:
    await day.say(therapist, "/alerts")
    await day.tap(therapist, "inbox.settings")
    await day.tap(therapist, "inbox.my_cover", cover=day.label(therapist, "inbox.no_cover"))
    await day.taps(therapist, name, "inbox.cover_always")


async def test_what_comes_within_five_minutes_is_one_message_and_one_tap_settles_it(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    await in_pain(day, ana)
    await day.pass_(minutes=3)
    await day.say(ana, "/stop")
    await in_pain(day, ben, 9)
    heard = len(maya.screen())
    await day.pass_(minutes=2.1)  # the bubble is due when the five minutes end, not before
    assert len(maya.screen()) == heard + 1
    said = maya.screen()[-1].text
    assert said.startswith("3 alerts")
    assert all(part in said for part in ("Ana noted pain 8/10", "Ben noted pain 9/10", "Ana has stopped"))
    assert [one for one in maya.screen()[-1].labels() if "Card" in one] == ["Card: Ana", "Card: Ben"]
    await day.tap(maya, "Card: Ben")
    day.reads(maya, "card.client", "Ben")
    assert await day.tap(maya, "alert.seen_all", count=3) == day.toast(maya, "alert.thanks")
    day.reads(maya, "alert.done", "Ana, Ben")
    assert all(one.acknowledged_at for one in await every(day))
    await day.say(maya, "/alerts")
    day.reads(maya, "inbox.empty")


async def test_an_emergency_is_told_at_once_and_alone(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await in_pain(day, ana)
    await day.say(ana, DANGER)
    day.reads(maya, "alert.red_flag", "🔴", DANGER)
    day.reads_no(maya, "alert.high_pain")
    await day.pass_(minutes=5)
    day.reads(maya, "alert.high_pain", "8/10")


async def test_the_inbox_shows_the_most_urgent_first_and_settles_one_with_a_tap(day: Stage) -> None:
    maya = await day.owner()
    ana, ben = await day.client(maya), await day.client(maya, "Ben")
    await day.say(ben, "/stop")
    await in_pain(day, ana)
    await day.say(ana, DANGER)
    await day.pass_(minutes=5)
    await day.say(maya, "/alerts")
    labels = day.reads(maya, "inbox.open", "3").labels()
    assert ["🔴 Ana" in labels[0], "⚠ Ana" in labels[1], "• Ben" in labels[2]] == [True, True, True]
    await day.tap(maya, labels[0])
    assert "To: Maya" in maya.screen()[-1].text
    await day.tap(maya, "alert.seen")
    day.reads(maya, "alert.done", "Ana")
    await day.say(maya, "/clients")
    await day.tap(maya, "inbox.waiting", count=2)
    day.reads(maya, "inbox.open", "2")


async def test_alerts_are_read_and_settled_on_the_clients_card(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await in_pain(day, ana)
    await day.pass_(minutes=5)
    await open_card(day, maya)
    day.reads(maya, "card.client", "1 alert")
    await day.tap(maya, "inbox.waiting", count=1)
    assert "noted pain 8/10" in maya.screen()[-1].text
    await day.tap(maya, "card.back_to_card")
    assert day.label(maya, "alert.seen") not in maya.screen()[-1].labels(), "nobody settles unread what is not shown"
    await day.tap(maya, "inbox.waiting", count=1)
    assert await day.tap(maya, "alert.seen") == day.toast(maya, "alert.thanks")
    await open_card(day, maya)
    assert "alert" not in day.reads(maya, "card.client").text


async def test_many_alerts_are_turned_page_by_page(day: Stage) -> None:
    maya = await day.owner()
    for number in range(8):
        one = await day.client(maya, f"Client{number}")
        await day.say(one, "/stop")
    await day.say(maya, "/alerts")
    assert len([one for one in day.reads(maya, "inbox.open", "8").labels() if "Client" in one]) == 7
    await day.tap(maya, "common.next")
    assert len([one for one in maya.screen()[-1].labels() if "Client" in one]) == 1
    await day.tap(maya, "common.back")
    assert len([one for one in maya.screen()[-1].labels() if "Client" in one]) == 7


async def test_over_a_weekend_it_goes_to_the_cover_on_monday_and_then_to_the_owner(friday: Stage) -> None:
    day = friday
    maya = await day.owner()
    tom, eva = await day.colleague(maya), await day.colleague(maya, "Eva", "de")
    ana = await day.client(tom)
    await covered_by(day, tom, "Eva")
    day.reads(eva, "inbox.you_cover", "Tom")
    await in_pain(day, ana)
    await day.pass_(minutes=5)
    day.reads(tom, "alert.high_pain")
    for _ in range(3):
        await day.restart()
        await day.pass_(hours=20)
    assert (day.came(eva, "alert.high_pain"), day.came(maya, "alert.high_pain")) == ([], [])
    await day.restart()
    await day.pass_(days=1)
    assert day.came(eva, "alert.high_pain") == ["30 10:05"], "an hour on Friday and an hour on Monday"
    assert day.came(maya, "alert.high_pain") == ["30 12:05"]
    assert "noch niemand gesehen" in day.reads(eva, "alert.high_pain").text
    assert [one.step for one in await every(day)] == [2]
    assert await day.tap(eva, "alert.seen") == day.toast(eva, "alert.thanks")
    await day.tap(eva, "alert.card")
    day.reads(eva, "card.client", "Ana")


async def test_an_emergency_goes_on_after_a_quarter_of_an_hour_also_at_night(friday: Stage) -> None:
    day = friday
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(tom)
    await day.pass_(hours=9)
    await day.say(ana, DANGER)
    assert day.came(tom, "alert.red_flag") == ["28 02:00"]
    await day.pass_(hours=1)
    assert day.came(maya, "alert.red_flag") == ["28 02:15"]
    await day.pass_(days=1)
    again = day.came(maya, "alert.red_flag")[1:]
    assert again[0] == "28 09:00", "again only by day, but also on a Saturday"


async def test_an_alert_that_can_not_be_read_does_not_hold_up_the_next(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana, ben = await day.client(tom), await day.client(tom, "Ben")
    await day.say(ana, DANGER)
    assert day.world is not None
    await day.world.app.read(lambda db: db.run("UPDATE alert SET facts = x'00'"))
    await day.say(ben, DANGER)
    await day.pass_(minutes=20)
    assert "Ben" in day.reads(maya, "alert.red_flag").text


async def test_what_was_seen_goes_no_further(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ana = await day.client(tom)
    await day.say(ana, DANGER)
    await day.tap(tom, "alert.seen")
    await day.pass_(days=2)
    day.reads_no(maya, "alert.red_flag")


async def test_a_therapist_chooses_what_may_wake_her(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await day.pass_(hours=10)
    await in_pain(day, ana)
    await day.pass_(hours=12)
    assert day.came(maya, "alert.high_pain") == ["23 08:00"]
    await day.say(maya, "/alerts")
    await day.taps(maya, "inbox.settings", "inbox.wakes_same_day")
    assert f"✓ {day.label(maya, 'inbox.wakes_same_day')}" in day.reads(maya, "inbox.choices").labels()
    await day.tap(maya, "alert.all")
    day.reads(maya, "inbox.open")
    await day.pass_(hours=13)
    await in_pain(day, ana, 9)
    await day.say(ana, "/stop")
    await day.pass_(hours=1)
    assert "pain 9/10" in maya.screen()[-1].text


async def test_the_client_hears_when_somebody_has_seen_it_and_when_nobody_may_be_reading(friday: Stage) -> None:
    day = friday
    maya = await day.owner()
    ana = await day.client(maya)
    await day.say(ana, DANGER)
    assert "outside working hours" not in day.reads(ana, "safety.crisis").text
    day.reads_no(ana, "safety.seen")
    await day.tap(maya, "alert.seen")
    seen = day.reads(ana, "safety.seen", "Maya has seen what you told me", "call 112 now", "0800 111 0 111")
    assert "kill" not in seen.text
    await day.pass_(hours=2)
    await day.say(ana, DANGER)
    closed = day.reads(
        ana, "safety.crisis", "112, the emergency number", "outside working hours", "30 November", "09:00", "112"
    )
    assert "Monday" in closed.text
    await day.tap(maya, "alert.seen")
    assert len(day.read(ana, "safety.seen")) == 2


async def test_an_alert_is_handed_to_a_colleague_and_stays_open_until_one_of_them_has_seen_it(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya, "Tom", "de")
    ana = await day.client(maya)
    await in_pain(day, ana)
    await day.say(maya, "/alerts")
    await day.tap(maya, 0)
    await day.taps(maya, "inbox.hand", "Tom")
    await day.pass_(minutes=5)
    day.reads(tom, "alert.high_pain", "Ana", "8/10")
    assert "Tom" in maya.screen()[-2].text
    await day.tap(tom, "alert.seen")
    assert [one.acknowledged_by is not None for one in await every(day)] == [True]


async def test_an_alert_handed_on_speaks_its_new_readers_language(day: Stage) -> None:
    maya = await day.owner("Maya", "de")
    tom = await day.colleague(maya)
    ana = await day.client(tom)
    await in_pain(day, ana)
    await tom.block()
    await day.pass_(minutes=5)
    day.reads_no(tom, "alert.high_pain")
    day.reads(maya, "alert.high_pain", "Ana", "8/10")


async def test_nobody_sees_or_settles_the_alerts_of_another(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    ben = await day.client(tom, "Ben")
    ana = await day.client(maya)
    await in_pain(day, ana)
    await in_pain(day, ben)
    await day.say(maya, "/alerts")
    hers = maya.screen()[-1].buttons[0][0].data or ""
    await day.say(tom, "/alerts")
    assert len([one for one in tom.screen()[-1].labels() if "Ana" in one]) == 0
    mine = tom.screen()[-1].message_id
    forged = (tom.screen()[-1].buttons[0][0].data or "").split(":")[:3] + hers.split(":")[3:]
    assert await tom.forge(mine, ":".join(forged)) == day.toast(tom, "common.not_yours")


async def test_where_there_is_no_colleague_none_is_offered(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    await in_pain(day, ana)
    await day.say(maya, "/alerts")
    await day.tap(maya, 0)
    assert day.label(maya, "inbox.hand") not in maya.screen()[-1].labels()
    await day.say(maya, "/alerts")
    await day.tap(maya, "inbox.settings")
    shown = day.reads(maya, "inbox.choices", "There is no colleague here yet", "/team")
    assert not [one for one in shown.labels() if "cover" in one]
    await day.colleague(maya)
    await day.say(maya, "/alerts")
    await day.tap(maya, 0)
    assert day.label(maya, "inbox.hand") in maya.screen()[-1].labels()


async def test_among_equals_the_inbox_shows_danger_first_and_then_what_is_new(day: Stage) -> None:
    maya = await day.owner()
    ana, ben, zoe = [await day.client(maya, name) for name in ("Ana", "Ben", "Zoe")]
    await in_pain(day, ben)
    await day.say(ana, "My calf is hot and swollen since yesterday")
    await day.pass_(minutes=1)
    await day.say(zoe, "/checkin")
    await answer(day, zoe, pain=8)
    await day.say(maya, "/alerts")
    labels = day.reads(maya, "inbox.open", "3").labels()
    assert [next(name for name in ("Ana", "Ben", "Zoe") if name in one) for one in labels[:3]] == ["Ana", "Zoe", "Ben"]
