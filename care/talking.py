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
from content import crying_out
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
    asked = await clarifying.answered_by(turn, text) if finding is None else None
    if finding is None and asked is None:
        return False
    await notes.keep(turn, text)
    if turn.person.doing and not turn.person.doing.startswith(joining.STEP):
        # What she writes next is no answer to what she was asked before.
        await people.set_doing(turn.db, turn.person.person_id, None)
        await turn.refresh()
    if finding is not None:
        await safety.answer(turn, finding, text)
    elif asked is not None:
        await clarifying.cried_out(turn, asked, text)
    return True


async def said(turn: Turn, text: str) -> None:
    """Take free text: danger first, then what was asked for, and otherwise pass it on to her therapist."""
    if await danger(turn, text):
        return
    if turn.person.roles & {"therapist", "owner"} and await _typed_by_staff(turn, text):
        return
    is_client = "client" in turn.person.roles
    # At the question for her place a typed city answers as well as a button.
    if (turn.person.doing or "").endswith((":city", ":zone")) and await times.city_typed(turn, text):
        return
    if await (_asked_for(turn, text) if is_client else _of_nobodys_client(turn, text)):
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
    after_danger = await clarifying.after_danger(turn)
    if after_danger is not None:
        await turn.say("safety_reply", after_danger)
    else:
        await turn.say("reply", _receipt(turn, therapist))
    # A call for help after an emergency calls again, also when somebody has seen what was before.
    if await alerts.more_words(turn, text, again=after_danger is not None and crying_out.is_unsafe(text)):
        return
    if therapist is not None and await clients.is_confirmed(turn.db, turn.person.person_id):
        await notes.show(turn, therapist, text)


async def _asked_for(turn: Turn, text: str) -> bool:
    return await own_words.typed(turn, text) or await asking.typed(turn, text)


async def _of_nobodys_client(turn: Turn, text: str) -> bool:
    """Pass on what a stranger writes after an emergency of hers that nobody has seen; False where there is none."""
    after_danger = None if turn.person.roles else await clarifying.after_danger(turn)
    if after_danger is None or not await alerts.more_words(turn, text):
        return False
    await turn.say("safety_reply", after_danger)
    return True


def _receipt(turn: Turn, therapist: Person | None) -> Screen:
    """Word where her words went, and what to do when it is urgent."""
    return turn.words().screen(
        "talking.passed_on",
        told=therapist is not None,
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
