"""Owns what a town's people may expect, and the comparison of that with Telegram's own record and with the ledger.

It refuses the bot's word where people's acts say it as well: expected days follow from acts and wall clocks, by brute
force; what came follows from the simulator's effect log. The ledger is only asked to explain each zero.
"""

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from bot.reading import Reader
from care.ledger import balance
from care.moments import HOUR, MINUTE, SECOND, local, resolve
from simulator.effects import EffectLog
from storage import appointments, people
from storage.messages import PLAIN, Message, plain
from storage.session import Session
from tests.judges import check_requests
from tests.test_recurrence import first_instant

NEVER = 1 << 62
NEW = ("sendmessage", "sendphoto")
GONE: dict[str, Any] = {"kind": "read"}
BY_ITSELF = ("check_in", "routine_prompt", "reminder")
NIGHT_ENDS, NIGHT_BEGINS = 8, 21
# Every so many requests one is held against the two judges of the Bot API: they cost more than the request itself.
JUDGED = 25
APART = 8 * HOUR


@dataclass(frozen=True)
class Asking:
    """A stretch of time in which a client is asked daily at a wall-clock time of a zone."""

    since: int
    zone: str
    time: str


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


@dataclass(frozen=True)
class Findings:
    """What the comparison gave."""

    faults: tuple[str, ...]
    sent: int
    dates: int
    zeros: Counter[str]


async def _ledger(db: Session) -> tuple[list[Message], dict[int, int]]:
    rows = await db.fetch(f"SELECT {PLAIN} FROM message WHERE practice_id = :practice")  # noqa: S608 -- constants only
    known = await db.fetch("SELECT person_id, telegram_id FROM person WHERE practice_id = :practice")
    return [plain(row) for row in rows], {row["person_id"]: row["telegram_id"] for row in known}


async def compare(truth: Truth, read: Reader, now: int) -> Findings:
    """Hold what people did until now against what came and what the ledger says about it."""
    rows, chats = await read(_ledger)
    said, faults = _join(truth, rows, chats)
    faults += _twice(rows, said)
    faults += _at_night(truth, rows, chats, said)
    faults += _visits(truth, rows, said)
    zeros, dates = Counter[str](), 0
    by_client: dict[int, list[Message]] = defaultdict(list)
    for row in rows:
        if row.kind == "check_in" and row.plan_id is not None:
            by_client[chats[row.person_id]].append(row)
    for who in truth.asked:
        expected = truth.expected(who, now - 5 * MINUTE)
        dates += len(expected)
        faults += _days(who, expected, by_client[who], zeros)
    faults += (await read(balance)).faults
    return Findings(tuple(faults), len(said), dates, zeros)


def _join(truth: Truth, rows: list[Message], chats: dict[int, int]) -> tuple[dict[int, Bubble], list[str]]:
    """Find for each bubble its row: 0 lost, 0 strays, 0 copies."""
    by_bubble = {
        (chats[row.person_id], row.telegram_message_id): row
        for row in rows
        if row.telegram_message_id is not None and row.edits is None
    }
    said: dict[int, Bubble] = {}
    faults = []
    for bubble in truth.bubbles:
        row = by_bubble.get((bubble.chat, bubble.number))
        if row is None or row.state != "sent":
            faults.append(f"nobody planned bubble {bubble.number} of chat {bubble.chat}")
        elif row.message_id in said:
            faults.append(f"message {row.message_id} ({row.kind}) is there twice")
        else:
            said[row.message_id] = bubble
    new = [row for row in rows if row.state == "sent" and row.edits is None]
    faults += [
        f"message {row.message_id} ({row.kind}) never reached Telegram" for row in new if row.message_id not in said
    ]
    return said, faults


def _twice(rows: list[Message], said: dict[int, Bubble]) -> list[str]:
    """Find days on which a plan spoke twice, and two of a plan less than eight hours apart."""
    spoken: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        if row.plan_id is not None and row.message_id in said and row.local_date is not None:
            spoken[row.plan_id].append((said[row.message_id].at, row.local_date))
    faults = []
    for plan, times in spoken.items():
        days = Counter(day for _, day in times)
        faults += [f"plan {plan} spoke {count} times on {day}" for day, count in days.items() if count > 1]
        times.sort()
        close = [(one, two) for one, two in pairwise(times) if two[0] - one[0] < APART]
        faults += [f"plan {plan} spoke twice within 8 h: {one}, {two}" for one, two in close]
    return faults


