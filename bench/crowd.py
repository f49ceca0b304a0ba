"""Owns a practice of any size, written straight into a database by the product's own functions; refuses to send."""

from functools import partial

from care import plans
from care.turn import Turn
from content.library import Library
from storage import clients, people
from storage.people import Person
from storage.practices import Practice
from storage.session import Database, Session

A_TURN = 250


def person(who: int, telegram_id: int, name: str) -> Person:
    """Give somebody of Berlin as the bot first meets her."""
    return Person(
        person_id=who, telegram_id=telegram_id, name=name, username=None, locale="en", zone="Europe/Berlin",
        country="DE", doing=None, reach="open", menu=None, lease_owner=None, lease_epoch=0, lease_until=0,
    )  # fmt: skip


class Crowd:
    """Writes many people a transaction; ``now`` is when they came."""

    def __init__(self, database: Database, practice: Practice, library: Library, now: int) -> None:
        """Write into a database that holds the practice already."""
        self._database = database
        self._practice = practice
        self._library = library
        self._now = now

    async def staff(self, name: str, telegram_id: int, *roles: str) -> int:
        """Write somebody who works here, and give her id."""
        (who,) = await self._keys(1)

        async def add(db: Session) -> None:
            await people.add(db, person(who, telegram_id, name))
            for role in roles:
                await people.grant(db, who, role)

        await self._transact(add)
        return who

    async def clients(self, telegram_ids: list[int], therapist: int, check_in: str | None = None) -> list[int]:
        """Write confirmed clients with consent, each with a daily check-in at a wall-clock time if one is given."""
        found: list[int] = []
        for begin in range(0, len(telegram_ids), A_TURN):
            some = telegram_ids[begin : begin + A_TURN]
            ids = await self._keys(len(some))
            await self._transact(partial(self._add, who=list(zip(ids, some, strict=True)), therapist=therapist))
            if check_in is not None:
                await self._transact(partial(self._plan, ids=ids, therapist=therapist, at=check_in))
            found += ids
        return found

    async def _transact(self, work: "partial[object] | object") -> None:
        await self._database.transact(work, practice_id=self._practice.practice_id, now=self._now)  # type: ignore[arg-type]

    async def _keys(self, count: int) -> list[int]:
        """Commit data keys, as it must be before their people exist."""

        async def make(db: Session) -> list[int]:
            ids = [db.new_id() for _ in range(count)]
            for who in ids:
                await db.vault.make_key(db, who)
            return ids

        return await self._database.transact(make, practice_id=self._practice.practice_id, now=self._now)

    async def _add(self, db: Session, who: list[tuple[int, int]], therapist: int) -> None:
        version = self._library.template_version("joining.consent", "en")
        for person_id, telegram_id in who:
            await people.add(db, person(person_id, telegram_id, f"P{telegram_id}"))
            await people.grant(db, person_id, "client")
            await clients.add(db, person_id, therapist)
            await clients.confirm(db, person_id, therapist)
            await clients.save_consent(db, person_id, "care", granted=True, text_version=version, locale="en")

    async def _plan(self, db: Session, ids: list[int], therapist: int, at: str) -> None:
        for who in ids:
            one = await people.get(db, who)
            if one is not None:
                turn = Turn(db, self._practice, self._library, one, "crowd")
                await plans.start(turn, "check_in", plans.Timing(at), made_by=therapist)
