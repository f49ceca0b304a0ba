"""Owns what a therapist was asked to type, and for how long her words count; refuses what comes later.

Whoever typed nothing went on to something else: her next words are meant for that.
"""

from care.moments import MINUTE
from care.turn import Turn
from storage import people

COUNTS_FOR = 15 * MINUTE


async def ask(turn: Turn, what: str, *facts: object) -> None:
    """Wait for words of the turn's person: ``what`` they are for, and the facts that are needed when they come."""
    doing = ":".join(map(str, (what, turn.now, *facts)))
    await people.set_doing(turn.db, turn.person.person_id, doing)


async def facts(turn: Turn, what: str) -> list[str] | None:
    """Give the facts with which words were asked for, as texts; None when they were not, or too long ago."""
    asked, _, rest = (turn.person.doing or "").partition(":")
    if asked != what:
        return None
    since, *found = rest.split(":")
    if turn.now - int(since) > COUNTS_FOR:
        await forget(turn)
        return None
    return found


async def forget(turn: Turn) -> None:
    """Wait no longer: the words came, or can be meant for nothing any more."""
    await people.set_doing(turn.db, turn.person.person_id, None)
