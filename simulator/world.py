"""Owns the whole state of this Telegram: bots, people, chats, files; refuses to speak HTTP."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from simulator.bots import Bot
from simulator.chats import Chat, Message
from simulator.effects import EffectLog
from simulator.faults import Faults
from simulator.files import FileStore
from simulator.limits import Limits
from simulator.messages import message_json
from simulator.wakeup import Wakeup

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simulator.accounts import BotAccount, Profile
    from simulator.clock import SimulatedClock

FIRST_PERSON = 700_000_001
FIRST_GROUP = -4_000_000_001


class World:
    """One Telegram."""

    def __init__(self, clock: SimulatedClock, limits: Limits | None = None, log: Path | None = None) -> None:
        """Begin empty; `limits` are the flood limits of every bot, `log` the file of the effect log."""
        self.clock = clock
        self.limits = limits or Limits()
        self.log = EffectLog(clock, log)
        self.faults = Faults()
        self.faults.on_change = self._wake_polls
        self.files = FileStore()
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, Profile] = {}
        self.chats: dict[tuple[int, int], Chat] = {}
        self.listeners: list[Callable[[dict[str, Any]], None]] = []
        self.queues_changed = Wakeup()
        self._next_person = FIRST_PERSON
        self.toasts: dict[int, list[str]] = {}
        self._reordered: dict[int, deque[tuple[Bot, str, dict[str, Any], int]]] = {}

    # --- who takes part -------------------------------------------------------------------------------------

    def add_bot(self, account: BotAccount) -> Bot:
        """Register a bot, as BotFather does."""
        bot = Bot(account, self.clock, self.limits)
        bot.queue.on_confirm = lambda update_id: self._confirmed(bot, update_id)
        self.bots[account.token] = bot
        return bot

    def first_bot(self) -> Bot:
        """Return the bot that was registered first, the one people talk to unless they say otherwise."""
        return next(iter(self.bots.values()))

    def bot_by_username(self, username: str) -> Bot:
        """Return a bot by its username; an unknown one raises `KeyError`."""
        found = [bot for bot in self.bots.values() if bot.account.username.lower() == username.lower().lstrip("@")]
        if not found:
            raise KeyError(username)
        return found[0]

    def next_person_id(self) -> int:
        """Return a Telegram id that nobody has."""
        while self._next_person in self.people:
            self._next_person += 1
        return self._next_person

    def private_chat(self, bot: Bot, person_id: int) -> Chat:
        """Return a person's chat with a bot, made empty (and not started) when it is new."""
        key = (bot.id, person_id)
        if key not in self.chats:
            self.chats[key] = Chat(bot.id, person_id, [self.people[person_id]])
        return self.chats[key]

    def new_group(self, bot: Bot, person_id: int, title: str) -> Chat:
        """Return a new group of one person and one bot."""
        chat_id = FIRST_GROUP - len(self.chats)
        chat = Chat(bot.id, chat_id, [self.people[person_id]], title)
        self.chats[bot.id, chat_id] = chat
        return chat

    def bot_of(self, chat: Chat) -> Bot:
        """Return the bot whose chat this is."""
        return next(bot for bot in self.bots.values() if bot.id == chat.bot_id)

    # --- what happens ---------------------------------------------------------------------------------------

    def post(self, chat: Chat, sender: int, **content: Any) -> Message:
        """Write a new message of `sender` into a chat; return it."""
        bot = self.bot_of(chat)
        from_bot = sender == bot.id
        message_id = bot.next_message_id()
        message = Message(message_id, chat.id, sender, from_bot, self.clock.now_ms(), **content)
        if from_bot:
            chat.typing_until_ms = 0
        chat.put(message)
        self.screen_changed(chat)
        return message

    def screen_changed(self, chat: Chat) -> None:
        """Tell the page that it must look at these people's screens again."""
        for person_id in chat.members:
            self.tell({"type": "screen", "person": person_id})

    def tell(self, event: dict[str, Any]) -> None:
        """Hand one event to every listener (the pages that are open)."""
        for listener in self.listeners:
            listener(event)

    def publish(self, bot: Bot, kind: str, body: dict[str, Any], *, person_id: int, key: int) -> None:
        """Queue an update caused by a person; two that were asked to change places do so."""
        held = self._reordered.get(person_id)
        if held is None:
            self._queue(bot, kind, body, key)
            return
        held.append((bot, kind, body, key))
        if len(held) > 1:
            del self._reordered[person_id]
            for item in reversed(held):
                self._queue(*item)

    def fault(self, order: dict[str, Any]) -> None:
        """Take one order for trouble: a rule of `Faults`, or offline, date_shift, release, seed, duplicate, reorder."""
        if "kind" in order:
            self.faults.add_json(order)
        if "seed" in order:
            self.faults.seed(int(order["seed"]))
        if "offline" in order:
            self.faults.offline(bool(order["offline"]))
        if "date_shift" in order:
            self.faults.shift_date(int(order["date_shift"]))
        if order.get("release"):
            self.faults.release()
        if "reorder" in order:
            self.reorder_next(int(order["reorder"]))
        if "duplicate" in order:
            bot = self.bot_by_username(order["bot"]) if "bot" in order else self.first_bot()
            bot.queue.duplicate_next += int(order["duplicate"])

    def _wake_polls(self) -> None:
        for bot in self.bots.values():
            bot.queue.changed.fire()

    def reorder_next(self, person_id: int) -> None:
        """Let the next two updates of a person arrive in the wrong order."""
        self._reordered.setdefault(person_id, deque())

    def _queue(self, bot: Bot, kind: str, body: dict[str, Any], key: int) -> None:
        update_id = bot.queue.add(kind, body, key)
        self.log.add("update", bot=bot.account.username, update_id=update_id, update=kind)
        self.queues_changed.fire()

    def _confirmed(self, bot: Bot, update_id: int) -> None:
        self.log.add("confirm", bot=bot.account.username, update_id=update_id)
        self.queues_changed.fire()

    def json(self, message: Message, chat: Chat) -> dict[str, Any]:
        """Return a message as Telegram's API shows it."""
        return message_json(self, message, chat)