def _at_night(truth: Truth, rows: list[Message], chats: dict[int, int], said: dict[int, Bubble]) -> list[str]:
    faults = []
    for row in rows:
        if row.kind in BY_ITSELF and row.message_id in said and chats[row.person_id] in truth.zones:
            moment = local(said[row.message_id].at, truth.zone_of(chats[row.person_id], said[row.message_id].at))
            if not NIGHT_ENDS <= moment.hour < NIGHT_BEGINS:
                faults.append(f"message {row.message_id} ({row.kind}) came at night: {moment}")
    return faults


def _days(who: int, expected: set[date], rows: list[Message], zeros: Counter[str]) -> list[str]:
    """Hold each expected day against the ledger: said once, or closed with a reason."""
    kept: dict[str, list[Message]] = defaultdict(list)
    for row in rows:
        if row.state != "cancelled":
            kept[row.local_date or ""].append(row)
    faults = []
    for day in sorted(expected):
        found = kept[day.isoformat()]
        if len(found) != 1:
            faults.append(f"client {who} has {len(found)} rows for {day} instead of one")
        elif found[0].state != "sent":
            zeros[f"{found[0].state}: {found[0].reason}"] += 1
            if found[0].reason in (None, "late"):
                faults.append(f"client {who} was not asked on {day}: {found[0].state} {found[0].reason}")
    return faults


def _visits(truth: Truth, rows: list[Message], said: dict[int, Bubble]) -> list[str]:
    """Hold reminders against the visits as they were agreed: before the start, of the time that holds, none missing."""
    faults = []
    reminders: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.kind != "reminder" or row.message_id not in said:
            continue
        at = said[row.message_id].at
        reminders[row.appointment_id or 0].append(at)
        era = [starts for since, starts in truth.visits[row.appointment_id or 0] if since <= at]
        if not era or era[-1] is None or era[-1] <= at:
            faults.append(f"message {row.message_id} reminds of a visit that is over, moved or cancelled")
    for visit, eras in truth.visits.items():
        ends = [since for since, _ in eras[1:]] + [NEVER]
        for (since, starts), ended in zip(eras, ends, strict=True):
            if starts is not None and starts < min(ended, truth.bubbles[-1].at):
                faults += _missing(truth, visit, since, starts, reminders[visit])
    return faults


def _missing(truth: Truth, visit: int, since: int, starts: int, came: list[int]) -> list[str]:
    """Find a reminder of two hours before that was due by day, of a client who could be reached all the time."""
    who, due = truth.guests[visit], starts - 2 * HOUR
    reachable = any(asking.since <= since and ended >= starts for asking, ended in _whole(truth, who))
    hour = local(due, truth.zone_of(who, due)).hour
    moved = any(since <= at <= starts for at, _ in truth.zones[who])
    if due <= since or not reachable or moved or not NIGHT_ENDS <= hour < NIGHT_BEGINS:
        return []
    return [] if any(due <= at < due + 31 * MINUTE for at in came) else [f"visit {visit} was not reminded of at {due}"]


def _whole(truth: Truth, who: int) -> list[tuple[Asking, int]]:
    """Join stretches that touch: who only changed her hour was reachable all the time."""
    joined: list[tuple[Asking, int]] = []
    for asking, ended in truth.asked[who]:
        if joined and joined[-1][1] == asking.since:
            joined[-1] = (joined[-1][0], ended)
        else:
            joined.append((asking, ended))
    return joined


async def lateness(read: Reader, kinds: tuple[str, ...] = BY_ITSELF) -> list[int]:
    """Give by how many ms each planned message came later than it was due and Telegram's pace let it, sorted.

    The pace is replayed: thirty in any second, in the order in which all messages came.
    """
    rows, _ = await read(_ledger)
    window: deque[int] = deque(maxlen=30)
    late = []
    for row in sorted((row for row in rows if row.sent_at is not None), key=lambda row: row.sent_at or 0):
        at = row.sent_at or 0
        ready = max(row.due_at, row.not_before, window[0] + SECOND if len(window) == window.maxlen else 0)
        if row.kind in kinds and row.attempt == 1:
            late.append(max(0, at - ready))
        window.append(at)
    return sorted(late)
