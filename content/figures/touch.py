"""Draws the hand that helps: it presses, strokes, pinches or holds with its fingertips at one place.

It refuses an arm: its sleeve leaves the picture, so that any pose can be helped from anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

from content.figures.geometry import Point, capsule, local
from content.figures.hands import EDGE
from content.figures.ink import ACCENT_CLOTH, NAIL, SHIRT_CLOTH, SKIN, SKIN_EDGE, SKIN_FAR, Piece, bound, fill

# How far each finger reaches (index first), in lengths of the hand; what ends before _FOLDED is folded in.
_REACH: Mapping[str, tuple[float, float, float, float]] = {
    "two": (0.0, 0.0, -0.30, -0.36),
    "flat": (0.0, 0.03, 0.0, -0.05),
    "thumb": (-0.34, -0.36, -0.38, -0.42),
    "clasp": (0.42, 0.46, 0.42, 0.34),
    "pinch": (0.0, -0.16, -0.26, -0.34),
}
_FOLDED = -0.2
_THUMBS: Mapping[str, tuple[Point, Point]] = {
    "two": ((-0.80, 0.13), (-0.52, 0.27)),
    "flat": ((-0.82, 0.13), (-0.50, 0.25)),
    "thumb": ((-0.50, 0.24), (-0.06, 0.20)),
    "pinch": ((-0.62, 0.26), (-0.04, 0.28)),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a helping hand is: fingertips at `at`, pointing to `angle`, `size` long, mirrored where `flip` is -1."""

    at: Point
    angle: float
    size: float
    flip: float

    def part(self, a: Point, ra: float, b: Point, rb: float, colour: str = SKIN) -> Piece:
        """Make one rounded part, given in lengths of the hand."""
        ends = local(self.at, self.angle, self.size, [(a[0], a[1] * self.flip), (b[0], b[1] * self.flip)])
        return Piece(capsule(ends[0], ra * self.size, ends[1], rb * self.size), colour)

    def nail(self, root: Point, tip: Point, r: float) -> str:
        """Make the nail of a finger that ends at `tip`."""
        share = r / hypot(tip[0] - root[0], tip[1] - root[1])
        a, b = (
            (tip[0] + (tip[0] - root[0]) * share * k, tip[1] + (tip[1] - root[1]) * share * k) for k in (-0.35, 0.35)
        )
        return fill(self.part(a, r * 0.5, b, r * 0.5).path, NAIL)

    @property
    def rim(self) -> float:
        """How wide the line around it is."""
        return EDGE * min(1.0, self.size * 1.6)


def touch(reach: Reach, kind: str, *, accent: bool) -> str:
    """Draw a hand that touches with two fingers, flat, with its thumb, or in a pinch.

    A hand that clasps shows its fingers only, for behind what it holds; its thumb goes before that.
    """
    cloth = ACCENT_CLOTH if accent else SHIRT_CLOTH
    sleeve = bound([reach.part((-3.2, -0.22), 0.34, (-1.02, -0.02), 0.19, cloth.near)], cloth.edge, reach.rim)
    back = [
        reach.part((-1.05, -0.02), 0.13, (-0.80, 0.0), 0.15),
        reach.part((-0.78, 0.02), 0.17, (-0.56, 0.06), 0.14),
        reach.part((-0.78, -0.05), 0.15, (-0.56, -0.08), 0.13),
    ]
    if kind == "clasp":
        return _fingers(reach, kind)
    thumb, palm = _thumb(reach, kind), bound(back, SKIN_EDGE, reach.rim)
    if kind == "thumb":
        return sleeve + palm + thumb
    if kind in {"thumb", "pinch"}:
        return sleeve + _fingers(reach, kind) + palm + thumb
    return sleeve + thumb + _fingers(reach, kind) + palm


def _fingers(reach: Reach, kind: str) -> str:
    """Draw the four fingers, the little one first."""
    parts = []
    for index in (3, 2, 1, 0):
        end = _REACH[kind][index]
        root, tip = (-0.56, 0.14 - 0.095 * index), (end - 0.055, 0.105 - 0.088 * index)
        colour = SKIN if end > _FOLDED else SKIN_FAR
        parts.append(bound([reach.part(root, 0.062, tip, 0.050, colour)], SKIN_EDGE, reach.rim))
        if end > _FOLDED:
            parts.append(reach.nail(root, tip, 0.050))
    return "".join(parts)


def _thumb(reach: Reach, kind: str) -> str:
    """Draw the thumb."""
    start, end = _THUMBS[kind]
    thick = 0.085 if kind == "thumb" else 0.055
    pieces = [reach.part((-0.86, 0.05), 0.085, start, 0.085), reach.part(start, 0.082, end, thick)]
    nail = reach.nail(start, end, thick) if kind in {"thumb", "pinch"} else ""
    return bound(pieces, SKIN_EDGE, reach.rim) + nail
