"""Owns what is waited for, who waits, and who may pay; refuses to give anything out: that is the pace's."""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

from care.messenger import Ticket


class PaceClosedError(RuntimeError):
    """The process ends; nothing more is sent."""


class PaceSilentError(RuntimeError):
    """Telegram asked the whole bot to be silent; ``wait_ms`` is for how long still."""

    def __init__(self, wait_ms: int) -> None:
        """Keep how long."""
        super().__init__(f"silent for {wait_ms} ms")
        self.wait_ms = wait_ms


class Wallet(Protocol):
    """Whoever pays for messages above the free ones."""

    def take(self) -> bool:
        """Take the fee of one message; False when there is none left, or not yet."""

    def give_back(self) -> None:
        """Take back the fee of a message that certainly did not leave."""

    @property
    def busy(self) -> bool:
        """Tell whether more money is on its way."""

    @property
    def has_money(self) -> bool:
        """Tell whether the next fee can be taken."""


class NoWallet:
    """Nothing is ever paid for."""

    def take(self) -> bool:
        """Refuse."""
        return False

    def give_back(self) -> None:
        """Do nothing: nothing was taken."""

    @property
    def busy(self) -> bool:
        """Never be."""
        return False

    @property
    def has_money(self) -> bool:
        """Have none."""
        return False


@dataclass(order=True)
class Waiter:
    """Somebody who waits for a token, in the order of urgency and then of coming."""

    priority: int
    number: int
    chat: int = field(compare=False)
    payable: bool = field(compare=False)
    since: int = field(compare=False)
    granted: "asyncio.Future[Ticket]" = field(compare=False)
