"""Owns the commands that read beside a running bot; being written."""

from bot.settings import Settings


async def ledger(settings: Settings, *, check: bool) -> int:
    """Count what was said and what is still to be said."""
    return 1 if settings is None and check else 0


async def why(settings: Settings, message_id: int) -> int:
    """Tell one message's story."""
    return 2 if settings is None or message_id < 0 else 0
