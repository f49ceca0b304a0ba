"""Draws signs for what no body can show: senses, a dimmed lamp, a phone put away, a bed, a breath.

It refuses to carry meaning by colour alone: every sign has its shape, and counts are dots.
"""

from collections.abc import Callable, Mapping

from content.figures.furniture import Numbers, Shown
from content.figures.geometry import Point, box, capsule, disc, local, polar, smooth
from content.figures.ink import ACCENT, BALL, CARD, EYE, FLOOR, HAIR, LIPS, NIGHT, SKIN, SKIN_EDGE, WHITE, WOOD, Piece, bound, fill, line
from content.figures.skeleton import spot


def icon(n: Numbers, j: Mapping[str, Point]) -> Shown:
    """A sign in a round badge: `kind`, `at`, `r`, `power` (0..1: how lit), `dots` (a count beside it)."""
    at, r, power = spot(j, n["at"]), n["r"], float(n.get("power", 1.0))
    parts = [fill(disc(at, r), n.get("ground", "#E9E2D4")), fill(disc(at, r), "#CDEBE4", power), line(disc(at, r), FLOOR, r * 0.05)]
    parts.append(line(disc(at, r), ACCENT, r * (0.05 + 0.07 * power), power))
    parts.append(_SIGNS[n["kind"]](at, r * 0.62, power))
    parts += _dots(at, r, int(n.get("dots", 0)), power)
    return "".join(parts), [(at[0] - r, at[1] - r * 1.4), (at[0] + r, at[1] + r)]


def _dots(at: Point, r: float, count: int, power: float) -> list[str]:
    """Count under a badge."""
    row = [(at[0] + (i - (count - 1) / 2) * r * 0.34, at[1] - r * 1.26) for i in range(count)]
    return [fill(disc(place, r * 0.12), FLOOR) + fill(disc(place, r * 0.12), ACCENT, power) for place in row]


def _eye(at: Point, r: float, power: float) -> str:
    lid = smooth(local(at, 0, r, [(-1, 0), (-0.5, 0.46), (0, 0.6), (0.5, 0.46), (1, 0), (0.5, -0.46), (0, -0.6), (-0.5, -0.46)]))
    del power
    return bound([Piece(lid, WHITE)], EYE, r * 0.06) + fill(disc(at, r * 0.46), "#4C7FA8") + fill(disc(at, r * 0.24), EYE) + fill(disc((at[0] + r * 0.14, at[1] + r * 0.14), r * 0.10), WHITE)


def _hand(at: Point, r: float, power: float) -> str:
    del power
    fingers = [((-0.42, 0.05), (-0.56, 0.62)), ((-0.15, 0.2), (-0.2, 0.92)), ((0.13, 0.2), (0.16, 0.94)), ((0.38, 0.05), (0.5, 0.72)), ((0.36, -0.4), (0.86, 0.08))]
    parts = [Piece(capsule(*_two(at, r, a, 0.17), *_two(at, r, b, 0.13)), SKIN) for a, b in fingers]
    palm = Piece(smooth(local(at, 0, r, [(-0.55, 0.1), (0, 0.3), (0.5, 0.1), (0.5, -0.45), (0.22, -0.92), (-0.25, -0.92), (-0.55, -0.4)])), SKIN)
    return bound([*parts, palm], SKIN_EDGE, r * 0.05)


def _two(at: Point, r: float, place: Point, radius: float) -> tuple[Point, float]:
    return local(at, 0, r, [place])[0], radius * r


def _ear(at: Point, r: float, power: float) -> str:
    del power
    shell = [(-0.28, 0.6), (0.1, 0.95), (0.55, 0.72), (0.62, 0.2), (0.36, -0.22), (0.22, -0.62), (-0.06, -0.95), (-0.36, -0.7), (-0.28, -0.2), (-0.42, 0.15)]
    inner = [(-0.06, 0.42), (0.16, 0.62), (0.38, 0.42), (0.32, 0.1), (0.06, -0.1), (0.08, -0.34), (-0.08, -0.52)]
    return bound([Piece(smooth(local(at, 0, r, shell)), SKIN)], SKIN_EDGE, r * 0.06) + line(smooth(local(at, 0, r, inner), closed=False), SKIN_EDGE, r * 0.11)


def _nose(at: Point, r: float, power: float) -> str:
    del power
    shape = [(-0.14, 0.95), (0.14, 0.95), (0.2, 0.2), (0.42, -0.2), (0.62, -0.55), (0.36, -0.78), (0.0, -0.68), (-0.36, -0.78), (-0.62, -0.55), (-0.42, -0.2), (-0.2, 0.2)]
    holes = [fill(disc((at[0] + s * r * 0.26, at[1] - r * 0.60), r * 0.10), SKIN_EDGE) for s in (-1, 1)]
    return bound([Piece(smooth(local(at, 0, r, shape)), SKIN)], SKIN_EDGE, r * 0.06) + "".join(holes)


def _mouth(at: Point, r: float, power: float) -> str:
    del power
    lips = [(-0.95, 0.12), (-0.4, 0.44), (0, 0.34), (0.4, 0.44), (0.95, 0.12), (0.45, -0.42), (0, -0.54), (-0.45, -0.42)]
    gap = [(-0.62, 0.10), (0, 0.14), (0.62, 0.10), (0.3, -0.14), (0, -0.18), (-0.3, -0.14)]
    tongue = [(-0.2, -0.1), (0.2, -0.1), (0.24, -0.5), (0, -0.72), (-0.24, -0.5)]
    return fill(smooth(local(at, 0, r, lips)), LIPS) + fill(smooth(local(at, 0, r, gap)), HAIR) + bound([Piece(smooth(local(at, 0, r, tongue)), "#E58F84")], LIPS, r * 0.04)


