"""Owns what a client adds to her health facts in her own words; refuses words that are meant for somebody else."""

from dataclasses import replace

from care.intake import keep, on_file
from care.turn import Turn
from storage import people

TYPING = "intake:text"
MOST_WORDS = 600


async def ask(turn: Turn, anchor: int) -> None:
    """Wait for what the client wants to add in her own words."""
    await people.set_doing(turn.db, turn.person.person_id, TYPING)
    back = ((turn.words().button("common.back", "in.home"),),)
    await turn.show(turn.words().screen("intake.ask_words", back), anchor=anchor)


async def typed(turn: Turn, text: str) -> bool:
    """Take her own words where they were asked for; False when they are meant for somebody else."""
    if turn.person.doing != TYPING:
        return False
    await people.set_doing(turn.db, turn.person.person_id, None)
    await turn.refresh()
    intake = (await on_file(turn)).intake
    await keep(turn, turn.person, replace(intake, words=text[:MOST_WORDS]))
    back = ((turn.words().button("intake.open", "in.home"),),)
    await turn.say("reply", turn.words().screen("intake.noted", back))
    return True


async def stop(turn: Turn) -> None:
    """Take it that her next words are for her therapist again."""
    if turn.person.doing == TYPING:
        await people.set_doing(turn.db, turn.person.person_id, None)
