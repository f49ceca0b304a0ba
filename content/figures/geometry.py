"""Plane geometry of the figures: points, angles, joints reached by two bones, and outlines as SVG path data.

It refuses to know what is drawn. Units are body heights, angles are degrees counter-clockwise from the right, y is up.
"""

from collections.abc import Sequence
from math import acos, atan2, cos, degrees, hypot, radians, sin

Point = tuple[float, float]


def polar(origin: Point, angle: float, length: float) -> Point:
    """Walk `length` from `origin` in the direction of `angle`."""
    return origin[0] + length * cos(radians(angle)), origin[1] + length * sin(radians(angle))


def along(a: Point, b: Point, share: float, shift: float = 0.0) -> Point:
    """Find the point at `share` of the way from a to b, moved `shift` to the left of that way."""
    angle = heading(a, b)
    return polar((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), angle + 90, shift)


def heading(a: Point, b: Point) -> float:
    """Tell the angle of the way from a to b."""
    return degrees(atan2(b[1] - a[1], b[0] - a[0]))


def distance(a: Point, b: Point) -> float:
    """Tell how far two points are apart."""
    return hypot(b[0] - a[0], b[1] - a[1])


def local(origin: Point, angle: float, scale: float, points: Sequence[Point]) -> list[Point]:
    """Place points given along and to the left of `angle`, in units of `scale`, at `origin`."""
    return [polar(polar(origin, angle, x * scale), angle + 90, y * scale) for x, y in points]


def two_bones(root: Point, target: Point, upper: float, lower: float, bend: float) -> tuple[float, float]:
    """Find the angles of two bones that reach from root to target; `bend` > 0 puts the joint left of that line.

    A target out of reach is reached for with straight bones; the tests refuse key frames that ask for that.
    """
    reach = min(max(distance(root, target), abs(upper - lower) + 1e-6), upper + lower - 1e-6)
    base = heading(root, target)
    opening = degrees(acos((upper**2 + reach**2 - lower**2) / (2 * upper * reach)))
    first = base + (opening if bend > 0 else -opening)
    joint = polar(root, first, upper)
    return first, heading(joint, polar(root, base, reach))


def number(value: float) -> str:
    """Write a coordinate as short as it may be."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def pair(point: Point) -> str:
    """Write a point as path data."""
    return f"{number(point[0])} {number(point[1])}"


def capsule(a: Point, ra: float, b: Point, rb: float, bulge: Point = (0.0, 0.0)) -> str:
    """Outline a tapered, rounded limb from a to b; `bulge` swells its left and right side by that much."""
    length = distance(a, b)
    if length <= abs(ra - rb) + 1e-6:
        return disc(a if ra > rb else b, max(ra, rb))
    angle, lean = heading(a, b), degrees(acos((ra - rb) / length))
    left = (polar(a, angle + lean, ra), polar(b, angle + lean, rb))
    right = (polar(b, angle - lean, rb), polar(a, angle - lean, ra))
    swell_left = polar(along(*left, 0.42), angle + 90, 2 * bulge[0])
    swell_right = polar(along(*right, 0.58), angle - 90, 2 * bulge[1])
    far_arc, near_arc = int(lean > 90), int(lean < 90)
    return (
        f"M{pair(left[0])}Q{pair(swell_left)} {pair(left[1])}"
        f"A{number(rb)} {number(rb)} 0 {far_arc} 0 {pair(right[0])}"
        f"Q{pair(swell_right)} {pair(right[1])}A{number(ra)} {number(ra)} 0 {near_arc} 0 {pair(left[0])}Z"
    )


def disc(centre: Point, radius: float) -> str:
    """Outline a circle."""
    r, (x, y) = number(radius), centre
    return f"M{pair((x - radius, y))}A{r} {r} 0 1 0 {pair((x + radius, y))}A{r} {r} 0 1 0 {pair((x - radius, y))}Z"


def smooth(points: Sequence[Point], *, closed: bool = True) -> str:
    """Draw a soft curve through all points (Catmull-Rom, as Bezier pieces)."""
    count = len(points)
    pieces = [f"M{pair(points[0])}"]
    for i in range(count if closed else count - 1):
        before, here, there, after = (_at(points, i + step, closed=closed) for step in (-1, 0, 1, 2))
        first = here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6
        second = there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6
        pieces.append(f"C{pair(first)} {pair(second)} {pair(there)}")
    return "".join(pieces) + ("Z" if closed else "")


def _at(points: Sequence[Point], index: int, *, closed: bool) -> Point:
    """Look up a point, round the end of a closed line, or stopping at the end of an open one."""
    return points[index % len(points)] if closed else points[min(max(index, 0), len(points) - 1)]


def polygon(points: Sequence[Point], *, closed: bool = True) -> str:
    """Draw straight lines through all points."""
    return "M" + "L".join(pair(point) for point in points) + ("Z" if closed else "")


def box(left: float, bottom: float, width: float, height: float, radius: float = 0.0) -> str:
    """Outline a rectangle with rounded corners."""
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return polygon(
            [(left, bottom), (left + width, bottom), (left + width, bottom + height), (left, bottom + height)]
        )
    right, top, arc = left + width, bottom + height, f"A{number(r)} {number(r)} 0 0 1 "
    return (
        f"M{pair((left + r, bottom))}L{pair((right - r, bottom))}{arc}{pair((right, bottom + r))}"
        f"L{pair((right, top - r))}{arc}{pair((right - r, top))}L{pair((left + r, top))}{arc}{pair((left, top - r))}"
        f"L{pair((left, bottom + r))}{arc}{pair((left + r, bottom))}Z"
    )
