"""Owns what a measurement is and how it is printed; refuses to take one."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One thing that was measured: milliseconds each, one value a round."""

    what: str
    rounds_ms: tuple[float, ...]


def row(figure: Figure) -> str:
    """Give a figure as a line of the table."""
    values = figure.rounds_ms
    shown = "".join(f"{value:>10.3f}" for value in (median(values), min(values), max(values)))
    return f"{figure.what:<58}{shown}   {len(values)}"
