"""Owns which of a client's many emergencies are worded in full in one bubble, and what stays of the others.

It refuses to drop a word of hers unsaid: what is folded still says it, in short.
"""

from typing import Any

from care import gathering
from storage.alerts import Alert

FULL = 3
ROOM = 1_200
"""UTF-16 units for all the words that are said in short: a bubble holds 4,096."""
MOST_OF_A_LINE = 300


def fold(found: list[Alert]) -> tuple[list[Alert], list[Alert]]:
    """Give which alerts are worded in full and which are folded, each newest first.

    In full: the newest, and then what tells most, a danger itself before an answer; silence tells least.
    """
    newest, *before = sorted(found, key=lambda one: (one.raised_at, one.alert_id), reverse=True)
    if len(found) <= gathering.MOST:
        return [newest, *before], []
    ranked = sorted(before, key=_rank)
    full = {newest.alert_id, *(one.alert_id for one in ranked[: FULL - 1])}
    shown = [one for one in (newest, *before) if one.alert_id in full]
    return shown, [one for one in before if one.alert_id not in full]


def lines(folded: list[Alert]) -> tuple[list[dict[str, Any]], int]:
    """Give what is said of folded alerts: her words with their instants, and how many have none."""
    telling = [(one, str(words)) for one in folded if (words := one.told().get("words"))]
    most = min(MOST_OF_A_LINE, ROOM // max(1, len(telling)))
    older = [{"at": one.raised_at, "words": _cut(text, most)} for one, text in telling]
    return older, len(folded) - len(older)


def _rank(alert: Alert) -> int:
    """Give how little an alert tells: 0 is a danger itself, or what can't be opened; 3 is silence."""
    facts = alert.told()
    if alert.damaged or alert.kind == "red_flag":
        return 0
    return 1 if facts.get("answer") else 2 if facts.get("words") else 3


def _cut(text: str, most: int) -> str:
    """Cut a text to so many UTF-16 units, in which Telegram counts; what is cut ends with an ellipsis."""
    flat = " ".join(text.split())
    units = flat.encode("utf-16-le")
    return flat if len(units) <= 2 * most else units[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"
