"""The whole route map on one page: which command, button or other thing leads to which care function, and for whom.

A handler reads its arguments and makes one care call. ``about_client`` makes it a turn about the client whom the first
argument names, not about the one who acts: a therapist's tap changes the client's row in the client's own transaction.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.buttons import Tap
from care import (
    acknowledging,
    aftercare,
    announcing,
    appointments,
    asking,
    before_visit,
    booking,
    cards,
    charts,
    check_ins,
    chronicle,
    clarifying,
    covering,
    follow_ups,
    free_activities,
    free_prompts,
    guarding,
    inbox,
    insisting,
    invites,
    joining,
    learning,
    measured,
    pages,
    pain_limits,
    pausing,
    reach,
    rechecking,
    resting,
    reviewing,
    rhythm,
    routines,
    safety_signs,
    shelving,
    showing,
    ticking,
    times,
    walks,
)
from care.moments import clock_time
from care.screen import TapError, Toast, base36
from care.turn import Turn
from storage.people import Person

Answer = Toast | None
MOST = 1 << 63
ANYBODY = frozenset({"stranger", "client", "therapist", "owner"})
CLIENT = frozenset({"client"})
STAFF = frozenset({"therapist", "owner"})
READERS = CLIENT | {"therapist"}
OWNER = frozenset({"owner"})


@dataclass(frozen=True)
class Act:
    """Who acts and where: the actor as she is now, the bot's username, and the tap where there was one."""

    actor: Person
    bot_username: str
    tap: Tap

    @property
    def anchor(self) -> int:
        """Give the ledger id of the bubble that was tapped."""
        return self.tap.anchor

    def number(self, place: int) -> int:
        """Read an argument that is a number and fits into a column; TapError for anything else."""
        try:
            found = int(self.text(place), 36)
        except ValueError:
            raise TapError(f"argument {place} is no number") from None
        if not 0 <= found < MOST:
            raise TapError(f"argument {place} is no number of ours")
        return found

    def text(self, place: int) -> str:
        """Read an argument that is a text; TapError when it is missing."""
        if place >= len(self.tap.args):
            raise TapError(f"argument {place} is missing")
        return self.tap.args[place]


Handler = Callable[[Turn, Act], Awaitable[Answer]]


@dataclass(frozen=True)
class Route:
    """One thing that can be asked for: by whom, about whom, and what happens."""

    roles: frozenset[str]
    handler: Handler
    about_client: bool = False


def _say(work: Callable[[Turn], Awaitable[None]], roles: frozenset[str] = ANYBODY) -> Route:
    async def handler(turn: Turn, _: Act) -> Answer:
        await work(turn)
        return None

    return Route(roles, handler)


def _own(work: Callable[[Turn, Act], Awaitable[Answer]], roles: frozenset[str] = CLIENT) -> Route:
    return Route(roles, work)


def _client(work: Callable[[Turn, Act], Awaitable[Answer]]) -> Route:
    return Route(STAFF, work, about_client=True)


def _file(work: Callable[[Turn, Act], Awaitable[Answer]]) -> Route:
    """Make a route to a page of a client's file, which the therapist opens only once she has confirmed her."""

    async def handler(turn: Turn, act: Act) -> Answer:
        return await reviewing.opened(turn, act.actor) or await work(turn, act)

    return _client(handler)


async def _nothing(_turn: Turn, _act: Act) -> Answer:
    return None


COMMANDS: dict[str, Route] = {
    "start": _say(pages.start_without_link),
    "help": _say(pages.help_),
    "privacy": _say(pages.privacy),
    "language": _say(pages.language),
    "stop": _say(reach.stop),
    "checkin": _say(check_ins.ask_now, CLIENT),
    "routine": _say(routines.offer_now, CLIENT),
    "progress": _say(charts.show_own, CLIENT),
    "visits": _say(appointments.show_coming, CLIENT),
    "learn": _say(learning.open_, READERS),
    "health": _say(lambda turn: ticking.home(turn, turn.person), CLIENT),
    "time": _say(times.show_settings, CLIENT),
    "pause": _say(resting.show, CLIENT),
    "clients": _say(cards.show_list, STAFF),
    "alerts": _say(inbox.open_, STAFF),
    "announce": _say(announcing.ask, STAFF),
    "invite": _own(lambda turn, act: invites.invite_client(turn, act.bot_username), STAFF),
    "team": _own(lambda turn, act: invites.invite_therapist(turn, act.bot_username), OWNER),
}

