"""Owns what a clock is; refuses to be one: the real and the simulated clock are made in ``bot.clock``."""

from typing import Protocol


class Clock(Protocol):
    """The only source of now."""

    def now(self) -> int:
        """Give milliseconds since 1970 UTC."""

    def monotonic(self) -> int:
        """Give milliseconds since some moment, by a clock that nobody sets; it may stand still in a sleep."""

    async def sleep_until(self, at: int) -> None:
        """Return when :meth:`now` has reached ``at``, also when the clock is moved there.

        When the clock is set back it returns early: who waits must look again, or it would sleep for the difference.
        """

    async def pause(self, seconds: float) -> None:
        """Let real time pass, whatever the clock says: for a database or a network that needs a moment."""
