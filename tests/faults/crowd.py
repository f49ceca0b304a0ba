"""Owns a practice that is full from the start: its clients and what is due to them are written as rows; refuses HTTP.

A thousand people who join by tapping would take longer than the storm that they are there for.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from care import plans, reminding
from care.intake import Intake
from care.kinds import KINDS
from care.moments import HOUR, local
from care.plans import Timing
from care.screen import Button, Screen
from care.turn import Turn
from content.library import Library
from simulator import Person, Telegram
from storage import (
    alerts,
    appointments,
    broadcasts,
    clients,
    endings,
    free_activities,
    intake,
    messages,
    people,
    practices,
    presence,
    walks,
)
from storage import plans as plan_rows
from storage.appointments import Appointment
from storage.messages import Message
from storage.plans import Plan
from storage.practices import Practice
from storage.session import Database, Session
from tests.stage import BERLIN, TOKEN

DUE_AFTER = HOUR
CHUNK = 50
ROUTINE = "desk_neck_shoulders"
# What comes from plans and visits is planned as the product does it; the rest is written as rows of its kind.
PLANNED = ("check_in", "routine_prompt", "activity_prompt", "reminder")
# What is worded late leans on rows that were there before it: a prompt, an announcement, an absence.
LEANING = ("snoozed", "nudge", "broadcast", "away", "aftercare", "brief")
SAID = tuple(kind for kind in KINDS if kind not in (*PLANNED, *LEANING))


@dataclass(frozen=True)
class Member:
    """One client: her id in the practice and in Telegram, and the kinds of what comes to her."""

    person_id: int
    phone: Person
    kinds: tuple[str, ...]


@dataclass
class Crowd:
    """A practice with its clients, in a database that no bot has seen yet."""

    database: Database
    library: Library
    telegram: Telegram
    practice: Practice
    maya: int = 0
    announced: int = 0

    async def begin(self) -> None:
        """Write the practice and its owner."""
        await self._do(lambda db: practices.save(db, self.practice))
        phone = self.telegram.person("Maya", zone=self.practice.zone, started=True)
        (self.maya,) = await self._meet([phone])
        for role in ("owner", "therapist"):
            await self._do(lambda db, role=role: people.grant(db, self.maya, role))  # type: ignore[misc]

    async def add(self, wanted: list[tuple[str, ...]], *, apart: int = 0) -> list[Member]:
        """Write one client for each tuple of kinds; all of it is due an hour from now, or each ``apart`` ms later."""
        found: list[Member] = []
        for first in range(0, len(wanted), CHUNK):
            part = wanted[first : first + CHUNK]
            phones = [
                self.telegram.person(f"Client {first + number}", zone=self.practice.zone, started=True)
                for number in range(len(part))
            ]
            ids = await self._meet(phones)
            members = [Member(who, phone, kinds) for who, phone, kinds in zip(ids, phones, part, strict=True)]
            ahead = [(member, DUE_AFTER + (first + number) * apart) for number, member in enumerate(members)]
            await self._do(lambda db, ahead=ahead: self._fill(db, ahead))  # type: ignore[misc]
            found += members
        return found

    async def _do(self, work: Callable[[Session], object]) -> None:
        await self.database.transact(work, practice_id=self.practice.practice_id, now=self.telegram.now_ms)  # type: ignore[arg-type]

    async def _meet(self, phones: list[Person]) -> list[int]:
        """Make people known, each with a key that is committed before her row."""
        ids: list[int] = []

        async def keys(db: Session) -> None:
            for _ in phones:
                ids.append(db.new_id())
                await db.vault.make_key(db, ids[-1])

        async def rows(db: Session) -> None:
            for who, phone in zip(ids, phones, strict=True):
                await people.add(db, self._person(who, phone))

        await self._do(keys)
        await self._do(rows)
        return ids

    def _person(self, who: int, phone: Person) -> people.Person:
        return people.Person(
            person_id=who, telegram_id=phone.id, name=phone.profile.first_name, username=None, locale="en",
            zone=self.practice.zone, country=self.practice.country, doing=None, reach="open", menu=None,
            lease_owner=None, lease_epoch=0, lease_until=0,
        )  # fmt: skip

    async def _fill(self, db: Session, members: list[tuple[Member, int]]) -> None:
        for member, ahead in members:
            await people.grant(db, member.person_id, "client")
            await clients.add(db, member.person_id, self.maya)
            await clients.confirm(db, member.person_id, self.maya)
            await clients.save_consent(db, member.person_id, "care", granted=True, text_version="0", locale="en")
            await intake.add(db, member.person_id, Intake().dump(), said_by=self.maya, reviewed_by=self.maya)
            person = await people.get(db, member.person_id)
            assert person is not None
            turn = Turn(db, self.practice, self.library, person, "the crowd")
            for number, kind in enumerate(member.kinds):
                await self._plan(turn, kind, number, ahead)

    async def _plan(self, turn: Turn, kind: str, number: int, ahead: int) -> None:
        at, until = local(turn.now + ahead, self.practice.zone).strftime("%H:%M"), date(2027, 1, 31)
        match kind:
            case "check_in":
                await plans.start(turn, "check_in", Timing(at), made_by=self.maya)
            case "routine_prompt":
                await plans.start(turn, "routine", Timing(at, ends_on=until), made_by=self.maya, routine=(ROUTINE, 1))
            case "activity_prompt":
                plan = await plans.start(turn, "free", Timing(at, ends_on=until), made_by=self.maya)
                who = turn.person.person_id
                draft = await free_activities.add_draft(turn.db, who, title="A walk", line="", made_by=self.maya)
                await free_activities.give(turn.db, draft, plan.plan_id)
            case "reminder":
                await self._visit(turn, ahead + 48 * HOUR)
            case kind if kind in LEANING:
                await messages.add(
                    turn.db, await self._leaning(turn, kind, said(turn, kind, number, at=turn.now + ahead))
                )
            case _:
                row = said(turn, kind, number, at=turn.now + ahead)
                if kind == "appointment":  # news about a visit; its own reminders come on other days
                    row = replace(row, appointment_id=await self._visit(turn, ahead + 120 * HOUR))
                if kind == "alert":  # worded when it leaves
                    alert = await alerts.raise_alert(
                        turn.db, client_id=turn.person.person_id, kind="stopped", urgency="emergency"
                    )
                    row = replace(row, body=None, template=None, alert_id=alert.alert_id)
                await messages.add(turn.db, row)

    async def _leaning(self, turn: Turn, kind: str, row: Message) -> Message:
        """Give a row what it leans on."""
        row = replace(row, body=None, template=None, zone=self.practice.zone)
        match kind:
            case "broadcast":
                self.announced = self.announced or await broadcasts.add(turn.db, self.maya, "We are closed on Friday.")
                return replace(row, broadcast_id=self.announced)
            case "aftercare":
                visit = await self._visit(turn, row.due_at - turn.now + 120 * HOUR)
                return replace(row, appointment_id=visit, slot="a2h", facts="deep_tissue")
            case "brief":  # she is the therapist of a visit, her own for once
                visit = await self._visit(turn, row.due_at - turn.now + 120 * HOUR, hers=True)
                return replace(row, appointment_id=visit, slot="brief:1")
            case "away":
                await self._walk(turn)
                outage = await presence.add_outage(turn.db, turn.now - HOUR)
                await presence.mark_told(turn.db, outage.outage_id)
                return replace(row, outage_id=outage.outage_id)
        today = local(turn.now, self.practice.zone).date().isoformat()
        asked = replace(said(turn, "check_in", 0, at=turn.now), local_date=today, zone=self.practice.zone)
        await messages.add(turn.db, asked)
        await endings.close(turn.db, asked.message_id, "cancelled", "plan_changed")
        return replace(row, follows=asked.message_id, slot=kind, local_date=today)

    async def _walk(self, turn: Turn) -> None:
        """Let her be in the middle of a routine, whose plan is over."""
        me, key = turn.person.person_id, turn.db.new_id()
        await plan_rows.add(turn.db, Plan(key, me, "routine", "ended", None, ROUTINE, 1, self.maya, turn.now))
        await walks.begin(turn.db, person_id=me, plan_id=key, message_id=turn.db.new_id())

    async def _visit(self, turn: Turn, ahead: int, *, hers: bool = False) -> int:
        """Book a visit with its reminders, the first of them two days before it."""
        starts_at = turn.now + ahead
        begins = local(starts_at, self.practice.zone)
        therapist = turn.person.person_id if hers else self.maya
        visit = Appointment(
            appointment_id=turn.db.new_id(), client_id=turn.person.person_id, therapist_id=therapist,
            starts_at=starts_at, minutes=60, local_date=begins.date().isoformat(),
            local_time=begins.strftime("%H:%M"), zone=self.practice.zone, state="booked", version=1,
        )  # fmt: skip
        await appointments.add(turn.db, visit)
        await reminding.plan(turn, visit)
        return visit.appointment_id


def said(turn: Turn, kind: str, number: int, *, at: int) -> Message:
    """Write something of a kind to be said at an instant; every second one has a button, which names its row."""
    key, promise = turn.db.new_id(), KINDS[kind]
    rows = ((Button("OK", "cl.open", ("1",)),),) if number % 2 else ()
    screen = Screen(f"{kind} number {number}", "test.crowd", "0", "en", rows)
    return Message(
        message_id=key, person_id=turn.person.person_id, subject_id=turn.person.person_id, kind=kind,
        priority=promise.priority, due_at=at, not_before=at,
        expires_at=at + promise.lifetime if promise.lifetime else None,
        template=screen.template, template_version=screen.version, locale=screen.locale, body=screen.dump(),
    )  # fmt: skip


def practice() -> Practice:
    """Give the practice that a process reads from the settings of these tests."""
    bot_id = int(TOKEN.partition(":")[0])
    return Practice(1, bot_id, BERLIN["practice_name"], BERLIN["practice_country"], BERLIN["practice_zone"], "en")


def mixed(chance: random.Random, messages_wanted: int) -> list[tuple[str, ...]]:
    """Give the kinds of what comes to each client of a crowd: one thing from a plan or a visit, and two that were said.

    All kinds come equally often among those of their sort.
    """
    found: list[tuple[str, ...]] = []
    for number in range(messages_wanted // 3):
        one, other = chance.sample(SAID, 2)
        found.append((PLANNED[number % len(PLANNED)], one, other))
    return found
