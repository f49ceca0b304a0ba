"""The buttons of who somebody is to us: joining, language, place and hours, and being left in peace."""

from bot.routes.route import ANYBODY, Route, own
from care import joining, pages, pausing, reach, times

TAPS: dict[str, Route] = {
    # Joining
    "jn.yes": own(lambda turn, act: joining.agree(turn, act.anchor), ANYBODY),
    "jn.no": own(lambda turn, act: joining.decline(turn, act.anchor), ANYBODY),
    "jn.again": own(lambda turn, act: joining.reconsider(turn, act.anchor), ANYBODY),
    "jn.lang": own(lambda turn, act: joining.change_language(turn, act.anchor, act.text(0)), ANYBODY),
    # Language, place and time
    "ln.back": own(lambda turn, act: pages.help_(turn, act.anchor), ANYBODY),
    "ln.set": own(lambda turn, act: pages.set_language(turn, act.anchor, act.text(0)), ANYBODY),
    "tm.zone": own(lambda turn, act: times.choose_zone(turn, act.anchor, act.text(0), act.text(1))),
    "tm.city": own(lambda turn, act: times.ask_city(turn, act.anchor)),
    "tm.where": own(lambda turn, _: times.ask_location(turn)),
    "tm.at": own(lambda turn, act: times.choose_time(turn, act.anchor, act.text(0))),
    "tm.follow": own(lambda turn, act: times.choose_clock(turn, act.anchor, None)),
    "tm.keep": own(lambda turn, act: times.choose_clock(turn, act.anchor, act.text(0))),
    "tm.time": own(lambda turn, act: times.ask_time(turn, act.anchor)),
    "tm.home": own(lambda turn, act: times.show_settings(turn, act.anchor)),
    "tm.move": own(lambda turn, act: times.ask_zone(turn, act.anchor)),
    "qt.ask": own(lambda turn, act: pausing.ask_quiet(turn, act.anchor)),
    "qt.set": own(lambda turn, act: pausing.choose_quiet(turn, act.anchor, act.text(0), act.text(1))),
    "pz.set": own(lambda turn, act: pausing.pause(turn, act.anchor, act.number(0))),
    "pz.end": own(lambda turn, act: pausing.end(turn, act.anchor)),
    # After /stop
    "go.on": own(lambda turn, act: reach.go_on(turn, act.anchor), ANYBODY),
}
