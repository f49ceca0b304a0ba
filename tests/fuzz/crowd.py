"""Owns a crowd that does random things with what is on its screens; refuses what a phone would not let them do."""

import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from simulator import Person
from simulator.chats import Message
from tests.scenes import open_card, push
from tests.stage import Stage

COMMANDS = (
    "start", "help", "privacy", "language", "stop", "checkin", "routine", "visits", "time", "pause", "clients",
    "invite", "team", "announce", "learn", "progress", "start nobody-made-this-token", "nothing", "Help",
    "help@linden_bot", "checkin now please", "",
)  # fmt: skip
TEXTS = (
    "Berlin", "São Paulo", "Springfield", "Xyzzyville", "hello", "7", "18:30", "25:00", "thank you!", "👍", "<b>bold",
    "ich will nicht mehr leben", "\u202eabc",  # one text of danger: after it the routines rest
    "x" * 5000, "{{ 7 * 7 }}", "%s %d", "'; DROP TABLE person; --", "\u0000", "v1:ci.pain:1:3", "👩‍👩‍👧‍👦" * 300,
    "\n\n.\n", "&lt;i&gt;", "a & b",
)  # fmt: skip
NAMES = (
    "Ana", "<i>Ana</i>", "Ümit & Söhne", "A" * 64, "\u202eeve", "👩‍🦰", "{name}", "%s", "\u200b", "O'Hara", "&amp;",
)  # fmt: skip
LANGUAGES = ("en", "es", "de", "pt-br", "tlh", None)
PLACES = ((52.5, 13.4), (-13.8, -171.8), (0.0, 0.0), (90.0, 0.0), (40.7, -74.0), (-31.5, 159.1), (1.9, -157.4))
REMEMBERED = 6
NOTHING = ""
# Nobody here says to be a child: she would be asked and sent nothing more, and could not take it back.
CHILDHOOD = ":under_18"
BLOCKED_SHARE = 0.15  # else too few would be there to do anything

Act = Callable[[Person], Awaitable[str]]


@dataclass
class Crowd:
    """Everybody in one practice, what they did last, and every button that anybody has ever seen."""

    stage: Stage
    dice: random.Random
    people: list[Person] = field(default_factory=list)
    buttons: dict[int, dict[tuple[int, str], None]] = field(default_factory=dict)
    diary: deque[str] = field(default_factory=lambda: deque(maxlen=40))
    tapped: Counter[str] = field(default_factory=Counter)
    acts: int = 0

    async def gather(self) -> None:
        """Bring in an owner, a therapist, two clients, two who were only invited, and one whom nobody knows."""
        maya = await self.stage.owner()
        theo, zed = self.stage.person("Theo", "de"), self.stage.person("Zed", "es", "America/Sao_Paulo")
        await maya.say("/team")
        await self.stage.settle()
        await theo.start(_token(maya))
        await self.stage.settle()
        ana = await self.stage.client(maya, "Ana")
        await open_card(self.stage, maya)
        await push(self.stage, maya)  # else too few would ever come to walk through one
        bea = await self.stage.client(theo, "Bea", "es", confirm=False)
        invited = [self.stage.person("Cem", "de", "Asia/Kolkata"), self.stage.person("Dora", "en", "Pacific/Apia")]
        for person, host in zip(invited, (maya, theo), strict=True):
            await host.say("/invite")
            await self.stage.settle()
            await person.start(_token(host))
            await self.stage.settle()
        self.people = [maya, theo, ana, ana, bea, bea, *invited, zed]

    async def act(self) -> None:
        """Let one to three people do something at the same time, or let time pass, then wait until all is done."""
        if self.dice.random() < 0.12:
            await self._world_acts()
        else:
            for _ in range(self.dice.choice((1, 1, 2, 3))):
                person = self.dice.choice(self.people)
                name, act = self.dice.choices(ACTS, WEIGHTS)[0]
                what = await act(self, person)
                if what == NOTHING:
                    continue
                self._note(f"{person.profile.first_name[:12]!r} {name} {what}")
        await self.stage.settle()
        self._look()

    async def _world_acts(self) -> None:
        chance = self.dice.random()
        if chance < 0.08:
            self._note("the bot is restarted")
            await self.stage.restart()
        elif chance < 0.18:
            self._note("an update comes twice")
            self.stage.telegram.duplicate_next()
        else:
            minutes = self.dice.choice((1, 7, 30, 60, 150, 400, 600, 1440, 1440 * self.dice.randint(2, 5)))
            self._note(f"{minutes} minutes pass")
            await self.stage.pass_(minutes=minutes)

    def _note(self, line: str) -> None:
        self.acts += 1
        self.diary.append(f"{self.acts}: {line}")

    def _look(self) -> None:
        """Remember every button on every screen, for taps on old ones."""
        for person in self.people:
            known = self.buttons.setdefault(person.id, {})
            shown = _shown(person, 3)
            known.update({(one.message_id, button["callback_data"]): None for one, _, _, button in shown})


async def tap(crowd: Crowd, person: Person) -> str:
    """Press a button on the screen."""
    places = _shown(person, REMEMBERED)
    if not places or person.chat.blocked:
        return NOTHING
    actions = [button["callback_data"].split(":")[1] for _, _, _, button in places]
    # What was hardly ever tapped, and what is newest, is likelier: else nobody would ever get deep into a walk.
    # Squared, because a page of health facts has many buttons that do the same, and all would get lost in ticking.
    rare = [((1 + n / len(places)) / (1 + crowd.tapped[action])) ** 2 for n, action in enumerate(actions)]
    message, row, column, button = crowd.dice.choices(places, rare)[0]
    person.press_and_leave(message.message_id, row, column)
    crowd.tapped[button["callback_data"].split(":")[1]] += 1
    return f"{button['text']!r} {button['callback_data']}"


