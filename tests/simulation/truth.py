"""Owns what people of a simulated life did, what they may expect for it, and what came; refuses the bot's word for it.

Expected days follow from acts and wall clocks, by brute force; what came follows from the simulator's effect log.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.reading import Reader
from care.moments import local, resolve
from simulator.effects import EffectLog
from storage import appointments, people
from tests.judges import check_requests
from tests.test_recurrence import first_instant

NEVER = 1 << 62
NEW = ("sendmessage", "sendphoto", "sendvideo", "sendanimation")
GONE: dict[str, Any] = {"kind": "read"}
# Every so many requests one is held against the two judges of the Bot API: they cost more than the request itself.
JUDGED = 25


@dataclass(frozen=True)
class Asking:
    """A stretch of time in which a client is asked daily at a wall-clock time of a zone."""

    since: int
    zone: str
    time: str


@dataclass
class Pause:
    """A stretch of time in which a client is left in peace: until the day on which it is over, or she says so."""

    since: int
    until: date
    ended: int = NEVER


@dataclass(frozen=True)
class Bubble:
    """One new message that Telegram took."""

    at: int
    chat: int
    number: int


@dataclass
class Truth:
    """What was done and what came."""

    zones: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    asked: dict[int, list[tuple[Asking, int]]] = field(default_factory=lambda: defaultdict(list))
    paused: dict[int, list[Pause]] = field(default_factory=lambda: defaultdict(list))
    visits: dict[int, list[tuple[int, int | None]]] = field(default_factory=lambda: defaultdict(list))
    guests: dict[int, int] = field(default_factory=dict)
    bubbles: list[Bubble] = field(default_factory=list)
    requests: Counter[str] = field(default_factory=Counter)
    _read_to: int = 0

    # --- what people do -------------------------------------------------------------------------------------

    def arrives(self, who: int, zone: str, now: int) -> None:
        """Note where somebody is from now on."""
        self.zones[who].append((now, zone))

    def asks(self, who: int, zone: str, time: str, now: int) -> None:
        """Note when somebody is asked from now on."""
        self.rests(who, now)
        self.asked[who].append((Asking(now, zone, time), NEVER))

    def rests(self, who: int, now: int) -> None:
        """Note that somebody is not asked any more."""
        if self.asked[who] and self.asked[who][-1][1] == NEVER:
            self.asked[who][-1] = (self.asked[who][-1][0], now)

    def pauses(self, who: int, days: int, now: int) -> None:
        """Note that somebody wants to be left in peace for some days."""
        self.paused[who].append(Pause(now, local(now, self.zone_of(who, now)).date() + timedelta(days=days)))

    def goes_on(self, who: int, now: int) -> None:
        """Note that somebody does not want to be left in peace any more."""
        self.paused[who][-1].ended = now

    def in_peace(self, who: int, at: int) -> bool:
        """Tell whether somebody wanted to be left in peace at an instant; a pause ends by the clock where she is."""
        today = local(at, self.zone_of(who, at)).date()
        return any(one.since < at < one.ended and today < one.until for one in self.paused[who])

    def asleep(self, who: int) -> bool:
        """Tell whether somebody stopped, or blocked the bot."""
        return self.asked[who][-1][1] != NEVER

    async def agreed(self, read: Reader, who: int, starts: str | None, now: int) -> None:
        """Note what was agreed about somebody's visits just now; ``starts`` is the practice's wall clock, None a no."""
        me = await read(lambda db: people.id_of(db, who))
        for visit in await read(appointments.every):
            if visit.client_id != me:
                continue
            ahead = None if visit.state == "cancelled" else visit.starts_at
            known = self.visits[visit.appointment_id]
            if known and known[-1][1] == ahead:
                continue
            if starts is not None:
                moment = datetime.strptime(starts, "%Y%m%d%H%M")  # noqa: DTZ007 -- the practice's wall clock
                assert ahead == resolve(moment.date(), moment.time(), "Europe/Berlin")
            known.append((now, ahead))
            self.guests[visit.appointment_id] = who

    # --- what came ------------------------------------------------------------------------------------------

    def read(self, log: EffectLog) -> None:
        """Read what is new in the effect log, keep what is needed of it, and let the rest go: a year is long."""
        for place in range(self._read_to, len(log.lines)):
            line = log.lines[place]
            if line["kind"] == "request":
                method = line["method"].lower()
                self.requests[method] += 1
                if method in NEW and line["effect"]:
                    self.bubbles.append(Bubble(line["now_ms"], line["chat_id"], line["message_id"]))
                if self.requests[method] % JUDGED == 1:
                    check_requests([line])
            log.lines[place] = GONE
        self._read_to = len(log.lines)

    def zone_of(self, who: int, at: int) -> str:
        """Give where somebody was at an instant."""
        return [zone for since, zone in self.zones[who] if since <= at][-1]

    def expected(self, who: int, until: int) -> set[date]:
        """Give the local dates on which somebody's hour came while she was there to be asked."""
        found: set[date] = set()
        for asking, ended in self.asked[who]:
            begin, end = local(asking.since, asking.zone).date(), local(min(ended, until), asking.zone).date()
            hour = datetime.strptime(asking.time, "%H%M").time()  # noqa: DTZ007 -- a wall clock
            for number in range((end - begin).days + 1):
                day = begin + timedelta(days=number)
                at = first_instant(day, hour, asking.zone)
                if at is not None and asking.since < at <= min(ended, until):
                    found.add(day)
        return found
