"""Owns the list of what the clock calls; refuses to be slow: a tick looks and hands over."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from care import broadcasting, escalating
from care.app import App
from care.delivery import Delivery
from care.moments import DAY, HOUR
from storage import updates

# Telegram repeats no update older than 24 hours; twice that leaves room for a wrong clock.
KEEP_HANDLED = 2 * DAY
PURGE_EVERY = HOUR


@dataclass(frozen=True)
class Tick:
    """Something that the clock calls every second."""

    name: str
    run: Callable[[], Awaitable[None]]


def ticks(
    app: App, delivery: Delivery, retry_parked: Callable[[], None], watch: Callable[[], Awaitable[None]]
) -> tuple[Tick, ...]:
    """Give all ticks of this process, in the order in which they are called."""
    purged_at = 0

    async def parked() -> None:
        retry_parked()

    async def write() -> None:
        await broadcasting.write(app)

    async def escalate() -> None:
        await escalating.look(app, delivery)

    async def tell() -> None:
        await broadcasting.tell(app, delivery)

    async def purge() -> None:
        nonlocal purged_at
        now = app.clock.now()
        if abs(now - purged_at) >= PURGE_EVERY:
            purged_at = now
            await app.read(lambda db: updates.purge(db, now - KEEP_HANDLED))

    return (
        # First: what it finds out about the clock decides what may be sent.
        Tick("watch", watch),
        Tick("write what goes to all clients", write),
        # Before sending, so that whoever is called next is called at this look.
        Tick("call the next for what nobody has seen", escalate),
        Tick("send what is due", delivery.due),
        Tick("tell how far it has gone", tell),
        Tick("close what is stale", delivery.close_stale),
        Tick("retry what is parked", parked),
        Tick("purge", purge),
    )
