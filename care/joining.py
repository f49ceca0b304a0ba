"""Owns a client's first minutes: language, consent, time zone, check-in time; refuses anything optional.

What she is in the middle of is one column on her row, so that every step survives a restart.
"""

from care import menus, times
from care.screen import Button, Screen, TapError
from care.turn import Turn
from care.words import plain
from content.shelf import language_of
from storage import audit, clients, people
from storage.people import Person

LANGUAGES = {"en": "English", "es": "Español", "de": "Deutsch"}
WAYS = {
    "en": "English",
    "es": "Español (usted)",
    "es-tu": "Español (tú)",
    "de": "Deutsch (Sie)",
    "de-du": "Deutsch (du)",
}
CONSENT = "joining.consent"
STEP = "join"


def language_row(current: str) -> tuple[Button, ...]:
    """Offer every language in its own name, the current one marked."""
    spoken = language_of(current)
    return tuple(_choice("jn.lang", code, name, current=code == spoken) for code, name in LANGUAGES.items())


def language_rows(current: str) -> tuple[tuple[Button, ...], ...]:
    """Offer every language and every way to speak it, a row for each language, the current one marked."""
    return tuple(
        tuple(_choice("ln.set", way, WAYS[way], current=way == current) for way in WAYS if language_of(way) == code)
        for code in LANGUAGES
    )


def _choice(action: str, code: str, name: str, *, current: bool) -> Button:
    return plain(f"✓ {name}" if current else name, action, code)


async def begin(turn: Turn, therapist: Person | None) -> None:
    """Greet a person who opened a client's invitation and ask for her consent."""
    await people.set_doing(turn.db, turn.person.person_id, f"{STEP}:consent")
    await turn.say("reply", consent_screen(turn, therapist))


def consent_screen(turn: Turn, therapist: Person | None) -> Screen:
    """Word what is kept and who sees it."""
    words = turn.words()
    buttons = (
        (words.button("joining.agree", "jn.yes"),),
        (words.button("joining.decline", "jn.no"),),
        language_row(turn.person.locale),
    )
    return words.screen(
        CONSENT,
        buttons,
        name=turn.person.name,
        practice=turn.practice.name,
        therapist=turn.name_of(therapist),
        emergency=turn.library.emergency(turn.practice.country).emergency,
    )


async def change_language(turn: Turn, anchor: int, locale: str) -> None:
    """Show the same question in another language, spoken as the practice speaks to newcomers."""
    if locale not in LANGUAGES:
        raise TapError(f"language {locale}")
    spoken = turn.library.locale_for(locale, informal=turn.practice.informal)
    await people.set_locale(turn.db, turn.person.person_id, spoken)
    await turn.refresh()
    await turn.show(consent_screen(turn, await _therapist(turn)), anchor=anchor)


async def agree(turn: Turn, anchor: int) -> None:
    """Write her consent with the words she read, and go on to the time zone; a second tap repeats the question."""
    me = turn.person.person_id
    if await clients.get(turn.db, me) is None:
        await turn.show(turn.words().screen("joining.bad_link", practice=turn.practice.name), anchor=anchor)
        return
    if not await clients.has_consent(turn.db, me, "care"):
        version = turn.library.template_version(CONSENT, turn.person.locale)
        await clients.save_consent(turn.db, me, "care", granted=True, text_version=version, locale=turn.person.locale)
        await audit.note(turn.db, "consent given", actor=me, subject=me)
        await people.grant(turn.db, me, "client")
    if await times.has_plan(turn):
        await turn.show(turn.words().screen("joining.already", practice=turn.practice.name), anchor=anchor)
        return
    await people.set_doing(turn.db, me, f"{STEP}:zone")
    await turn.refresh()
    await turn.show(times.zone_screen(turn), anchor=anchor)


async def decline(turn: Turn, anchor: int) -> None:
    """Take a no: nothing is kept but that she was here, and nothing more is asked."""
    me = turn.person.person_id
    if await clients.has_consent(turn.db, me, "care"):
        await turn.show(turn.words().screen("joining.already", practice=turn.practice.name), anchor=anchor)
        return
    await people.set_doing(turn.db, me, None)
    again = ((turn.words().button("joining.reconsider", "jn.again"),),)
    await turn.show(turn.words().screen("joining.declined", again, practice=turn.practice.name), anchor=anchor)


async def reconsider(turn: Turn, anchor: int) -> None:
    """Show the question again to somebody who had said no."""
    if await clients.get(turn.db, turn.person.person_id) is None:
        await turn.show(turn.words().screen("joining.bad_link", practice=turn.practice.name), anchor=anchor)
        return
    if await clients.has_consent(turn.db, turn.person.person_id, "care"):
        await turn.show(turn.words().screen("joining.already", practice=turn.practice.name), anchor=anchor)
        return
    await people.set_doing(turn.db, turn.person.person_id, f"{STEP}:consent")
    await turn.show(consent_screen(turn, await _therapist(turn)), anchor=anchor)


async def finish(turn: Turn) -> None:
    """Tell the therapist that somebody joined; she sees no answer before she has said who it is."""
    await people.set_doing(turn.db, turn.person.person_id, None)
    await turn.refresh()
    menus.offer(turn)
    therapist = await _therapist(turn)
    if therapist is None:
        return
    words, me = turn.words(therapist), turn.person.person_id
    buttons = (
        (words.button("joining.it_is_her", "cl.yes", me, name=turn.person.name),),
        (words.button("joining.not_her", "cl.no", me),),
    )
    screen = words.screen("joining.joined", buttons, name=turn.person.name, username=turn.person.username)
    await turn.say("news", screen, to=therapist)


async def welcome_back(turn: Turn) -> None:
    """Answer a link that its own owner opens again: go on where she was."""
    me = turn.person.person_id
    if "client" not in turn.person.roles and await clients.get(turn.db, me) is not None:
        await begin(turn, await _therapist(turn))
    elif turn.person.doing and turn.person.doing.startswith(STEP):
        await turn.say(
            "reply", times.time_screen(turn) if turn.person.doing == f"{STEP}:time" else times.zone_screen(turn)
        )
    else:
        menus.offer(turn)
        await turn.say("reply", turn.words().screen("joining.already", practice=turn.practice.name))


async def _therapist(turn: Turn) -> Person | None:
    client = await clients.get(turn.db, turn.person.person_id)
    return await people.get(turn.db, client.therapist_id) if client else None
