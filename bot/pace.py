"""Owns how fast the bot may speak: Telegram's limits, the urgent first, learned down; refuses to keep anything back.

The share for interactive replies needs no reserve: whoever waits with the best priority gets the next token. A person
whose own second is full waits beside the others, so that nobody waits for her.
"""

import asyncio
import heapq
from collections import deque

from bot.chat_pace import ANSWERS, ChatPace
from bot.even import Even
from bot.limit import Learned
from bot.tokens import NoWallet, PaceClosedError, PaceSilentError, Waiter, Wallet
from care.clock import Clock
from care.messenger import Ticket
from care.moments import SECOND

PER_SECOND = 30
PAID_PER_SECOND = 1000
FOREVER = 1 << 62


class Pace:
    """Lets so many messages go in any one second of the app's clock, and to any one person.

    As many as that may go at once after a rest, but never that many and then a steady stream on top: Telegram counts
    every second anew. Raises PaceClosedError to whoever waits when the process ends, and PaceSilentError when Telegram
    asked everybody to wait: those messages never left, and are known not to have.
    """

    def __init__(self, clock: Clock, per_second: int = PER_SECOND) -> None:
        """Allow ``per_second`` messages in any second."""
        self._clock = clock
        self.learned = Learned(per_second)
        self._chats = ChatPace()
        self._even = Even()
        self._wallet: Wallet = NoWallet()
        self._free: deque[int] = deque(maxlen=per_second)
        self._all: deque[int] = deque(maxlen=PAID_PER_SECOND)
        self._ready: list[Waiter] = []
        self._payable: list[Waiter] = []
        self._resting: list[tuple[int, Waiter]] = []
        self._count = 0
        self._pouring: asyncio.Task[None] | None = None
        self._until = 0
        self._paid_at = -SECOND
        self._seen = 0
        self._closed = False

    def pay_with(self, wallet: Wallet) -> None:
        """Let more go than the free ones, of those that may be paid for, out of ``wallet``."""
        self._wallet = wallet

    @property
    def busy(self) -> bool:
        """Tell whether those who wait may go on without the clock."""
        return self._wallet.busy

    @property
    def waiting(self) -> int:
        """Give how many messages wait for a token."""
        return len(self._ready) + len(self._payable) + len(self._resting)

    @property
    def resting(self) -> int:
        """Give how many of them wait for their own person's second only."""
        return len(self._resting)

    def silent_until(self) -> int | None:
        """Give the instant until which Telegram wants no message of anybody's, or None."""
        return self.learned.silent_until(self._clock.now())

    async def slot(self, priority: int, chat: int, *, payable: bool = False) -> Ticket:
        """Wait for the right to send one message to a chat; 0 is the most urgent.

        While ``payable`` ones are paid for, so is whatever else would have to wait: Telegram counts them together.
        """
        if self._closed:
            raise PaceClosedError
        now = self._clock.now()
        if (silent := self.learned.silent_until(now)) is not None:
            raise PaceSilentError(silent - now)
        self._count += 1
        waiter = Waiter(priority, self._count, chat, payable, now, asyncio.get_running_loop().create_future())
        self._line_up(waiter, now)
        self.look()
        try:
            return await waiter.granted
        except asyncio.CancelledError:
            if waiter.granted.done() and not waiter.granted.cancelled() and waiter.granted.exception() is None:
                self.unspend(waiter.granted.result())
            raise

    def give_back(self) -> None:
        """Take back the fee of a message that was paid for and certainly did not leave."""
        self._wallet.give_back()

    def unspend(self, ticket: Ticket) -> None:
        """Take back a ticket with which nothing was sent: the next one who waits may have it."""
        for used in (self._all, self._free if not ticket.paid else None):
            if used is not None and ticket.at in used:
                used.remove(ticket.at)
        self._chats.unspend(ticket.chat)
        if ticket.paid:
            self._wallet.give_back()
        self.look()

    def refused(self, chat: int, wait_ms: int) -> None:
        """Note that Telegram asked to wait: for one person, or, when it asks several at once, for the whole bot."""
        now = self._clock.now()
        if not self.learned.refused(now, chat, wait_ms):
            return
        error = PaceSilentError(wait_ms)
        for waiter in self._everybody():
            if not waiter.granted.done():
                waiter.granted.set_exception(error)
        self.look()

    def _everybody(self) -> list[Waiter]:
        """Take all waiters out of their lines."""
        found = [*self._ready, *self._payable, *(waiter for _, waiter in self._resting)]
        self._ready, self._payable, self._resting = [], [], []
        return found

    def _line_up(self, waiter: Waiter, now: int) -> None:
        """Put a waiter where she belongs: to rest, or to those who need nothing but a token."""
        rests_until = self._chats.free_at(waiter.chat, now, waiter.priority)
        if rests_until > now:
            heapq.heappush(self._resting, (rests_until, waiter))
        else:
            heapq.heappush(self._payable if waiter.payable else self._ready, waiter)

    def look(self) -> None:
        """Give tokens as far as they go, and see that somebody comes back for the rest."""
        now = self._clock.now()
        if now < self._seen:
            # What lies ahead was written before the clock was set back; waiting for it to come again would take hours.
            for waiter in self._everybody():
                self._line_up(waiter, now)
        self._seen = now
        while self._resting and self._resting[0][0] <= now:
            self._line_up(heapq.heappop(self._resting)[1], now)
        while (found := self._next(now)) is not None:
            self._grant(found[0], now, paid=found[1])
        self._come_back(now)

    def _next(self, now: int) -> tuple[Waiter, bool] | None:
        """Take the waiter who gets a token now, and say whether it is paid for."""
        first = self._first()
        if first and self._token_at(now, first[0].priority) <= now:
            return heapq.heappop(first), False
        if first and self._pays(now) and _full_until(self._all, PAID_PER_SECOND, now) <= now and self._wallet.take():
            return heapq.heappop(first), True
        return None

    def _pays(self, now: int) -> bool:
        """Tell whether something is being paid for: it waits now, or went out within this second."""
        return bool(self._payable) or 0 <= now - self._paid_at < SECOND

    def _first(self) -> list[Waiter]:
        """Give the line whose first waiter is the most urgent."""
        return min((line for line in (self._ready, self._payable) if line), key=lambda line: line[0], default=[])

    def _grant(self, waiter: Waiter, now: int, *, paid: bool) -> None:
        done, rests = waiter.granted.done(), self._chats.free_at(waiter.chat, now, waiter.priority) > now
        if done or rests:
            if paid:
                self._wallet.give_back()
            if not done:
                self._line_up(waiter, now)
            return
        self._chats.spend(waiter.chat, now)
        self._all.append(now)
        if paid:
            self._paid_at = now
        else:
            self._free.append(now)
            if waiter.priority > ANSWERS:
                self._even.spend(now, self.learned.per_second(now))
        # Of two that leave together Telegram may charge either, and refuse the one that did not say that it may.
        waiter.granted.set_result(
            Ticket(waiter.chat, now, max(0, now - waiter.since), flagged=paid or self._flags(now), paid=paid)
        )

    def _flags(self, now: int) -> bool:
        return (self._wallet.has_money and self._pays(now)) or 0 <= now - self._paid_at < SECOND

    def _token_at(self, now: int, priority: int) -> int:
        """Give the instant of the next free token."""
        token = _full_until(self._free, self.learned.per_second(now), now)
        return token if priority <= ANSWERS or self._flags(now) else max(token, self._even.free_at(now))

    def _come_back(self, now: int) -> None:
        """See that the lines are looked at again at the first instant at which somebody may go."""
        waits = [self.learned.silent_until(now) or FOREVER]
        if first := self._first():
            waits.append(self._token_at(now, first[0].priority))
        if self._resting:
            waits.append(self._resting[0][0])
        until = min(waits)
        asleep = self._pouring is not None and not self._pouring.done() and self._pouring is not asyncio.current_task()
        if asleep and self._pouring is not None:
            if until == self._until:
                return
            self._pouring.cancel()
        self._until = until
        if until != FOREVER:
            self._pouring = asyncio.create_task(self._later(until), name="pace")

    async def _later(self, until: int) -> None:
        await self._clock.sleep_until(until)
        self.look()

    def close(self) -> None:
        """Let nobody send any more."""
        self._closed = True
        if self._pouring is not None:
            self._pouring.cancel()
        for waiter in self._everybody():
            if not waiter.granted.done():
                waiter.granted.set_exception(PaceClosedError())


def _full_until(last: deque[int], most: int, now: int) -> int:
    """Give the instant from which one more fits into a second that holds at most so many."""
    # What lies ahead was written before the clock was set back.
    if len(last) < most or not last[-most] <= now < last[-most] + SECOND:
        return now
    return last[-most] + SECOND
