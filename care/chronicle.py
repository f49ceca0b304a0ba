"""Owns what came to a client by itself and what did not, and why, in her therapist's words; refuses the words said."""

from care import cards, measuring, reasons
from care.kinds import KINDS
from care.moments import DAY, local_date
from care.screen import Toast
from care.turn import Turn
from storage import audit, messages, questionnaires
from storage.people import Person

DAYS_SHOWN = 7
MOST_SHOWN = 14
# What says nothing to a therapist: a plan that was changed, a nudge that was not needed.
SILENT = ("plan_changed", "answered", "snoozed", "skipped")


async def show(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Show the last days' messages of the turn's client: when, what, what became of it and why; the look is audited."""
    words, me = turn.words(actor), turn.person.person_id
    if not await cards.confirmed(turn):
        return words.toast("card.not_confirmed")
    await audit.note(turn.db, "messages read", actor=actor.person_id, subject=me)
    rows = await messages.of_person(turn.db, me, turn.now - DAYS_SHOWN * DAY)
    shown = [row for row in rows if KINDS[row.kind].proactive and row.reason not in SILENT]
    shown = sorted(shown, key=lambda row: -(row.sent_at or max(row.due_at, row.not_before)))[:MOST_SHOWN]
    lines = [
        {
            "at": row.sent_at or max(row.due_at, row.not_before),
            "kind": turn.library.name("message_kind", row.kind, words.locale),
            "fate": turn.library.name("fate", row.state, words.locale),
            "reason": _reason(turn, row, words.locale),
        }
        for row in shown
    ]
    back = ((words.button("common.back", "cl.card", me),),)
    screen = words.screen(
        "card.came_page",
        back,
        name=turn.person.name,
        lines=lines,
        questions=await _questions(turn, words.locale),
        zone=turn.person.zone,
    )
    await turn.show(screen, anchor=anchor, to=actor)
    return None


async def _questions(turn: Turn, locale: str) -> list[dict[str, object]]:
    """Give what she was asked behind a check-in, and whether she answered; it has no message of its own."""
    since = local_date(turn.now - DAYS_SHOWN * DAY, turn.person.zone).isoformat()
    return [
        {
            "at": one.answered_at or one.asked_at,
            "name": measuring.name_of(turn.library, one.instrument, locale),
            "answered": one.state == "done",
        }
        for one in await questionnaires.results(turn.db, turn.person.person_id, since)
    ]


def _reason(turn: Turn, row: messages.Message, locale: str) -> str | None:
    """Give why it ended so, or what it waits or waited for; nothing for what simply came."""
    if row.state == "merged":
        return None  # its fate says it already
    told = row.held_for if row.state in ("queued", "sending", "sent") else row.reason
    return reasons.in_words(turn.library, told, locale) if told is not None else None
