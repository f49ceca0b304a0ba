"""Owns what goes wrong on purpose, by rules and a seeded chance; refuses to happen unasked."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KINDS = frozenset(
    {
        "too_many",
        "forbidden",
        "server_error",
        "bad_gateway",
        "garbage",
        "reset_before",
        "reset_after",
        "stall",
    }
)
HAPPENS_ANYWAY = frozenset({"garbage", "reset_after", "stall"})


@dataclass(frozen=True)
class Rule:
    """One fault: what happens (`kind`), to which calls, how often and how.

    `method` and `chat_id` None match every call; `count` None never runs out. `effect` says whether the call is
    carried out although the bot is not told so; None means what the kind implies.
    `seconds` is how long a stall holds the answer in real time; 0 holds it until `Faults.release()`.
    """

    kind: str
    method: str | None = None
    chat_id: int | None = None
    probability: float = 1.0
    count: int | None = 1
    skip: int = 0
    retry_after: int = 1
    code: int = 500
    description: str = "Forbidden: bot was blocked by the user"
    seconds: float = 0.0
    effect: bool | None = None

    def carried_out(self) -> bool:
        """Tell whether the call has its effect."""
        return self.kind in HAPPENS_ANYWAY if self.effect is None else self.effect

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Tell whether the rule is about this call."""
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or self.chat_id == chat_id


class Faults:
    """The rules in force, tried in the order in which they were added."""

    def __init__(self, seed: int = 1) -> None:
        """Begin with nothing going wrong."""
        self._random = random.Random(seed)
        self._rules: list[Rule] = []
        self._released = asyncio.Event()
        self.away = False
        self.date_shift_s = 0
        self.on_change: Callable[[], None] = lambda: None

    def seed(self, seed: int) -> None:
        """Make the chances repeat from here."""
        self._random.seed(seed)

    def add(self, kind: str, **settings: Any) -> None:
        """Add a rule; unknown kinds and settings raise `ValueError` and `TypeError`."""
        if kind not in KINDS:
            msg = f"unknown fault {kind!r}; known: {', '.join(sorted(KINDS))}"
            raise ValueError(msg)
        if kind == "stall":
            self._released = asyncio.Event()
        self._rules.append(Rule(kind, **settings))

    def add_json(self, rule: Mapping[str, Any]) -> None:
        """Add a rule that came over HTTP."""
        self.add(**{str(name): value for name, value in rule.items()})

    def clear(self) -> None:
        """Let everything go right again: no rules, no stalled answers, not away, the right time."""
        self._rules.clear()
        self.away = False
        self.date_shift_s = 0
        self.release()

    def release(self) -> None:
        """Let every stalled call go on."""
        self._released.set()

    def offline(self, away: bool = True) -> None:  # noqa: FBT001, FBT002  reads as a sentence
        """Make the whole Bot API unreachable, also for calls that wait just now, or reachable again."""
        self.away = away
        self.on_change()

    def shift_date(self, seconds: int) -> None:
        """Let every answer's Date header be so many seconds ahead of the clock (behind it below 0); 0 mends it."""
        self.date_shift_s = seconds

    async def released(self) -> None:
        """Wait until stalled calls are let go."""
        await self._released.wait()

    def pick(self, method: str, chat_id: int | None) -> Rule | None:
        """Return the rule that hits this call, used up by one, or None."""
        for index, rule in enumerate(self._rules):
            if not rule.matches(method, chat_id):
                continue
            if rule.probability < 1 and self._random.random() >= rule.probability:
                continue
            if rule.skip > 0:
                self._rules[index] = replace(rule, skip=rule.skip - 1)
                continue
            self._use_up(index, rule)
            return rule
        return None

    def _use_up(self, index: int, rule: Rule) -> None:
        if rule.count is None:
            return
        if rule.count <= 1:
            del self._rules[index]
        else:
            self._rules[index] = replace(rule, count=rule.count - 1)

    def rules(self) -> list[Rule]:
        """Return the rules in force."""
        return list(self._rules)
