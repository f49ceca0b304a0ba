"""Owns ``interlude dead``: lists dead letters and has one sent once more; refuses to show words of a message or a name.

Its texts are in English only: they are for the operator's terminal.
"""

import sys

from bot.control import ask_to_replay
from bot.reading import reader
from bot.settings import Settings
from care import reasons
from care.moments import local
from content import library
from content.library import Library
from storage import dead
from storage.messages import Message

MOST = 100
REFUSED = 1
SAID = {
    "replayed": "Message {number} is sent once more, as message {follower}.",
    "unknown": "There is no message {number}.",
    "not_dead": "Message {number} is not dead; `interlude why {number}` tells what became of it.",
    "old_news": "Message {number} is old news: something newer was said about the same since.",
    "already": "Message {number} was sent once more already, as message {follower}.",
    "expired": "Message {number} is of no use any more: its time is over.",
    "blocked": "Message {number} can't be sent: its reader has blocked the bot.",
    "stopped": "Message {number} must not be sent: its reader has stopped the bot.",
    "visit_over": "Message {number} is about a visit that is over or was cancelled.",
    "words_gone": "Message {number} can't be sent: its words are not kept.",
    "unavailable": "The database is away; nothing was changed. Try again in a moment.",
}


async def letters(settings: Settings) -> int:
    """List the dead letters, the newest first: number, kind, when, and why in words."""
    async with reader(settings) as read:
        found = await read(lambda db: dead.newest(db, MOST))
    words = library.load(settings.interlude_content)
    for letter in found:
        sys.stdout.write(f"{_line(letter, words, settings.practice_zone)}\n")
    sys.stdout.write(f"{len(found)} dead letters\n" if found else "no dead letters\n")
    return 0


def _line(letter: Message, words: Library, zone: str) -> str:
    at = f"{local(letter.closed_at or letter.due_at, zone):%Y-%m-%d %H:%M}"
    why = reasons.in_words(words, letter.reason or "refused", "en")
    more = reasons.detail(letter.reason or "")
    return f"{letter.message_id:>10}  {letter.kind:<15} {at}  {why}" + (f" ({more})" if more else "")


async def send_again(settings: Settings, message_id: int) -> int:
    """Have one dead letter sent once more by the running Interlude; 1 when it refuses, with one sentence why."""
    code, follower = await ask_to_replay(settings, message_id)
    sys.stdout.write(SAID[code].format(number=message_id, follower=follower) + "\n")
    return 0 if code == "replayed" else REFUSED
