"""The commands that can be typed or chosen from the menu: who may use each, and which care function it leads to."""

from bot.routes.route import CLIENT, OWNER, READERS, STAFF, Route, bare, own
from care import (
    announcing,
    appointments,
    cards,
    charts,
    check_ins,
    inbox,
    invites,
    learning,
    pages,
    pausing,
    reach,
    routines,
    ticking,
    times,
)

COMMANDS: dict[str, Route] = {
    "start": bare(pages.start_without_link),
    "help": bare(pages.help_),
    "privacy": bare(pages.privacy),
    "language": bare(pages.language),
    "stop": bare(reach.stop),
    "checkin": bare(check_ins.ask_now, CLIENT),
    "routine": bare(routines.offer_now, CLIENT),
    "progress": bare(charts.show_own, CLIENT),
    "visits": bare(appointments.show_coming, CLIENT),
    "learn": bare(learning.open_, READERS),
    "health": bare(lambda turn: ticking.home(turn, turn.person), CLIENT),
    "time": bare(times.show_settings, CLIENT),
    "pause": bare(pausing.show, CLIENT),
    "clients": bare(cards.show_list, STAFF),
    "alerts": bare(inbox.open_, STAFF),
    "announce": bare(announcing.ask, STAFF),
    "invite": own(lambda turn, act: invites.invite_client(turn, act.bot_username), STAFF),
    "team": own(lambda turn, act: invites.invite_therapist(turn, act.bot_username), OWNER),
}
