"""Owns the cast of the storage tests, Ana, Ben and Dr. Maya; refuses to hide what a test is about."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from storage import appointments, people, plans, practices
from storage.appointments import Appointment
from storage.due import Due
from storage.messages import Message
from storage.people import Person
from storage.plans import Plan
from storage.practices import Practice
from storage.session import Session
from tests.engines import NOW, AnyDatabase

Result = TypeVar("Result")

MINUTE = 60_000
HOUR = 60 * MINUTE
BOT = 4242


class Story:
    """One practice in a real database, with three people in it."""

    def __init__(self, database: AnyDatabase, practice_id: int = 1) -> None:
        """Take an empty database, or another practice's."""
        self.database = database
        self.practice_id = practice_id
        self.maya = self.ana = self.ben = 0

    async def turn(self, work: Callable[[Session], Awaitable[Result]], *, now: int = NOW) -> Result:
        """Run a turn of this practice."""
        return await self.database.transact(work, practice_id=self.practice_id, now=now)

    async def begin(self) -> "Story":
        """Write the practice and its people."""
        practice = Practice(self.practice_id, BOT, "Hands and Backs", "DE", "Europe/Berlin", "en")
        await self.turn(lambda db: practices.save(db, practice))
        self.maya = await self.add_person("Dr. Maya", 1001)
        self.ana = await self.add_person("Ana", 1002)
        self.ben = await self.add_person("Ben", 1003)
        return self

    async def add_person(self, name: str, telegram_id: int, username: str | None = None) -> int:
        """Write a person with a key of her own, and give her id."""

        async def make_key(db: Session) -> int:
            who = db.new_id()
            await db.vault.make_key(db, who)
            return who

        who = await self.turn(make_key)
        await self.turn(lambda db: people.add(db, person(who, telegram_id, name, username)))
        return who

    async def add_plan(self, kind: str = "check_in") -> int:
        """Write a plan of Ana's without a rule, and give its id."""

        async def add(db: Session) -> int:
            key = db.new_id()
            routine = "neck" if kind == "routine" else None
            version = 2 if kind == "routine" else None
            await plans.add(db, Plan(key, self.ana, kind, "live", None, routine, version, self.maya, NOW))
            return key

        return await self.turn(add)

    async def add_visit(self, starts_at: int = NOW + 100 * HOUR) -> int:
        """Write an appointment of Ana's with Dr. Maya, and give its id."""

        async def add(db: Session) -> int:
            key = db.new_id()
            await appointments.add(db, visit(self, key, starts_at))
            return key

        return await self.turn(add)


def visit(story: Story, key: int, starts_at: int) -> Appointment:
    """Give Ana's hour with Dr. Maya."""
    return Appointment(
        appointment_id=key,
        client_id=story.ana,
        therapist_id=story.maya,
        starts_at=starts_at,
        minutes=60,
        local_date="2026-09-25",
        local_time="10:00",
        zone="Europe/Berlin",
        state="booked",
        version=1,
    )


def person(who: int, telegram_id: int, name: str, username: str | None = None) -> Person:
    """Give somebody of Berlin as the bot first meets her."""
    return Person(
        person_id=who,
        telegram_id=telegram_id,
        name=name,
        username=username,
        locale="en",
        zone="Europe/Berlin",
        country="DE",
        doing=None,
        reach="open",
        menu=None,
        lease_owner=None,
        lease_epoch=0,
        lease_until=0,
    )


def message(key: int, to: int, **details: object) -> Message:
    """Give a message to somebody that is due now, unless the details say otherwise."""
    values: dict[str, object] = {
        "subject_id": to,
        "kind": "check_in",
        "priority": 4,
        "due_at": NOW,
        "body": '{"t": "Hi"}',
    }
    return Message(message_id=key, person_id=to, **(values | details))  # type: ignore[arg-type]


def who(found: list[Due]) -> list[int]:
    """Give the people of whom something is due, in order."""
    return [one.person_id for one in found]
