"""The buttons of a client's health facts: ticked by herself or her therapist, reviewed by the therapist."""

from bot.routes.route import STAFF, Act, Route, about_client, in_file, own
from care import guarding, own_words, rechecking, reviewing, ticking

TAPS: dict[str, Route] = {
    # What must be known of her health, ticked by herself
    "in.home": own(lambda turn, act: ticking.home(turn, act.actor, act.anchor)),
    "in.see": own(lambda turn, act: ticking.see(turn, act.actor, act.anchor, act.text(0), act.number(1))),
    "in.set": own(lambda turn, act: ticking.tick(turn, act.actor, act.anchor, *_ticked(act, 0))),
    "in.say": own(lambda turn, act: ticking.say(turn, act.actor, act.anchor, act.text(0), act.text(1))),
    "in.op": own(lambda turn, act: ticking.operation(turn, act.actor, act.anchor, *act.tap.args[:3])),
    "in.off": own(lambda turn, act: ticking.take_off(turn, act.actor, act.anchor, act.text(0), act.text(1))),
    "in.text": own(lambda turn, act: own_words.ask(turn, act.anchor)),
    "in.same": own(lambda turn, act: rechecking.same(turn, act.anchor)),
    "in.end": own(lambda turn, act: ticking.end(turn, act.anchor)),
    # A client's health facts, ticked and reviewed by her therapist
    "ic.home": in_file(lambda turn, act: ticking.home(turn, act.actor, act.anchor)),
    "ic.see": in_file(lambda turn, act: ticking.see(turn, act.actor, act.anchor, act.text(1), act.number(2))),
    "ic.set": in_file(lambda turn, act: ticking.tick(turn, act.actor, act.anchor, *_ticked(act, 1))),
    "ic.say": in_file(lambda turn, act: ticking.say(turn, act.actor, act.anchor, act.text(1), act.text(2))),
    "ic.op": in_file(lambda turn, act: ticking.operation(turn, act.actor, act.anchor, *act.tap.args[1:4])),
    "ic.off": in_file(lambda turn, act: ticking.take_off(turn, act.actor, act.anchor, act.text(1), act.text(2))),
    "ic.read": about_client(lambda turn, act: reviewing.read(turn, act.actor, act.anchor)),
    "ic.ok": about_client(lambda turn, act: reviewing.accept(turn, act.actor, act.anchor, act.text(1))),
    # The guardian of who is under 18: what the therapist types is her own turn
    "ic.nokin": about_client(
        lambda turn, act: (guarding.take_back if act.text(1) == "y" else guarding.ask_back)(turn, act.actor, act.anchor)
    ),
    "ic.kin": about_client(lambda turn, act: guarding.choose(turn, act.actor, act.anchor, *act.tap.args[1:2])),
    "gt.kin": own(
        lambda turn, act: guarding.ask_name(turn, act.anchor, act.number(0), act.text(1), act.text(2)), STAFF
    ),
}


def _ticked(act: Act, place: int) -> tuple[str, int, str]:
    """Read section, page and code of something that was ticked."""
    return act.text(place), act.number(place + 1), act.text(place + 2)
