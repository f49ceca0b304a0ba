"""The buttons of routines and of other activities: choosing and sending them, walking through them."""

from bot.routes.route import STAFF, Act, Route, about_client, own
from care import free_activities, free_prompts, insisting, rhythm, routines, shelving, showing, walks
from care.moments import clock_time
from care.screen import TapError

TAPS: dict[str, Route] = {
    # Walking through a routine
    "rw.go": own(lambda turn, act: walks.begin(turn, act.anchor, act.number(0))),
    "rw.new": own(lambda turn, act: walks.begin(turn, act.anchor, act.number(0), below=True)),
    "rw.pain": own(lambda turn, act: walks.pain_told(turn, act.anchor, act.number(0))),
    "rw.next": own(lambda turn, act: walks.next_step(turn, act.anchor, act.number(0))),
    "rw.felt": own(lambda turn, act: walks.felt(turn, act.anchor, act.text(0))),
    "rw.hurt": own(lambda turn, act: walks.hurt(turn, act.anchor)),
    "rw.stop": own(lambda turn, act: walks.stop(turn, act.anchor)),
    "rw.skip": own(lambda turn, act: walks.skip(turn, act.anchor)),
    # An activity in her therapist's words
    "fp.done": own(lambda turn, act: free_prompts.answer(turn, act.anchor, "done")),
    "fp.skip": own(lambda turn, act: free_prompts.answer(turn, act.anchor, "skipped")),
    "fp.undo": own(lambda turn, act: free_prompts.undo(turn, act.anchor)),
    # A therapist chooses, times and sends one
    "rt.list": about_client(lambda turn, act: shelving.choose(turn, act.actor, act.anchor)),
    "rt.in": about_client(
        lambda turn, act: shelving.show_shelf(turn, act.actor, act.anchor, act.text(1), act.number(2))
    ),
    "rt.see": about_client(lambda turn, act: routines.preview(turn, act.actor, act.anchor, act.text(1))),
    "rt.pick": about_client(lambda turn, act: routines.pick(turn, act.actor, act.anchor, *_timing(act))),
    "rt.at": about_client(lambda turn, act: routines.summary(turn, act.actor, act.anchor, *_timing(act))),
    "rt.ok": about_client(lambda turn, act: routines.push(turn, act.actor, act.anchor, *_timing(act))),
    # Any other activity, in the therapist's words; what she types is a turn of her own
    "fa.list": about_client(lambda turn, act: free_activities.show(turn, act.actor, act.anchor)),
    "fa.new": own(lambda turn, act: free_activities.ask(turn, act.anchor, act.number(0), act.number(1)), STAFF),
    "fa.day": about_client(
        lambda turn, act: free_activities.choose_hour(turn, act.actor, act.anchor, act.number(1), _days(act, 2))
    ),
    "fa.hour": about_client(
        lambda turn, act: free_activities.choose_weeks(turn, act.actor, act.anchor, act.number(1), *_when(act, 2))
    ),
    "fa.ok": about_client(
        lambda turn, act: free_activities.give(
            turn, act.actor, act.anchor, act.number(1), (*_when(act, 2), act.number(4))
        )
    ),
    "fa.end": about_client(lambda turn, act: free_activities.end(turn, act.actor, act.anchor, act.number(1))),
    # On the way to a routine that clashes with something: a review, or a reason
    "ic.go": about_client(
        lambda turn, act: insisting.review_and_go_on(turn, act.actor, act.anchor, _timing(act), act.text(4))
    ),
    # What she types is her own turn; the tap that follows is one about the client again.
    "gt.why": own(lambda turn, act: insisting.ask(turn, act.anchor, act.number(0), _timing(act)), STAFF),
    "gt.ok": about_client(lambda turn, act: insisting.send(turn, act.actor, act.anchor, act.number(1), *_when(act, 2))),
    # Looking at the exercises: nobody's data, so it is the therapist's own turn
    "px.new": own(lambda turn, act: showing.open_(turn, act.text(0)), STAFF),
    "px.see": own(lambda turn, act: showing.see(turn, act.anchor, act.text(0), act.number(1)), STAFF),
    "px.own": own(lambda turn, act: showing.ask(turn, act.text(0), act.number(1)), STAFF),
    "px.drawn": own(lambda turn, act: showing.go_back(turn, act.anchor, act.text(0)), STAFF),
    "px.leave": own(lambda turn, act: showing.leave(turn, act.anchor), STAFF),
}


def _timing(act: Act) -> tuple[str, str, str]:
    """Read routine, days and time from a tap, as HH:MM."""
    return act.text(1), *_when(act, 2)


def _when(act: Act, place: int) -> tuple[str, str]:
    """Read days and time from a tap, as HH:MM."""
    try:
        at = clock_time(act.text(place + 1)).strftime("%H:%M")
    except ValueError as error:
        raise TapError(str(error)) from error
    if not rhythm.offered(at):
        raise TapError(f"hour {at}")
    return _days(act, place), at


def _days(act: Act, place: int) -> str:
    """Read weekdays from a tap."""
    try:
        return rhythm.unpack_days(act.text(place))
    except ValueError as error:
        raise TapError(str(error)) from error
