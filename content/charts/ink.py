"""Owns the strokes of a chart: lines, marks, texts as SVG, and the colours; refuses to know what they stand for.

The colours are Okabe and Ito's, which nearly everybody can tell apart; nothing is told by colour alone.
"""

import math
import re
from html import escape

PAPER, INK, SOFT, FAINT = "#fcfbf8", "#1f2933", "#52606d", "#d9dde1"
BLUE, VERMILLION, GREEN, PURPLE, SKY, ORANGE, BLACK = (
    "#0072b2", "#d55e00", "#009e73", "#aa4499", "#56b4e9", "#e69f00", "#000000",
)  # fmt: skip
TEXT, TITLE = 33, 44
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a letter takes, in parts of its height: near enough to place a legend, not to break lines.
_NARROW, _LETTER, _WIDE = 0.27, 0.51, 0.75


def number(value: float) -> str:
    """Write a coordinate; ValueError for what is no point on paper."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is no place on a chart")
    return f"{value:.1f}".removesuffix(".0")


def width(words: str, size: float = TEXT) -> float:
    """Estimate how wide a text is."""
    wide = sum(
        _NARROW if one in " .,-iIjlftr1" else _WIDE if one.isupper() or one in "mw" else _LETTER for one in words
    )
    return wide * size


def text(
    x: float, y: float, words: str, *, size: float = TEXT, fill: str = SOFT, anchor: str = "start", strong: bool = False
) -> str:
    """Write words with their baseline at ``y``."""
    weight = ' font-weight="600"' if strong else ""
    said = escape(_UNWRITABLE.sub("", words))
    place = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
    return f'<text {place} fill="{fill}" text-anchor="{anchor}"{weight}>{said}</text>'


def rule(begin: tuple[float, float], end: tuple[float, float], *, wide: float = 1.5) -> str:
    """Rule a faint line across or down: a filled box, which costs a tenth of a stroke."""
    (left, top), (right, bottom) = begin, end
    across, down = right - left, bottom - top
    return box(left - (wide / 2 if not across else 0), top - (wide / 2 if not down else 0), across or wide,
               down or wide, FAINT)  # fmt: skip


def dashes(begin: tuple[float, float], end: tuple[float, float], stroke: str, dash: str) -> str:
    """Draw a broken straight line."""
    return path([begin, end], stroke, dash, wide=4)


def path(points: list[tuple[float, float]], stroke: str, dash: str = "", *, wide: float = 6) -> str:
    """Draw a line through points."""
    pattern = f' stroke-dasharray="{dash}"' if dash else ""
    places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    look = f'fill="none" stroke="{stroke}" stroke-width="{number(wide)}" stroke-linejoin="round" stroke-linecap="round"'
    return f'<polyline points="{places}" {look}{pattern}/>'


def box(x: float, y: float, wide: float, high: float, fill: str, *, round_: float = 0) -> str:
    """Fill a rectangle."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(max(wide, 0))}" height="{number(max(high, 0))}"'
    return f'<rect {place} rx="{number(round_)}" fill="{fill}"/>'


def mark(shape: str, x: float, y: float, fill: str, *, size: float = 10, hollow: bool = False) -> str:
    """Set a mark: ``round``, ``up``, ``down``, ``diamond`` or ``square``; ``size`` is half its height."""
    look = f'fill="{PAPER}" stroke="{fill}" stroke-width="4"' if hollow else f'fill="{fill}"'
    if shape == "round":
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(size)}" {look}/>'
    shapes: dict[str, list[tuple[float, float]]] = {
        "up": [(0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
        "down": [(0, 1.2), (1.15, -0.9), (-1.15, -0.9)],
        "diamond": [(0, -1.35), (1.2, 0), (0, 1.35), (-1.2, 0)],
        "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    }
    places = " ".join(f"{number(x + size * dx)},{number(y + size * dy)}" for dx, dy in shapes[shape])
    return f'<polygon points="{places}" {look}/>'


def runs(values: tuple[float | None, ...]) -> list[list[tuple[int, float]]]:
    """Cut values at their gaps: what is missing breaks a line, and nothing bridges it."""
    found: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((place, value))
    return [run for run in found if run]
