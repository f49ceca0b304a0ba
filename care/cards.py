"""Owns what a therapist sees of her clients; refuses answers of anybody whom she has not confirmed."""

from statistics import median
from typing import Any

from care import (
    acknowledging,
    areas,
    away,
    free_prompts,
    going_on,
    hints,
    lately,
    measuring,
    menus,
    notes,
    pausing,
    plans,
    resting,
)
from care.intake import on_file
from care.moments import DAY, short
from care.screen import Button, Toast
from care.turn import Turn
from care.words import Words, plain
from storage import alerts, appointments, audit, check_ins, clients, people, rests, walks
from storage import plans as plan_rows
from storage.people import Person

DAYS_SHOWN = 7
WEEKS_SHOWN = 6
MOST_SHOWN = 40
# A weekly answer that is older says nothing about today.
RESULTS_SHOWN = 92


async def confirmed(turn: Turn) -> bool:
    """Tell whether a therapist has said that the turn's client is who she seems to be."""
    return await clients.is_confirmed(turn.db, turn.person.person_id)


async def is_hers(turn: Turn, client_id: int) -> bool:
    """Tell whether the turn's person may act for a client: her therapist, or an owner; in a turn of her own."""
    client = await clients.get(turn.db, client_id)
    if client is None or client.confirmed_at is None:
        return False
    return client.therapist_id == turn.person.person_id or "owner" in turn.person.roles


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
    shown = len(rows)
    if waiting := len(await alerts.open_for(turn.db, turn.person.person_id)):
        rows.insert(0, (words.button("inbox.waiting", "al.list", 0, count=waiting),))
    key = "card.list" if shown else "card.list_empty"
    await turn.show(words.screen(key, tuple(rows), count=shown), anchor=anchor)


