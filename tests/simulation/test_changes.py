"""Owns a thousand clients for a week on each side of every change of clocks in a year, in twelve zones."""

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from care import appointments, plans, reach, times
from care.intake import Intake
from care.moments import DAY, HOUR, SECOND, local, resolve, to_ms
from care.turn import Turn
from content.places.search import country_of
from storage import intake, people
from tests.simulation.cast import PLACES
from tests.simulation.comparing import compare
from tests.simulation.post import Office, office
from tests.test_recurrence import transitions

YEAR = 2026
ZONES = tuple(zone for _, zone in PLACES)
TIMES = ("18:30", "08:00", "12:00", "20:30", "09:15", "17:00")
ROUTINE = "desk_neck_shoulders"


def changes() -> list[date]:
    """Give every date of the year on which one of the zones changes its clock, those of one week as one."""
    found = sorted({day for zone in ZONES for day in transitions(zone) if day.year == YEAR})
    return [day for number, day in enumerate(found) if number == 0 or (day - found[number - 1]).days > 3]


async def fortnight(folder: Path, change: date, clients: int, seed: int) -> str:
    """Let everybody live from a week before a change to a week after it, and compare."""
    begins = to_ms(datetime.combine(change - timedelta(days=7), time(9), tzinfo=UTC))
    dice = random.Random(seed)
    async with office(folder, begins) as made:
        await made.gather(clients, ZONES, TIMES)
        for telegram_id in made.folk:
            await _routine(made, telegram_id)
        for number in range(14 * 4):
            await made.pass_to(begins + (number + 1) * DAY // 4)
            for telegram_id in dice.sample(sorted(made.folk), max(1, clients // 40)):
                await made.pass_to(made.clock.at + SECOND)  # nobody acts in the very instant of a message
                await dice.choice((_visit, _visit, _travel, _toggle, _restart))(made, telegram_id, dice)
        made.truth.bubbles = made.post.bubbles
        found = await compare(made.truth, made.app.read, made.clock.at)
        assert not found.faults, "\n".join(found.faults[:40])
        assert found.dates > 12 * clients * 0.8
        return f"{change}: {found.sent} messages, {found.dates} days asked, zeros {dict(found.zeros)}"


async def _routine(made: Office, telegram_id: int) -> None:
    async def give(turn: Turn) -> None:
        routine = turn.library.routine(ROUTINE)
        timing = plans.Timing("17:00", "135")
        await intake.add(turn.db, turn.person.person_id, Intake().dump(), said_by=made.staff, reviewed_by=made.staff)
        await plans.start(turn, "routine", timing, made_by=made.staff, routine=(routine.id, routine.version))

    await made.act(made.folk[telegram_id], give)


async def _visit(made: Office, telegram_id: int, dice: random.Random) -> None:
    """Book, move or cancel a visit."""
    here = local(made.clock.at + dice.randint(1, 5) * DAY, "Europe/Berlin")
    starts = datetime.combine(here.date(), time(dice.randint(7, 20), dice.choice((0, 30))))
    known = [visit for visit, guest in made.truth.guests.items() if guest == telegram_id]
    ahead = [visit for visit in known if (made.truth.visits[visit][-1][1] or 0) > made.clock.at]
    drop = bool(ahead) and dice.random() < 0.5

    async def work(turn: Turn) -> None:
        actor = await people.get(turn.db, made.staff)
        assert actor is not None
        bubble = await turn.say("reply", turn.words(actor).screen("card.list_empty"), to=actor)
        if drop:
            await appointments.cancel(turn, actor, bubble, ahead[0])
        elif ahead:
            await appointments.move(turn, actor, bubble, ahead[0], starts, 60)
        else:
            await appointments.book(turn, actor, bubble, starts, 60)

    await made.act(made.folk[telegram_id], work)
    agreed = None if drop else f"{starts:%Y%m%d%H%M}"
    await made.truth.agreed(made.app.read, telegram_id, agreed, made.clock.at)


async def _travel(made: Office, telegram_id: int, dice: random.Random) -> None:
    zone = dice.choice(ZONES)
    if made.truth.asleep(telegram_id) or zone == made.zones[telegram_id]:
        return

    async def choose(turn: Turn) -> None:
        bubble = await turn.say("reply", turn.words().screen("times.ask_city"))
        await times.choose_zone(turn, bubble, zone, country_of(zone) or "DE")

    await made.act(made.folk[telegram_id], choose)
    made.zones[telegram_id] = zone
    made.truth.arrives(telegram_id, zone, made.clock.at)
    made.truth.asks(telegram_id, zone, made.truth.asked[telegram_id][-1][0].time, made.clock.at)


async def _toggle(made: Office, telegram_id: int, dice: random.Random) -> None:
    """Stop or block, or come back."""
    who, last = made.folk[telegram_id], made.truth.asked[telegram_id][-1][0]
    if not made.truth.asleep(telegram_id):
        stop = dice.random() < 0.5
        await made.act(who, reach.stop if stop else lambda turn: reach.blocked(turn, "blocked"))
        made.truth.rests(telegram_id, made.clock.at)
        return

    async def back(turn: Turn) -> None:
        await (reach.unblocked(turn) if turn.person.reach == "blocked" else reach.go_on(turn, None))

    await made.act(who, back)
    made.truth.asks(telegram_id, made.zones[telegram_id], last.time, made.clock.at)


async def _restart(made: Office, _telegram_id: int, _dice: random.Random) -> None:
    made.restart()


def test_the_year_has_changes_of_clocks_in_both_hemispheres() -> None:
    assert len(changes()) >= 10
    assert resolve(date(YEAR, 3, 29), time(2, 30), "Europe/Berlin") is not None
    assert HOUR < DAY


async def test_forty_clients_around_the_change_in_europe(room: Path) -> None:
    await fortnight(room, date(YEAR, 10, 25), 40, seed=3)


@pytest.mark.full
@pytest.mark.parametrize("change", changes(), ids=str)
async def test_a_thousand_clients_around_every_change_of_the_year(room: Path, change: date) -> None:
    print(await fortnight(room, change, 1_000, seed=change.toordinal()))  # noqa: T201 -- its figures are worth reading
