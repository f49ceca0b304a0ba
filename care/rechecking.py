"""Owns asking now and then whether health facts are still right; refuses a message of its own for that.

Like the weekly questions it stands behind a check-in's receipt, on the weekday on which she joined.
"""

from dataclasses import replace

from care import questionnaires
from care.intake import on_file, still_right
from care.moments import DAY, local_date
from care.screen import Screen
from care.turn import Turn

EVERY = 12 * 7 * DAY


async def along(turn: Turn, noted: Screen) -> Screen:
    """Lay the question behind a day's receipt where nobody has said anything for twelve weeks."""
    if await questionnaires.due_on(turn) != local_date(turn.now, turn.person.zone):
        return noted
    found = await on_file(turn)
    if not found.version or turn.now - (found.said_at or 0) < EVERY:
        return noted
    words = turn.words()
    row = (words.button("intake.same", "in.same"), words.button("intake.other", "in.home"))
    ask = words.text("intake.again")
    return replace(noted, text=f"{noted.text}\n\n{ask}", rows=(row, *noted.rows))


async def same(turn: Turn, anchor: int) -> None:
    """Take "still right": it is kept as her word of today, and the review that stood stands."""
    await still_right(turn)
    await turn.show(turn.words().screen("intake.kept"), anchor=anchor)