async def confirm(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Take the therapist's word that this is her client; from now on she sees the answers."""
    if await clients.get(turn.db, turn.person.person_id) is None:
        return turn.words(actor).toast("common.no_longer")
    await clients.confirm(turn.db, turn.person.person_id, actor.person_id)
    await audit.note(turn.db, "client confirmed", actor=actor.person_id, subject=turn.person.person_id)
    await notes.hand_over(turn, actor)
    await show(turn, actor, anchor)
    return turn.words(actor).toast("card.confirmed")


async def refuse(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Take the therapist's word that this is somebody else: the link between them ends at once."""
    me = turn.person.person_id
    if await confirmed(turn):
        return turn.words(actor).toast("card.already_confirmed")
    for plan in await plan_rows.of_person(turn.db, me):
        await plans.end(turn, plan, "not_her")
    version = turn.library.template_version("joining.consent", turn.person.locale)
    await clients.save_consent(turn.db, me, "care", granted=False, text_version=version, locale=turn.person.locale)
    await clients.remove(turn.db, me)
    await people.set_doing(turn.db, me, None)
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
    buttons = await _buttons(turn, words)
    await turn.show(words.screen("card.client", buttons, **await _facts(turn, words)), anchor=anchor, to=actor)
    return None


async def _buttons(turn: Turn, words: Words) -> tuple[tuple[Button, ...], ...]:
    me = turn.person.person_id
    coming = await appointments.coming(turn.db, me)
    visits = tuple(
        (plain("🗓 " + short(visit.starts_at, visit.zone), "vs.card", me, visit.appointment_id),) for visit in coming[:3]
    )
    return (
        *await _alerts(turn, words),
        *await lately.button(turn, words),
        *await going_on.row(turn.db, words, me),
        (words.button("card.send_routine", "rt.list", me), words.button("card.book", "vs.new", me, "-")),
        (words.button("card.weeks", "cl.weeks", me), words.button("chart.open", "cl.chart", me)),
        (words.button("card.came", "cl.came", me), words.button("card.questions", "qa.list", me)),
        (words.button("card.send_card", "lg.top", me), words.button("card.aftercare", "af.ask", me)),
        (words.button("card.health", "ic.read", me), words.button("activity.open", "fa.list", me)),
        (words.button("resting.limits", "pn.see", me),),
        *visits,
        (words.button("card.all_clients", "cl.all"),),
    )


async def _alerts(turn: Turn, words: Words) -> tuple[tuple[Button, ...], ...]:
    """Give the row that leads to what nobody has seen yet: what was not shown can't be tapped as seen."""
    me = turn.person.person_id
    count = await alerts.open_of(turn.db, me)
    if not count:
        return ()
    return ((words.button("inbox.waiting", "al.of", me, count=count),),)


async def settle(turn: Turn, actor: Person, anchor: int, until: int) -> Toast | None:
    """Note that the alerts were seen that the card showed, and show the card again."""
    if await clients.get(turn.db, turn.person.person_id) is None:
        return turn.words(actor).toast("common.no_longer")
    await acknowledging.up_to(turn, actor, until)
    await show(turn, actor, anchor)
    return turn.words(actor).toast("alert.thanks")


async def _facts(turn: Turn, words: Words) -> dict[str, object]:
    me = turn.person.person_id
    rest = await rests.in_force(turn.db, me)
    days = await check_ins.latest(turn.db, me, DAYS_SHOWN)
    unheard = await away.unheard(turn, days)
    shown: list[dict[str, Any]] = [
        {
            "at": day.closes_at - 1,
            "asked": True,
            "away": day.local_date in unheard,
            "pain": day.pain,
            "areas": areas.named(words, day.areas),
            "mood": day.mood,
            "late": day.answered_at if day.late else None,
        }
        for day in days
    ]
    shown += [
        {"at": due, "asked": False, "away": True, "pain": None, "areas": [], "mood": None, "late": None}
        for due in await away.days_missed(turn, turn.now - DAYS_SHOWN * DAY)
    ]
    recent = await walks.since(turn.db, me, turn.now - DAYS_SHOWN * DAY)
    given = [
        plan for plan in await plan_rows.of_person(turn.db, me, "routine") if plan.routine in turn.library.routines
    ]
    return {
        "name": turn.person.name,
        "days": sorted(shown, key=lambda day: int(day["at"]))[-DAYS_SHOWN:],
        "asked": len(days),
        "answered": sum(day.state == "done" for day in days),
        "walks_done": sum(walk.state == "done" for walk in recent),
        "walks_hurt": sum(walk.state == "stopped" for walk in recent),
        "routines": [turn.library.routine_words(plan.routine or "", words.locale).name for plan in given],
        "activities": [
            {"title": one.title, "done": one.done, "asked": one.asked} for one in await free_prompts.counted(turn)
        ],
        "results": await measuring.results(turn, words.locale, RESULTS_SHOWN),
        "open_alerts": await alerts.open_of(turn.db, me),
        "called": await lately.lines(turn, words),
        **await _health(turn, words),
        "reach": turn.person.reach,
        "paused_until": await pausing.over_at(turn),
        "rest_since": rest.since if rest else None,
        "rest_why": resting.why(words, rest) if rest else "",
        "now": turn.now,
        "zone": turn.person.zone,
    }


async def _health(turn: Turn, words: Words) -> dict[str, object]:
    """Tell how the client's health facts stand (missing, unreviewed or reviewed), and what of them to keep in mind."""
    found = await on_file(turn)
    stand = "missing" if not found.version else "reviewed" if found.reviewed else "unreviewed"
    return {"health": stand, "hints": hints.of(words, found.intake)}


async def show_weeks(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Show the turn's client week by week: how often she answered and her median pain; a missing day stays missing."""
    words, me = turn.words(actor), turn.person.person_id
    if not await confirmed(turn):
        return words.toast("card.not_confirmed")
    await audit.note(turn.db, "weeks read", actor=actor.person_id, subject=me)
    days = await check_ins.latest(turn.db, me, WEEKS_SHOWN * 7)
    done = await walks.since(turn.db, me, turn.now - WEEKS_SHOWN * 7 * DAY)
    missed = await away.days_missed(turn, turn.now - WEEKS_SHOWN * 7 * DAY)
    weeks = []
    for number in range(WEEKS_SHOWN):
        until, since = turn.now - number * 7 * DAY, turn.now - (number + 1) * 7 * DAY
        asked = [day for day in days if since < day.closes_at - 1 <= until]
        pains = [day.pain for day in asked if day.pain is not None]
        weeks.append(
            {
                "at": since + DAY,
                "asked": len(asked),
                "answered": len(pains),
                "missed": sum(since < due <= until for due in missed),
                "pain": median(pains) if pains else None,
                "walks": sum(walk.state == "done" and since < walk.started_at <= until for walk in done),
            }
        )
    back = ((words.button("common.back", "cl.card", me),),)
    shown = [week for week in reversed(weeks) if week["asked"] or week["missed"]]
    screen = words.screen("card.weeks_page", back, name=turn.person.name, history=shown, zone=turn.person.zone)
    await turn.show(screen, anchor=anchor, to=actor)
    return None
