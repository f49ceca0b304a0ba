"""Owns `interlude setup`; being written."""


async def setup() -> int:
    """Walk an owner from BotFather to a running bot."""
    return 2
