"""Owns the weekly question whether anything is new that a human must know; refuses a message of its own.

It stands behind a check-in's receipt, on the same days as the week's other questions, and costs one tap.
"""

from dataclasses import replace

from care import questionnaires
from care.screen import Rows, Screen
from care.turn import Turn
from storage import safety_checks as rows

SIGNS = ("weak", "bladder", "fever", "leg")
NONE = "none"


async def along(turn: Turn, noted: Screen) -> Screen:
    """Lay this week's question behind a day's receipt while it is open."""
    due = await questionnaires.due_on(turn)
    if due is None:
        return noted
    check = await rows.ask(turn.db, turn.person.person_id, due.isoformat())
    if check.found is not None:
        return noted
    ask = turn.words().text("safety_check.ask")
    return replace(noted, text=f"{noted.text}\n\n{ask}", rows=(*_buttons(turn, due.isoformat()), *noted.rows))


def _buttons(turn: Turn, due: str) -> Rows:
    words = turn.words()
    return tuple((words.button(f"safety_check.{code}", "sc.tap", due, code),) for code in (*SIGNS, NONE))
