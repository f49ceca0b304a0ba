"""Owns the sample practice of the demo: its owner, and six weeks of one client's plausible history; labelled as such.

The history is lived, not written: the same plans, turns and ledger, on a clock that runs through the six weeks, with
a messenger that delivers to nobody. So the ledger of the demo balances like any other.
"""

import itertools
import random
from dataclasses import replace
from datetime import datetime
from functools import partial

from care import appointments, check_ins, plans, walks
from care.app import App
from care.delivery import Delivery
from care.intake import Intake
from care.messenger import Outcome, Outgoing, Sent, Ticket
from care.moments import DAY, HOUR, MINUTE, local, local_date, resolve
from care.turn import Turn
from storage import appointments as visits
from storage import check_ins as answers
from storage import clients, messages, people
from storage import intake as intake_rows
from storage import plans as plan_rows
from storage.people import Person

DAYS = 42
ROUTINE = "low_back_first_week"
SEED = 7
FIRST_PAIN = 6.4
LAST_PAIN = 2.6
AFTER_VISIT = 1.2
ANSWERS_OF_TEN = 8
WALKS_OF_TEN = 7
VISIT_EVERY = 7


class PastClock:
    """A clock that only this module moves."""

    def __init__(self, at: int) -> None:
        """Begin at an instant."""
        self.at = at

    def now(self) -> int:
        """Give the instant."""
        return self.at

    def monotonic(self) -> int:
        """Give the same instant."""
        return self.at

    async def sleep_until(self, at: int) -> None:
        """Be there at once."""
        self.at = max(self.at, at)

    async def pause(self, seconds: float) -> None:
        """Wait for nothing."""


class PaperMessenger:
    """Takes every message and shows it to nobody."""

    def __init__(self) -> None:
        """Number the messages far from Telegram's own."""
        self._numbers = itertools.count(1)

    async def ticket(self, telegram_id: int, _priority: int) -> Ticket:
        """Never let anybody wait."""
        return Ticket(telegram_id, 0)

    def give_back(self, _ticket: Ticket) -> None:
        """Keep no count of them."""

    async def deliver(self, _outgoing: Outgoing, _ticket: Ticket | None = None) -> Outcome:
        """Say that it arrived."""
        return Sent(-next(self._numbers))

    def silent_until(self) -> int | None:
        """Never be asked to be silent."""
        return None


async def practice(app: App, *, owner: tuple[int, str], client: tuple[int, str]) -> None:
    """Make the owner and let the client live through six weeks that end yesterday."""
    now = app.clock.now()
    past = PastClock(now - (DAYS + 1) * DAY)
    then = replace(app, clock=past, messenger=PaperMessenger(), speaking=set())
    maya = await then.meet(_stranger(app, *owner))
    await then.turn(maya, _make_owner)
    ben = await then.meet(_stranger(app, *client))
    await then.turn(ben, lambda turn: _join(turn, maya))
    await _live(then, past, ben, maya, until=now)


def _stranger(app: App, telegram_id: int, name: str) -> Person:
    return Person(
        person_id=0, telegram_id=telegram_id, name=name, username=None, locale="en", zone=app.practice.zone,
        country=app.practice.country, doing=None, reach="open", menu=None, lease_owner=None, lease_epoch=0,
        lease_until=0,
    )  # fmt: skip


async def _make_owner(turn: Turn) -> None:
    for role in ("owner", "therapist"):
        await people.grant(turn.db, turn.person.person_id, role)


async def _join(turn: Turn, maya: int) -> None:
    ben = turn.person.person_id
    version = turn.library.template_version("joining.consent", "en")
    await clients.add(turn.db, ben, maya)
    await clients.save_consent(turn.db, ben, "care", granted=True, text_version=version, locale="en")
    await people.grant(turn.db, ben, "client")
    await clients.confirm(turn.db, ben, maya)
    await turn.refresh()
    facts = Intake(areas=("low_back",), conditions=("C15_low_back_pain",), answered=("ask", "now", "surg"))
    await intake_rows.add(turn.db, ben, facts.dump(), said_by=maya, reviewed_by=maya)
    await plans.start(turn, "check_in", plans.Timing("18:30"), made_by=ben)
    routine = turn.library.routine(ROUTINE)
    await plans.start(turn, "routine", plans.Timing("17:00"), made_by=maya, routine=(routine.id, routine.version))


