"""Owns what happens to things that are no button and no command: words, pictures, voices; refuses to leave them unread.

Words of a client pass the safety screen before anything else looks at them.
"""

from datetime import timedelta

from care import (
    alerts,
    announcing,
    asking,
    clarifying,
    free_activities,
    guarding,
    insisting,
    joining,
    notes,
    own_words,
    safety,
    showing,
    times,
)
from care.moments import local_date, midnight_after
from care.screen import Screen
from care.turn import Turn
from content import crying_out
from storage import alerts as alert_rows
from storage import clients
from storage import notes as note_rows
from storage.own_pictures import OwnPicture
from storage.people import Person


async def danger(turn: Turn, text: str) -> bool:
    """Screen words of a client or a stranger, whatever they came in; True when help was called and nothing else counts.

    Also what stands behind a command is words, and so is a line that was edited afterwards. While an emergency of hers
    waits to be seen, whatever she writes is told to those who were called.
    """
    if turn.person.roles and "client" not in turn.person.roles:
        return False
    finding = safety.screen_all(text, turn.library)
    asked = await clarifying.answered_by(turn, text) if finding is None else None
    if finding is None and asked is None:
        await alerts.more_words(turn, text, again=await _calls_again(turn, text))
        return False
    await notes.keep(turn, text)
    if finding is not None:
        await safety.answer(turn, finding, text)
    elif asked is not None:
        await safety.let_go(turn)
        await clarifying.cried_out(turn, asked, text)
    return True


async def _calls_again(turn: Turn, text: str) -> bool:
    """Tell whether words after an emergency call again although somebody has seen what was before.

    A call for help does, and whatever somebody writes whose words nobody could read otherwise.
    """
    if await clarifying.after_danger(turn) is None:
        return False
    return crying_out.is_unsafe(text) or not await clients.is_confirmed(turn.db, turn.person.person_id)


async def said(turn: Turn, text: str) -> None:
    """Take free text: danger first, then what was asked for, and otherwise pass it on to her therapist."""
    if await danger(turn, text):
        return
    if turn.person.roles & {"therapist", "owner"} and await _typed_by_staff(turn, text):
        return
    is_client = "client" in turn.person.roles
    # At the question for her place a typed city answers as well as a button.
    if await times.typed(turn, text):
        return
    if is_client and (await own_words.typed(turn, text) or await asking.typed(turn, text)):
        return
    if is_client:
        await notes.keep(turn, text)
        await _pass_on(turn, text)
        return
    await _answer_no_client(turn)


async def _answer_no_client(turn: Turn) -> None:
    """Answer words of staff, of a stranger, or of somebody who is joining; after an emergency of hers warmly."""
    after_danger = None if turn.person.roles else await clarifying.after_danger(turn)
    if after_danger is not None:
        await turn.say("safety_reply", after_danger)
        return
    is_joining = (turn.person.doing or "").startswith(joining.STEP)
    key = "talking.joining" if is_joining else "talking.staff" if turn.person.roles else "talking.stranger"
    await turn.say("reply", turn.words().screen(key, practice=turn.practice.name))


async def _typed_by_staff(turn: Turn, text: str) -> bool:
    """Take words that a therapist was asked for; False when none were."""
    if turn.person.doing == announcing.WAITS:
        await announcing.typed(turn, text)
        return True
    if await insisting.typed(turn, text) or await guarding.typed(turn, text):
        return True
    return await free_activities.typed(turn, text)


async def _pass_on(turn: Turn, text: str) -> None:
    """Show her words to her therapist, and tell her truthfully that nobody may be reading now."""
    therapist = await alerts.therapist_of(turn)
    heard = await alerts.is_unseen(turn)  # then it stands in their bubble already
    waits = not heard and not await clients.is_confirmed(turn.db, turn.person.person_id)
    after_danger = await clarifying.after_danger(turn)
    if after_danger is not None:
        await turn.say("safety_reply", after_danger)
    else:
        await turn.say("reply", _receipt(turn, therapist, again=await _again(turn), waits=waits))
    if therapist is not None and not heard and not waits:
        await notes.show(turn, therapist, text)


async def _again(turn: Turn) -> bool:
    """Tell whether she has read the whole receipt today already: then it may be short.

    Never where something is open about her, or where her words wait until it is known who she is.
    """
    me = turn.person.person_id
    today = midnight_after(local_date(turn.now, turn.person.zone) - timedelta(days=1), turn.person.zone)
    if await alerts.therapist_of(turn) is None or not await clients.is_confirmed(turn.db, me):
        return False
    return await note_rows.count_since(turn.db, me, today) > 1 and not await alert_rows.open_of_client(turn.db, me)


def _receipt(turn: Turn, therapist: Person | None, *, again: bool = False, waits: bool = False) -> Screen:
    """Word where her words went, or that they wait for her to be known (``waits``), and what to do if it is urgent."""
    return turn.words().screen(
        "talking.passed_on",
        told=therapist is not None,
        again=again,
        waits=waits,
        therapist=turn.name_of(therapist),
        emergency=turn.library.emergency(turn.person.country).emergency,
        closed=alerts.closed_now(turn),
    )


async def showed(turn: Turn, caption: str | None, picture: OwnPicture | None = None, *, names: str = "") -> None:
    """Answer a picture, a voice message or a file: it is not looked at, and says so; its caption is read as words.

    So is what stands in a poll or a list. The ``names`` on a contact card are only looked through for danger. The
    picture that a therapist was asked for is taken.
    """
    if names and await danger(turn, names):
        return
    if picture is not None and showing.is_awaited(turn):
        if not caption or not await danger(turn, caption):
            await showing.take(turn, picture)
        return
    if caption:
        await said(turn, caption)
        return
    numbers = turn.library.emergency(turn.person.country)
    await turn.say("reply", turn.words().screen("talking.not_looked_at", emergency=numbers.emergency))


async def is_at(turn: Turn, zone: str | None, names: str) -> None:
    """Take a place that was shared, with the zone that holds there; the names of it are words too."""
    if not names or not await danger(turn, names):
        await times.located(turn, zone)


async def edited(turn: Turn, text: str) -> None:
    """Look at a line that she changed afterwards: only danger is answered, the rest was read when it was new."""
    await danger(turn, text)
