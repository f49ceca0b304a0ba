"""Owns what happens to things that are no button and no command: words, pictures, voices; refuses to leave them unread.

Words of a client pass the safety screen before anything else looks at them.
"""

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
from care.screen import Screen
from care.turn import Turn
from storage import clients, people
from storage.own_pictures import OwnPicture
from storage.people import Person


async def danger(turn: Turn, text: str) -> bool:
    """Screen words of a client or a stranger, whatever they came in; True when help was called and nothing else counts.

    Also what stands behind a command is words, and so is a line that was edited afterwards.
    """
    if turn.person.roles and "client" not in turn.person.roles:
        return False
    finding = safety.screen_all(text, turn.library)
    if finding is None:
        return False
    await notes.keep(turn, text)
    if turn.person.doing and not turn.person.doing.startswith(joining.STEP):
        # What she writes next is no answer to what she was asked before.
        await people.set_doing(turn.db, turn.person.person_id, None)
        await turn.refresh()
    await safety.answer(turn, finding, text)
    return True


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
    if (turn.person.doing or "").startswith(joining.STEP):
        await turn.say("reply", turn.words().screen("talking.joining"))
        return
    key = "talking.staff" if turn.person.roles else "talking.stranger"
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
    heard = await alerts.more_words(turn, text)
    waits = not heard and not await clients.is_confirmed(turn.db, turn.person.person_id)
    in_crisis = await clarifying.after_crisis(turn, waits=waits)
    if in_crisis is not None:
        await turn.say("safety_reply", in_crisis)
    else:
        await turn.say("reply", _receipt(turn, therapist, waits=waits))
    if therapist is not None and not heard and not waits:
        await notes.show(turn, therapist, text)


def _receipt(turn: Turn, therapist: Person | None, *, waits: bool) -> Screen:
    """Word where her words went, or that they wait for her to be known (``waits``), and what to do if it is urgent."""
    return turn.words().screen(
        "talking.passed_on",
        told=therapist is not None,
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
