"""Owns when a client is left in peace by her own wish: a pause until a date, quiet hours; refuses to touch her visits.

A pause is hers, and she ends it. A rest (``care/resting.py``) is about safety, and only a therapist ends it.
"""

from datetime import date, timedelta

from care import alerts, moving, plans, reminding
from care.moments import clock_time, local_date, midnight_after
from care.policy import is_paused
from care.quiet import hours_of
from care.screen import Screen, TapError, Toast
from care.turn import Turn
from care.words import plain
from storage import audit, clients, people, queue
from storage import plans as plan_rows

PAUSES = (1, 3, 7, 14)
QUIET_CHOICES = (("20:00", "08:00"), ("21:00", "07:00"), ("21:00", "08:00"), ("22:00", "07:00"), ("22:00", "09:00"))


async def over_at(turn: Turn) -> int | None:
    """Give the instant at which the pause of the turn's client ends (ms UTC), or None while there is none."""
    client = await clients.get(turn.db, turn.person.person_id)
    if client is None or client.paused_until is None or not is_paused(turn, client):
        return None
    return _begin_of(turn, client.paused_until)


def _begin_of(turn: Turn, day: str) -> int:
    return midnight_after(date.fromisoformat(day) - timedelta(days=1), turn.person.zone)


async def show(turn: Turn) -> None:
    """Answer a client who wants a pause: for how long, or until when it lasts already."""
    ends = await over_at(turn)
    if ends is not None:
        await turn.say("reply", _until(turn, ends))
        return
    words = turn.words()
    rows = tuple((words.button("pause.days", "pz.set", days, count=days),) for days in PAUSES)
    await turn.say("reply", words.screen("pause.choose", rows))


def _until(turn: Turn, at: int) -> Screen:
    words = turn.words()
    rows = ((words.button("pause.go_on", "pz.end"),),)
    return words.screen("pause.until", rows, at=at, zone=turn.person.zone)


async def pause(turn: Turn, anchor: int, days: int) -> None:
    """Pause for some days: everything but visits is silent, each date is closed with that reason, and she is told."""
    if days not in PAUSES:
        raise TapError(f"pause of {days} days")
    me = turn.person.person_id
    until = (local_date(turn.now, turn.person.zone) + timedelta(days=days)).isoformat()
    await clients.set_pause(turn.db, me, until)
    await audit.note(turn.db, "paused", actor=me, subject=me)
    await turn.show(_until(turn, _begin_of(turn, until)), anchor=anchor)
    await _tell_therapist(turn, "pause.news", at=_begin_of(turn, until), zone=turn.person.zone)


async def _tell_therapist(turn: Turn, key: str, **facts: object) -> None:
    therapist = await alerts.therapist_of(turn)
    if therapist is not None:
        words = turn.words(therapist)
        card = ((words.button("alert.card", "cl.open", turn.person.person_id),),)
        await turn.say("news", words.screen(key, card, name=turn.person.name, **facts), to=therapist)


async def end(turn: Turn, anchor: int) -> Toast | None:
    """Go on before the pause is over; what fell into it stays missing."""
    me = turn.person.person_id
    if await over_at(turn) is None:
        await turn.show(turn.words().screen("pause.over"), anchor=anchor)
        return turn.words().toast("common.no_longer")
    await clients.set_pause(turn.db, me, None)
    await queue.let_go_of(turn.db, me, "paused")
    turn.note_spoken(me)
    await _tell_therapist(turn, "pause.back_news")
    await audit.note(turn.db, "pause ended", actor=me, subject=me)
    await turn.show(turn.words().screen("pause.over"), anchor=anchor)
    return None


async def ask_quiet(turn: Turn, anchor: int) -> None:
    """Ask between which times nothing may come by itself."""
    words, now = turn.words(), hours_of(turn.person, turn.practice)
    chosen = (now.begin.strftime("%H:%M"), now.end.strftime("%H:%M"))
    rows = tuple(
        (plain(("✓ " if choice == chosen else "") + f"{choice[0]} – {choice[1]}", "qt.set", *map(_packed, choice)),)
        for choice in QUIET_CHOICES
    )
    back = (words.button("common.back", "tm.home"),)
    await turn.show(words.screen("times.ask_quiet", (*rows, back)), anchor=anchor)


def _packed(clock: str) -> str:
    return clock.replace(":", "")


async def choose_quiet(turn: Turn, anchor: int, begin: str, end: str) -> None:
    """Take her quiet hours; reminders of visits move with them."""
    choice = next((one for one in QUIET_CHOICES if tuple(map(_packed, one)) == (begin, end)), None)
    if choice is None:
        raise TapError(f"quiet hours {begin} to {end}")
    me = turn.person.person_id
    await people.set_quiet(turn.db, me, *choice)
    await audit.note(turn.db, "quiet hours chosen", actor=me, subject=me)
    await turn.refresh()
    await moving.settle_in(turn)
    await reminding.plan_anew(turn, "quiet_changed")
    words, clash = turn.words(), await _asked_at_night(turn)
    rows = ((words.button("times.change_time", "tm.time"),),) if clash else ()
    await turn.show(
        words.screen("times.quiet_set", rows, quiet_from=choice[0], quiet_to=choice[1], clash=clash), anchor=anchor
    )


async def _asked_at_night(turn: Turn) -> str | None:
    """Give the hour of her check-in (HH:MM) if it lies in her quiet hours: it still comes, because she chose it."""
    quiet = hours_of(turn.person, turn.practice)
    for plan in await plan_rows.of_person(turn.db, turn.person.person_id, "check_in"):
        at = (await plans.timing_of(turn, plan)).local_time
        if not quiet.end <= clock_time(at) < quiet.begin:
            return at
    return None
