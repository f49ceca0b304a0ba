"""Owns whether and when a message may be said; refuses to change anything.

It lets a message pass, gives an instant to wait for, or a reason against it. Every decision names a code of
``content.codes.REASONS``, which stays in the ledger.
"""

from dataclasses import dataclass
from datetime import date

from care import gate
from care.kinds import DIALOGUE, KINDS, TOGETHER, Meanwhile
from care.moments import DAY, HOUR, MINUTE, local_date, midnight_after, resolve
from care.quiet import hours_of
from care.turn import Turn
from storage import alerts, appointments, check_ins, clients, questionnaires, queue, rests, walks
from storage.clients import Client
from storage.messages import Message

CARE = "care"
ROUTINES = ("routine", "routine_prompt", "activity_prompt")
# Which alerts may come in her quiet hours, by her choice; an emergency always may.
WAKES = {
    "emergency": ("emergency",),
    "same_day": ("emergency", "same_day"),
    "all": ("emergency", "same_day", "tell_therapist"),
}


@dataclass(frozen=True)
class Wait:
    """Not now: it is looked at again at ``until`` (ms UTC)."""

    until: int
    reason: str


@dataclass(frozen=True)
class Drop:
    """Not at all."""

    reason: str


Verdict = Wait | Drop | None


async def look_again(turn: Turn, message: Message) -> Verdict:
    """Give what stands against saying a message now, None when nothing does."""
    found = await _against(turn, message)
    expires = message.expires_at
    if isinstance(found, Wait) and expires is not None and found.until >= expires:
        if found.reason == "dialogue":
            return None  # she talks on and on; what is of use only now is said now
        if message.kind == "appointment" and found.reason == "quiet_wait":
            return None  # a visit that was moved or cancelled overnight: she must know before she sets out
        return Drop("night" if found.reason == "quiet_wait" else found.reason)
    return found


async def _against(turn: Turn, message: Message) -> Verdict:
    if not KINDS[message.kind].proactive:
        return _at_night(turn, message) if message.alert_id is None else await _may_wake(turn, message.alert_id)
    if turn.person.reach != "open":
        return Drop(turn.person.reach)
    if message.kind == "appointment" and await _overtaken(turn, message):
        return Drop("visit_changed")
    if "client" not in turn.person.roles:
        return _at_night(turn, message)
    if not await clients.has_consent(turn.db, turn.person.person_id, CARE):
        return Drop("no_consent")
    return (
        await _clashing(turn, message)
        or await _paused(turn, message)
        or await _resting(turn, message)
        or _at_night(turn, message)
        or await _in_dialogue(turn)
        or await _in_company(turn, message)
        or await _enough(turn, message)
    )


async def _clashing(turn: Turn, message: Message) -> Verdict:
    """Keep back what would bring a routine that clashes with what is on file today, whenever it was planned."""
    code = await gate.against_message(turn, message)
    return Drop(code) if code is not None else None


async def _overtaken(turn: Turn, message: Message) -> bool:
    """Tell whether news about a visit is old news: it was moved or cancelled after these words were written."""
    visit = await appointments.get(turn.db, message.appointment_id or 0)
    if visit is None or message.template == "visit.cancelled":
        return visit is None
    return visit.state == "cancelled" or visit.agreed_at > message.made_at


async def _paused(turn: Turn, message: Message) -> Verdict:
    """Silence everything but visits while she has a pause until a date."""
    client = await clients.get(turn.db, turn.person.person_id)
    if not KINDS[message.kind].pauses or not is_paused(turn, client) or client is None:
        return None
    if KINDS[message.kind].when_full is not Meanwhile.WAIT:
        return Drop("paused")
    return Wait(_morning_of(turn, client.paused_until or ""), "paused")


