"""Owns a therapist's words to all her clients, from the question to the tap on Send; refuses to write to them itself.

She reads first what her clients will read. Each of them gets a row of her own afterwards (``care/broadcasting.py``).
"""

from care.screen import Screen, TapError, Toast
from care.turn import Turn
from care.words import Words
from storage import audit, broadcasts, clients, people
from storage.messages import Message

WAITS = "set:announce"
MOST = 1000


async def ask(turn: Turn) -> None:
    """Ask for the words, and say how many will read them."""
    count = await broadcasts.reachable(turn.db, turn.person.person_id)
    if not count:
        await turn.say("reply", turn.words().screen("announce.nobody"))
        return
    await people.set_doing(turn.db, turn.person.person_id, WAITS)
    await turn.refresh()
    cancel = ((turn.words().button("announce.cancel", "an.leave"),),)
    await turn.say("reply", turn.words().screen("announce.ask", cancel, count=count, most=MOST))


async def typed(turn: Turn, text: str) -> None:
    """Keep her words as a draft and show them as her clients will read them."""
    words, me = turn.words(), turn.person
    if len(text) > MOST:
        cancel = ((words.button("announce.cancel", "an.leave"),),)
        await turn.say("reply", words.screen("announce.too_long", cancel, length=len(text), most=MOST))
        return
    await people.set_doing(turn.db, me.person_id, None)
    await turn.refresh()
    draft = await broadcasts.add(turn.db, me.person_id, text)
    count = await broadcasts.reachable(turn.db, me.person_id)
    await turn.say("reply", as_read(words, me.name, text))
    rows = (
        (words.button("announce.send", "an.go", draft, count=count),),
        (words.button("announce.again", "an.anew", draft), words.button("announce.cancel", "an.drop", draft)),
    )
    await turn.say("reply", words.screen("announce.preview", rows, count=count))


def as_read(words: Words, author: str, text: str) -> Screen:
    """Give an announcement as a client reads it: quoted, as her therapist's own words."""
    return words.screen("announce.client", therapist=author, text=text)


async def leave(turn: Turn, anchor: int) -> None:
    """Wait for no words any more."""
    if turn.person.doing == WAITS:
        await people.set_doing(turn.db, turn.person.person_id, None)
        await turn.refresh()
    await turn.show(turn.words().screen("announce.dropped"), anchor=anchor)


async def drop(turn: Turn, anchor: int, broadcast_id: int) -> Toast | None:
    """Throw a draft away."""
    await _draft(turn, broadcast_id)
    await broadcasts.drop(turn.db, broadcast_id)
    await turn.show(turn.words().screen("announce.dropped"), anchor=anchor)
    return None


async def anew(turn: Turn, anchor: int, broadcast_id: int) -> None:
    """Throw a draft away and ask for other words."""
    await drop(turn, anchor, broadcast_id)
    await ask(turn)


async def send(turn: Turn, anchor: int, broadcast_id: int) -> Toast | None:
    """Let a draft go out: from this commit on every client gets it, whatever becomes of this process."""
    draft = await _draft(turn, broadcast_id)
    count = await broadcasts.reachable(turn.db, turn.person.person_id)
    bubble = await turn.show(turn.words().screen("announce.going", count=count), anchor=anchor)
    await broadcasts.begin(turn.db, draft, bubble=bubble, total=count)
    await audit.note(turn.db, "announcement sent", actor=turn.person.person_id, about=broadcast_id)
    return None


async def _draft(turn: Turn, broadcast_id: int) -> broadcasts.Broadcast:
    """Give a draft of the turn's person; TapError when it is sent, dropped or somebody else's."""
    found = await broadcasts.get(turn.db, broadcast_id)
    if found is None or found.author_id != turn.person.person_id or found.state != "draft":
        raise TapError(f"draft {broadcast_id}")
    return found


async def compose(turn: Turn, message: Message) -> Screen | None:
    """Word an announcement for the turn's client; None when she is not, or no longer, the author's client."""
    found = await broadcasts.get(turn.db, message.broadcast_id or 0)
    client = await clients.get(turn.db, turn.person.person_id)
    if found is None or found.words is None or client is None:
        return None
    author = await people.get(turn.db, found.author_id)
    if author is None or client.therapist_id != author.person_id or client.confirmed_at is None:
        return None
    return as_read(turn.words(), author.name, found.words)
