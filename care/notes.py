"""Owns what a client writes in her own words and who reads it; refuses to show it before it is known who she is."""

from care.turn import Turn
from storage import audit, clients
from storage import notes as rows
from storage.people import Person

MOST_SHOWN = 600
MOST_AT_ONCE = 10


async def keep(turn: Turn, text: str) -> None:
    """Keep what the turn's person wrote, sealed."""
    note_id = await rows.add_note(turn.db, turn.person.person_id, text)
    await audit.note(turn.db, "note kept", actor=turn.person.person_id, subject=turn.person.person_id, about=note_id)


async def show(turn: Turn, therapist: Person, text: str) -> None:
    """Show one note to the therapist of the turn's client."""
    words = turn.words(therapist)
    card = ((words.button("alert.card", "cl.open", turn.person.person_id),),)
    screen = words.screen("talking.note", card, name=turn.person.name, text=text[:MOST_SHOWN])
    await turn.say("news", screen, to=therapist)


async def hand_over(turn: Turn, therapist: Person) -> None:
    """Show the therapist what the client wrote before it was confirmed that it is her."""
    client = await clients.get(turn.db, turn.person.person_id)
    since = client.joined_at if client else turn.now
    for text in (await rows.notes_of(turn.db, turn.person.person_id, since))[-MOST_AT_ONCE:]:
        await show(turn, therapist, text)
