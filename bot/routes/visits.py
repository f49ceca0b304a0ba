"""The buttons of visits: booking them, what is asked before, what follows after."""

from bot.routes.route import Act, Route, about_client, own
from care import aftercare, appointments, before_visit, booking
from care.screen import base36

TAPS: dict[str, Route] = {
    # A client's visits
    "vs.show": own(lambda turn, act: appointments.show(turn, act.anchor, act.number(0))),
    "bv.go": own(lambda turn, act: before_visit.begin(turn, act.anchor, act.number(0))),
    "bv.tap": own(lambda turn, act: before_visit.tap(turn, act.anchor, act.number(0), act.number(1), act.text(2))),
    "bv.next": own(lambda turn, act: before_visit.go_on(turn, act.anchor, act.number(0), act.number(1))),
    "bv.same": own(lambda turn, act: before_visit.as_before(turn, act.anchor, act.number(0))),
    "bv.again": own(lambda turn, act: before_visit.again(turn, act.anchor, act.number(0))),
    "vs.yes": own(lambda turn, act: appointments.confirm(turn, act.anchor, act.number(0), act.number(1))),
    "vs.cant": own(lambda turn, act: appointments.cannot_come(turn, act.anchor, act.number(0), act.number(1))),
    "vs.give": own(lambda turn, act: appointments.give_up(turn, act.anchor, act.number(0), act.number(1))),
    # After a visit
    "af.fine": own(lambda turn, act: aftercare.fine(turn, act.anchor)),
    "af.bad": own(lambda turn, act: aftercare.bad(turn, act.anchor)),
    "af.pain": own(lambda turn, act: aftercare.told(turn, act.anchor, act.number(0))),
    "af.call": own(lambda turn, act: aftercare.told(turn, act.anchor, None)),
    "af.ask": about_client(lambda turn, act: aftercare.ask(turn, act.actor, act.anchor)),
    "af.set": about_client(
        lambda turn, act: aftercare.preview(turn, act.actor, act.anchor, act.number(1), act.text(2))
    ),
    "af.ok": about_client(lambda turn, act: aftercare.choose(turn, act.actor, act.anchor, act.number(1), act.text(2))),
    # A therapist books, moves and ends visits
    "vs.new": about_client(lambda turn, act: booking.begin(turn, act.actor, act.anchor, _target(act))),
    "vs.page": about_client(lambda turn, act: booking.month(turn, act.actor, act.anchor, _target(act), act.text(2))),
    "vs.day": about_client(lambda turn, act: booking.day(turn, act.actor, act.anchor, _target(act), act.text(2))),
    "vs.at": about_client(lambda turn, act: booking.length(turn, act.actor, act.anchor, _target(act), act.text(2))),
    "vs.ok": about_client(
        lambda turn, act: booking.agree(turn, act.actor, act.anchor, _target(act), act.text(2), act.number(3))
    ),
    "vs.card": about_client(lambda turn, act: booking.show_visit(turn, act.actor, act.anchor, act.number(1))),
    "vs.drop": about_client(lambda turn, act: booking.ask_cancel(turn, act.actor, act.anchor, act.number(1))),
    "vs.end": about_client(lambda turn, act: appointments.cancel(turn, act.actor, act.anchor, act.number(1))),
}


def _target(act: Act) -> str:
    """Read what a booking is for; it goes on to other buttons, so what is too long for them must not come in."""
    return booking.NEW if act.text(1) == booking.NEW else base36(act.number(1))