TAPS: dict[str, Route] = {
    "no": Route(ANYBODY, _nothing),
    # Joining
    "jn.yes": _own(lambda turn, act: joining.agree(turn, act.anchor), ANYBODY),
    "jn.no": _own(lambda turn, act: joining.decline(turn, act.anchor), ANYBODY),
    "jn.again": _own(lambda turn, act: joining.reconsider(turn, act.anchor), ANYBODY),
    "jn.lang": _own(lambda turn, act: joining.change_language(turn, act.anchor, act.text(0)), ANYBODY),
    # Language, place and time
    "ln.set": _own(lambda turn, act: pages.set_language(turn, act.anchor, act.text(0)), ANYBODY),
    "tm.zone": _own(lambda turn, act: times.choose_zone(turn, act.anchor, act.text(0), act.text(1))),
    "tm.city": _own(lambda turn, act: times.ask_city(turn, act.anchor)),
    "tm.where": _own(lambda turn, _: times.ask_location(turn)),
    "tm.at": _own(lambda turn, act: times.choose_time(turn, act.anchor, act.text(0))),
    "tm.follow": _own(lambda turn, act: times.choose_clock(turn, act.anchor, None)),
    "tm.keep": _own(lambda turn, act: times.choose_clock(turn, act.anchor, act.text(0))),
    "tm.time": _own(lambda turn, act: times.ask_time(turn, act.anchor)),
    "tm.move": _own(lambda turn, act: times.ask_zone(turn, act.anchor)),
    "qt.ask": _own(lambda turn, act: resting.ask_quiet(turn, act.anchor)),
    "qt.set": _own(lambda turn, act: resting.choose_quiet(turn, act.anchor, act.text(0), act.text(1))),
    "pz.set": _own(lambda turn, act: resting.pause(turn, act.anchor, act.number(0))),
    "pz.end": _own(lambda turn, act: resting.end(turn, act.anchor)),
    "go.on": _own(lambda turn, act: reach.go_on(turn, act.anchor), ANYBODY),
    # The check-in
    "ci.pain": _own(lambda turn, act: check_ins.answer_pain(turn, act.anchor, act.text(0), act.number(1))),
    "ci.area": _own(lambda turn, act: check_ins.answer_area(turn, act.anchor, act.text(0), act.text(1), act.number(2))),
    "ci.mood": _own(lambda turn, act: check_ins.answer_mood(turn, act.anchor, act.text(0), act.number(1))),
    "ci.undo": _own(lambda turn, act: check_ins.undo(turn, act.anchor, act.text(0))),
    "fu.later": _own(lambda turn, act: follow_ups.snooze(turn, act.anchor, act.text(0))),
    "fu.now": _own(lambda turn, act: follow_ups.ask_now(turn, act.anchor)),
    # What is asked once a week or less often
    "sc.tap": _own(lambda turn, act: safety_signs.tap(turn, act.anchor, act.text(0), act.text(1))),
    "qn.go": _own(lambda turn, act: asking.begin(turn, act.anchor, act.text(0))),
    "qn.ans": _own(lambda turn, act: asking.answer(turn, act.anchor, act.number(0), act.number(1), act.number(2))),
    "qn.back": _own(lambda turn, act: asking.back(turn, act.anchor, act.number(0), act.number(1))),
    "qn.skip": _own(lambda turn, act: asking.skip(turn, act.anchor, act.number(0))),
    "qn.stop": _own(lambda turn, act: asking.stop(turn, act.anchor, act.text(0))),
    # What must be known of her health, ticked by herself
    "in.home": _own(lambda turn, act: ticking.home(turn, act.actor, act.anchor)),
    "in.see": _own(lambda turn, act: ticking.see(turn, act.actor, act.anchor, act.text(0), act.number(1))),
    "in.set": _own(lambda turn, act: ticking.tick(turn, act.actor, act.anchor, *_ticked(act, 0))),
    "in.say": _own(lambda turn, act: ticking.say(turn, act.actor, act.anchor, act.text(0), act.text(1))),
    "in.op": _own(lambda turn, act: ticking.operation(turn, act.actor, act.anchor, *act.tap.args[:3])),
    "in.off": _own(lambda turn, act: ticking.take_off(turn, act.actor, act.anchor, act.text(0), act.text(1))),
    "in.text": _own(lambda turn, act: ticking.ask_words(turn, act.anchor)),
    "in.same": _own(lambda turn, act: rechecking.same(turn, act.anchor)),
    "in.end": _own(lambda turn, act: ticking.end(turn, act.anchor)),
    # The question behind an answer about danger: also of somebody who is nobody's client
    "sf.ans": _own(lambda turn, act: clarifying.answered(turn, act.anchor, act.text(0)), ANYBODY),
    # Walking through a routine
    "rw.go": _own(lambda turn, act: walks.begin(turn, act.anchor, act.number(0))),
    "rw.new": _own(lambda turn, act: walks.begin(turn, act.anchor, act.number(0), below=True)),
    "rw.pain": _own(lambda turn, act: walks.pain_told(turn, act.anchor, act.number(0))),
    "rw.next": _own(lambda turn, act: walks.next_step(turn, act.anchor, act.number(0))),
    "rw.felt": _own(lambda turn, act: walks.felt(turn, act.anchor, act.text(0))),
    "rw.hurt": _own(lambda turn, act: walks.hurt(turn, act.anchor)),
    "rw.stop": _own(lambda turn, act: walks.stop(turn, act.anchor)),
    "rw.skip": _own(lambda turn, act: walks.skip(turn, act.anchor)),
    # An activity in her therapist's words
    "fp.done": _own(lambda turn, act: free_prompts.answer(turn, act.anchor, "done")),
    "fp.skip": _own(lambda turn, act: free_prompts.answer(turn, act.anchor, "skipped")),
    "fp.undo": _own(lambda turn, act: free_prompts.undo(turn, act.anchor)),
    # A client's visits
    "vs.show": _own(lambda turn, act: appointments.show(turn, act.anchor, act.number(0))),
    "bv.go": _own(lambda turn, act: before_visit.begin(turn, act.anchor, act.number(0))),
    "bv.tap": _own(lambda turn, act: before_visit.tap(turn, act.anchor, act.number(0), act.number(1), act.text(2))),
    "bv.next": _own(lambda turn, act: before_visit.go_on(turn, act.anchor, act.number(0), act.number(1))),
    "bv.same": _own(lambda turn, act: before_visit.as_before(turn, act.anchor, act.number(0))),
    "bv.again": _own(lambda turn, act: before_visit.again(turn, act.anchor, act.number(0))),
    "vs.yes": _own(lambda turn, act: appointments.confirm(turn, act.anchor, act.number(0), act.number(1))),
    "vs.cant": _own(lambda turn, act: appointments.cannot_come(turn, act.anchor, act.number(0), act.number(1))),
    "vs.give": _own(lambda turn, act: appointments.give_up(turn, act.anchor, act.number(0), act.number(1))),
    # Something to read
    "lr.top": _own(lambda turn, act: learning.topics(turn, act.actor, act.anchor), READERS),
    "lr.in": _own(
        lambda turn, act: learning.show_topic(turn, act.actor, act.anchor, act.text(0), act.number(1)), READERS
    ),
    "lr.see": _own(lambda turn, act: learning.show_card(turn, act.actor, act.anchor, act.text(0)), READERS),
    # After a visit
    "af.fine": _own(lambda turn, act: aftercare.fine(turn, act.anchor)),
    "af.bad": _own(lambda turn, act: aftercare.bad(turn, act.anchor)),
    "af.pain": _own(lambda turn, act: aftercare.told(turn, act.anchor, act.number(0))),
    "af.call": _own(lambda turn, act: aftercare.told(turn, act.anchor, None)),
    # The therapist's side; the first argument is the client
    "cl.all": _own(lambda turn, act: cards.show_list(turn, act.anchor), STAFF),
    "cl.card": _client(lambda turn, act: cards.show(turn, act.actor, act.anchor)),
    "cl.weeks": _client(lambda turn, act: cards.show_weeks(turn, act.actor, act.anchor)),
    # A picture can't take a card's place, so it comes below it.
    "cl.chart": _client(lambda turn, act: charts.show(turn, act.actor)),
    "qa.list": _client(lambda turn, act: measured.show(turn, act.actor, act.anchor)),
    "qa.set": _client(lambda turn, act: measured.turn_on(turn, act.actor, act.anchor, act.text(1), act.number(2))),
    "cl.came": _client(lambda turn, act: chronicle.show(turn, act.actor, act.anchor)),
    # From an alert or a note the card comes below: it must not wipe what called.
    "cl.open": _client(lambda turn, act: cards.show(turn, act.actor, None)),
    "cl.yes": _client(lambda turn, act: cards.confirm(turn, act.actor, act.anchor)),
    "cl.no": _client(lambda turn, act: cards.refuse(turn, act.actor, act.anchor)),
    "pa.end": _client(lambda turn, act: pausing.resume(turn, act.actor, act.number(1))),
    "pn.see": _client(lambda turn, act: pain_limits.show(turn, act.actor, act.anchor)),
    "pn.from": _client(lambda turn, act: pain_limits.set_threshold(turn, act.actor, act.anchor, act.number(1))),
    "pn.set": _client(lambda turn, act: pain_limits.switch(turn, act.actor, act.anchor, act.text(1))),
    # What nobody has seen yet
    "al.seen": _client(lambda turn, act: acknowledging.one(turn, act.actor, act.anchor, act.number(1))),
    "al.told": _own(lambda turn, act: acknowledging.told(turn, act.anchor), STAFF),
    "al.upto": _client(lambda turn, act: cards.settle(turn, act.actor, act.anchor, act.number(1))),
    "al.of": _client(lambda turn, act: inbox.of_client(turn, act.actor, act.anchor)),
    "al.open": _client(lambda turn, act: inbox.show(turn, act.actor, act.anchor, act.number(1))),
    "al.hand": _client(lambda turn, act: inbox.colleagues(turn, act.actor, act.anchor, act.number(1))),
    "al.give": _client(lambda turn, act: inbox.give(turn, act.actor, act.anchor, act.number(1), act.number(2))),
    "al.list": _own(lambda turn, act: inbox.page(turn, act.anchor, act.number(0)), STAFF),
    "al.new": _own(lambda turn, _: inbox.open_(turn), STAFF),
    "al.set": _own(lambda turn, act: covering.show(turn, act.anchor), STAFF),
    "al.wake": _own(lambda turn, act: covering.wake(turn, act.anchor, act.text(0)), STAFF),
    "al.cover": _own(lambda turn, act: covering.ask(turn, act.anchor, act.number(0)), STAFF),
    "al.days": _own(lambda turn, act: covering.ask_days(turn, act.anchor, act.number(0), act.number(1)), STAFF),
    "al.covers": _own(
        lambda turn, act: covering.choose(turn, act.anchor, act.number(0), act.number(1), act.number(2)), STAFF
    ),
    "al.nocov": _own(lambda turn, act: covering.end(turn, act.anchor, act.number(0)), STAFF),
    "an.go": _own(lambda turn, act: announcing.send(turn, act.anchor, act.number(0)), STAFF),
    "an.anew": _own(lambda turn, act: announcing.anew(turn, act.anchor, act.number(0)), STAFF),
    "an.drop": _own(lambda turn, act: announcing.drop(turn, act.anchor, act.number(0)), STAFF),
    "an.leave": _own(lambda turn, act: announcing.leave(turn, act.anchor), STAFF),
    "rt.list": _client(lambda turn, act: shelving.choose(turn, act.actor, act.anchor)),
    "rt.in": _client(lambda turn, act: shelving.show_shelf(turn, act.actor, act.anchor, act.text(1), act.number(2))),
    "rt.see": _client(lambda turn, act: routines.preview(turn, act.actor, act.anchor, act.text(1))),
    "rt.pick": _client(lambda turn, act: routines.pick(turn, act.actor, act.anchor, *_timing(act))),
    "rt.at": _client(lambda turn, act: routines.summary(turn, act.actor, act.anchor, *_timing(act))),
    "rt.ok": _client(lambda turn, act: routines.push(turn, act.actor, act.anchor, *_timing(act))),
    # Any other activity, in the therapist's words; what she types is a turn of her own
    "fa.list": _client(lambda turn, act: free_activities.show(turn, act.actor, act.anchor)),
    "fa.new": _own(lambda turn, act: free_activities.ask(turn, act.anchor, act.number(0), act.number(1)), STAFF),
    "fa.day": _client(
        lambda turn, act: free_activities.choose_hour(turn, act.actor, act.anchor, act.number(1), _days(act, 2))
    ),
    "fa.hour": _client(
        lambda turn, act: free_activities.choose_weeks(turn, act.actor, act.anchor, act.number(1), *_when(act, 2))
    ),
    "fa.ok": _client(
        lambda turn, act: free_activities.give(
            turn, act.actor, act.anchor, act.number(1), (*_when(act, 2), act.number(4))
        )
    ),
    "fa.end": _client(lambda turn, act: free_activities.end(turn, act.actor, act.anchor, act.number(1))),
    # A client's health facts, ticked and reviewed by her therapist
    "ic.home": _file(lambda turn, act: ticking.home(turn, act.actor, act.anchor)),
    "ic.see": _file(lambda turn, act: ticking.see(turn, act.actor, act.anchor, act.text(1), act.number(2))),
    "ic.set": _file(lambda turn, act: ticking.tick(turn, act.actor, act.anchor, *_ticked(act, 1))),
    "ic.say": _file(lambda turn, act: ticking.say(turn, act.actor, act.anchor, act.text(1), act.text(2))),
    "ic.op": _file(lambda turn, act: ticking.operation(turn, act.actor, act.anchor, *act.tap.args[1:4])),
    "ic.off": _file(lambda turn, act: ticking.take_off(turn, act.actor, act.anchor, act.text(1), act.text(2))),
    "ic.read": _client(lambda turn, act: reviewing.read(turn, act.actor, act.anchor)),
    "ic.ok": _client(lambda turn, act: reviewing.accept(turn, act.actor, act.anchor, act.text(1))),
    "ic.go": _client(
        lambda turn, act: insisting.review_and_go_on(turn, act.actor, act.anchor, _timing(act), act.text(4))
    ),
    "ic.nokin": _file(
        lambda turn, act: (guarding.take_back if act.text(1) == "y" else guarding.ask_back)(turn, act.actor, act.anchor)
    ),
    "ic.kin": _client(lambda turn, act: guarding.choose(turn, act.actor, act.anchor, *act.tap.args[1:2])),
    # What she types is her own turn; the tap that follows is one about the client again
    "gt.kin": _own(
        lambda turn, act: guarding.ask_name(turn, act.anchor, act.number(0), act.text(1), act.text(2)), STAFF
    ),
    "gt.why": _own(lambda turn, act: insisting.ask(turn, act.anchor, act.number(0), _timing(act)), STAFF),
    "gt.ok": _client(lambda turn, act: insisting.send(turn, act.actor, act.anchor, act.number(1), *_when(act, 2))),
    # Looking at the exercises: nobody's data, so it is the therapist's own turn
    "px.new": _own(lambda turn, act: showing.open_(turn, act.text(0)), STAFF),
    "px.see": _own(lambda turn, act: showing.see(turn, act.anchor, act.text(0), act.number(1)), STAFF),
    "px.own": _own(lambda turn, act: showing.ask(turn, act.text(0), act.number(1)), STAFF),
    "px.drawn": _own(lambda turn, act: showing.go_back(turn, act.anchor, act.text(0)), STAFF),
    "px.leave": _own(lambda turn, act: showing.leave(turn, act.anchor), STAFF),
    "lg.top": _client(lambda turn, act: learning.topics(turn, act.actor, act.anchor, act.number(0))),
    "lg.in": _client(
        lambda turn, act: learning.show_topic(
            turn, act.actor, act.anchor, act.text(1), act.number(2), client=act.number(0)
        )
    ),
    "lg.see": _client(
        lambda turn, act: learning.show_card(turn, act.actor, act.anchor, act.text(1), client=act.number(0))
    ),
    "lg.ok": _client(lambda turn, act: learning.give(turn, act.actor, act.anchor, act.text(1))),
    "af.ask": _client(lambda turn, act: aftercare.ask(turn, act.actor, act.anchor)),
    "af.set": _client(lambda turn, act: aftercare.preview(turn, act.actor, act.anchor, act.number(1), act.text(2))),
    "af.ok": _client(lambda turn, act: aftercare.choose(turn, act.actor, act.anchor, act.number(1), act.text(2))),
    "vs.new": _client(lambda turn, act: booking.begin(turn, act.actor, act.anchor, _target(act))),
    "vs.page": _client(lambda turn, act: booking.month(turn, act.actor, act.anchor, _target(act), act.text(2))),
    "vs.day": _client(lambda turn, act: booking.day(turn, act.actor, act.anchor, _target(act), act.text(2))),
    "vs.at": _client(lambda turn, act: booking.length(turn, act.actor, act.anchor, _target(act), act.text(2))),
    "vs.ok": _client(
        lambda turn, act: booking.agree(turn, act.actor, act.anchor, _target(act), act.text(2), act.number(3))
    ),
    "vs.card": _client(lambda turn, act: booking.show_visit(turn, act.actor, act.anchor, act.number(1))),
    "vs.drop": _client(lambda turn, act: booking.ask_cancel(turn, act.actor, act.anchor, act.number(1))),
    "vs.end": _client(lambda turn, act: appointments.cancel(turn, act.actor, act.anchor, act.number(1))),
}


def _target(act: Act) -> str:
    """Read what a booking is for; it goes on to other buttons, so what is too long for them must not come in."""
    return booking.NEW if act.text(1) == booking.NEW else base36(act.number(1))


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


def _ticked(act: Act, place: int) -> tuple[str, int, str]:
    """Read section, page and code of something that was ticked."""
    return act.text(place), act.number(place + 1), act.text(place + 2)
