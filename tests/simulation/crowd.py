"""Owns a town of clients who live with the bot for weeks: what they do by chance, and what they then may expect.

It refuses to ask the bot what it planned: what is expected follows from what people did and the wall clocks alone.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from care.moments import DAY, HOUR, clock_time, local
from care.screen import base36
from simulator import Person
from tests.simulation.cast import FAR, PLACES, Client, touch
from tests.simulation.truth import Truth
from tests.stage import Stage
from tests.test_recurrence import first_instant

TIMES = ("1830", "0800", "1200", "1700", "1930", "2000")
LANGUAGES = ("en", "es", "de")
ROUTINES = ("desk_neck_shoulders", "low_back_first_week")
SLICE = 4 * HOUR
# How likely who stopped or blocked is back on a day: else hardly anybody would be left after a year.
BACK = 0.4


@dataclass
class Town:
    """A practice and its clients. ``busy`` is how likely each client does something unusual in a day."""

    stage: Stage
    dice: random.Random
    busy: float = 0.06
    truth: Truth = field(default_factory=Truth)
    clients: list[Client] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)

    async def gather(self, count: int) -> None:
        """Let Maya come in and invite so many clients, spread over all places."""
        self.maya = await self.stage.owner()
        for number in range(count):
            await self._join(number)

    async def _join(self, number: int) -> None:
        stage, (city, zone) = self.stage, PLACES[number % len(PLACES)]
        person = stage.person(f"C{number}", LANGUAGES[number % 3], zone)
        await stage.start(person, await stage.invitation(self.maya))
        client = Client(person, zone, TIMES[number % len(TIMES)])
        await self.press(person, "jn.yes")
        await self._choose_city(client, city, zone)
        await self.press(person, "tm.at", client.time)
        newest = next(reversed(self.maya.chat.messages.values()))
        client.number = (newest.rows or ())[0][0]["callback_data"].split(":")[3]
        await self.press(self.maya, "cl.yes")
        self.clients.append(client)
        self.truth.arrives(person.id, zone, self.now)
        self.truth.asks(person.id, zone, client.time, self.now)

    @property
    def now(self) -> int:
        """Give the simulated instant."""
        return self.stage.telegram.now_ms

    async def rest(self) -> None:
        """Wait until all is done; on a busy machine a slow update is parked, and its next try waits for the clock."""
        await self.stage.settle()
        assert self.stage.world is not None
        while (parked := self.stage.world.mailboxes.next_due()) is not None:
            await self.stage.telegram.advance(max(1.0, (parked - self.now) / 1000))
            await self.stage.settle()

    async def say(self, who: Person, text: str) -> None:
        """Write something and wait until all is done."""
        await who.say(text)
        await self.rest()

    # --- fingers --------------------------------------------------------------------------------------------

    async def press(self, who: Person, action: str, *args: str) -> bool:
        """Press the newest button that asks for this, and wait until all is done; False when there is none."""
        found = self.touch(who, action, *args)
        if found:
            await self.rest()
        return found

    def touch(self, who: Person, action: str, *args: str) -> bool:
        """Press as :func:`touch` does; Maya looks at her newest bubble only, for older ones are about other clients."""
        return touch(who, action, *args, far=1 if who is self.maya else FAR)

    async def _choose_city(self, client: Client, city: str, zone: str) -> None:
        await self.press(client.person, "tm.city")
        await self.say(client.person, city)
        assert await self.press(client.person, "tm.zone", zone), client.person.shown()

    # --- a life ---------------------------------------------------------------------------------------------

    async def live(self, days: float) -> None:
        """Let time pass in slices of some hours; in each, questions are answered and now and then something happens."""
        until = self.now + int(days * DAY)
        while self.now < until:
            await self.stage.telegram.advance(min(SLICE, until - self.now) / 1000)
            await self._answer_all()
            for client in self.clients:
                if self.dice.random() < self.busy * SLICE / DAY:
                    await self._happens(client)
                elif client.reach != "open" and self.dice.random() < BACK * SLICE / DAY:
                    await (self.stops if client.reach == "stopped" else self.blocks)(client)
            self.truth.read(self.stage.telegram.log)

    async def _answer_all(self) -> None:
        reachable = [one for one in self.clients if not one.person.chat.blocked]
        asked = [one for one in reachable if self.dice.random() < 0.7]
        for action, values in (("ci.pain", "0123456"), ("ci.mood", "12345")):
            touched = [self.touch(one.person, action, self.dice.choice(values)) for one in asked]
            if any(touched):
                await self.rest()

    async def _happens(self, client: Client) -> None:
        events = (
            (self.books, 6), (self.moves_visit, 2), (self.cancels, 2), (self.travels, 4), (self.stops, 2),
            (self.blocks, 2), (self.takes_routine, 2), (self.chooses_time, 1), (self.pauses, 2), (self.restarts_bot, 1),
        )  # fmt: skip
        event = self.dice.choices([event for event, _ in events], [weight for _, weight in events])[0]
        self.events[event.__name__] += 1
        await event(client)

    async def restarts_bot(self, _client: Client) -> None:
        """Restart the bot."""
        await self.stage.restart()
        await self.rest()

    async def stops(self, client: Client) -> None:
        """Stop, or start again."""
        if client.reach == "blocked":
            return
        await self.say(client.person, "/start" if client.reach == "stopped" else "/stop")
        self._reach(client, "open" if client.reach == "stopped" else "stopped")

    async def blocks(self, client: Client) -> None:
        """Block the bot, or unblock it; who had stopped before does neither."""
        if client.reach == "stopped":
            return
        await (client.person.unblock() if client.reach == "blocked" else client.person.block())
        await self.rest()
        self._reach(client, "open" if client.reach == "blocked" else "blocked")

    def _reach(self, client: Client, reach: str) -> None:
        client.reach = reach
        if reach == "open":
            self.truth.asks(client.person.id, client.home or client.zone, client.time, self.now)
        else:
            self.truth.rests(client.person.id, self.now)

    async def travels(self, client: Client) -> None:
        """Go to another place, or home, and take one of the two clocks that are offered, or none."""
        if client.reach != "open":
            return
        city, zone = self.dice.choice(PLACES)
        if zone == client.zone:
            return
        before = client.zone
        await self.say(client.person, "/time")
        await self.press(client.person, "tm.move")
        await self._choose_city(client, city, zone)
        client.zone = zone
        self.truth.arrives(client.person.id, zone, self.now)
        if client.home not in (None, zone) and not self._at_night(client, client.home or zone):
            return  # she keeps the clock that she kept before
        client.home = None
        self.truth.asks(client.person.id, zone, client.time, self.now)
        if self.dice.random() < 0.5 and self.touch(client.person, "tm.keep", before):
            await self.rest()
            client.home = before
            self.truth.asks(client.person.id, before, client.time, self.now)

    def _at_night(self, client: Client, home: str) -> bool:
        """Tell whether her hour by the clock of home is, in the coming year, ever at night where she is."""
        hour, today = clock_time(client.time), local(self.now, home).date()
        days = [first_instant(today + timedelta(days=number), hour, home) for number in range(367)]
        coming = [local(at, client.zone).hour for at in days if at is not None and at > self.now]
        return any(not 8 <= hour < 21 for hour in coming)

    async def chooses_time(self, client: Client) -> None:
        """Choose another time for the check-in."""
        if client.reach != "open" or client.home is not None:
            return
        await self.say(client.person, "/time")
        await self.press(client.person, "tm.time")
        client.time = self.dice.choice(TIMES)
        await self.press(client.person, "tm.at", client.time)
        self.truth.asks(client.person.id, client.zone, client.time, self.now)

    async def pauses(self, client: Client) -> None:
        """Rest for one to fourteen days, or go on before they are over."""
        if client.reach != "open":
            return
        await self.say(client.person, "/pause")
        days = self.dice.choice((1, 3, 7, 14))
        if touch(client.person, "pz.end", far=1):
            await self.rest()
            self.truth.goes_on(client.person.id, self.now)
        elif touch(client.person, "pz.set", base36(days), far=1):
            await self.rest()
            self.truth.pauses(client.person.id, days, self.now)

    async def takes_routine(self, client: Client) -> None:
        """Be given a routine by Maya, daily at 18:00 or 09:00."""
        if client.reach != "open":
            return
        await self._card(client)
        await self.press(self.maya, "rt.list")
        await self.press(self.maya, "rt.see", self.dice.choice(ROUTINES))
        await self.press(self.maya, "rt.at", self.dice.choice(("1800", "0900")))
        await self.press(self.maya, "ic.go")
        await self.press(self.maya, "rt.ok")

    # --- visits ---------------------------------------------------------------------------------------------

    async def _card(self, client: Client) -> None:
        await self.say(self.maya, "/clients")
        newest = next(reversed(self.maya.chat.messages.values()))
        # The list shows the newest clients only; Maya knows the button of each from when she joined.
        anchor = (newest.rows or ())[0][0]["callback_data"].split(":")[2]
        await self.maya.forge(newest.message_id, f"v1:cl.card:{anchor}:{client.number}")
        await self.rest()

    async def books(self, client: Client) -> None:
        """Let Maya book a visit in the next two weeks."""
        await self._card(client)
        await self.press(self.maya, "vs.new", "-")
        await self._pick(client)

    async def _pick(self, client: Client) -> None:
        """Choose a day, an hour that is free and a length on the pickers."""
        here = local(self.now, "Europe/Berlin")
        day = local(self.now + self.dice.randint(0, 12) * DAY, "Europe/Berlin")
        if day.month != here.month:
            await self.press(self.maya, "vs.page", f"{day:%Y%m}")
        if not await self.press(self.maya, "vs.day", f"{day:%Y%m%d}"):
            return
        free = [
            button["callback_data"].rpartition(":")[2]
            for row in next(reversed(self.maya.chat.messages.values())).rows or ()
            for button in row
            if ":vs.at:" in button["callback_data"]
        ]
        if not free:
            return
        chosen = self.dice.choice(free)
        await self.press(self.maya, "vs.at", chosen)
        await self.press(self.maya, "vs.ok", "u")  # 30 minutes, in base 36
        await self._agreed(client, chosen)

    async def _agreed(self, client: Client, starts: str | None) -> None:
        assert self.stage.world is not None
        await self.truth.agreed(self.stage.world.app.read, client.person.id, starts, self.now)

    async def _open_visit(self, client: Client) -> bool:
        await self._card(client)
        return await self.press(self.maya, "vs.card", client.number)

    async def moves_visit(self, client: Client) -> None:
        """Let Maya move a visit."""
        if await self._open_visit(client) and await self.press(self.maya, "vs.new", client.number):
            await self._pick(client)

    async def cancels(self, client: Client) -> None:
        """Let Maya cancel a visit, or the client give it up."""
        if await self._open_visit(client) and await self.press(self.maya, "vs.drop"):
            await self.press(self.maya, "vs.end")
            await self._agreed(client, None)
