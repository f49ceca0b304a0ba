"""Draws the trunk, in shirt and trousers, along a spine that may bend.

It refuses to decide what lies before or behind it: the figure does.
"""

from content.figures.geometry import Point, capsule, polar, smooth
from content.figures.ink import Cloth, Piece, bound
from content.figures.limbs import bone
from content.figures.outlines import rows
from content.figures.skeleton import STEPS, Body

_SIDE, _FRONT = rows("trunk_side"), rows("trunk_front")


def _on(body: Body, share: float, shift: float) -> Point:
    """Find the point at a share of the spine, `shift` to its back (left of the way up)."""
    place = share * STEPS
    low = min(int(place), STEPS - 1)
    (ax, ay), (bx, by) = body.spine[low], body.spine[low + 1]
    part = place - low
    bend = body.bends[low] + (body.bends[low + 1] - body.bends[low]) * part
    return polar((ax + (bx - ax) * part, ay + (by - ay) * part), bend + 90, shift)


def side_shirt(body: Body, cloth: Cloth, belly: float = 0.0) -> str:
    """Draw the shirt from its side; `belly` swells it in front (breath)."""
    front = [_on(body, s, -w - belly * max(0.0, 1 - abs(s - 0.36) / 0.34)) for s, w, _ in _SIDE if s > 0]
    back = [_on(body, s, w) for s, _, w in reversed(_SIDE) if s > 0]
    light = [_on(body, s, w * 0.25) for s, w, _ in _SIDE[1:-1]] + [
        _on(body, s, w * 0.78) for s, _, w in reversed(_SIDE[1:-1])
    ]
    hem = [_on(body, 0.085, 0.058), _on(body, 0.07, 0.0), _on(body, 0.085, -0.055)]
    return bound([Piece(smooth([*front, *back, *hem]), cloth.near, smooth(light))], cloth.edge, 0.003)


def side_pelvis(body: Body, colour: str) -> list[Piece]:
    """Shape hip and seat from the side."""
    seat, top = _on(body, 0.0, 0.010), _on(body, 0.15, 0.004)
    return [bone(seat, 0.063, top, 0.055, colour)]


def front_shirt(body: Body, cloth: Cloth, turn: float = 0.0, lift: tuple[float, float] = (0.0, 0.0)) -> str:
    """Draw the shirt from the front or back; it narrows where the chest turns and follows lifted shoulders."""

    def width(share: float, half: float) -> float:
        return half * (1 - 0.36 * abs(turn) * share)

    def drift(share: float) -> float:
        return -0.022 * turn * share

    left = [_on(body, s, drift(s) + width(s, w)) for s, w in _FRONT]
    right = [_on(body, s, drift(s) - width(s, w)) for s, w in _FRONT]
    left = [(x, y + lift[0] * (s > 0.8)) for (x, y), (s, _) in zip(left, _FRONT, strict=True)]
    right = [(x, y + lift[1] * (s > 0.8)) for (x, y), (s, _) in zip(right, _FRONT, strict=True)]
    light = [_on(body, s, drift(s) + width(s, w) * 0.72) for s, w in _FRONT[1:-2]]
    light += [_on(body, s, drift(s) + width(s, w) * 0.10) for s, w in reversed(_FRONT[1:-2])]
    return bound([Piece(smooth([*left, *reversed(right)]), cloth.near, smooth(light))], cloth.edge, 0.003)


def front_pelvis(body: Body, colour: str) -> list[Piece]:
    """Shape the hips from the front or back."""
    return [
        Piece(capsule(_on(body, 0.0, 0.038), 0.052, _on(body, 0.0, -0.038), 0.052), colour),
        Piece(capsule(_on(body, 0.16, 0.034), 0.046, _on(body, 0.16, -0.034), 0.046), colour),
    ]
