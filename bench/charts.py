"""Owns the cost of a chart: the CPU of the process that draws, and of the bot's own meanwhile; refuses a warm cache.

Run it alone with ``python -m bench.charts``.
"""

import asyncio
import random
import time

from bench.figures import Figure, row
from bench.tap import cpu_s
from bot.drawing import Drawing
from content.charts.chart import Area, Chart, Hold, Week

ROUNDS = 15
DAYS = 28


def chart(dice: random.Random) -> str:
    """Put a month of somebody's life on a chart with everything that a chart can have; no two are alike."""
    pain = tuple(dice.choice((None, *range(11))) for _ in range(DAYS))
    named = ("title", "period", "pain", "mood", "visit", "routine", "done", "planned", "hold", "before", "days")
    made = Chart(
        days=DAYS,
        areas=(Area("", pain),),
        mood=tuple(dice.choice((None, 1, 2, 3, 4, 5)) for _ in range(DAYS)),
        visits=(3, 10, 17, 24),
        done=tuple(day for day in range(DAYS) if dice.choice((True, False))),
        planned=tuple(range(DAYS)),
        weeks=tuple(Week(first, first + 6, "3 of 7") for first in range(0, DAYS, 7)),
        ticks=tuple((first, "Thu 29 Oct") for first in range(0, DAYS, 7)),
        words={name: f"Some {name} words" for name in named},
        hold=Hold(6, tuple(dice.uniform(0, 10) for _ in range(8))),
    )
    return made.dump()


async def chart_cost() -> tuple[Figure, ...]:
    """Measure one chart at a time: the drawing process's CPU, the bot's, the time until it is there; and a start."""
    dice, drawing = random.Random(7), Drawing()
    starts, theirs, ours, waits = [], [], [], []
    try:
        for _ in range(5):
            await drawing.close()
            await _drawn(drawing, dice)
            starts.append(_cpu(drawing) * 1000)
        for _ in range(ROUNDS):
            before, own, begin = _cpu(drawing), time.process_time(), time.perf_counter()
            await _drawn(drawing, dice)
            waits.append((time.perf_counter() - begin) * 1000)
            ours.append((time.process_time() - own) * 1000)
            theirs.append((_cpu(drawing) - before) * 1000)
    finally:
        await drawing.close()
    return (
        Figure("chart: drawn, CPU of the process that draws", tuple(theirs)),
        Figure("chart: drawn, the bot's own CPU meanwhile", tuple(ours)),
        Figure("chart: drawn, until it is there", tuple(waits)),
        Figure("chart: the first, with the start of that process, its CPU", tuple(starts)),
    )


async def _drawn(drawing: Drawing, dice: random.Random) -> None:
    if await drawing.png(chart(dice)) is None:
        raise RuntimeError("no chart was drawn")


def _cpu(drawing: Drawing) -> float:
    return cpu_s(drawing.pid or 0)


if __name__ == "__main__":
    for figure in asyncio.run(chart_cost()):
        print(row(figure))
