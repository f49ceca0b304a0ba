"""Owns ``make bench``: it measures, prints medians with their spread, and says how; refuses to judge the numbers."""

import asyncio
import os
import platform
import sys

from bench.charts import chart_cost
from bench.figures import Figure, row
from bench.parts import library_load, render_cost, turn_cost
from bench.tap import check_in_taps

COMMAND = "python -m bench"


async def measured() -> list[Figure]:
    """Give every figure, the quick ones first."""
    return [library_load(), render_cost(), await turn_cost(), *await chart_cost(), *await check_in_taps()]


def main() -> int:
    """Print the table."""
    print(f"{COMMAND}   Python {platform.python_version()}, {os.cpu_count()} CPUs, {platform.system()}")
    print(f"{'ms each':<58}{'median':>10}{'min':>10}{'max':>10}   rounds")
    for figure in asyncio.run(measured()):
        print(row(figure))
    print("CPU is what the bot's own process used, user and system; the simulator and the people run in another one.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