def _lamp(at: Point, r: float, power: float) -> str:
    shade = smooth(local(at, 0, r, [(-0.38, 0.86), (0.38, 0.86), (0.72, 0.12), (-0.72, 0.12)]))
    beam = smooth(local(at, 0, r, [(-0.6, 0.12), (0.6, 0.12), (0.95, -0.9), (-0.95, -0.9)]))
    stand = fill(box(at[0] - r * 0.06, at[1] - r * 0.86, r * 0.12, r), WOOD) + fill(box(at[0] - r * 0.36, at[1] - r * 0.95, r * 0.72, r * 0.14, r * 0.06), WOOD)
    return fill(beam, BALL, 0.12 + 0.5 * power) + stand + bound([Piece(shade, BALL)], "#C79A1E", r * 0.05)


def _phone(at: Point, r: float, power: float) -> str:
    del power
    body = fill(box(at[0] - r * 0.46, at[1] - r * 0.86, r * 0.92, r * 1.72, r * 0.16), EYE) + fill(box(at[0] - r * 0.37, at[1] - r * 0.66, r * 0.74, r * 1.34, r * 0.05), "#8FA3B8")
    cross = smooth([polar(at, 135, r * 1.12), polar(at, -45, r * 1.12)], closed=False)
    return body + line(cross, CARD, r * 0.34) + line(cross, "#D6492F", r * 0.18)


def _moon(at: Point, r: float, power: float) -> str:
    del power
    night = fill(disc(at, r * 0.98), NIGHT)
    crescent = smooth(local(at, 0, r, [(0.1, 0.62), (-0.4, 0.4), (-0.6, 0.0), (-0.4, -0.42), (0.1, -0.62), (0.42, -0.42), (0.02, -0.3), (-0.14, 0.0), (0.02, 0.3), (0.42, 0.42)]))
    stars = [fill(disc(local(at, 0, r, [p])[0], r * 0.06), WHITE) for p in ((0.5, 0.1), (0.34, -0.1), (0.62, -0.24))]
    return night + fill(crescent, BALL) + "".join(stars)


def _clock(at: Point, r: float, power: float) -> str:
    del power
    hands = line(smooth([local(at, 0, r, [(0, 0.56)])[0], at, local(at, 0, r, [(0.36, -0.2)])[0]], closed=False), EYE, r * 0.12)
    bells = [Piece(capsule(*_two(at, r, (s * 0.62, 0.66), 0.2), *_two(at, r, (s * 0.46, 0.8), 0.2)), LIPS) for s in (-1, 1)]
    return bound(bells, HAIR, r * 0.05) + bound([Piece(disc(at, r * 0.86), WHITE)], EYE, r * 0.10) + hands


def _bed(at: Point, r: float, power: float) -> str:
    del power
    frame = fill(box(at[0] - r, at[1] - r * 0.62, r * 0.14, r * 1.2, r * 0.05), WOOD) + fill(box(at[0] - r, at[1] - r * 0.36, 2 * r, r * 0.18, r * 0.05), WOOD) + fill(box(at[0] + r * 0.86, at[1] - r * 0.62, r * 0.14, r * 0.7, r * 0.05), WOOD)
    pillow = bound([Piece(box(at[0] - r * 0.82, at[1] - r * 0.16, r * 0.52, r * 0.26, r * 0.1), WHITE)], FLOOR, r * 0.04)
    cover = fill(smooth(local(at, 0, r, [(-0.34, -0.18), (-0.3, 0.18), (0.1, 0.28), (0.6, 0.2), (0.86, 0.0), (0.86, -0.18)])), "#52668A")
    head = fill(disc(local(at, 0, r, [(-0.52, 0.16)])[0], r * 0.2), SKIN) + fill(capsule(*_two(at, r, (-0.62, 0.24), 0.15), *_two(at, r, (-0.66, 0.08), 0.12)), HAIR)
    return frame + pillow + head + cover


_SIGNS: Mapping[str, Callable[[Point, float, float], str]] = {
    "eye": _eye, "hand": _hand, "ear": _ear, "nose": _nose, "mouth": _mouth, "lamp": _lamp, "phone": _phone,
    "moon": _moon, "clock": _clock, "bed": _bed,
}  # fmt: skip


def orb(n: Numbers, j: Mapping[str, Point]) -> Shown:
    """A ball of breath that grows and shrinks: `at`, `r`, and `largest`, its outer mark."""
    at, r, largest = spot(j, n["at"]), n["r"], n["largest"]
    rings = [fill(disc(at, r * share), ACCENT, shade) for share, shade in ((1.0, 0.14), (0.8, 0.16), (0.6, 0.18))]
    return line(disc(at, largest), ACCENT, 0.006, 0.35) + "".join(rings), [(at[0] - largest, at[1] - largest), (at[0] + largest, at[1] + largest)]


def breath(n: Numbers, j: Mapping[str, Point]) -> Shown:
    """Air that leaves or enters a nose or mouth: three soft lines from `at` towards `turn`, `power` strong."""
    at, turn, power = spot(j, n["at"]), n.get("turn", 0.0), float(n.get("power", 1.0))
    parts = []
    for lean in (-18, 0, 18):
        way = turn + lean
        points = [polar(polar(at, way, 0.02 + 0.018 * k), way + 90, 0.006 * (-1) ** k) for k in range(4)]
        parts.append(line(smooth(points, closed=False), "#7FB6D6", 0.009, power))
    return "".join(parts), [polar(at, turn, 0.09)]
