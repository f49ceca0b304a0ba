"""Hands out the outlines of outlines.yaml: shapes as points, so that a shape can be mended without touching code.

It refuses to place or draw them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from content.figures.geometry import Point

Row = tuple[float, ...]


@cache
def _all() -> Mapping[str, tuple[Row, ...]]:
    """Read the file once."""
    given = yaml.safe_load((Path(__file__).parent / "outlines.yaml").read_text(encoding="utf-8"))
    return {name: tuple(tuple(float(value) for value in row) for row in rows) for name, rows in given.items()}


def rows(name: str) -> tuple[Row, ...]:
    """Find a table of numbers by its name."""
    return _all()[name]


def outline(name: str, mirror: float = 1.0) -> list[Point]:
    """Find a shape by its name; `mirror` -1 swaps its left and right."""
    return [(row[0], row[1] * mirror) for row in _all()[name]]


def strokes(sign: str) -> list[list[Point]]:
    """Find the strokes of a digit or of a clock's colon."""
    stem = f"digit_{'colon' if sign == ':' else sign}_"
    return [outline(name) for name in _all() if name.startswith(stem)]
