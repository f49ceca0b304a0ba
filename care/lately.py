"""Owns what called a human about a client in the last two weeks: short lines, and a page with her words.

It refuses to settle anything: what is seen stays readable, and what is not seen is not seen by being listed.
"""

from collections.abc import Iterable
from dataclasses import replace

from care import calling
from care.moments import DAY, local_date
from care.screen import Button, Toast
from care.turn import Turn
from care.words import Words
from storage import alerts as rows
from storage import audit, clients, people
from storage.alerts import Alert
from storage.people import Person

SPAN = 14 * DAY
LINES = 3
# So many fit into one bubble with all of their words.
PAGE = 3
FLAGS = frozenset({"red_flag", "red_flag_answer", "red_flag_more"})
PAINS = frozenset({"high_pain", "pain_before_routine", "routine_hurt", "after_visit", "pain_rising", "more_pain"})


async def lines(turn: Turn, words: Words, since: int | None = None, most: int = LINES) -> list[str]:
    """Name the red flags and pain alerts of the turn's client, a line for each thing and day; whoever asks audits it.

    The most serious stand first, so that none of them is left out for a newer, lesser one; what is left out is counted.
    """
    found = await _since(turn, turn.now - SPAN if since is None else since)
    alike: dict[tuple[str, str], list[Alert]] = {}
    for alert in (one for one in found if one.kind in FLAGS | PAINS):
        day = str(local_date(alert.raised_at, turn.practice.zone))
        alike.setdefault((_what(words, alert), day), []).append(alert)
    shown = sorted(alike.items(), key=lambda item: min(map(_weight, item[1])))
    said = [await _line(turn, words, what, group) for (what, _), group in shown[:most]]
    more = len(shown) - most
    return [*said, words.toast("lately.more", count=more).text] if more > 0 else said


async def has_flag(turn: Turn, since: int) -> bool:
    """Tell whether a red flag of the turn's client was raised since an instant."""
    return any(one.kind in FLAGS for one in await _since(turn, since))


async def _since(turn: Turn, instant: int) -> list[Alert]:
    return await rows.since(turn.db, turn.person.person_id, instant)


def _weight(alert: Alert) -> tuple[bool, bool, bool, int]:
    """Order by how serious it is, the newest first among equals; more words stand behind what they are about."""
    flagged = alert.kind in FLAGS
    return alert.urgency != "emergency", not flagged, alert.kind == "red_flag_more", -alert.raised_at


def _what(words: Words, alert: Alert) -> str:
    """Name what an alert was about as the inbox does."""
    flag = alert.told().get("flag")
    if flag is not None:
        return words.library.name("red_flag", str(flag), words.locale)
    return words.library.button(f"inbox.is_{alert.kind}", words.locale)


async def _line(turn: Turn, words: Words, what: str, group: list[Alert]) -> str:
    """Word what is alike of one day: the highest pain, and who has seen it once all of it was."""
    pains = [pain for one in group if isinstance(pain := one.told().get("pain"), int)]
    return words.toast(
        "lately.line",
        what=what,
        at=group[0].raised_at,
        urgent=any(one.urgency == "emergency" for one in group),
        pain=max(pains, default=None),
        seen=all(one.acknowledged_at is not None for one in group),
        names=await _who(turn, group),
        zone=turn.practice.zone,
    ).text


async def _who(turn: Turn, group: Iterable[Alert]) -> list[str]:
    found = [await people.get(turn.db, who) for who in sorted({one.acknowledged_by or 0 for one in group} - {0})]
    return [one.name for one in found if one is not None and one.name]


async def button(turn: Turn, words: Words) -> tuple[tuple[Button, ...], ...]:
    """Give the row that opens the page, where there is anything on it."""
    me = turn.person.person_id
    return ((words.button("lately.open", "al.past", me, 0),),) if await _since(turn, turn.now - SPAN) else ()


async def show(turn: Turn, actor: Person, anchor: int, number: int) -> Toast | None:
    """Show the alerts of two weeks with their words, the newest first, a few on each page; the look is audited."""
    words, me = turn.words(actor), turn.person.person_id
    if not await clients.is_confirmed(turn.db, me):
        return words.toast("card.not_confirmed")
    found = await _since(turn, turn.now - SPAN)
    if not found:
        return words.toast("common.no_longer")
    await audit.note(turn.db, "alerts read", actor=actor.person_id, subject=me)
    number = max(0, min(number, (len(found) - 1) // PAGE))
    texts = [await _in_full(turn, words, alert) for alert in found[number * PAGE : (number + 1) * PAGE]]
    turning: list[Button] = []
    if number:
        turning.append(words.button("lately.newer", "al.past", me, number - 1))
    if len(found) > (number + 1) * PAGE:
        turning.append(words.button("lately.older", "al.past", me, number + 1))
    last = (words.button("card.back_to_card", "cl.card", me),)
    head = words.screen("lately.page", (*((tuple(turning),) if turning else ()), last), name=turn.person.name)
    await turn.show(replace(head, text="\n\n".join([head.text, *texts])), anchor=anchor, to=actor)
    return None


async def _in_full(turn: Turn, words: Words, alert: Alert) -> str:
    said = await calling.worded(turn, words, alert, ())
    status = words.text(
        "lately.status",
        at=alert.raised_at,
        names=await _who(turn, [alert]),
        seen_at=alert.acknowledged_at,
        zone=turn.practice.zone,
    )
    return f"{said.text}\n{status}"


async def quotes(turn: Turn, found: list[Alert]) -> list[str]:
    """Give the words that some alerts of one client brought, as far as their reader may know them."""
    client = await clients.get(turn.db, found[0].client_id) if found else None
    told = [one.told().get("words") for one in found if calling.kind_for(one, client) == one.kind]
    return list(dict.fromkeys(one for one in told if isinstance(one, str) and one))
