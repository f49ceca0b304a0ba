"""Owns the HTTP door for whoever runs the machine: alive, ready, figures; refuses to say anything about a person.

It stands on loopback unless a setting says otherwise, and is shut unless a port is set.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, SummaryMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.settings import Settings, SettingsError
from bot.world import World
from care.watch import TROUBLES
from storage import presence
from storage.errors import StorageError

PATIENCE_S = 2.0
SECOND = 1000


@asynccontextmanager
async def door(world: World, settings: Settings) -> AsyncIterator[int | None]:
    """Open the door while the block runs and give its port, or None when it stays shut; SettingsError if it can't."""
    if not settings.interlude_port:
        yield None
        return
    app = web.Application()
    app.add_routes(routes(world))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.interlude_host, settings.interlude_port).start()
    except OSError as error:
        await runner.cleanup()
        raise SettingsError(
            f"INTERLUDE_PORT {settings.interlude_port} can't be opened on {settings.interlude_host} "
            f"({error.strerror}); choose another"
        ) from None
    try:
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def routes(world: World) -> list[web.RouteDef]:
    """Give what is behind the door."""
    registry = CollectorRegistry()
    registry.register(Figures(world))

    async def healthz(_: web.Request) -> web.Response:
        """Answer: that is the proof that the loop runs."""
        return web.Response(text="ok\n")

    async def readyz(_: web.Request) -> web.Response:
        """Say ready, or 503 with a reason a line."""
        reasons = await why_not_ready(world)
        return web.Response(text="\n".join(reasons or ["ready"]) + "\n", status=503 if reasons else 200)

    async def metrics(_: web.Request) -> web.Response:
        """Give the figures as Prometheus reads them."""
        return web.Response(body=generate_latest(registry), headers={"Content-Type": "text/plain; version=0.0.4"})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]


async def why_not_ready(world: World) -> list[str]:
    """Give the codes of all that is wrong; ``database`` when it can't be written now."""
    found = sorted(world.watch.up)
    return found if await _can_write(world) else [*found, "database"]


async def _can_write(world: World) -> bool:
    """Try a write that changes nothing: the heartbeat itself must not move while Telegram is silent."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            await world.app.read(presence.touch)
    except (StorageError, TimeoutError):
        return False
    return True


class Figures(Collector):
    """The process's own numbers, in Prometheus's words."""

    def __init__(self, world: World) -> None:
        """Show this process."""
        self._world = world

    def collect(self) -> Iterator[Metric]:
        """Give every figure as it is now."""
        figures, watch, trust = self._world.app.figures, self._world.watch, self._world.app.trust
        delivered = CounterMetricFamily(
            "interlude_deliveries", "Tries to hand a message to Telegram.", labels=["kind", "outcome"]
        )
        for (kind, outcome), count in sorted(figures.delivered.items()):
            delivered.add_metric([kind, outcome], count)
        yield delivered
        yield SummaryMetricFamily(
            "interlude_lateness_seconds",
            "How long after they could have gone messages were taken.",
            count_value=figures.late_count,
            sum_value=figures.late_seconds,
        )
        late = figures.late(self._world.app.clock.now())
        p99 = GaugeMetricFamily("interlude_lateness_p99_seconds", "99 in 100 messages of the last hour were no later.")
        if late is not None:
            p99.add_metric([], late / SECOND)
        yield p99
        trouble = GaugeMetricFamily("interlude_trouble", "1 while a watchdog is up.", labels=["code"])
        for code in TROUBLES:
            trouble.add_metric([code], float(code in watch.up))
        yield trouble
        yield from self._state(trust.apart)

    def _state(self, apart: int | None) -> Iterator[Metric]:
        world = self._world
        clock = GaugeMetricFamily("interlude_clock_apart_seconds", "Our clock minus Telegram's.")
        if apart is not None:
            clock.add_metric([], apart / SECOND)
        yield clock
        pace = world.messenger.pace.waiting
        yield GaugeMetricFamily("interlude_contact", "1 while Telegram gives updates.", value=world.watch.contact.is_up)
        yield GaugeMetricFamily("interlude_speaking", "People who are being spoken to.", value=world.delivery.speaking)
        yield GaugeMetricFamily("interlude_waiting_for_pace", "Messages that wait for Telegram's pace.", value=pace)
