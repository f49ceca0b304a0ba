"""Draws what explains a picture: arrows where it moves, soft shading where it stretches, and a ring for the hold.

It refuses words; digits in the ring are strokes of our own, so that no font is needed and every machine draws the same.
"""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import Any

from content.figures.geometry import Point, distance, heading, polar, polygon, smooth
from content.figures.ink import ACCENT, ARROW, CARD, GLOW, RING, fill, line
from content.figures.skeleton import spot

_STROKES: Mapping[str, tuple[tuple[Point, ...], ...]] = {
    "0": (((0.5, 1), (0.12, 0.8), (0.04, 0.5), (0.12, 0.2), (0.5, 0), (0.88, 0.2), (0.96, 0.5), (0.88, 0.8), (0.5, 1)),),
    "1": (((0.2, 0.8), (0.58, 1)), ((0.58, 1), (0.58, 0))),
    "2": (((0.08, 0.76), (0.26, 0.96), (0.6, 1), (0.88, 0.82), (0.82, 0.55), (0.5, 0.3), (0.08, 0)), ((0.08, 0), (0.92, 0))),
    "3": (((0.1, 0.88), (0.42, 1), (0.82, 0.86), (0.8, 0.62), (0.42, 0.53)), ((0.42, 0.53), (0.84, 0.46), (0.92, 0.2), (0.5, 0), (0.06, 0.12))),
    "4": (((0.68, 0), (0.68, 1)), ((0.68, 1), (0.04, 0.3)), ((0.04, 0.3), (0.96, 0.3))),
    "5": (((0.84, 1), (0.22, 1)), ((0.22, 1), (0.16, 0.56)), ((0.16, 0.56), (0.5, 0.64), (0.86, 0.5), (0.88, 0.2), (0.5, 0), (0.06, 0.1))),
    "6": (((0.76, 0.98), (0.3, 0.76), (0.08, 0.36), (0.22, 0.06), (0.6, 0), (0.9, 0.2), (0.84, 0.5), (0.5, 0.6), (0.12, 0.4)),),
    "7": (((0.06, 1), (0.92, 1)), ((0.92, 1), (0.36, 0))),
    "8": (((0.5, 0.55), (0.14, 0.72), (0.3, 0.98), (0.7, 0.98), (0.86, 0.72), (0.5, 0.55), (0.06, 0.32), (0.22, 0.02), (0.78, 0.02), (0.94, 0.32), (0.5, 0.55)),),
    "9": (((0.88, 0.6), (0.5, 0.4), (0.16, 0.5), (0.1, 0.8), (0.4, 1), (0.78, 0.94), (0.92, 0.64), (0.7, 0.24), (0.24, 0.02)),),
    ":": (((0.5, 0.7), (0.5, 0.71)), ((0.5, 0.28), (0.5, 0.29))),
}  # fmt: skip


def digits(text: str, centre: Point, high: float, colour: str) -> str:
    """Write digits (and the colon of a clock) around a point, `high` units tall."""
    wide, gap = high * 0.56, high * 0.26
    widths = [wide * (0.3 if sign == ":" else 0.75 if sign == "1" else 1) for sign in text]
    x, y = centre[0] - (sum(widths) + gap * (len(text) - 1)) / 2, centre[1] - high / 2
    parts = []
    for sign, width in zip(text, widths, strict=True):
        parts += [
            line(smooth([(x + px * width, y + py * high) for px, py in stroke], closed=False), colour, high * 0.15)
            for stroke in _STROKES[sign]
        ]
        x += width + gap
    return "".join(parts)


def ring(text: str, done: float, centre: Point, radius: float) -> str:
    """Draw the hold: a ring that fills from the top, clockwise, as the hold goes by, with its length in the middle."""
    around = fill(polygon([polar(centre, a, radius * 1.22) for a in range(0, 360, 10)]), CARD)
    parts = [around, line(_arc(centre, radius, 1.0), RING, radius * 0.24)]
    if done > 0.004:  # noqa: PLR2004 - less is no arc
        parts.append(line(_arc(centre, radius, min(done, 1.0)), ACCENT, radius * 0.24))
    high = radius * (0.42 if ":" in text else 0.80)
    return "".join(parts) + digits(text, centre, high, ARROW)


