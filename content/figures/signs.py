"""Draws signs for what no body can show: senses, a dimmed lamp, a phone put away, a bed, and breath.

It refuses to carry meaning by colour alone: every sign has its shape, and counts are dots.
"""

from collections.abc import Callable, Mapping

from content.figures.furniture import Numbers, Shown
from content.figures.geometry import Point, box, capsule, disc, local, polar, smooth
from content.figures.ink import (
    ACCENT,
    BALL,
    BALL_EDGE,
    CARD,
    EYE,
    FLOOR,
    HAIR,
    LIPS,
    NIGHT,
    SKIN,
    SKIN_EDGE,
    TONGUE,
    TROUSERS,
    WHITE,
    WOOD,
    Piece,
    bound,
    fill,
    line,
)
from content.figures.outlines import outline
from content.figures.skeleton import spot

_LIT, _UNLIT, _SCREEN, _IRIS, _NO = "#CDEBE4", "#E9E2D4", "#8FA3B8", "#4C7FA8", "#D6492F"
_FINGERS = (
    ((-0.42, 0.05), (-0.56, 0.62)),
    ((-0.15, 0.2), (-0.2, 0.92)),
    ((0.13, 0.2), (0.16, 0.94)),
    ((0.38, 0.05), (0.5, 0.72)),
    ((0.36, -0.4), (0.86, 0.08)),
)


def icon(n: Numbers, j: Mapping[str, Point]) -> Shown:
    """A sign in a round badge: `kind`, `at`, `r`, `power` (0..1: how lit), `dots` (a count beside it)."""
    at, r, power = spot(j, n["at"]), float(n["r"]), float(n.get("power", 1.0))
    parts = [fill(disc(at, r), _UNLIT), fill(disc(at, r), _LIT, power), line(disc(at, r), FLOOR, r * 0.05)]
    parts.append(line(disc(at, r), ACCENT, r * (0.05 + 0.07 * power), power))
    parts.append(_lamp(at, r * 0.62, power) if n["kind"] == "lamp" else _SIGNS[n["kind"]](at, r * 0.62))
    count = int(n.get("dots", 0))
    row = [(at[0] + (i - (count - 1) / 2) * r * 0.34, at[1] - r * 1.26) for i in range(count)]
    parts += [fill(disc(place, r * 0.12), FLOOR) + fill(disc(place, r * 0.12), ACCENT, power) for place in row]
    return "".join(parts), [(at[0] - r, at[1] - r * 1.4), (at[0] + r, at[1] + r)]


def _shape(name: str, at: Point, r: float) -> str:
    """Place a sign's outline."""
    return smooth(local(at, 0, r, outline(name)))


def _dot(at: Point, r: float, place: Point, share: float, colour: str) -> str:
    """Fill a dot inside a sign."""
    return fill(disc(local(at, 0, r, [place])[0], r * share), colour)


def _bar(at: Point, r: float, place: Point, size: Point, colour: str, soft: float = 0.05) -> str:
    """Fill a bar inside a sign: its lower left corner and its size."""
    return fill(box(at[0] + place[0] * r, at[1] + place[1] * r, size[0] * r, size[1] * r, soft * r), colour)


def _rod(at: Point, r: float, a: Point, ra: float, b: Point, rb: float) -> str:
    """Outline a rounded rod inside a sign."""
    start, end = local(at, 0, r, [a, b])
    return capsule(start, ra * r, end, rb * r)


def _eye(at: Point, r: float) -> str:
    lid = bound([Piece(_shape("eye", at, r), WHITE)], EYE, r * 0.06)
    return (
        lid + fill(disc(at, r * 0.46), _IRIS) + fill(disc(at, r * 0.24), EYE) + _dot(at, r, (0.14, 0.14), 0.10, WHITE)
    )


def _hand(at: Point, r: float) -> str:
    fingers = [Piece(_rod(at, r, a, 0.17, b, 0.13), SKIN) for a, b in _FINGERS]
    return bound([*fingers, Piece(_shape("sign_palm", at, r), SKIN)], SKIN_EDGE, r * 0.05)


def _ear(at: Point, r: float) -> str:
    inside = smooth(local(at, 0, r, outline("ear_inside")), closed=False)
    return bound([Piece(_shape("ear", at, r), SKIN)], SKIN_EDGE, r * 0.06) + line(inside, SKIN_EDGE, r * 0.11)


