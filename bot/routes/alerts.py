"""The buttons of what calls the staff, of who covers whom, and of what the staff tell everybody."""

from bot.routes.route import STAFF, Route, about_client, own
from care import acknowledging, announcing, cards, covering, inbox, lately

TAPS: dict[str, Route] = {
    # What nobody has seen yet
    "al.seen": about_client(lambda turn, act: acknowledging.one(turn, act.actor, act.anchor, act.number(1))),
    "al.told": own(lambda turn, act: acknowledging.told(turn, act.anchor), STAFF),
    "al.upto": about_client(lambda turn, act: cards.settle(turn, act.actor, act.anchor, act.number(1))),
    "al.of": about_client(lambda turn, act: inbox.of_client(turn, act.actor, act.anchor)),
    "al.past": about_client(lambda turn, act: lately.show(turn, act.actor, act.anchor, act.number(1))),
    "al.open": about_client(lambda turn, act: inbox.show(turn, act.actor, act.anchor, act.number(1))),
    "al.hand": about_client(lambda turn, act: inbox.colleagues(turn, act.actor, act.anchor, act.number(1))),
    "al.give": about_client(lambda turn, act: inbox.give(turn, act.actor, act.anchor, act.number(1), act.number(2))),
    "al.list": own(lambda turn, act: inbox.page(turn, act.anchor, act.number(0)), STAFF),
    "al.new": own(lambda turn, _: inbox.open_(turn), STAFF),
    "al.set": own(lambda turn, act: covering.show(turn, act.anchor), STAFF),
    "al.wake": own(lambda turn, act: covering.wake(turn, act.anchor, act.text(0)), STAFF),
    "al.cover": own(lambda turn, act: covering.ask(turn, act.anchor, act.number(0)), STAFF),
    "al.days": own(lambda turn, act: covering.ask_days(turn, act.anchor, act.number(0), act.number(1)), STAFF),
    "al.covers": own(
        lambda turn, act: covering.choose(turn, act.anchor, act.number(0), act.number(1), act.number(2)), STAFF
    ),
    "al.nocov": own(lambda turn, act: covering.end(turn, act.anchor, act.number(0)), STAFF),
    "an.go": own(lambda turn, act: announcing.send(turn, act.anchor, act.number(0)), STAFF),
    "an.anew": own(lambda turn, act: announcing.anew(turn, act.anchor, act.number(0)), STAFF),
    "an.drop": own(lambda turn, act: announcing.drop(turn, act.anchor, act.number(0)), STAFF),
    "an.leave": own(lambda turn, act: announcing.leave(turn, act.anchor), STAFF),
}