def _shown(person: Person, newest: int) -> list[tuple[Message, int, int, dict[str, Any]]]:
    """Give the buttons of the newest messages that have some, oldest first; a whole screen would take long to draw."""
    with_buttons = [message for message in person.chat.visible() if message.rows]
    return [
        (message, row, column, button)
        for message in with_buttons[-newest:]
        for row, buttons in enumerate(message.rows or ())
        for column, button in enumerate(buttons)
        if "callback_data" in button and not button["callback_data"].endswith(CHILDHOOD)
    ]


async def tap_old(crowd: Crowd, person: Person) -> str:
    """Press a button that was there once, as a phone that has not caught up does."""
    return await _forge(crowd, person, person)


async def tap_foreign(crowd: Crowd, person: Person) -> str:
    """Send the data of somebody else's button, or of nobody's, as an app that was tampered with does."""
    return await _forge(crowd, person, crowd.dice.choice(crowd.people))


async def _forge(crowd: Crowd, person: Person, owner: Person) -> str:
    known = list(crowd.buttons.get(owner.id, ()))
    own = [message.message_id for message in person.chat.messages.values() if message.from_bot]
    if not known or not own or person.chat.blocked:
        return NOTHING
    message_id, data = crowd.dice.choice(known)
    if crowd.dice.random() < 0.2:
        cut = crowd.dice.randrange(len(data))
        data = data[:cut] + crowd.dice.choice(("", "0", "z", ":", "é", "-", ":zz", "9999")) + data[cut + 1 :]
    await person.forge(message_id if message_id in own else crowd.dice.choice(own), data)
    return data


async def say(crowd: Crowd, person: Person) -> str:
    """Write a text."""
    return await _write(person, crowd.dice.choice(TEXTS))


async def command(crowd: Crowd, person: Person) -> str:
    """Write a command."""
    return await _write(person, "/" + crowd.dice.choice(COMMANDS))


async def announce(crowd: Crowd, person: Person) -> str:
    """Begin to write to all clients, and perhaps go on."""
    said = await _write(person, "/announce")
    if said != NOTHING and crowd.dice.random() < 0.7:
        await crowd.stage.settle()
        return await say(crowd, person)
    return said


async def write_activity(crowd: Crowd, person: Person) -> str:
    """Begin to write an activity where a button for it is shown, and perhaps go on."""
    asking = [one for one in _shown(person, REMEMBERED) if one[3]["callback_data"].startswith("v1:fa.new:")]
    if not asking or person.chat.blocked:
        return NOTHING
    message, row, column, button = crowd.dice.choice(asking)
    person.press_and_leave(message.message_id, row, column)
    crowd.tapped["fa.new"] += 1
    await crowd.stage.settle()
    return f"{button['callback_data']} and {await say(crowd, person)}"


async def _write(person: Person, text: str) -> str:
    if person.chat.blocked or not person.chat.started or not text.strip():
        return NOTHING
    await person.say(text)
    return repr(text[:40])


async def send(crowd: Crowd, person: Person) -> str:
    """Send something that is no text."""
    if person.chat.blocked or not person.chat.started:
        return NOTHING
    what = crowd.dice.choice(("photo", "caption", "voice", "sticker", "place", "forward"))
    match what:
        case "photo":
            await person.send_photo()
        case "caption":
            await person.send_photo(crowd.dice.choice(TEXTS)[:1000])
        case "voice":
            await person.send_voice()
        case "sticker":
            await person.send_sticker()
        case "place":
            await person.share_location(*crowd.dice.choice(PLACES), force=True)
        case _:
            await person.forward("/stop")
    return what


async def block(crowd: Crowd, person: Person) -> str:
    """Block the bot, or unblock it again."""
    if not person.chat.blocked and crowd.dice.random() < BLOCKED_SHARE:
        await person.block()
        return "blocks"
    if not person.chat.blocked:
        return NOTHING
    await person.unblock()
    return "unblocks"


async def start(crowd: Crowd, person: Person) -> str:
    """Press START, perhaps on an invitation that lies around."""
    said = [message.body.text for host in crowd.people[:2] for message in host.chat.visible()]
    links = [text for text in said if "?start=" in text]
    payload = (
        crowd.dice.choice(links).partition("?start=")[2].split()[0] if links and crowd.dice.random() < 0.3 else None
    )
    await person.start(payload)
    return "with a link" if payload else "alone"


async def become(crowd: Crowd, person: Person) -> str:
    """Change name and language in Telegram, or empty the chat."""
    if crowd.dice.random() < 0.2:
        await person.delete_chat()
        return "empties the chat"
    name, language = crowd.dice.choice(NAMES), crowd.dice.choice(LANGUAGES)
    model = crowd.stage.telegram.model
    model.people[person.id] = replace(person.profile, first_name=name, language_code=language)
    return f"is now {name!r} ({language})"


async def invite_to_group(crowd: Crowd, person: Person) -> str:
    """Add the bot to a group and speak there."""
    group = await person.add_to_group("Friends")
    await person.say_in_group(group, "/help")
    return "speaks in a group"


ACTS: tuple[tuple[str, Callable[[Crowd, Person], Awaitable[str]]], ...] = (
    ("taps", tap), ("taps the old", tap_old), ("forges", tap_foreign), ("says", say), ("commands", command),
    ("sends", send), ("toggles", block), ("starts", start), ("becomes", become), ("adds", invite_to_group),
    ("announces", announce), ("writes", write_activity),
)  # fmt: skip
WEIGHTS = (55, 8, 4, 8, 12, 4, 6, 3, 2, 0.5, 2, 2)


def _token(host: Person) -> str:
    return host.screen()[-1].text.partition("?start=")[2].split()[0]