def _nose(at: Point, r: float) -> str:
    holes = "".join(_dot(at, r, (side * 0.26, -0.60), 0.10, SKIN_EDGE) for side in (-1, 1))
    return bound([Piece(_shape("nose", at, r), SKIN)], SKIN_EDGE, r * 0.06) + holes


def _mouth(at: Point, r: float) -> str:
    tongue = bound([Piece(_shape("tongue_out", at, r), TONGUE)], LIPS, r * 0.04)
    return fill(_shape("lips", at, r), LIPS) + fill(_shape("mouth_gap", at, r), HAIR) + tongue


def _lamp(at: Point, r: float, power: float) -> str:
    stand = _bar(at, r, (-0.06, -0.86), (0.12, 1.0), WOOD) + _bar(at, r, (-0.36, -0.95), (0.72, 0.14), WOOD)
    shade = bound([Piece(_shape("lamp_shade", at, r), BALL)], BALL_EDGE, r * 0.05)
    return fill(_shape("lamp_beam", at, r), BALL, 0.62 - 0.5 * power) + stand + shade


def _phone(at: Point, r: float) -> str:
    body = _bar(at, r, (-0.46, -0.86), (0.92, 1.72), EYE, 0.16) + _bar(at, r, (-0.37, -0.66), (0.74, 1.34), _SCREEN)
    cross = smooth([polar(at, 135, r * 1.12), polar(at, -45, r * 1.12)], closed=False)
    return body + line(cross, CARD, r * 0.34) + line(cross, _NO, r * 0.18)


def _moon(at: Point, r: float) -> str:
    stars = "".join(_dot(at, r, place, 0.06, WHITE) for place in ((0.5, 0.1), (0.34, -0.1), (0.62, -0.24)))
    return fill(disc(at, r * 0.98), NIGHT) + fill(_shape("crescent", at, r), BALL) + stars


def _bed(at: Point, r: float) -> str:
    boards = _bar(at, r, (-1, -0.62), (0.14, 1.2), WOOD) + _bar(at, r, (0.86, -0.62), (0.14, 0.7), WOOD)
    frame = boards + _bar(at, r, (-1, -0.36), (2, 0.18), WOOD)
    pillow = _bar(at, r, (-0.85, -0.19), (0.58, 0.32), FLOOR, 0.12) + _bar(
        at, r, (-0.82, -0.16), (0.52, 0.26), WHITE, 0.1
    )
    sleeper = _dot(at, r, (-0.52, 0.16), 0.2, SKIN) + fill(_rod(at, r, (-0.62, 0.24), 0.15, (-0.66, 0.08), 0.12), HAIR)
    return frame + pillow + sleeper + fill(_shape("bed_cover", at, r), TROUSERS)


_SIGNS: Mapping[str, Callable[[Point, float], str]] = {
    "eye": _eye,
    "hand": _hand,
    "ear": _ear,
    "nose": _nose,
    "mouth": _mouth,
    "phone": _phone,
    "moon": _moon,
    "bed": _bed,
}


def orb(n: Numbers, j: Mapping[str, Point]) -> Shown:
    """A ball of breath that grows and shrinks: `at`, `r`, and `largest`, its outer mark."""
    at, r, largest = spot(j, n["at"]), n["r"], n["largest"]
    rings = [fill(disc(at, r * share), ACCENT, shade) for share, shade in ((1.0, 0.14), (0.8, 0.16), (0.6, 0.18))]
    corners = [(at[0] - largest, at[1] - largest), (at[0] + largest, at[1] + largest)]
    return line(disc(at, largest), ACCENT, 0.006, 0.35) + "".join(rings), corners


def breath(n: Numbers, j: Mapping[str, Point]) -> Shown:
    """Air that leaves or enters a nose or mouth: three soft lines from `at` towards `turn`, `power` strong, `size`."""
    at, turn, power = spot(j, n["at"]), n.get("turn", 0.0), float(n.get("power", 1.0))
    size, parts = float(n.get("size", 1.0)), []
    for way in (turn - 18, turn, turn + 18):
        roots = [polar(at, way, size * (0.02 + 0.018 * k)) for k in range(4)]
        points = [polar(root, way + 90, size * 0.006 * (-1) ** k) for k, root in enumerate(roots)]
        parts.append(line(smooth(points, closed=False), "#7FB6D6", 0.009 * size, power))
    return "".join(parts), [polar(at, turn, 0.09 * size)]
