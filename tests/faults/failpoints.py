"""Owns dying at a named step: doubles of the database, the messenger and the poller that kill their own process.

It lives in tests alone: ``program.begin`` puts the doubles where the composition root looks for the real parts, in the
forked process and nowhere else. The product has no switch for it.
"""

import os
import signal
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bot.__main__ as root
from bot.messenger import TelegramMessenger
from bot.polling import Polling
from bot.request import AiohttpRequest
from care.app import Done
from care.messenger import Outcome, Outgoing, Ticket
from storage.session import Database, Session, Work

OUT = (
    "before the intent's commit",
    "after the intent's commit",
    "before the request is written",
    "after Telegram's effect, before its answer is read",
    "before the outcome's commit",
    "after the outcome's commit",
    "at the release of the lease",
)
IN = (
    "before the turn's commit",
    "after the turn's commit",
    "before it is confirmed",
    "before a parked update's commit",
    "after a parked update's commit",
)
ANYBODY = 0
speaks_to: ContextVar[int] = ContextVar("speaks_to", default=-1)


@dataclass(frozen=True)
class Plan:
    """Where to die: for each person one step of what is said to her, and steps of the way in. Each happens once."""

    record: str
    out: Mapping[int, str]
    into: tuple[str, ...] = ()

    def reach(self, step: str, person_id: int = ANYBODY) -> None:
        """Be at a step; die there when that is planned and did not happen in an earlier life."""
        if self.out.get(person_id) != step and (person_id != ANYBODY or step not in self.into):
            return
        name = f"{person_id} {step}"
        record = Path(self.record)
        if record.exists() and name in record.read_text(encoding="utf-8").splitlines():
            return
        with record.open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")
        os.kill(os.getpid(), signal.SIGKILL)


class DyingDatabase:
    """A database whose transactions end, or not, at a step; everything else is the real one's."""

    def __init__(self, real: Database, plan: Plan) -> None:
        """Stand before ``real``."""
        self._real = real
        self._plan = plan
        self._spoken: dict[int, int] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    async def transact(self, work: Work[Any], *, practice_id: int, now: int) -> Any:
        """Run ``work`` and be at the steps before and after its commit."""
        seen: set[tuple[str, int]] = set()

        async def watched(db: Session) -> Any:
            real = db.run

            async def run(statement: str, **values: Any) -> int:
                self._note(statement, values, seen)
                return await real(statement, **values)

            db.run = run  # type: ignore[method-assign]
            result = await work(db)
            begun = outgoing_of(result)
            if begun is not None:
                seen.add(("intent", begun.person_id))
                self._spoken[begun.message_id] = begun.person_id
            for what, who in seen:
                self._plan.reach(f"before {NAMES[what]} commit", who)
            return result

        result = await self._real.transact(watched, practice_id=practice_id, now=now)
        for what, who in seen:
            self._plan.reach(f"after {NAMES[what]} commit", who)
        return result

    def _note(self, statement: str, values: dict[str, Any], seen: set[tuple[str, int]]) -> None:
        """Remember what a statement means for the transaction that it is in."""
        if "SET state = 'sent'" in statement and values["key"] in self._spoken:
            seen.add(("outcome", self._spoken[values["key"]]))
        if "INSERT INTO handled" in statement:
            seen.add(("turn", ANYBODY))
        if "INSERT INTO parked" in statement:
            seen.add(("parking", ANYBODY))
        if "SET lease_owner = :owner" in statement and values["owner"] is None and ("outcome", values["who"]) in seen:
            self._plan.reach("at the release of the lease", values["who"])


SPEAKING = (
    "sendMessage",
    "sendPhoto",
    "sendVideo",
    "sendAnimation",
    "editMessageText",
    "editMessageMedia",
    "editMessageCaption",
)
NAMES = {
    "intent": "the intent's",
    "outcome": "the outcome's",
    "turn": "the turn's",
    "parking": "a parked update's",
}


def outgoing_of(result: object) -> Outgoing | None:
    """Give the message whose intent a transaction wrote, wherever its result says so."""
    if isinstance(result, Done):
        return result.outgoing or outgoing_of(result.result)
    return result if isinstance(result, Outgoing) else None


def arm(plan: Plan) -> None:
    """Put the doubles where the composition root of this very process looks for the real parts."""
    real_open = vars(root)["open_database"]

    async def open_dying(*arguments: Any, **named: Any) -> Any:
        return DyingDatabase(await real_open(*arguments, **named), plan)

    class DyingMessenger(TelegramMessenger):
        async def deliver(self, outgoing: Outgoing, ticket: Ticket | None = None) -> Outcome:
            speaks_to.set(outgoing.person_id)
            return await super().deliver(outgoing, ticket)

    class DyingRequest(AiohttpRequest):
        async def do_request(self, url: str, method: str, *arguments: Any, **named: Any) -> tuple[int, bytes]:
            speaking = url.rpartition("/")[2] in SPEAKING
            if speaking:
                plan.reach("before the request is written", speaks_to.get())
            answer = await super().do_request(url, method, *arguments, **named)
            if speaking:
                plan.reach("after Telegram's effect, before its answer is read", speaks_to.get())
            return answer

    class DyingPolling(Polling):
        def _confirm(self, batch: list[Mapping[str, Any]]) -> None:
            if batch:
                plan.reach("before it is confirmed")
            super()._confirm(batch)

    vars(root).update(
        open_database=open_dying, TelegramMessenger=DyingMessenger, AiohttpRequest=DyingRequest, Polling=DyingPolling
    )
