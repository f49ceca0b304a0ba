"""Owns acting on one update: who acted, what for, in whose turn; refuses to act twice or for the wrong person.

The turn records the update's number in the same transaction as its effect, so that a repeat does nothing.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from bot import admission
from bot.buttons import ButtonError, Tap, decode
from bot.incoming import Incoming, Sender
from bot.messenger import TelegramMessenger
from bot.routes import TAPS
from bot.routes.commands import COMMANDS
from bot.routes.route import Act
from care import invites, reach, talking, times
from care.app import App, UnknownPersonError
from care.delivery import Delivery
from care.pages import unknown_command
from care.screen import Menu, TapError, Toast
from care.turn import Turn
from care.words import Words
from content.places.locate import zone_at
from storage import people, updates
from storage.own_pictures import OwnPicture
from storage.people import Person

log = structlog.get_logger(__name__)

Work = Callable[[Turn, Person], Awaitable[Toast | None]]


@dataclass(frozen=True)
class Bot:
    """Which bot the updates belong to."""

    bot_id: int
    username: str


async def _blocked(turn: Turn, _text: str) -> None:
    await reach.blocked(turn, "blocked")


async def _joined(_turn: Turn, _text: str) -> None:
    """Do nothing more: everything that a person does shows that she is back."""


# What is neither a command nor a button, and what takes it.
PLAIN: dict[str, Callable[[Turn, str], Awaitable[None]]] = {
    "text": talking.said,
    "edited": talking.edited,
    "blocked": _blocked,
    "joined": _joined,
}


async def _showed(turn: Turn, incoming: Incoming) -> None:
    picture = OwnPicture(*incoming.picture) if incoming.picture else None
    await talking.showed(turn, incoming.text, picture, names=incoming.argument)


class Handling:
    """Turns incoming updates into turns."""

    def __init__(self, app: App, delivery: Delivery, messenger: TelegramMessenger, bot: Bot) -> None:
        """Act for one bot."""
        self._app = app
        self._delivery = delivery
        self._messenger = messenger
        self._bot = bot

    async def handle(self, incoming: Incoming) -> None:
        """Act on one update; returns when its effect is committed, raises when nothing was changed."""
        if incoming.kind == "group":
            if incoming.chat_id and incoming.text not in ("left", "kicked"):
                await self._messenger.leave(incoming.chat_id)
            return
        me = await self._app.meet(self._stranger(incoming.sender))
        match incoming.kind:
            case "tap":
                await self._tap(incoming, me)
            case "location":
                zone = await zone_at(*(incoming.location or (0.0, 0.0)))
                await self._plain(incoming, me, lambda turn: talking.is_at(turn, zone, incoming.argument))
            case "media":
                await self._plain(incoming, me, partial(_showed, incoming=incoming))
            case "command":
                await self._turn(incoming, me, me, self._command(incoming))
            case kind if kind in PLAIN:
                await self._plain(incoming, me, lambda turn: PLAIN[kind](turn, incoming.text))

    async def excuse(self, raw: Mapping[str, Any]) -> None:
        """Stop the spinning of a button whose tap could not be handled, and say that it will be tried again."""
        query = raw.get("callback_query")
        if not isinstance(query, Mapping) or not isinstance(query.get("id"), str):
            return
        who = query.get("from")
        language = who.get("language_code") if isinstance(who, Mapping) else None
        locale = self._app.library.locale_for(language if isinstance(language, str) else None)
        await self._messenger.toast(query["id"], Words(self._app.library, locale).toast("common.trying"))

    def _stranger(self, sender: Sender) -> Person:
        practice, library = self._app.practice, self._app.library
        locale = library.locale_for(sender.language_code or practice.locale, informal=practice.informal)
        return Person(
            person_id=0, telegram_id=sender.telegram_id, name=sender.name, username=sender.username, locale=locale,
            zone=practice.zone, country=practice.country, doing=None, reach="open", menu=None, lease_owner=None,
            lease_epoch=0, lease_until=0,
        )  # fmt: skip

    async def _plain(self, incoming: Incoming, me: int, work: Callable[[Turn], Awaitable[None]]) -> None:
        async def and_nothing_to_toast(turn: Turn, _: Person) -> None:
            if incoming.kind != "blocked":
                await reach.unblocked(turn)
            await work(turn)

        await self._turn(incoming, me, me, and_nothing_to_toast)

    def _command(self, incoming: Incoming) -> Work:
        async def work(turn: Turn, actor: Person) -> Toast | None:
            await reach.unblocked(turn)
            if incoming.text == "start" and incoming.argument:
                if not invites.is_token(incoming.argument) and await talking.danger(turn, incoming.argument):
                    return None  # no link of ours: somebody wrote these words
                await invites.open_link(turn, incoming.argument)
                return None
            if incoming.argument or incoming.text not in COMMANDS:
                await talking.danger(turn, f"{incoming.text} {incoming.argument}")
            await times.forget(turn)
            if incoming.text == "start" and turn.person.reach == "stopped":
                return await reach.go_on(turn, None)
            route = COMMANDS.get(incoming.text)
            if route is None or not admission.allows(route, actor):
                await unknown_command(turn)
                return None
            return await route.handler(turn, Act(actor, self._bot.username, Tap(incoming.text, 0, ())))

        return work

    async def _tap(self, incoming: Incoming, me: int) -> None:
        try:
            tap = decode(incoming.text)
            route = TAPS.get(tap.action)
            if route is None:
                raise ButtonError(tap.action)  # noqa: TRY301 -- one answer for every button that means nothing today
            act = Act(await self._actor(me), self._bot.username, tap)
            about = act.number(0) if route.about_client else me
        except (ButtonError, TapError):
            await self._void(incoming, me, "common.no_longer")
            return

        async def work(turn: Turn, actor: Person) -> Toast | None:
            words = Words(self._app.library, actor.locale)
            if actor is turn.person:
                await reach.unblocked(turn)
            refusal = await admission.refusal(turn, route, actor, tap, incoming)
            if refusal is not None:
                return words.toast(refusal)
            return await route.handler(turn, Act(actor, self._bot.username, tap))

        try:
            await self._turn(incoming, me, about, work)
        except TapError:
            await self._void(incoming, me, "common.no_longer")
        except UnknownPersonError:
            # Like somebody else's client, so that nobody can find out by trying who is one here.
            await self._void(incoming, me, "common.not_yours")

    async def _actor(self, me: int) -> Person:
        found = await self._app.read(lambda db: people.get(db, me))
        if found is None:
            raise UnknownPersonError(me)
        return found

    async def _void(self, incoming: Incoming, me: int, key: str) -> None:
        async def work(_turn: Turn, actor: Person) -> Toast | None:
            return Words(self._app.library, actor.locale).toast(key)

        await self._turn(incoming, me, me, work)

    async def _turn(self, incoming: Incoming, me: int, about: int, work: Work) -> None:
        """Run one update's turn and do what it left to do; a repeated update changes nothing and says nothing."""

        async def transaction(turn: Turn) -> Toast | None:
            if not await updates.record(turn.db, self._bot.bot_id, incoming.update_id):
                return None
            actor = turn.person if about == me else await people.get(turn.db, me)
            if actor is None:
                raise UnknownPersonError(me)
            turn.written_at = incoming.written_at
            await self._keep_name(turn, actor, incoming.sender)
            if actor is turn.person:
                await people.heard(turn.db, actor.person_id)
            return await work(turn, actor)

        done = await self._app.turn(about, transaction)
        self._delivery.after(about, done)
        if incoming.callback_id is not None:
            await self._messenger.toast(incoming.callback_id, done.result)
        for menu in done.menus:
            await self._set_menu(menu)

    async def _keep_name(self, turn: Turn, actor: Person, sender: Sender) -> None:
        if (actor.name, actor.username) != (sender.name, sender.username) and actor is turn.person:
            await people.rename(turn.db, actor.person_id, sender.name, sender.username)
            await turn.refresh()

    async def _set_menu(self, menu: Menu) -> None:
        if not await self._messenger.set_menu(menu):
            return

        async def note(turn: Turn) -> None:
            await people.set_menu(turn.db, turn.person.person_id, menu.stamp)

        person_id = await self._app.read(lambda db: people.id_of(db, menu.telegram_id))
        if person_id is not None:
            await self._app.turn(person_id, note)
