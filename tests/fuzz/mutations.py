"""Owns real updates and how to damage them; refuses to know what the bot makes of them."""

import copy
import random
from typing import Any

from simulator import BotAccount, Person, serve
from tests.stage import SUNDAY_NOON

ACCOUNT = BotAccount("7654321098:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB", "samples_bot", "Samples")
DEEP = 300

Update = dict[str, Any]
Place = tuple[Any, Any]


def deep(levels: int = DEEP) -> Any:
    """Give a list in a list in a list."""
    nested: Any = []
    for _ in range(levels):
        nested = [nested]
    return nested


ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 1 << 31, 1 << 63, -(1 << 63), 1 << 200, 1.5, -0.0, 1e308, float("inf"), float("nan"),
    "", "0", "x", "\ud800", "\udfff tail", "\u0000", "\u202e", "/", "/start", "/stop@", "private", "x" * 70_000,
    [], {}, [[]], [{}], {"id": 1}, {"id": "1"}, {"id": True}, {"from": {"id": 1}}, deep(), {"a": deep()},
)  # fmt: skip


async def samples() -> list[Update]:
    """Give an update of every sort that a person can cause, as the simulator writes them."""
    telegram = await serve(bots=[ACCOUNT], frozen=True, now_ms=SUNDAY_NOON)
    try:
        ana = telegram.person("Ana", language_code="en", last_name="Beck", username="ana")
        await _act(ana)
        await _tap(ana)
        group = await ana.add_to_group("Friends")
        await ana.say_in_group(group, "/help")
        await ana.block()
        return [copy.deepcopy(item.update) for item in telegram.model.first_bot().queue.waiting()]
    finally:
        await telegram.close()


async def _act(ana: Person) -> None:
    await ana.start("a-token")
    await ana.say("/help me please")
    await ana.say("words with https://example.org and @someone")
    await ana.forward("/stop")
    await ana.send_photo()
    await ana.send_photo("a caption")
    await ana.send_voice()
    await ana.send_sticker()
    await ana.share_location(52.5, 13.4, force=True)
    await ana.edit_last("other words")


async def _tap(ana: Person) -> None:
    chat, model = ana.chat, ana._world  # noqa: SLF001 -- a bubble without a bot that writes it
    rows = (({"text": "x", "callback_data": "v1:no:1"},),)
    message = model.post(chat, ACCOUNT.id, rows=rows)
    ana.press_and_leave(message.message_id, 0, 0)
    chat.forgotten.add(message.message_id)
    ana.press_and_leave(message.message_id, 0, 0)


def mutated(dice: random.Random, update: Update, *, keep: tuple[str, ...] = ()) -> Update:
    """Damage a copy in one to three places at any depth; the top-level fields in ``keep`` stay as they are."""
    damaged = copy.deepcopy(update)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        found = [place for place in places(damaged) if not (place[0] is damaged and place[1] in keep)]
        if found:
            _damage(dice, *dice.choice(found))
    return damaged


def places(inside: Any) -> list[Place]:
    """Give every (container, key) of a JSON value, without going into the deep ones that we put there."""
    found: list[Place] = []
    todo = [(inside, 0)]
    while todo:
        value, depth = todo.pop()
        keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
        found += [(value, key) for key in keys]
        todo += [(value[key], depth + 1) for key in keys if depth < 10]
    return found


def _damage(dice: random.Random, container: Any, key: Any) -> None:
    chance = dice.random()
    if chance < 0.25:
        del container[key]
    elif chance < 0.9:
        container[key] = copy.deepcopy(dice.choice(ODD))
    elif isinstance(container, dict):
        container[dice.choice(("from", "chat", "text", "message", "callback_query", "location", "id", "extra"))] = (
            container[key]
        )
    else:
        container.append(container[key])
