"""Owns the one place where a therapist finds what nobody has seen yet; refuses whom it does not concern.

Short lines, the most urgent first, danger and then what is new first among equals. One tap opens one, one settles it.
"""

from dataclasses import replace

from care import calling, escalating, gathering
from care.moments import DAY, local
from care.screen import Button, Rows, Screen, Toast
from care.turn import Turn
from care.words import Words, plain, short
from storage import alerts as rows
from storage import audit, clients, people
from storage.alerts import Alert
from storage.people import Person

PAGE = 7
MARKS = {"emergency": "🔴", "same_day": "⚠"}
NAME = 16


async def open_(turn: Turn) -> None:
    """Answer /alerts: what is open, in a bubble of its own."""
    await turn.say("reply", await _list(turn, 0))


async def page(turn: Turn, anchor: int, number: int) -> None:
    """Show a page of what is open; a page that is gone shows the last there is."""
    await turn.show(await _list(turn, number), anchor=anchor)


async def _list(turn: Turn, number: int) -> Screen:
    words, found = turn.words(), await rows.open_for(turn.db, turn.person.person_id)
    alike = list(_alike(found).values())
    number = max(0, min(number, (len(alike) - 1) // PAGE))
    shown = alike[number * PAGE : (number + 1) * PAGE]
    lines = [(await _line(turn, words, same[0], len(same)),) for same in shown]
    turning: list[Button] = []
    if number:
        turning.append(words.button("common.back", "al.list", number - 1))
    if len(alike) > (number + 1) * PAGE:
        turning.append(words.button("common.next", "al.list", number + 1))
    last = ((tuple(turning),) if turning else ()) + ((words.button("inbox.settings", "al.set"),),)
    key = "inbox.open" if found else "inbox.empty"
    return words.screen(key, (*lines, *last), count=len(found))


def _alike(found: list[Alert]) -> dict[object, list[Alert]]:
    """Give alerts by what their lines say: a client's emergencies that read alike are one line, the oldest opens."""
    alike: dict[object, list[Alert]] = {}
    for alert in found:
        flag = alert.told().get("flag")
        key = (alert.client_id, flag or alert.kind) if alert.urgency == "emergency" else alert.alert_id
        alike.setdefault(key, []).append(alert)
    return alike


async def _line(turn: Turn, words: Words, alert: Alert, count: int) -> Button:
    """Name an alert in one short line: how urgent, who, what, how many alike, when."""
    person = await people.get(turn.db, alert.client_id)
    at, name = local(alert.raised_at, turn.practice.zone), short(person.name if person else "", NAME)
    kind = calling.kind_for(alert, await clients.get(turn.db, alert.client_id))
    key = f"inbox.is_{kind}"
    what = words.library.button(key if words.library.has(key) else "inbox.is_other", words.locale)
    flag = alert.told().get("flag") if kind == alert.kind else None
    if flag is not None:
        what = words.library.name("red_flag", flag, words.locale)
        await audit.note(turn.db, "flag listed", actor=turn.person.person_id, subject=alert.client_id)
    if count > 1:
        what = f"{what} ({count})"
    label = f"{MARKS.get(alert.urgency, '•')} {name} · {what} · {at.day}.{at.month}. {at:%H:%M}"
    return plain(label, "al.open", alert.client_id, alert.alert_id)


async def show(turn: Turn, actor: Person, anchor: int, alert_id: int) -> Toast | None:
    """Show one alert of the turn's client with all that can be done about it; the look is audited."""
    words, alert = turn.words(actor), await rows.get(turn.db, alert_id)
    if alert is None or alert.client_id != turn.person.person_id:
        return words.toast("common.not_yours")
    await audit.note(turn.db, "alert read", actor=actor.person_id, subject=alert.client_id, about=alert_id)
    said = await calling.worded(turn, words, alert, ())
    status = words.text("inbox.status", **await _status(turn, alert))
    screen = replace(said, text=f"{said.text}\n\n{status}", rows=await _buttons(turn, actor, words, alert))
    await turn.show(screen, anchor=anchor, to=actor)
    return None


async def _status(turn: Turn, alert: Alert) -> dict[str, object]:
    told, ids = [], set()
    for row in await rows.told_to(turn.db, alert.alert_id):
        reader = await people.get(turn.db, row["person_id"])
        told.append({"name": reader.name if reader else "", "at": row["at"]})
        ids.add(row["person_id"])
    following = await escalating.following(turn, alert, ids)
    seen_by = await people.get(turn.db, alert.acknowledged_by) if alert.acknowledged_by is not None else None
    return {
        "people": told,
        "seen_by": seen_by.name if seen_by else None,
        "at": alert.acknowledged_at,
        "until": alert.escalates_at if following or alert.urgency != "tell_therapist" else None,
        "following": [one.name for one in following],
        "zone": turn.practice.zone,
    }


async def _buttons(turn: Turn, actor: Person, words: Words, alert: Alert) -> Rows:
    """Give what can be done about an alert, a row for each thing."""
    me, known = alert.client_id, await clients.get(turn.db, alert.client_id) is not None
    found: list[tuple[Button, ...]] = []
    if alert.acknowledged_at is None:
        found.append((words.button("alert.seen", "al.seen", me, alert.alert_id),))
    if known:
        found.append((words.button("alert.card", "cl.open", me),))
    if alert.acknowledged_at is None and known and await _has_colleague(turn, actor):
        found.append((words.button("inbox.hand", "al.hand", me, alert.alert_id),))
    return (*found, (words.button("alert.all", "al.list", 0),))


async def _has_colleague(turn: Turn, actor: Person) -> bool:
    """Tell whether there is anybody to whom something can be handed over."""
    return any(one.person_id != actor.person_id for one in await staff(turn))


async def colleagues(turn: Turn, actor: Person, anchor: int, alert_id: int) -> Toast | None:
    """Ask which colleague takes an alert over."""
    words, alert = turn.words(actor), await rows.get(turn.db, alert_id)
    if alert is None or alert.client_id != turn.person.person_id or alert.acknowledged_at is not None:
        return words.toast("common.no_longer")
    others = [one for one in await staff(turn) if one.person_id not in (actor.person_id, alert.client_id)]
    if not others:
        return words.toast("inbox.nobody")
    lines = [
        (plain(short(one.name, 28) or "–", "al.give", alert.client_id, alert_id, one.person_id),) for one in others
    ]
    back = (words.button("common.back", "al.open", alert.client_id, alert_id),)
    await turn.show(words.screen("inbox.ask_colleague", (*lines, back)), anchor=anchor, to=actor)
    return None


async def give(turn: Turn, actor: Person, anchor: int, alert_id: int, to: int) -> Toast | None:
    """Call a colleague about an alert; it stays open, and hers too, until one of them has seen it."""
    words, alert = turn.words(actor), await rows.get(turn.db, alert_id)
    heir = next((one for one in await staff(turn) if one.person_id == to != turn.person.person_id), None)
    if alert is None or heir is None or alert.client_id != turn.person.person_id or alert.acknowledged_at is not None:
        return words.toast("common.no_longer")
    # Who takes an emergency over takes all of it.
    emergencies = await rows.emergencies_of(turn.db, alert.client_id) if alert.urgency == "emergency" else []
    for one in emergencies or [alert]:
        await calling.call(turn, one, heir)
    await audit.note(turn.db, "alert handed over", actor=actor.person_id, subject=alert.client_id, about=alert_id)
    await show(turn, actor, anchor, alert_id)
    return words.toast("inbox.handed", name=heir.name)


async def staff(turn: Turn) -> list[Person]:
    """Give everybody of the practice who can be called, once each."""
    found = [*await people.with_role(turn.db, "therapist"), *await people.with_role(turn.db, "owner")]
    return list({one.person_id: one for one in found if one.reach != "blocked"}.values())


async def of_client(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Show all that is open of the turn's client, below her card: one tap settles what is shown."""
    words, me = turn.words(actor), turn.person.person_id
    everything = await rows.open_of_client(turn.db, me)
    found, hidden = everything[: gathering.MOST], everything[gathering.MOST :]
    if not found:
        return words.toast("common.no_longer")
    await audit.note(turn.db, "alerts read", actor=actor.person_id, subject=me)
    texts = [(await calling.worded(turn, words, alert, (), brief=True)).text for alert in found]
    # What is not shown is not settled with it.
    newest = min(max(alert.raised_at for alert in found), *(alert.raised_at - 1 for alert in hidden), turn.now)
    lines = (
        (words.button("alert.seen", "al.upto", me, newest),),
        (words.button("card.back_to_card", "cl.card", me),),
    )
    head = words.screen("inbox.of_client", lines, name=turn.person.name, count=len(found))
    await turn.show(replace(head, text="\n\n".join([head.text, *texts])), anchor=anchor, to=actor)
    return None


async def covered(turn: Turn, actor: Person) -> bool:
    """Tell whether somebody may look at the turn's client although she is not hers: she was called about her.

    For a day after the alert was seen: whoever took it has to be able to follow it up.
    """
    return await rows.was_told(turn.db, turn.person.person_id, actor.person_id, turn.now - DAY)
