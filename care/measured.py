"""Owns what a therapist sees and chooses of her client's weekly questions; refuses to turn on what has no wording."""

from care import measuring, questionnaires
from care.cards import confirmed
from care.screen import Button, TapError, Toast
from care.turn import Turn
from care.words import plain
from storage import audit
from storage import questionnaires as rows
from storage.people import Person

DAYS_SHOWN = 182


async def show(turn: Turn, actor: Person, anchor: int) -> Toast | None:
    """Show which questions the turn's client is asked, why one is not, and what came of them; the look is audited."""
    words, me = turn.words(actor), turn.person.person_id
    if not await confirmed(turn):
        return words.toast("card.not_confirmed")
    await audit.note(turn.db, "questions read", actor=actor.person_id, subject=me)
    chosen, found = await questionnaires.is_on(turn), await measuring.results(turn, words.locale, DAYS_SHOWN)
    lines, buttons = [], []
    for one in questionnaires.weekly(turn):
        name = measuring.name_of(turn.library, one.id, words.locale)
        worded = questionnaires.is_worded(turn, one.id, turn.person.locale)
        lines.append(
            {
                "name": name,
                "every": one.every_days,
                "on": chosen[one.id],
                "worded": worded,
                "result": next((each for each in found if each["id"] == one.id), None),
            }
        )
        if worded:
            buttons.append(_switch(turn, one.id, name, on=chosen[one.id]))
    back = (words.button("common.back", "cl.card", me),)
    locale = turn.person.locale
    reviewed = all(turn.library.is_approved("instrument", one.id, locale) for one in questionnaires.weekly(turn))
    screen = words.screen(
        "questionnaire.desk", (*buttons, back), name=turn.person.name, instruments=lines, reviewed=reviewed
    )
    await turn.show(screen, anchor=anchor, to=actor)
    return None


def _switch(turn: Turn, instrument: str, name: str, *, on: bool) -> tuple[Button, ...]:
    """Give the button that turns one on or off; it says how it is now, and carries what it will be."""
    return (plain(f"{'✓' if on else '○'} {name}", "qa.set", turn.person.person_id, instrument, int(not on)),)


async def turn_on(turn: Turn, actor: Person, anchor: int, instrument: str, on: int) -> Toast | None:
    """Turn an instrument on (1) or off (0) for the turn's client; what is open of it then closes. It is audited."""
    words, me = turn.words(actor), turn.person.person_id
    if on not in (0, 1):
        raise TapError(f"choice {on}")
    if not await confirmed(turn):
        return words.toast("card.not_confirmed")
    if instrument not in {one.id for one in questionnaires.weekly(turn)}:
        return words.toast("common.no_longer")
    if on and not questionnaires.is_worded(turn, instrument, turn.person.locale):
        return words.toast("questionnaire.not_worded")
    await rows.choose(turn.db, me, instrument, is_on=bool(on), by=actor.person_id)
    await audit.note(turn.db, f"{instrument} turned {'on' if on else 'off'}", actor=actor.person_id, subject=me)
    if not on:
        for one in await rows.results(turn.db, me, ""):
            if one.instrument == instrument and one.state == "asked":
                await rows.leave(turn.db, one.questionnaire_id)
    return await show(turn, actor, anchor)
