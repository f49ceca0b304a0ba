"""Owns how a client names, once and in her own words, what is hard for her; refuses words that were not screened."""

from datetime import date

from care.turn import Turn
from storage import activities as rows
from storage import people

STEP = "naming:"
MOST = 3
LONGEST = 60


async def begin_naming(turn: Turn, due: str, anchor: int | None) -> None:
    """Wait for words: what she writes next is an activity. ``anchor`` is the bubble that asked for them."""
    await people.set_doing(turn.db, turn.person.person_id, f"{STEP}{due}:{anchor or 0}")


async def stop_naming(turn: Turn) -> None:
    """Wait no longer."""
    if naming(turn) is not None:
        await people.set_doing(turn.db, turn.person.person_id, None)


def naming(turn: Turn) -> tuple[date, int] | None:
    """Give the due date of the questions for which she is naming an activity and the bubble that asked, or None."""
    doing = turn.person.doing or ""
    if not doing.startswith(STEP):
        return None
    due, _, anchor = doing.removeprefix(STEP).partition(":")
    return date.fromisoformat(due), int(anchor)


async def typed(turn: Turn, text: str) -> bool:
    """Keep words that are short enough to be an activity; longer ones are a letter to her therapist: False."""
    words = " ".join(text.split())
    known = await rows.named(turn.db, turn.person.person_id)
    if not words or len(words) > LONGEST or len(known) >= MOST:
        return False
    await rows.name(turn.db, turn.person.person_id, len(known) + 1, words)
    return True
