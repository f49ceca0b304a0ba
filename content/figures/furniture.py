"""Draws what stands in the room: chairs, walls, tables, mats, beds, door frames, counters.

It refuses to be climbed through: the figure is placed on it by its key frames.
"""

from collections.abc import Mapping
from typing import Any

from content.figures.geometry import Point, box, disc
from content.figures.ink import (
    DAYLIGHT,
    LEAF,
    LEAF_EDGE,
    MAT,
    MAT_EDGE,
    STEM,
    TABLE_TOP,
    WALL,
    WALL_EDGE,
    WHITE,
    WOOD,
    WOOD_DARK,
    WOOD_LIGHT,
    Piece,
    bound,
    fill,
)

Numbers = Mapping[str, Any]
Shown = tuple[str, list[Point]]
"""What a prop looks like, and points that must stay inside the picture."""


def _wood(*boxes: str, dark: bool = False) -> str:
    """Make wooden parts."""
    return bound([Piece(path, WOOD_DARK if dark else WOOD) for path in boxes], WOOD_DARK, 0.003)


def chair(n: Numbers) -> Shown:
    """A chair from its side, its back left: `x` of the hips, `seat` its height, `back` the height of its back."""
    x, seat, back = n["x"], n["seat"], n.get("back", 0.30)
    left, deep = x - 0.105, n.get("deep", 0.24)
    far = _wood(box(left + 0.03, 0, 0.018, seat, 0.006), box(left + deep - 0.03, 0, 0.018, seat, 0.006), dark=True)
    legs = _wood(box(left, 0, 0.022, seat, 0.008), box(left + deep - 0.018, 0, 0.022, seat, 0.008))
    rest = _wood(box(left - 0.012, seat - 0.02, 0.026, back + 0.02, 0.012)) if back else ""
    plank = _wood(box(left - 0.012, seat - 0.028, deep + 0.018, 0.03, 0.012))
    return far + legs + rest + plank, [(left - 0.02, 0), (left - 0.02, seat + back), (left + deep, 0)]


def chair_front(n: Numbers) -> Shown:
    """A chair from the front: `x` its middle, `seat` its height, `back` the height of its back."""
    x, seat, back, half = n["x"], n["seat"], n.get("back", 0.26), n.get("half", 0.135)
    legs = _wood(*(box(x + s * (half - 0.014) - 0.011, 0, 0.022, seat, 0.008) for s in (-1, 1)))
    rest = (
        bound([Piece(box(x - half + 0.01, seat, 2 * half - 0.02, back, 0.05), WOOD_LIGHT)], WOOD_DARK, 0.003)
        if back
        else ""
    )
    plank = _wood(box(x - half, seat - 0.03, 2 * half, 0.038, 0.014))
    return legs + rest + plank, [(x - half, 0), (x + half, seat + back)]


def stool(n: Numbers) -> Shown:
    """A stool: `x` its middle, `seat` its height, `half` half its width."""
    x, seat, half = n["x"], n["seat"], n.get("half", 0.12)
    legs = _wood(*(box(x + s * (half - 0.03) - 0.011, 0, 0.022, seat, 0.008) for s in (-1, 1)))
    return legs + _wood(box(x - half, seat - 0.03, 2 * half, 0.035, 0.014)), [(x - half, 0), (x + half, seat)]


def table(n: Numbers) -> Shown:
    """A table: from `left` to `right`, its top at `top`; `legs` lists where its legs stand."""
    left, right, top = n["left"], n["right"], n["top"]
    legs = _wood(*(box(x - 0.012, 0, 0.024, top - 0.01, 0.008) for x in n.get("legs", [right - 0.04])))
    return legs + _wood(box(left, top - 0.03, right - left, 0.03, 0.012)), [(left, 0), (right, top)]


def counter(n: Numbers) -> Shown:
    """A kitchen counter, closed to the floor."""
    left, right, top = n["left"], n["right"], n["top"]
    body = bound([Piece(box(left + 0.015, 0, right - left - 0.03, top, 0.01), WALL)], WALL_EDGE, 0.003)
    door = bound([Piece(box(left + 0.045, 0.06, right - left - 0.09, top - 0.14, 0.015), WALL)], WALL_EDGE, 0.003)
    return body + door + _wood(box(left, top - 0.035, right - left, 0.035, 0.012)), [(left, 0), (right, top)]


def wall(n: Numbers) -> Shown:
    """A wall whose surface is at `x`, standing to its right, or to its left with `side: left`."""
    x, wide = n["x"], 2.0
    left = n.get("side", "right") == "left"
    start = x - wide if left else x
    edge = box(x - 0.012, -0.0, 0.012, 3.0) if left else box(x, 0.0, 0.012, 3.0)
    reach = x - 0.07 if left else x + 0.07
    return fill(box(start, 0, wide, 3.0), WALL) + fill(edge, WALL_EDGE), [(reach, 0)]


def door(n: Numbers) -> Shown:
    """A door frame from the front: `left` and `right` its inner edges, `top` its height."""
    left, right, top, wide = n["left"], n["right"], n["top"], 0.05
    room = fill(box(left, 0, right - left, top), DAYLIGHT)
    posts = _wood(
        box(left - wide, 0, wide, top + wide),
        box(right, 0, wide, top + wide),
        box(left - wide, top, right - left + 2 * wide, wide),
    )
    return room + posts, [(left - wide, 0), (right + wide, top + wide)]


def mat(n: Numbers) -> Shown:
    """A mat on the floor, from its side: from `left` to `right`."""
    left, right = n["left"], n["right"]
    return bound([Piece(box(left, -0.022, right - left, 0.022, 0.01), MAT)], MAT_EDGE, 0.003), []


def mat_above(n: Numbers) -> Shown:
    """A mat seen from above."""
    left, bottom, right, top = n["left"], n["bottom"], n["right"], n["top"]
    sheet = bound([Piece(box(left, bottom, right - left, top - bottom, 0.03), MAT)], MAT_EDGE, 0.004)
    seam = fill(box(left + 0.02, bottom + 0.02, right - left - 0.04, top - bottom - 0.04, 0.02), WHITE, 0.25)
    return sheet + seam, [(left, bottom), (right, top)]


def block(n: Numbers) -> Shown:
    """A plain block of wood or a table top seen close: `left`, `bottom`, `wide`, `high`; `shade` 0 light to 2 dark."""
    colour = (TABLE_TOP, WOOD, WOOD_DARK)[n.get("shade", 1)]
    return fill(box(n["left"], n["bottom"], n["wide"], n["high"], n.get("round", 0.01)), colour), []


def tree(n: Numbers) -> Shown:
    """A tree far behind: `x` and `size`."""
    x, size = n["x"], n.get("size", 1.0)
    parts = ((-0.07, 0.42, 0.10), (0.07, 0.44, 0.10), (0.0, 0.54, 0.11))
    crown = [Piece(disc((x + dx * size, y * size), r * size), LEAF) for dx, y, r in parts]
    return fill(box(x - 0.014 * size, 0, 0.028 * size, 0.36 * size), STEM) + bound(crown, LEAF_EDGE, 0.003), []
