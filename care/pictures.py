"""Owns which pictures a message may show, best first, and what is remembered of them; refuses to hold their bytes."""

from care.messenger import Picture, Uploaded
from care.screen import CHART, Screen
from care.turn import Turn
from content import media
from storage import file_ids, own_pictures

DRAWN_NOW = ("qr:", CHART)


async def of_screen(turn: Turn, screen: Screen) -> tuple[Picture, ...]:
    """Give the ways to show what a screen names, the practice's own picture of an exercise before the drawn one.

    Empty when it names nothing, or only what is not there.
    """
    name = screen.photo
    if name is None:
        return ()
    if name.startswith(DRAWN_NOW):
        return (Picture("photo", name),)
    bot_id, drawn = turn.practice.bot_id, media.find(name)
    own = await own_pictures.find(turn.db, bot_id, media.exercise_of(name))
    found = [] if own is None else [Picture(own.kind, file_id=own.file_id)]
    if drawn is not None:
        known = await file_ids.find(turn.db, bot_id, drawn.sha256)
        found.append(Picture(drawn.kind, name, known, drawn.sha256))
    return tuple(found)


async def remember(turn: Turn, uploaded: Uploaded) -> None:
    """Keep the id under which Telegram sends a file again: its bytes leave the house once."""
    await file_ids.save(turn.db, turn.practice.bot_id, uploaded.sha256, uploaded.file_id)
