"""Owns that somebody has seen an alert, and that the client hears it; refuses to say so before it is true."""

from care import calling, danger_words, gathering, going_on, lately, still_resting, unseen
from care.flags import CRISIS
from care.screen import Button, Toast
from care.turn import Turn
from care.words import Words
from storage import alerts as rows
from storage import audit, clients, people
from storage.alerts import Alert
from storage.people import Person

# Alerts with which a client asked for a human, or was told that one is called.
ASKED = frozenset({"red_flag", "red_flag_answer", "after_visit"})


async def see(turn: Turn, actor: Person, found: list[Alert], *, but: int | None = None) -> None:
    """Note that somebody has seen some alerts; whoever asked for a human hears once that one has seen it.

    Every bubble that tells of them says so from now on, but for the one that was tapped (``but``).
    """
    asked: dict[int, list[Alert]] = {}
    seen: list[Alert] = []
    for alert in found:
        if not await rows.acknowledge(turn.db, alert.alert_id, actor.person_id):
            continue
        seen.append(alert)
        if alert.urgency == "emergency":
            await unseen.close(turn, alert.client_id)
        await audit.note(turn.db, "alert seen", actor=actor.person_id, subject=alert.client_id, about=alert.alert_id)
        if alert.kind in ASKED and calling.kind_for(alert, await clients.get(turn.db, alert.client_id)) == alert.kind:
            asked.setdefault(alert.client_id, []).append(alert)
    for client_id, about in asked.items():
        await _tell(turn, actor, client_id, about)
    await gathering.note_seen(turn, actor, seen, but=but)
    for client_id in dict.fromkeys(alert.client_id for alert in seen):
        await still_resting.plan(turn, client_id)


async def _tell(turn: Turn, actor: Person, client_id: int, seen: list[Alert]) -> None:
    """Tell a client who has seen what she told: at once after an emergency, else not in the middle of her night.

    Having been seen is no help yet: after an emergency it says again whom to call.
    """
    client = await people.get(turn.db, client_id)
    if client is None or client.reach == "blocked":
        return
    numbers = turn.library.emergency(client.country)
    urgent = any(alert.urgency == "emergency" for alert in seen)
    screen = Words(turn.library, client.locale).screen(
        "safety.seen", who=actor.name, urgent=urgent, in_crisis=any(map(_is_crisis, seen)),
        emergency=numbers.emergency, crisis=numbers.crisis,
    )  # fmt: skip
    if urgent:
        screen = danger_words.with_other_number(turn, screen, client)
    await turn.say("receipt" if urgent else "news", screen, to=client, about=client_id)


def _is_crisis(alert: Alert) -> bool:
    return bool(alert.told().get("flag") == CRISIS)


async def one(turn: Turn, actor: Person, anchor: int, alert_id: int) -> Toast:
    """Take a tap below one alert, or below a client's emergencies that stand in one bubble; the turn is about her."""
    words = turn.words(actor)
    alert = await rows.get(turn.db, alert_id)
    if alert is None or alert.client_id != turn.person.person_id:
        return words.toast("common.not_yours")
    here = [one for one in await gathering.told(turn, anchor) if one.client_id == alert.client_id]
    found = [alert, *(one for one in here if one.alert_id != alert_id)]
    await see(turn, actor, found, but=anchor)
    await _done(turn, actor, anchor, [turn.person], await lately.quotes(turn, found))
    return words.toast("alert.thanks")


async def told(turn: Turn, anchor: int) -> Toast:
    """Take a tap below several alerts: all that the bubble tells of are seen. The turn is about who taps."""
    me = turn.person.person_id
    found = [alert for alert in await gathering.told(turn, anchor) if alert.client_id != me]  # never about herself
    await see(turn, turn.person, found, but=anchor)
    about = [await people.get(turn.db, key) for key in dict.fromkeys(alert.client_id for alert in found)]
    known = [person for person in about if person is not None]
    # The words of several are sealed with nobody's key: they stay readable behind their cards.
    await _done(turn, turn.person, anchor, known, await lately.quotes(turn, found) if len(known) == 1 else [])
    return turn.words().toast("alert.thanks")


async def up_to(turn: Turn, actor: Person, until: int) -> None:
    """Note that all alerts of the turn's client were seen that she had when the button was made (ms UTC)."""
    found = await rows.open_of_client(turn.db, turn.person.person_id)
    await see(turn, actor, [alert for alert in found if alert.raised_at <= until])


async def _done(turn: Turn, actor: Person, anchor: int, about: list[Person], quoted: list[str]) -> None:
    """Say in the bubble that was tapped that it is seen, with the words of one client kept below."""
    words = turn.words(actor)
    cards: list[Button] = [
        words.button("alert.card_of" if len(about) > 1 else "alert.card", "cl.open", one.person_id, name=one.name)
        for one in about
    ]
    rows_: list[tuple[Button, ...]] = []
    for card, person in zip(cards, about, strict=True):
        rows_ += [(card,), *await going_on.row(turn.db, words, person.person_id)]
    screen = words.screen("alert.done", tuple(rows_), names=[one.name for one in about], quoted=quoted)
    whose = about[0].person_id if len(about) == 1 else actor.person_id
    await turn.say("receipt", screen, to=actor, edits=anchor, about=whose)