def _arc(centre: Point, radius: float, share: float) -> str:
    """Follow a circle clockwise from its top."""
    steps = max(2, round(64 * share))
    return polygon([polar(centre, 90 - 360 * share * i / steps, radius) for i in range(steps + 1)], closed=False)


def glow(marks: Sequence[Mapping[str, Any]], joints: Mapping[str, Point], effort: float) -> str:
    """Shade stretched areas softly: each from a place to a place (`via` others), `shift` to the left, `wide`."""
    parts = []
    for mark in marks:
        power = mark.get("power", effort)
        if power < 0.02:  # noqa: PLR2004 - not to be seen
            continue
        places = [spot(joints, place) for place in (mark["from"], *mark.get("via", []), mark["to"])]
        shift = mark.get("shift", 0.0)
        turn = heading(places[0], places[-1]) + 90
        places = [polar(place, turn, shift) for place in places]
        path = smooth(places, closed=False) if len(places) > 2 else polygon(places, closed=False)  # noqa: PLR2004 - a line
        wide = mark.get("wide", 0.05)
        steps = ((1.25, 0.10), (1.0, 0.13), (0.78, 0.16), (0.55, 0.20), (0.32, 0.24))
        parts += [line(path, GLOW, wide * share, shade * power) for share, shade in steps]
    return "".join(parts)


def arrow(path: Sequence[Point], *, both: bool = False, wide: float = 0.016) -> str:
    """Draw an arrow along points, on a light rim that keeps it readable over the figure."""
    shaft = list(path)
    tips = [_tip(shaft[-1], _way(shaft), wide)]
    shaft = _cut(shaft, wide * 1.5)
    if both:
        shaft.reverse()
        tips.append(_tip(shaft[-1], _way(shaft), wide))
        shaft = _cut(shaft, wide * 1.5)
    run = smooth(shaft, closed=False)
    rim = line(run, CARD, wide * 1.9) + "".join(line(tip, CARD, wide * 0.9) + fill(tip, CARD) for tip in tips)
    return rim + line(run, ARROW, wide) + "".join(fill(tip, ARROW) + line(tip, ARROW, wide * 0.25) for tip in tips)


def _way(path: Sequence[Point]) -> float:
    """Tell where a path is heading at its end, looking a little back so that a short last step does not twist it."""
    for before in reversed(path[:-1]):
        if distance(before, path[-1]) > 0.025:  # noqa: PLR2004 - about a tip's length
            return heading(before, path[-1])
    return heading(path[0], path[-1])


def _tip(end: Point, way: float, wide: float) -> str:
    """Make an arrow's head."""
    return polygon([end, polar(polar(end, way, -wide * 2.5), way + 90, wide * 1.55), polar(polar(end, way, -wide * 2.5), way - 90, wide * 1.55)])


def _cut(path: list[Point], length: float) -> list[Point]:
    """Shorten a path at its end, so that the shaft does not show through the tip."""
    path = list(path)
    while len(path) > 2 and distance(path[-1], path[-2]) < length:  # noqa: PLR2004 - a line needs two
        length -= distance(path[-1], path[-2])
        path.pop()
    reach = distance(path[-1], path[-2])
    if reach > length:
        way = heading(path[-2], path[-1])
        path[-1] = polar(path[-2], way, reach - length)
    return path


def circle_path(centre: Point, radius: float, start: float, sweep: float, squash: float = 1.0) -> list[Point]:
    """Follow a circle (or, squashed, an ellipse) from an angle, `sweep` degrees on."""
    steps = max(6, int(abs(sweep) / 15))
    turns = [(start + sweep * i / steps) * pi / 180 for i in range(steps + 1)]
    return [(centre[0] + radius * cos(t), centre[1] + radius * squash * sin(t)) for t in turns]


