"""Owns what a therapist sees of her clients; refuses answers of anybody whom she has not confirmed."""

from care import menus, plans
from care.moments import DAY, short
from care.screen import Button, Toast
from care.turn import Turn
from care.words import Words, plain
from storage import alerts, appointments, audit, check_ins, clients, people, walks
from storage import plans as plan_rows
from storage.people import Person

DAYS_SHOWN = 7
MOST_SHOWN = 40


async def confirmed(turn: Turn) -> bool:
    """Tell whether a therapist has said that the turn's client is who she seems to be."""
    client = await clients.get(turn.db, turn.person.person_id)
    return client is not None and client.confirmed_at is not None


async def show_list(turn: Turn, anchor: int | None = None) -> None:
    """Show the turn's therapist her clients, newest first."""
    words = turn.words()
    found = await clients.of_therapist(turn.db, turn.person.person_id)
    rows: list[tuple[Button, ...]] = []
    for client in found[:MOST_SHOWN]:
        person = await people.get(turn.db, client.person_id)
        if person is not None and "client" in person.roles:
            mark = "" if client.confirmed_at else "? "
            rows.append((plain(mark + (person.name or "–")[:28], "cl.card", client.person_id),))
    key = "card.list" if rows else "card.list_empty"
    await turn.show(words.screen(key, tuple(rows), count=len(rows)), anchor=anchor)


async def confirm(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Take the therapist's word that this is her client; from now on she sees the answers."""
    if await clients.get(turn.db, turn.person.person_id) is None:
        return turn.words(actor).toast("common.no_longer")
    await clients.confirm(turn.db, turn.person.person_id, actor.person_id)
    await audit.note(turn.db, "client confirmed", actor=actor.person_id, subject=turn.person.person_id)
    await show(turn, actor, anchor)
    return turn.words(actor).toast("card.confirmed")


async def refuse(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Take the therapist's word that this is somebody else: the link between them ends at once."""
    me = turn.person.person_id
    if await confirmed(turn):
        return turn.words(actor).toast("card.already_confirmed")
    for plan in await plan_rows.of_person(turn.db, me):
        await plans.end(turn, plan, "the therapist does not know this person")
    await clients.remove(turn.db, me)
    await people.revoke(turn.db, me, "client")
    await turn.refresh()
    menus.offer(turn)
    await audit.note(turn.db, "client refused", actor=actor.person_id, subject=me)
    await turn.say("news", turn.words().screen("card.refused_client", practice=turn.practice.name))
    await turn.show(turn.words(actor).screen("card.refused", name=turn.person.name), anchor=anchor, to=actor)
    return None


async def show(turn: Turn, actor: Person, anchor: int | None) -> Toast | None:
    """Show the turn's client to her therapist: the last week at a glance and what can be done; the look is audited."""
    words, me = turn.words(actor), turn.person.person_id
    client = await clients.get(turn.db, me)
    if client is None:
        return words.toast("common.no_longer")
    await audit.note(turn.db, "card read", actor=actor.person_id, subject=me)
    if client.confirmed_at is None:
        rows = (
            (words.button("joining.it_is_her", "cl.yes", me, name=turn.person.name),),
            (words.button("joining.not_her", "cl.no", me),),
        )
        screen = words.screen("joining.joined", rows, name=turn.person.name, username=turn.person.username)
        await turn.show(screen, anchor=anchor, to=actor)
        return None
    await turn.show(
        words.screen("card.client", await _buttons(turn, words), **await _facts(turn, words)), anchor=anchor, to=actor
    )
    return None


async def _buttons(turn: Turn, words: Words) -> tuple[tuple[Button, ...], ...]:
    me = turn.person.person_id
    coming = await appointments.coming(turn.db, me)
    visits = tuple(
        (plain("🗓 " + short(visit.starts_at, visit.zone), "vs.card", me, visit.appointment_id),) for visit in coming[:3]
    )
    return (
        (words.button("card.send_routine", "rt.list", me), words.button("card.book", "vs.new", me, "-")),
        *visits,
        (words.button("card.all_clients", "cl.all"),),
    )


async def _facts(turn: Turn, words: Words) -> dict[str, object]:
    me = turn.person.person_id
    days = await check_ins.latest(turn.db, me, DAYS_SHOWN)
    recent = await walks.since(turn.db, me, turn.now - DAYS_SHOWN * DAY)
    given = [
        plan for plan in await plan_rows.of_person(turn.db, me, "routine") if plan.routine in turn.library.routines
    ]
    return {
        "name": turn.person.name,
        "days": [{"at": day.closes_at - 1, "pain": day.pain, "mood": day.mood} for day in reversed(days)],
        "asked": len(days),
        "answered": sum(day.state == "done" for day in days),
        "walks_done": sum(walk.state == "done" for walk in recent),
        "walks_hurt": sum(walk.state == "stopped" for walk in recent),
        "routines": [turn.library.routine_words(plan.routine or "", words.locale).name for plan in given],
        "open_alerts": await alerts.open_of(turn.db, me),
        "reach": turn.person.reach,
        "now": turn.now,
        "zone": turn.person.zone,
    }
