"""Owns an effect log that tells of each line at once; refuses to change one.

Whoever listens may kill the bot at that very moment: between the effect at Telegram and the bot's hearing of it.
"""

from collections.abc import Callable
from typing import Any

from simulator import Telegram
from simulator.effects import EffectLog

Line = dict[str, Any]


class Witness(EffectLog):
    """The effect log of a Telegram, with one listener."""

    on_line: Callable[[Line], None] | None = None

    def add(self, kind: str, **facts: Any) -> Line:
        """Append a line, then tell of it."""
        line = super().add(kind, **facts)
        if self.on_line is not None:
            self.on_line(line)
        return line


def watch(telegram: Telegram) -> Witness:
    """Put a witness into a Telegram that has just begun."""
    witness = Witness(telegram.model.clock)
    telegram.model.log = witness
    return witness
