"""Draws what explains a picture: arrows where it moves, soft shading where it stretches, and a ring for the hold.

It refuses words; digits in the ring are strokes of our own, so that no font is needed and every machine draws the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from content.figures.geometry import Point, distance, heading, polar, polygon, smooth
from content.figures.ink import ACCENT, ARROW, CARD, GLOW, RING, fill, line
from content.figures.outlines import strokes
from content.figures.skeleton import spot


def digits(text: str, centre: Point, high: float, colour: str) -> str:
    """Write digits (and the colon of a clock) around a point, `high` units tall."""
    wide, gap = high * 0.56, high * 0.26
    widths = [wide * (0.3 if sign == ":" else 0.75 if sign == "1" else 1) for sign in text]
    x, y = centre[0] - (sum(widths) + gap * (len(text) - 1)) / 2, centre[1] - high / 2
    parts = []
    for sign, width in zip(text, widths, strict=True):
        parts += [
            line(smooth([(x + px * width, y + py * high) for px, py in stroke], closed=False), colour, high * 0.15)
            for stroke in strokes(sign)
        ]
        x += width + gap
    return "".join(parts)


def ring(text: str, done: float, centre: Point, radius: float) -> str:
    """Draw the hold: a ring that fills from the top, clockwise, as the hold goes by, with its length in the middle."""
    around = fill(polygon([polar(centre, a, radius * 1.22) for a in range(0, 360, 10)]), CARD)
    parts = [around, line(_arc(centre, radius, 1.0), RING, radius * 0.24)]
    if done > 0.004:
        parts.append(line(_arc(centre, radius, min(done, 1.0)), ACCENT, radius * 0.24))
    high = radius * (0.42 if ":" in text else 0.80)
    return "".join(parts) + digits(text, centre, high, ARROW)


def _arc(centre: Point, radius: float, share: float) -> str:
    """Follow a circle clockwise from its top."""
    steps = max(2, round(64 * share))
    return polygon([polar(centre, 90 - 360 * share * i / steps, radius) for i in range(steps + 1)], closed=False)


def glow(mark: Mapping[str, Any], joints: Mapping[str, Point], effort: float) -> str:
    """Shade a stretched area softly, from a place to a place (`via` others), `shift` to the left, `wide`."""
    power = mark.get("power", effort)
    if power < 0.02:
        return ""
    places = [spot(joints, place) for place in (mark["from"], *mark.get("via", []), mark["to"])]
    turn = heading(places[0], places[-1]) + 90
    places = [polar(place, turn, mark.get("shift", 0.0)) for place in places]
    path = smooth(places, closed=False)
    wide = mark.get("wide", 0.05)
    steps = ((1.25, 0.10), (1.0, 0.13), (0.78, 0.16), (0.55, 0.20), (0.32, 0.24))
    return "".join(line(path, GLOW, wide * share, shade * power) for share, shade in steps)


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
        if distance(before, path[-1]) > 0.025:
            return heading(before, path[-1])
    return heading(path[0], path[-1])


def _tip(end: Point, way: float, wide: float) -> str:
    """Make an arrow's head."""
    return polygon(
        [
            end,
            polar(polar(end, way, -wide * 2.5), way + 90, wide * 1.55),
            polar(polar(end, way, -wide * 2.5), way - 90, wide * 1.55),
        ]
    )


def _cut(path: list[Point], length: float) -> list[Point]:
    """Shorten a path at its end, so that the shaft does not show through the tip."""
    path = list(path)
    while len(path) > 2 and distance(path[-1], path[-2]) < length:
        length -= distance(path[-1], path[-2])
        path.pop()
    reach = distance(path[-1], path[-2])
    if reach > length:
        way = heading(path[-2], path[-1])
        path[-1] = polar(path[-2], way, reach - length)
    return path


def circle_path(centre: Point, radius: float, start: float, sweep: float) -> list[Point]:
    """Follow a circle from an angle, `sweep` degrees on."""
    steps = max(6, int(abs(sweep) / 15))
    return [polar(centre, start + sweep * i / steps, radius) for i in range(steps + 1)]
