"""Owns `interlude doctor`; being written."""

from bot.settings import Settings


async def doctor(settings: Settings) -> int:
    """Check everything and say what to mend."""
    return 1 if settings is None else 0
