"""The buttons of what there is to read, for oneself or for a client."""

from bot.routes.route import READERS, Route, about_client, own
from care import learning

TAPS: dict[str, Route] = {
    # Something to read
    "lr.top": own(lambda turn, act: learning.topics(turn, act.actor, act.anchor), READERS),
    "lr.in": own(
        lambda turn, act: learning.show_topic(turn, act.actor, act.anchor, act.text(0), act.number(1)), READERS
    ),
    "lr.see": own(lambda turn, act: learning.show_card(turn, act.actor, act.anchor, act.text(0)), READERS),
    # For a client
    "lg.top": about_client(lambda turn, act: learning.topics(turn, act.actor, act.anchor, act.number(0))),
    "lg.in": about_client(
        lambda turn, act: learning.show_topic(
            turn, act.actor, act.anchor, act.text(1), act.number(2), client=act.number(0)
        )
    ),
    "lg.see": about_client(
        lambda turn, act: learning.show_card(turn, act.actor, act.anchor, act.text(1), client=act.number(0))
    ),
    "lg.ok": about_client(lambda turn, act: learning.give(turn, act.actor, act.anchor, act.text(1))),
}