async def _live(app: App, clock: PastClock, ben: int, maya: int, *, until: int) -> None:
    delivery, chance = Delivery(app), random.Random(SEED)  # noqa: S311 -- a made-up life
    for number in range(DAYS):
        day = local_date(clock.at + DAY, app.practice.zone)
        for clock_time in ("12:00", "17:00", "18:30", "20:00"):
            at = resolve(day, datetime.strptime(clock_time, "%H:%M").time(), app.practice.zone)  # noqa: DTZ007 -- a wall clock
            clock.at = at or clock.at
            if clock.at >= until:
                return
            await delivery.due()
            await delivery.settled()
            if clock_time == "12:00" and number % VISIT_EVERY == 0:
                await _book(app, ben, maya)
            if clock_time == "17:00" and chance.randrange(10) < WALKS_OF_TEN:
                await _walk(app, ben)
            if clock_time == "18:30" and chance.randrange(10) < ANSWERS_OF_TEN:
                await _answer(app, ben, _pain(number, chance))
            await delivery.settled()


def _pain(number: int, chance: random.Random) -> int:
    """Give a day's pain: slowly better, a little better after a visit, never quite the same."""
    trend = FIRST_PAIN + (LAST_PAIN - FIRST_PAIN) * number / DAYS
    relief = AFTER_VISIT if number % VISIT_EVERY in (3, 4) else 0.0
    return max(0, min(9, round(trend - relief + chance.gauss(0, 0.7))))


async def _answer(app: App, ben: int, pain: int) -> None:
    today = local_date(app.clock.now(), app.practice.zone).isoformat()
    asked = await app.read(lambda db: answers.of_day(db, ben, today))
    if asked is None:
        return
    mood = 4 if pain < 4 else 3 if pain < 7 else 2  # noqa: PLR2004 -- a made-up life
    await app.turn(ben, lambda turn: check_ins.answer_pain(turn, asked.message_id, today, pain))
    await app.turn(ben, lambda turn: check_ins.answer_mood(turn, asked.message_id, today, mood))


async def _walk(app: App, ben: int) -> None:
    """Walk through today's routine, if it came."""

    async def newest(turn: Turn) -> messages.Message | None:
        for plan in await plan_rows.of_person(turn.db, ben, "routine"):
            sent = [row for row in await messages.of_plan(turn.db, plan.plan_id) if row.state == "sent"]
            return sent[-1] if sent else None
        return None

    prompt = (await app.turn(ben, newest)).result
    if prompt is None or prompt.plan_id is None:
        return
    plan_id, bubble = prompt.plan_id, prompt.message_id
    await app.turn(ben, lambda turn: walks.begin(turn, bubble, plan_id))
    await app.turn(ben, lambda turn: walks.pain_told(turn, bubble, 3))
    for step in range(len(app.library.steps(ROUTINE))):
        await app.turn(ben, lambda turn, step=step: walks.next_step(turn, bubble, step))  # type: ignore[misc]
    await app.turn(ben, lambda turn: walks.felt(turn, bubble, "right"))


async def _book(app: App, ben: int, maya: int) -> None:
    """Book the visit three days ahead, as Maya would."""
    starts = local(app.clock.now() + 3 * DAY + 3 * HOUR + 30 * MINUTE, app.practice.zone).replace(tzinfo=None)

    async def work(turn: Turn) -> None:
        actor = await people.get(turn.db, maya)
        if actor is not None:
            bubble = await turn.say("reply", turn.words(actor).screen("card.list_empty"), to=actor)
            await appointments.book(turn, actor, bubble, starts.replace(second=0, microsecond=0), 60)

    done = await app.turn(ben, work)
    for visit in await app.read(lambda db: visits.coming(db, ben)):
        agreed = partial(appointments.confirm, anchor=0, visit_id=visit.appointment_id, version=visit.version)
        await app.turn(ben, agreed)
    Delivery(app).after(ben, done)