async def _resting(turn: Turn, message: Message) -> Verdict:
    """Keep every routine back while a therapist has to look first; a new one waits for her word."""
    if message.kind not in ROUTINES or await rests.in_force(turn.db, turn.person.person_id) is None:
        return None
    return Wait(turn.now + DAY // 2, "safety_pause") if message.kind == "routine" else Drop("safety_pause")


def is_paused(turn: Turn, client: Client | None) -> bool:
    """Tell whether the turn's client has a pause today."""
    until = client.paused_until if client is not None else None
    return until is not None and local_date(turn.now, turn.person.zone).isoformat() < until


def _morning_of(turn: Turn, day: str) -> int:
    quiet, zone = hours_of(turn.person, turn.practice), turn.person.zone
    at = resolve(date.fromisoformat(day), quiet.end, zone)
    return at if at is not None else turn.now + MINUTE


def _at_night(turn: Turn, message: Message) -> Verdict:
    rule, zone, quiet = KINDS[message.kind].at_night, turn.person.zone, hours_of(turn.person, turn.practice)
    if rule is Meanwhile.SEND or not quiet.holds(turn.now, zone):
        return None
    # An hour inside the night that she (or her therapist) chose is hers to choose, but not any later one.
    chosen = message.zone is not None and quiet.holds(message.due_at, zone) and message.kind != "reminder"
    if chosen and turn.now - message.due_at <= HOUR:
        return None
    if not KINDS[message.kind].proactive and _heard_lately(turn):
        return None  # a therapist who is at work this late is not woken by news
    return Drop("night") if rule is Meanwhile.DROP else Wait(quiet.end_after(turn.now, zone), "quiet_wait")


async def _may_wake(turn: Turn, alert_id: int) -> Verdict:
    """Let an alert wait for the end of her quiet hours unless she chose that one so urgent may wake her.

    Whoever is at work this late is told at once.
    """
    zone, quiet = turn.person.zone, hours_of(turn.person, turn.practice)
    alert = await alerts.get(turn.db, alert_id)
    if alert is None or alert.urgency in WAKES[turn.person.wakes or "emergency"]:
        return None
    if not quiet.holds(turn.now, zone) or _heard_lately(turn):
        return None
    return Wait(quiet.end_after(turn.now, zone), "quiet_wait")


def _heard_lately(turn: Turn) -> bool:
    return turn.person.heard_at is not None and turn.now - turn.person.heard_at < DIALOGUE


async def _in_dialogue(turn: Turn) -> Verdict:
    """Let her finish what she is in the middle of: until she was silent for some minutes."""
    me = turn.person
    if not _heard_lately(turn):
        return None
    walking = await walks.is_walking(turn.db, me.person_id, turn.now - HOUR)
    answering = await questionnaires.is_answering(turn.db, me.person_id, turn.now - HOUR)
    if not (me.doing or walking or answering or await check_ins.is_half(turn.db, me.person_id)):
        return None
    return Wait((me.heard_at or 0) + DIALOGUE, "dialogue")


async def _in_company(turn: Turn, message: Message) -> Verdict:
    """Let a prompt wait for another one that is due soon after it: they come as one (``merging``)."""
    if message.kind not in TOGETHER or message.attempt:
        return None
    until = message.due_at + turn.practice.gap_minutes * MINUTE
    coming = await queue.queued_until(turn.db, turn.person.person_id, until)
    quiet, zone = hours_of(turn.person, turn.practice), turn.person.zone
    others = [one for one in coming if one.kind in TOGETHER and one.plan_id and one.due_at > turn.now]
    due = [one.due_at for one in others if not quiet.holds(one.due_at, zone)]
    return Wait(max(due), "company") if due else None


async def _enough(turn: Turn, message: Message) -> Verdict:
    """Keep to the day's number of messages and to the distance between two."""
    kind, zone = KINDS[message.kind], turn.person.zone
    if kind.when_full is Meanwhile.SEND:
        return None
    today = local_date(turn.now, zone)
    came = await queue.came_since(turn.db, turn.person.person_id, turn.now - DAY - 2 * HOUR)
    came = [one for one in came if KINDS[one.kind].proactive and one.message_id != message.message_id]
    of_today = [one for one in came if local_date(one.closed_at or 0, zone) == today]
    if len(of_today) >= turn.practice.messages_a_day:
        if kind.when_full is Meanwhile.DROP:
            return Drop("budget")
        quiet = hours_of(turn.person, turn.practice)
        return Wait(quiet.end_after(midnight_after(today, zone), zone), "budget")
    if kind.spaced and came:
        free_at = (came[0].closed_at or 0) + turn.practice.gap_minutes * MINUTE
        if free_at > turn.now:
            return Wait(free_at, "spacing")
    return None
