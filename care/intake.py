"""Owns what is on file of a client's health: what was said, by whom, and who reviewed it; refuses to judge by it.

Every change is a new version. One that the client made has to be reviewed before anything is sent by it.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from care import alerts
from care.turn import Turn
from content.codes import AVOID, CONDITIONS, REGIONS
from storage import audit
from storage import intake as rows
from storage.intake import Version
from storage.people import Person


@dataclass(frozen=True)
class Surgery:
    """One operation: where (a key of ``fitness.NEAR``), the month as YYYY-MM (empty: not known), and what was said.

    ``cleared`` tells whether the surgeon said that exercise is fine; None is "not sure", which counts as no.
    """

    area: str
    month: str
    cleared: bool | None


@dataclass(frozen=True)
class Intake:
    """What is on file: codes of ``content.codes``. ``own`` are the therapist's own avoid tags.

    ``answered`` and ``unsure`` name the sections that were gone through, and those left with "not sure".
    """

    areas: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    surgeries: tuple[Surgery, ...] = ()
    age: str = ""
    own: tuple[str, ...] = ()
    words: str = ""
    answered: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    def dump(self) -> str:
        """Give it as JSON, to be sealed."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> "Intake":
        """Read what :meth:`dump` wrote, also when it was written by an older program."""
        values = json.loads(text)
        known = {field.name for field in fields(cls)}
        made: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
        }
        made["surgeries"] = tuple(Surgery(**one) for one in values.get("surgeries", ()))
        return cls(**{key: value for key, value in made.items() if key in known})


@dataclass(frozen=True)
class OnFile:
    """An intake with its version; version 0 means that nothing is on file."""

    intake: Intake
    version: int = 0
    reviewed: bool = False
    reviewed_at: int | None = None
    said_at: int | None = None
    said_by: int | None = None


async def on_file(turn: Turn, client_id: int | None = None) -> OnFile:
    """Give what is on file of a client, the turn's own person by default."""
    found = await rows.newest(turn.db, client_id if client_id is not None else turn.person.person_id)
    return _read(found) if found is not None else OnFile(Intake())


def _read(found: Version) -> OnFile:
    return OnFile(
        Intake.load(found.content), found.version, found.reviewed_at is not None, found.reviewed_at, found.said_at,
        found.said_by,
    )  # fmt: skip


async def areas_of(turn: Turn, client_id: int) -> tuple[str, ...]:
    """Give the regions that a client is treated for, in the order of saying; codes of ``content.codes.REGIONS``."""
    return tuple(one for one in (await on_file(turn, client_id)).intake.areas if one in REGIONS)


async def conditions_of(turn: Turn, client_id: int) -> tuple[str, ...]:
    """Give the conditions that are kept for a client; codes of ``content.codes.CONDITIONS``."""
    return tuple(one for one in (await on_file(turn, client_id)).intake.conditions if one in CONDITIONS)


async def keep(turn: Turn, actor: Person, changed: Intake) -> OnFile:
    """Write a new version of the turn's client; what she changes herself waits for a review, and her therapist is told.

    What her therapist changes keeps the review that stood: who reviewed it is the one who knows best.
    """
    before, me = await on_file(turn), turn.person.person_id
    if before.version and before.intake == changed:
        return before
    by_therapist = actor.person_id != me
    reviewer = actor.person_id if by_therapist and before.reviewed else None
    await rows.add(turn.db, me, changed.dump(), said_by=actor.person_id, reviewed_by=reviewer)
    await audit.note(turn.db, "intake changed", actor=actor.person_id, subject=me)
    if not by_therapist and (before.reviewed or not before.version):
        # Once for all that she says until somebody looks: the first change is what makes the routines wait.
        await alerts.raise_for(turn, "intake", "tell_therapist")
    return await on_file(turn)


async def still_right(turn: Turn) -> None:
    """Keep that the turn's client said today that all is as it was; the review that stood stands, with its own day."""
    me, before = turn.person.person_id, await rows.newest(turn.db, turn.person.person_id)
    if before is None:
        return
    await rows.add(
        turn.db, me, before.content, said_by=me, reviewed_by=before.reviewed_by, reviewed_at=before.reviewed_at
    )
    await audit.note(turn.db, "intake said to be still right", actor=me, subject=me)


async def doubt(turn: Turn, pages: Iterable[str], told: Iterable[str] = ()) -> bool:
    """Keep that what stands on some pages may have changed: they are open again, and the file waits for a review.

    ``told`` are tags that she named outright: they are ticked, so that no review can lose them.

    True when it waits because of this; the caller tells the therapist. Where nothing is on file there is nothing to
    doubt, and no routine is sent anyway.
    """
    found, about = await on_file(turn), frozenset(pages)
    known = found.intake
    new = tuple(tag for tag in told if tag not in known.facts)
    if not about or not (found.version or new):
        return False
    answered = tuple(page for page in known.answered if page not in about)
    unsure = (*known.unsure, *sorted(about.difference(known.unsure)))
    changed = replace(known, answered=answered, unsure=unsure, facts=(*known.facts, *new))
    if changed == known and not found.reviewed:
        return False
    me = turn.person.person_id
    await rows.add(turn.db, me, changed.dump(), said_by=me)
    await audit.note(turn.db, "intake changed", actor=me, subject=me)
    return found.reviewed


async def review(turn: Turn, actor: Person, version: int) -> bool:
    """Take the therapist's word that she has looked at a version; False when it is not what is on file any more."""
    if not await rows.review(turn.db, turn.person.person_id, version, actor.person_id):
        return False
    await audit.note(turn.db, "intake reviewed", actor=actor.person_id, subject=turn.person.person_id)
    return True


async def review_as_well(turn: Turn, actor: Person) -> bool:
    """Take the therapist's word that nothing of the list applies; False when something is on file that says otherwise.

    What was said stays; where nothing was said this writes the first version, which says so.
    """
    found = await on_file(turn)
    if found.version:
        return await review(turn, actor, found.version)
    content = replace(Intake(), answered=("ask", "now", "surg"))
    me = turn.person.person_id
    await rows.add(turn.db, me, content.dump(), said_by=actor.person_id, reviewed_by=actor.person_id)
    await audit.note(turn.db, "intake reviewed", actor=actor.person_id, subject=me)
    return True


def tags(intake: Intake) -> frozenset[str]:
    """Give the contra-indication tags that were ticked, by the client or by her therapist."""
    return frozenset((*intake.facts, *intake.own)) & AVOID
