"""Owns a therapist's choices about alerts: which may wake her, and who is called in her place; refuses to call anybody.

Her own choices are hers; an owner may choose the cover of every therapist.
"""

from dataclasses import replace

from care import inbox
from care.moments import DAY
from care.policy import WAKES
from care.screen import Button, TapError, Toast
from care.turn import Turn
from care.words import plain, short
from storage import audit, covers, people
from storage.people import Person

DAYS = (0, 7, 14)
"""For how many days somebody covers; 0 is for good."""


async def show(turn: Turn, anchor: int) -> None:
    """Show what the turn's therapist has chosen, with a way back to her alerts."""
    words, me = turn.words(), turn.person
    now = me.wakes or "emergency"
    choices: list[tuple[Button, ...]] = []
    for one in WAKES:
        choice = words.button(f"inbox.wakes_{one}", "al.wake", one)
        choices.append((replace(choice, label=f"✓ {choice.label}") if one == now else choice,))
    whose = [me] if "therapist" in me.roles else []
    if "owner" in me.roles:
        whose += [one for one in await people.with_role(turn.db, "therapist") if one.person_id != me.person_id]
    alone = len(await inbox.staff(turn)) == 1
    lines = [] if alone else [(await _cover_button(turn, one),) for one in whose]
    back = (words.button("alert.all", "al.list", 0),)
    quiet_from, quiet_to = me.quiet_from or turn.practice.quiet_from, me.quiet_to or turn.practice.quiet_to
    screen = words.screen(
        "inbox.choices", (*choices, *lines, back), quiet_from=quiet_from, quiet_to=quiet_to, alone=alone
    )
    await turn.show(screen, anchor=anchor)


async def _cover_button(turn: Turn, therapist: Person) -> Button:
    words, cover = turn.words(), await covers.of(turn.db, therapist.person_id)
    who = await people.get(turn.db, cover.cover_id) if cover is not None else None
    name = short(who.name, 16) if who is not None else words.library.button("inbox.no_cover", words.locale)
    if therapist.person_id == turn.person.person_id:
        return words.button("inbox.my_cover", "al.cover", therapist.person_id, cover=name)
    return words.button("inbox.cover_of", "al.cover", therapist.person_id, name=short(therapist.name, 16), cover=name)


async def wake(turn: Turn, anchor: int, which: str) -> None:
    """Take which alerts may come in her quiet hours."""
    if which not in WAKES:
        raise TapError(f"wakes {which}")
    await people.set_wakes(turn.db, turn.person.person_id, which)
    await audit.note(turn.db, "night choice", actor=turn.person.person_id, subject=turn.person.person_id)
    await turn.refresh()
    await show(turn, anchor)


async def ask(turn: Turn, anchor: int, therapist_id: int) -> Toast | None:
    """Ask who is called in a therapist's place."""
    therapist = await _therapist(turn, therapist_id)
    if therapist is None:
        return turn.words().toast("common.not_yours")
    words = turn.words()
    others = [one for one in await inbox.staff(turn) if one.person_id != therapist_id]
    lines = [(plain(short(one.name, 28) or "–", "al.days", therapist_id, one.person_id),) for one in others]
    end = (words.button("inbox.no_cover", "al.nocov", therapist_id),)
    back = (words.button("common.back", "al.set"),)
    await turn.show(words.screen("inbox.ask_cover", (*lines, end, back), name=therapist.name), anchor=anchor)
    return None


async def ask_days(turn: Turn, anchor: int, therapist_id: int, cover_id: int) -> Toast | None:
    """Ask for how long somebody covers."""
    therapist, cover = await _therapist(turn, therapist_id), await people.get(turn.db, cover_id)
    if therapist is None or cover is None:
        return turn.words().toast("common.not_yours")
    words = turn.words()
    lines = tuple(
        (words.button("inbox.cover_days" if days else "inbox.cover_always", "al.covers", therapist_id, cover_id, days,
                      count=days),)
        for days in DAYS
    )  # fmt: skip
    back = (words.button("common.back", "al.cover", therapist_id),)
    screen = words.screen("inbox.ask_cover_days", (*lines, back), name=therapist.name, cover=cover.name)
    await turn.show(screen, anchor=anchor)
    return None


async def choose(turn: Turn, anchor: int, therapist_id: int, cover_id: int, days: int) -> Toast | None:
    """Take who covers, and tell that person."""
    if days not in DAYS:
        raise TapError(f"cover for {days} days")
    therapist = await _therapist(turn, therapist_id)
    cover = next((one for one in await inbox.staff(turn) if one.person_id == cover_id), None)
    if therapist is None or cover is None or cover_id == therapist_id:
        return turn.words().toast("common.not_yours")
    until = turn.now + days * DAY if days else None
    await covers.choose(turn.db, therapist_id, cover_id, until=until, by=turn.person.person_id)
    await audit.note(turn.db, "cover chosen", actor=turn.person.person_id, subject=therapist_id, about=cover_id)
    if cover_id != turn.person.person_id:
        said = turn.words(cover).screen("inbox.you_cover", name=therapist.name, until=until, zone=turn.practice.zone)
        await turn.say("news", said, to=cover)
    await show(turn, anchor)
    return None


async def end(turn: Turn, anchor: int, therapist_id: int) -> Toast | None:
    """Take that nobody covers any more."""
    if await _therapist(turn, therapist_id) is None:
        return turn.words().toast("common.not_yours")
    await covers.end(turn.db, therapist_id)
    await audit.note(turn.db, "cover ended", actor=turn.person.person_id, subject=therapist_id)
    await show(turn, anchor)
    return None


async def _therapist(turn: Turn, therapist_id: int) -> Person | None:
    """Give the therapist whose cover the turn's person may choose: herself, or, for an owner, any."""
    found = await people.get(turn.db, therapist_id)
    mine = therapist_id == turn.person.person_id or "owner" in turn.person.roles
    return found if found is not None and mine and "therapist" in found.roles else None
