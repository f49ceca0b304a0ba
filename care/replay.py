"""Owns sending a dead letter once more, because an operator asked; refuses when that would be senseless.

The dead row stays as it is: it is history. A new row follows it, at most one for each.
"""

from dataclasses import dataclass, replace

from care.app import App, Done
from care.delivery import Delivery
from care.kinds import KINDS
from care.turn import Turn
from storage import appointments, audit, dead, endings, messages
from storage.dead import REPLAY
from storage.messages import Message

CANCELLED = "visit.cancelled"


@dataclass(frozen=True)
class Answer:
    """What became of a request: ``code`` is ``replayed`` or why not, ``message_id`` the row that follows, if any."""

    code: str
    message_id: int | None = None


async def replay(app: App, delivery: Delivery, message_id: int) -> Answer:
    """Send a dead letter once more; StorageUnavailableError when nothing could be done."""
    letter = await app.read(lambda db: messages.head(db, message_id))
    if letter is None:
        return Answer("unknown")
    done: Done[Answer] = await app.turn(letter.person_id, lambda turn: _replay(turn, message_id))
    delivery.after(letter.person_id, done)
    return done.result


async def _replay(turn: Turn, message_id: int) -> Answer:
    """Decide under the person's lock, so that of two who ask at once one is told that it is done already."""
    letter = await messages.get(turn.db, message_id)
    if letter is None:
        return Answer("unknown")
    already = await dead.replay_of(turn.db, message_id)
    refusal = "already" if already is not None else await _refusal(turn, letter)
    if refusal is not None:
        return Answer(refusal, already)
    fresh = replace(
        letter,
        message_id=turn.db.new_id(),
        follows=message_id,
        slot=REPLAY,
        due_at=turn.now,
        not_before=turn.now,
        state="queued",
    )
    if not await messages.add(turn.db, fresh):
        return Answer("already", await dead.replay_of(turn.db, message_id))
    await audit.note(turn.db, "message replayed", actor=None, subject=letter.subject_id, about=message_id)
    turn.note_spoken(letter.person_id)
    return Answer("replayed", fresh.message_id)


async def _refusal(turn: Turn, letter: Message) -> str | None:
    if letter.state != "dead":
        return "not_dead"
    if turn.person.reach == "blocked":
        return "blocked"
    if turn.person.reach == "stopped" and KINDS[letter.kind].proactive:
        return "stopped"
    if (overtaken := await _overtaken(turn, letter)) is not None:
        return overtaken
    if letter.expires_at is not None and letter.expires_at <= turn.now:
        return "expired"
    return None if KINDS[letter.kind].keep_body else "words_gone"


async def _overtaken(turn: Turn, letter: Message) -> str | None:
    """Give what has happened since that makes a letter senseless, or None."""
    if await _visit_is_over(turn, letter):
        return "visit_over"
    return "old_news" if await _is_old_news(turn, letter) else None


async def _visit_is_over(turn: Turn, letter: Message) -> bool:
    if letter.appointment_id is None:
        return False
    visit = await appointments.get(turn.db, letter.appointment_id)
    if visit is None or visit.starts_at <= turn.now:
        return True
    return visit.state == "cancelled" and letter.template != CANCELLED


async def _is_old_news(turn: Turn, letter: Message) -> bool:
    """Tell whether something newer was said since: another time of the visit, a later screen in the same bubble."""
    if letter.edits is not None:
        return await endings.has_newer_edit(turn.db, letter.message_id, letter.edits)
    if letter.kind != "appointment" or letter.template == CANCELLED:
        return False
    visit = await appointments.get(turn.db, letter.appointment_id or 0)
    return visit is None or visit.agreed_at > letter.made_at
