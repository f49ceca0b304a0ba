"""Owns what a tap on the weekly safety question means: the same as the words of that red flag; refuses to judge it."""

from dataclasses import replace
from datetime import date

from care import check_ins, questionnaires, safety
from care.safety_check import NONE, SIGNS
from care.screen import TapError, Toast
from care.turn import Turn
from content.redflags.screen import Finding
from storage import check_ins as check_in_rows
from storage import safety_checks as rows

MEANS = {
    "weak": Finding("neuro_deficit", "same_day"),
    "bladder": Finding("cauda_equina", "emergency"),
    "fever": Finding("infection", "same_day"),
    "leg": Finding("dvt", "same_day"),
}


async def tap(turn: Turn, anchor: int, due: str, code: str) -> Toast | None:
    """Take the one tap; a sign is answered at once and calls a human, also when the week is over."""
    words = turn.words()
    try:
        day = date.fromisoformat(due).isoformat()
    except ValueError as error:
        raise TapError(f"date {due}") from error
    if code not in (*SIGNS, NONE):
        raise TapError(f"sign {code}")
    check = await rows.of_week(turn.db, turn.person.person_id, day)
    if check is None:
        return words.toast("common.not_yours")
    # A sign counts also after "none of these": she may notice it later, on an older bubble that still asks.
    if not await rows.answer(turn.db, check, code) and code in (NONE, check.found):
        return words.toast("common.have_it")
    sign = words.library.button(f"safety_check.{code}", words.locale)
    if code in MEANS:
        await safety.answer(turn, MEANS[code], sign)
    await _show(turn, anchor, sign, none=code == NONE)
    return None


async def _show(turn: Turn, anchor: int, sign: str, *, none: bool) -> None:
    """Put what was noted behind the receipt of the check-in on whose bubble the question stood."""
    said = turn.words().screen("safety_check.noted", sign=sign, nothing=none)
    day = await check_in_rows.of_message(turn.db, anchor)
    if day is not None and day.person_id == turn.person.person_id and day.state == "done":
        noted = await questionnaires.along(turn, await check_ins.noted(turn, day))
        head, _, rest = noted.text.partition("\n\n")
        said = replace(noted, text="\n\n".join(part for part in (head, said.text, rest) if part))
    await turn.show(said, anchor=anchor)
