"""Owns the first day as Maya, Ana and Ben play it under fire: they try again when nothing happens; refuses to peek.

They know only their screens, so a tap is repeated while its button is still there, and a command when it is not.
"""

import re
from dataclasses import dataclass

from care.moments import HOUR, MINUTE
from simulator import Person
from tests.faults.storm import Storm

CHECK_IN_AT = 6 * HOUR + 31 * MINUTE  # half past six in the evening, counted from noon, and a minute
PAIN, MOOD = 4, "common.mood_4"


@dataclass
class Journey:
    """The cast of one first day."""

    storm: Storm
    maya: Person

    async def open_practice(self) -> None:
        """Let Maya become the owner by the newest link that the program printed."""

        async def act() -> None:
            await self.maya.start(re.findall(r"\?start=([\w-]+)", self.storm.program.log())[-1])

        storm = self.storm
        await storm.reach(
            self.maya, lambda: storm.read(self.maya, "joining.owner") or storm.read(self.maya, "joining.already"), act
        )

    async def _invitation(self) -> str:
        known = len(self.storm.read(self.maya, "invite.client"))

        async def act() -> None:
            await self.storm.say(self.maya, "/invite")

        await self.storm.reach(self.maya, lambda: len(self.storm.read(self.maya, "invite.client")) > known, act)
        return self.storm.read(self.maya, "invite.client")[-1].text.partition("?start=")[2].split()[0]

    async def _tapped(self, who: Person, label: str, goal: str, *, otherwise: str = "", about: str = "") -> None:
        """Press a button until a message is there; where the button is not, write a command instead."""
        storm = self.storm

        async def act() -> None:
            if not storm.press(who, storm.label(label), about) and otherwise:
                await storm.say(who, otherwise)

        def there() -> bool:
            return any(about in one.text for one in storm.read(who, goal))

        await storm.reach(who, there, act)

    async def join(self, name: str) -> Person:
        """Let somebody come in with the three taps of the defaults, and Maya confirm it."""
        storm = self.storm
        ana = storm.telegram.person(name, zone="Europe/Berlin")
        token = await self._invitation()
        await storm.reach(ana, lambda: storm.read(ana, "joining.consent"), lambda: ana.start(token))
        await self._tapped(ana, "joining.agree", "times.ask_zone")
        await storm.reach(ana, lambda: storm.read(ana, "times.ask_time"), lambda: self._first_button(ana))
        await storm.reach(ana, lambda: storm.read(ana, "times.all_set"), lambda: self._first_button(ana))
        confirm = storm.label("joining.it_is_her", name=name)

        async def act() -> None:
            if not storm.press(self.maya, confirm):  # the news was lost: she looks for herself
                await self._card(name)

        await storm.reach(self.maya, lambda: self._cards(name), act)
        return ana

    async def _first_button(self, who: Person) -> None:
        bubble = next((one for one in reversed(who.screen()) if one.buttons), None)
        if bubble is not None:
            who.press_and_leave(bubble.message_id, 0, 0)

    def _cards(self, name: str) -> bool:
        return any(one.text.startswith(name) for one in self.storm.read(self.maya, "card.client"))

    async def _card(self, name: str) -> None:
        storm = self.storm
        if not storm.press(self.maya, f"? {name}") and not storm.press(self.maya, name):
            await storm.say(self.maya, "/clients")

    async def send_routine(self, name: str, routine: str) -> None:
        """Let Maya send a routine, every day at 18:00."""
        storm, maya = self.storm, self.maya
        at_six = storm.label("routine.timing", days="1234567", names=[], time="18:00")
        await self._open_card(name)
        await self._tapped(maya, "card.send_routine", "routine.choose", about=name)
        await self._tapped(maya, storm.library.routine_words(routine, "en").name, "routine.preview", about=name)
        await self._tapped(maya, at_six, "gate.stopped", about=name)
        await self._tapped(maya, "intake.nothing", "routine.summary", about=name)
        await self._tapped(maya, "routine.send_unreviewed", "routine.sent", about=name)

    async def _open_card(self, name: str) -> None:
        storm = self.storm

        async def act() -> None:
            if not storm.press(self.maya, storm.label("card.back_to_card"), name):
                await self._card(name)

        await storm.reach(self.maya, lambda: self._cards(name), act)

    async def book(self, name: str, day: str, hour: str) -> None:
        """Let Maya book a visit of an hour."""
        maya, label = self.maya, self.storm.label("visit.minutes", minutes=60)
        await self._open_card(name)
        await self._tapped(maya, "card.book", "visit.choose_day", about=name)
        await self._tapped(maya, day, "visit.choose_hour", about=name)
        await self._tapped(maya, hour, "visit.choose_length", about=name)
        await self._tapped(maya, label, "visit.booked_receipt", about=name)

    async def confirm(self, who: Person) -> None:
        """Let a client say that she will come."""
        await self._tapped(who, "visit.confirm", "visit.confirmed", otherwise="/visits")

    async def walk(self, who: Person) -> None:
        """Let a client go through the routine on her screen, step by step, to its end."""
        storm = self.storm
        forward = ("routine.felt_right", "routine.finish", "routine.next", "3", "routine.start")

        async def act() -> None:
            if not any(storm.press(who, storm.label(label)) for label in forward):
                await storm.say(who, "/routine")

        for _ in range(40):
            await storm.rest()
            if storm.read(who, "routine.receipt"):
                return
            await act()
        raise AssertionError(f"{who.profile.first_name} never finished:\n{who.shown()}")

    async def check_in(self, who: Person) -> None:
        """Let a client answer today's check-in with two taps."""
        await self._tapped(who, str(PAIN), "check_in.ask_mood", otherwise="/checkin")
        await self._tapped(who, MOOD, "check_in.receipt")

    async def write(self, who: Person, notes: int) -> None:
        """Let a client write a few words, each only once: nothing but the ledger of updates keeps them single."""
        for number in range(notes):
            await self.storm.say(who, f"{who.profile.first_name}'s note {number}")
            await self.storm.rest()
