"""Draws hands large, with every finger: for exercises that a whole figure would show too small.

It refuses bodies: a large hand ends in a sleeve that leaves the picture.
"""

from collections.abc import Collection, Sequence
from math import cos, radians

from content.figures.figure import Drawn
from content.figures.geometry import Point, along, capsule, local, polar, smooth
from content.figures.ink import ACCENT_CLOTH, SHIRT_CLOTH, SKIN, SKIN_EDGE, SKIN_FAR, Piece, bound, line
from content.figures.limbs import bone
from content.figures.outlines import outline
from content.figures.skeleton import Body
from content.figures.tween import Pose

EDGE = 0.006
_BONES = (0.135, 0.085, 0.065)
# Palm view: where each finger starts (towards the thumb, up the palm), its length and its thickness.
_FINGERS = (
    (0.112, 0.285, 1.0, 0.040),
    (0.040, 0.305, 1.12, 0.042),
    (-0.036, 0.298, 1.04, 0.040),
    (-0.108, 0.268, 0.82, 0.035),
)
_SIDE_LENGTHS = (1.0, 1.1, 1.04, 0.86)


def skin(*pieces: Piece) -> str:
    """Draw skin with its line around it."""
    return bound(pieces, SKIN_EDGE, EDGE)


def _forearm(wrist: Point, angle: float, long: float, accent: Collection[str]) -> str:
    """Draw a forearm that ends at the wrist, bare or in a sleeve that ends a little before it."""
    cloth = ACCENT_CLOTH if "A" in accent else SHIRT_CLOTH
    elbow, cuff = polar(wrist, angle, -long), polar(wrist, angle, -0.13)
    if "bare" in accent:
        return skin(Piece(capsule(elbow, 0.135, wrist, 0.085), SKIN))
    sleeve = bound([bone(elbow, 0.14, cuff, 0.105, cloth.near)], cloth.edge, EDGE)
    return skin(Piece(capsule(cuff, 0.095, wrist, 0.085), SKIN)) + sleeve


def hand_side(pose: Pose, accent: Collection[str]) -> Drawn:
    """Draw a hand from its thumb's side, the palm right: `bend` is the wrist's, `flex` the fingers' three joints."""
    wrist, arm = (0.0, 0.0), float(pose.get("arm", 90.0))
    angle = arm + float(pose.get("bend", 0.0))
    knuckle = polar(wrist, angle, 0.30)
    parts = [_forearm(wrist, arm, 0.7, accent)]
    for depth in (3, 2, 1, 0):
        root = local(knuckle, angle, 1.0, [(-0.016 * depth, 0.010 * depth)])[0]
        points = _bent(root, angle, pose["flex"], _SIDE_LENGTHS[depth])
        parts.append(_finger(points, 0.042, SKIN if depth == 0 else SKIN_FAR))
        if depth == 1:  # the back of the hand lies between the far fingers and the near one
            parts.append(skin(Piece(smooth(local(wrist, angle, 1.0, outline("hand_back"))), SKIN)))
    out, tuck = pose.get("thumb", [-28.0, -12.0])
    base = local(wrist, angle, 1.0, [(0.085, -0.035)])[0]
    middle = polar(base, angle + out, 0.125)
    tip = polar(middle, angle + out + tuck, 0.095)
    parts.append(
        skin(Piece(capsule(base, 0.056, middle, 0.043), SKIN), Piece(capsule(middle, 0.043, tip, 0.034), SKIN))
    )
    body = Body()
    body.joints.update(wrist=wrist, knuckle=knuckle, thumb=tip, elbow=polar(wrist, arm, -0.7))
    body.joints.update(hand=along(wrist, knuckle, 0.5), fist=local(knuckle, angle, 1.0, [(0.0, -0.085)])[0])
    return Drawn({"hand": "".join(parts)}, body)


def _bent(root: Point, angle: float, flex: Sequence[float], scale: float) -> list[Point]:
    """Bend a finger's three bones towards the palm."""
    points = [root]
    for length, bend in zip(_BONES, flex, strict=True):
        angle -= bend
        points.append(polar(points[-1], angle, length * scale))
    return points


def _towards(root: Point, way: float, flex: Sequence[float], scale: float) -> list[Point]:
    """Bend a finger towards the viewer: its bones look shorter, and in a fist they fold back over the palm."""
    points, bend = [root], 0.0
    for length, more in zip(_BONES, flex, strict=True):
        bend += more
        points.append(polar(points[-1], way, length * scale * cos(radians(bend))))
    return points


def _finger(points: Sequence[Point], r: float, colour: str) -> str:
    """Draw one finger through its joints."""
    radii = (r, r * 0.95, r * 0.87, r * 0.74)
    return skin(*(Piece(capsule(points[i], radii[i], points[i + 1], radii[i + 1]), colour) for i in range(3)))


def hand_palm(pose: Pose, accent: Collection[str]) -> Drawn:
    """Draw a hand with its palm to the viewer: `spread` fans the fingers, `flex` bends them, `thumb` is [way, bend]."""
    body, wrist = Body(), (0.0, 0.0)
    arm, side = float(pose.get("arm", 90.0)), float(pose.get("thumb_side", -1.0))
    angle = arm + float(pose.get("bend", 0.0))
    parts = [_forearm(wrist, arm, float(pose.get("long", 0.7)), accent)]
    parts.append(skin(Piece(smooth(local(wrist, angle, 1.0, outline("palm", -side))), SKIN)))
    for crease in ("palm_crease_1", "palm_crease_2"):
        way = local(wrist, angle, 1.0, outline(crease, -side))
        parts.append(line(smooth(way, closed=False), SKIN_EDGE, 0.006, 0.45))
    flexes = pose["flex"] if isinstance(pose["flex"][0], list) else [pose["flex"]] * 4
    for index, (x, y, long, r) in enumerate(_FINGERS):
        root = local(wrist, angle, 1.0, [(y, x * side)])[0]
        fan = angle + side * float(pose.get("spread", 4.0)) * (1.5 - index)
        points = _towards(root, fan, flexes[index], long)
        parts.append(_finger(points, r, SKIN))
        body.joints[f"tip_{index}"] = points[-1]
    parts.append(_thumb(body, angle, side, pose))
    body.joints.update(wrist=wrist, elbow=polar(wrist, arm, -0.7), palm=polar(wrist, angle, 0.18))
    return Drawn({"hand": "".join(parts)}, body)


def _thumb(body: Body, angle: float, side: float, pose: Pose) -> str:
    """Draw the thumb over the palm: two bones from its ball."""
    out, bend = pose.get("thumb", [48.0, -14.0])
    ball, base = local((0.0, 0.0), angle, 1.0, [(0.03, 0.045 * side), (0.10, 0.095 * side)])
    middle = polar(base, angle + side * out, 0.125)
    tip = polar(middle, angle + side * (out + bend), 0.105)
    body.joints["thumb"] = tip
    return skin(
        Piece(capsule(ball, 0.055, base, 0.062), SKIN),
        Piece(capsule(base, 0.056, middle, 0.044), SKIN),
        Piece(capsule(middle, 0.044, tip, 0.035), SKIN),
    )
