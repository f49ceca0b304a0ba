"""The buttons of a therapist's clients: the list, the card, and what it leads to; the first argument is the client."""

from bot.routes.route import STAFF, Route, about_client, own
from care import cards, charts, chronicle, resting

TAPS: dict[str, Route] = {
    "cl.all": own(lambda turn, act: cards.show_list(turn, act.anchor), STAFF),
    "cl.card": about_client(lambda turn, act: cards.show(turn, act.actor, act.anchor)),
    "cl.weeks": about_client(lambda turn, act: cards.show_weeks(turn, act.actor, act.anchor)),
    # A picture can't take a card's place, so it comes below it.
    "cl.chart": about_client(lambda turn, act: charts.show(turn, act.actor)),
    "cl.came": about_client(lambda turn, act: chronicle.show(turn, act.actor, act.anchor)),
    # From an alert or a note the card comes below: it must not wipe what called.
    "cl.open": about_client(lambda turn, act: cards.show(turn, act.actor, None)),
    "cl.yes": about_client(lambda turn, act: cards.confirm(turn, act.actor, act.anchor)),
    "cl.no": about_client(lambda turn, act: cards.refuse(turn, act.actor, act.anchor)),
    "pa.end": about_client(lambda turn, act: resting.resume(turn, act.actor, act.number(1))),
    "pa.sure": about_client(lambda turn, act: resting.resume_surely(turn, act.actor, act.anchor, act.number(1))),
}
