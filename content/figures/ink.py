"""The colours of the figures, and the few SVG elements that they are made of.

It refuses any colour that is not named here, and any text: pictures must read the same in every language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content.figures.geometry import number

CARD = "#F6F2EA"
FLOOR = "#DDD5C6"
SKIN, SKIN_FAR, SKIN_EDGE = "#E3AE89", "#CD9873", "#A66F4D"
NECK_SHADE = "#D8A07A"
LIPS, BLUSH, EYE, WHITE = "#B8604F", "#E58F74", "#40332E", "#FFFFFF"
HAIR, HAIR_LIGHT = "#4B3A36", "#65504A"
SHIRT, SHIRT_FAR, SHIRT_EDGE = "#A9BED2", "#8BA2B9", "#7089A2"
TROUSERS, TROUSERS_FAR, TROUSERS_EDGE = "#52668A", "#3F5070", "#34425E"
ACCENT, ACCENT_FAR, ACCENT_EDGE = "#19A891", "#12897A", "#0C6E62"
GLOW, ARROW, RING = "#FF5A36", "#0B5F55", "#E2DACB"
WOOD, WOOD_DARK, WOOD_LIGHT = "#CBB08C", "#AD9069", "#DEC9AB"
MAT, MAT_EDGE = "#CFCBE8", "#B2ADD6"
WALL, WALL_EDGE = "#E6DECF", "#CBC0AC"
CLOTH, CLOTH_EDGE = "#FBFBF8", "#CFC9BD"
BALL, BALL_EDGE = "#F0C445", "#C79A1E"
WARM, COLD, METAL = "#E4573D", "#4C97DB", "#8E99A8"
NIGHT = "#2F3E5C"
GROUND, TILE = "#EBE4D7", "#EFE9DD"
TABLE_TOP = "#E3D3B8"
NAIL, TONGUE, CAVE, SCAR = "#F3CDB4", "#E88C80", "#8C3F3B", "#B8604F"
LEAF, LEAF_EDGE, STEM = "#CFE0C3", "#BFD3B1", "#D5C3A5"
POT, POT_EDGE, STEEL = "#BFD3E6", "#7089A2", "#5F6A78"
WARM_EDGE, COLD_EDGE, DAYLIGHT = "#A93A26", "#2F6DA6", "#FBF9F4"


@dataclass(frozen=True, slots=True)
class Cloth:
    """One material in light: near, far (shaded) and the line between two parts of it."""

    near: str
    far: str
    edge: str


SKIN_CLOTH = Cloth(SKIN, SKIN_FAR, SKIN_EDGE)
SHIRT_CLOTH = Cloth(SHIRT, SHIRT_FAR, SHIRT_EDGE)
TROUSER_CLOTH = Cloth(TROUSERS, TROUSERS_FAR, TROUSERS_EDGE)
ACCENT_CLOTH = Cloth(ACCENT, ACCENT_FAR, ACCENT_EDGE)


def fill(data: str, colour: str, opacity: float = 1.0) -> str:
    """Fill an outline."""
    shade = "" if opacity >= 1 else f' opacity="{number(opacity)}"'
    return f'<path d="{data}" fill="{colour}"{shade}/>'


def line(data: str, colour: str, width: float, opacity: float = 1.0) -> str:
    """Draw along a path with round ends."""
    shade = "" if opacity >= 1 else f' opacity="{number(opacity)}"'
    return (
        f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{number(width)}" '
        f'stroke-linecap="round" stroke-linejoin="round"{shade}/>'
    )


def group(parts: Iterable[str], opacity: float = 1.0) -> str:
    """Bind parts together, so that they fade as one."""
    inside = "".join(parts)
    return f'<g opacity="{number(opacity)}">{inside}</g>' if inside and opacity < 1 else inside


@dataclass(frozen=True, slots=True)
class Piece:
    """One outline with its colour; pieces drawn together share one dark line around them all."""

    path: str
    colour: str
    shine: str = ""


def bound(pieces: Sequence[Piece], edge: str, width: float = 0.005) -> str:
    """Draw pieces as one body: first the line around all of them, then their colours, then the light on them."""
    rim = "".join(
        f'<path d="{piece.path}" fill="{edge}" stroke="{edge}" stroke-width="{number(2 * width)}" '
        'stroke-linejoin="round"/>'
        for piece in pieces
    )
    flesh = "".join(fill(piece.path, piece.colour) for piece in pieces)
    light = [fill(piece.shine, WHITE) for piece in pieces if piece.shine]
    return rim + flesh + group(light, 0.15)
