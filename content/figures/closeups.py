"""Draws hands and feet large, with every finger: for exercises that a whole figure would show too small.

It refuses bodies: a close-up ends in a sleeve or a trouser leg that leaves the picture.
"""

from collections.abc import Collection, Sequence
from math import cos, hypot, radians

from content.figures.figure import Drawn
from content.figures.geometry import Point, along, capsule, local, polar, smooth
from content.figures.ink import (
    ACCENT_CLOTH,
    SHIRT_CLOTH,
    SKIN,
    SKIN_EDGE,
    SKIN_FAR,
    TROUSER_CLOTH,
    Piece,
    bound,
    fill,
    line,
)
from content.figures.limbs import bone
from content.figures.skeleton import Body
from content.figures.tween import Pose

EDGE = 0.006
_BONES = (0.135, 0.085, 0.065)
_NAIL = "#F3CDB4"
# Palm view: where each finger starts (towards the thumb, up the palm), its length and its thickness.
_FINGERS = ((0.112, 0.285, 1.0, 0.040), (0.040, 0.305, 1.12, 0.042), (-0.036, 0.298, 1.04, 0.040), (-0.108, 0.268, 0.82, 0.035))


def _forearm(wrist: Point, angle: float, long: float, accent: Collection[str]) -> str:
    """Draw a forearm that ends at the wrist, in a sleeve that ends a little before it."""
    cloth = ACCENT_CLOTH if "A" in accent else SHIRT_CLOTH
    elbow, cuff = polar(wrist, angle, -long), polar(wrist, angle, -0.13)
    bare = accent and "bare" in accent
    skin = bound([Piece(capsule(elbow if bare else cuff, 0.135 if bare else 0.095, wrist, 0.085), SKIN)], SKIN_EDGE, EDGE)
    return skin if bare else skin + bound([bone(elbow, 0.14, cuff, 0.105, cloth.near)], cloth.edge, EDGE)


def hand_side(pose: Pose, accent: Collection[str]) -> Drawn:
    """Draw a hand from its thumb's side, the palm to the right: `bend` is the wrist's, `flex` the fingers' three joints."""
    body = Body()
    wrist, arm = (0.0, 0.0), float(pose.get("arm", 90.0))
    angle = arm + float(pose.get("bend", 0.0))
    knuckle = polar(wrist, angle, 0.30)
    parts = [_forearm(wrist, arm, 0.7, accent)]
    tips = []
    for depth in (3, 2, 1, 0):
        root = local(knuckle, angle, 1.0, [(-0.016 * depth, 0.010 * depth)])[0]
        points = finger(root, angle, pose["flex"], (1.0, 1.1, 1.04, 0.86)[depth] if depth else 1.0)
        parts.append(_finger(points, 0.042, SKIN if depth == 0 else SKIN_FAR))
        tips.append(points[-1])
        if depth == 1:
            back = [(-0.05, 0.085), (0.12, 0.085), (0.27, 0.062), (0.315, 0.035), (0.31, -0.036), (0.16, -0.085), (-0.05, -0.085)]
            parts.append(bound([Piece(smooth(local(wrist, angle, 1.0, back)), SKIN)], SKIN_EDGE, EDGE))
    out, tuck = pose.get("thumb", [-28.0, -12.0])
    base = local(wrist, angle, 1.0, [(0.085, -0.035)])[0]
    middle = polar(base, angle + out, 0.125)
    tip = polar(middle, angle + out + tuck, 0.095)
    parts.append(bound([Piece(capsule(base, 0.056, middle, 0.043), SKIN), Piece(capsule(middle, 0.043, tip, 0.034), SKIN)], SKIN_EDGE, EDGE))
    body.joints.update(wrist=wrist, knuckle=knuckle, tip=tips[-1], thumb=tip, elbow=polar(wrist, arm, -0.7), hand=along(wrist, knuckle, 0.5))
    body.joints["fist"] = local(knuckle, angle, 1.0, [(0.0, -0.085)])[0]
    body.angles.update(hand=angle)
    return Drawn({"hand": "".join(parts)}, body)


def finger(root: Point, angle: float, flex: Sequence[float], scale: float) -> list[Point]:
    """Bend a finger's three bones towards the palm."""
    points = [root]
    for bone_length, bend in zip(_BONES, flex, strict=True):
        angle -= bend
        points.append(polar(points[-1], angle, bone_length * scale))
    return points


def _finger(points: Sequence[Point], r: float, colour: str) -> str:
    """Draw one finger through its joints."""
    radii = (r, r * 0.95, r * 0.87, r * 0.74)
    return bound([Piece(capsule(points[i], radii[i], points[i + 1], radii[i + 1]), colour) for i in range(3)], SKIN_EDGE, EDGE)


def hand_palm(pose: Pose, accent: Collection[str]) -> Drawn:
    """Draw a hand with its palm to the viewer: `spread` fans the fingers, `flex` bends them, `thumb` is [way, bend]."""
    body, wrist = Body(), (0.0, 0.0)
    arm = float(pose.get("arm", 90.0))
    side = float(pose.get("thumb_side", -1.0))
    angle = arm + float(pose.get("bend", 0.0))
    palm = [(-0.06, 0.086), (0.10, 0.105), (0.27, 0.148), (0.33, 0.08), (0.345, -0.03), (0.325, -0.13), (0.24, -0.152), (0.10, -0.125), (-0.06, -0.086)]
    parts = [_forearm(wrist, arm, float(pose.get("long", 0.7)), accent)]
    parts.append(bound([Piece(smooth(local(wrist, angle, 1.0, [(x, -y * side) for x, y in palm])), SKIN)], SKIN_EDGE, EDGE))
    creases = [[(0.24, -0.11), (0.20, 0.0), (0.24, 0.09)], [(0.23, -0.12), (0.14, -0.04), (0.03, -0.045)]]
    parts += [line(smooth(local(wrist, angle, 1.0, [(x, -y * side) for x, y in crease]), closed=False), SKIN_EDGE, 0.006, 0.45) for crease in creases]
    flexes = pose["flex"] if isinstance(pose["flex"][0], list) else [pose["flex"]] * 4
    for index, (x, y, long, r) in enumerate(_FINGERS):
        root = local(wrist, angle, 1.0, [(y, x * side)])[0]
        way = angle + side * (float(pose.get("spread", 4.0)) * (1.5 - index) * 1.0)
        points = _towards(root, way, flexes[index], long)
        parts.append(_finger(points, r, SKIN))
        body.joints[f"tip_{index}"] = points[-1]
    parts.append(_thumb(body, wrist, angle, side, pose))
    body.joints.update(wrist=wrist, elbow=polar(wrist, arm, -0.7), palm=polar(wrist, angle, 0.18), mid=polar(wrist, arm, -0.35))
    return Drawn({"hand": "".join(parts)}, body)


def _towards(root: Point, way: float, flex: Sequence[float], scale: float) -> list[Point]:
    """Bend a finger towards the viewer: its bones look shorter, and in a fist they fold back over the palm."""
    points, bend = [root], 0.0
    for length, more in zip(_BONES, flex, strict=True):
        bend += more
        points.append(polar(points[-1], way, length * scale * cos(radians(bend))))
    return points


def _thumb(body: Body, wrist: Point, angle: float, side: float, pose: Pose) -> str:
    """Draw the thumb over the palm: two bones from its ball."""
    out, bend = pose.get("thumb", [48.0, -14.0])
    base = local(wrist, angle, 1.0, [(0.10, 0.095 * side)])[0]
    middle = polar(base, angle + side * out, 0.125)
    tip = polar(middle, angle + side * (out + bend), 0.105)
    body.joints["thumb"] = tip
    ball = local(wrist, angle, 1.0, [(0.03, 0.045 * side)])[0]
    return bound(
        [Piece(capsule(ball, 0.055, base, 0.062), SKIN), Piece(capsule(base, 0.056, middle, 0.044), SKIN), Piece(capsule(middle, 0.044, tip, 0.035), SKIN)],
        SKIN_EDGE,
        EDGE,
    )


def foot_side(pose: Pose, accent: Collection[str]) -> Drawn:
    """Draw a foot from its inner side, toes to the right; `toes` bends them up, `angle` turns the foot."""
    body, ankle = Body(), (0.0, 0.0)
    angle, toes = float(pose.get("angle", 0.0)), float(pose.get("toes", 0.0))
    cloth = ACCENT_CLOTH if "L" in accent else TROUSER_CLOTH
    shin = float(pose.get("shin", 100.0))
    knee, hem = polar(ankle, shin, 0.75), polar(ankle, shin, 0.17)
    outline = (
        (-0.13, 0.02), (-0.165, -0.09), (-0.13, -0.165), (-0.03, -0.165), (0.10, -0.135), (0.22, -0.150), (0.33, -0.165),
        (0.375, -0.125), (0.355, -0.07), (0.24, -0.015), (0.13, 0.045), (0.09, 0.12), (-0.10, 0.11),
    )  # fmt: skip
    ball = local(ankle, angle, 1.0, [(0.335, -0.118)])[0]
    joint = polar(ball, angle + toes * 0.8, 0.075)
    tip = polar(joint, angle + toes * 1.1, 0.055)
    others = [polar(ball, angle + toes + 5 * k, 0.10 + 0.006 * k) for k in (3, 2, 1)]
    parts = [bound([Piece(capsule(ball, 0.040, other, 0.026), SKIN_FAR)], SKIN_EDGE, EDGE) for other in others]
    parts.append(bound([Piece(capsule(polar(ankle, shin, 0.25), 0.10, ankle, 0.098), SKIN), Piece(smooth(local(ankle, angle, 1.0, outline)), SKIN)], SKIN_EDGE, EDGE))
    parts.append(bound([Piece(capsule(ball, 0.047, joint, 0.040), SKIN), Piece(capsule(joint, 0.041, tip, 0.034), SKIN)], SKIN_EDGE, EDGE))
    parts.append(fill(capsule(local(ankle, angle, 1.0, [(0.29, -0.12)])[0], 0.042, ball, 0.042), SKIN))
    nail = polar(polar(tip, angle + toes * 1.1 + 90, 0.026), angle + toes, 0.004)
    parts.append(line(smooth([polar(nail, angle + toes, -0.014), polar(nail, angle + toes, 0.016)], closed=False), _NAIL, 0.015))
    parts.append(line(smooth(local(ankle, angle, 1.0, [(-0.02, -0.035), (0.01, -0.01), (0.04, -0.035)]), closed=False), SKIN_EDGE, 0.006, 0.6))
    parts.append(bound([bone(knee, 0.15, hem, 0.118, cloth.near)], cloth.edge, EDGE))
    heel, arch = local(ankle, angle, 1.0, [(-0.08, -0.14), (0.12, -0.125)])
    body.joints.update(ankle=ankle, knee=knee, ball=ball, toe=tip, heel=heel, arch=arch)
    return Drawn({"foot": "".join(parts)}, body)


def touch(at: Point, angle: float, size: float, kind: str, flip: float, accent: bool) -> str:
    """Draw a hand that touches `at` with its fingertips, coming from behind `angle`: two, flat, thumb, pinch or fist."""

    def place(x: float, y: float) -> Point:
        return local(at, angle, size, [(x, y * flip)])[0]

    def part(a: Point, ra: float, b: Point, rb: float, colour: str = SKIN) -> Piece:
        return Piece(capsule(place(*a), ra * size, place(*b), rb * size), colour)

    def nail(tip: Point, way: Point, r: float) -> str:
        long = hypot(*way)
        a, b = ((tip[0] + way[0] / long * r * share, tip[1] + way[1] / long * r * share) for share in (-0.35, 0.35))
        return fill(capsule(place(*a), r * 0.5 * size, place(*b), r * 0.5 * size), _NAIL)

    rim = EDGE * min(1.0, size * 1.6)
    cloth = ACCENT_CLOTH if accent else SHIRT_CLOTH
    sleeve = bound([part((-1.9, -0.10), 0.25, (-1.02, -0.02), 0.19, cloth.near)], cloth.edge, rim)
    back = [part((-1.05, -0.02), 0.13, (-0.80, 0.0), 0.15), part((-0.78, 0.02), 0.17, (-0.56, 0.06), 0.14), part((-0.78, -0.05), 0.15, (-0.56, -0.08), 0.13)]
    reach = {"two": (0.0, 0.0, -0.30, -0.36), "flat": (0.0, 0.03, 0.0, -0.05), "thumb": (-0.34, -0.36, -0.38, -0.42)}
    reach |= {"pinch": (0.0, -0.16, -0.26, -0.34), "fist": (-0.36, -0.36, -0.38, -0.42)}
    fingers = []
    for index in (3, 2, 1, 0):
        root, tip = (-0.56, 0.14 - 0.095 * index), (reach[kind][index] - 0.055, 0.105 - 0.088 * index)
        straight = reach[kind][index] > -0.2  # noqa: PLR2004 - others are folded in
        fingers.append(bound([part(root, 0.062, tip, 0.050, SKIN if straight else SKIN_FAR)], SKIN_EDGE, rim))
        if straight:
            fingers.append(nail(tip, (tip[0] - root[0], tip[1] - root[1]), 0.050))
    thumbs = {"two": ((-0.80, 0.13), (-0.52, 0.27)), "thumb": ((-0.50, 0.22), (-0.065, 0.12)), "pinch": ((-0.62, 0.26), (-0.04, 0.28))}
    start, end = thumbs.get(kind, ((-0.82, 0.13), (-0.50, 0.25)))
    thick = 0.072 if kind == "thumb" else 0.055
    thumb = bound([part((-0.86, 0.05), 0.085, start, 0.085), part(start, 0.082, end, thick)], SKIN_EDGE, rim)
    if kind in {"thumb", "pinch"}:
        thumb += nail(end, (end[0] - start[0], end[1] - start[1]), thick)
    before = thumb if kind in {"thumb", "pinch"} else ""
    behind = "" if before else thumb
    return sleeve + behind + "".join(fingers) + bound(back, SKIN_EDGE, rim) + before


def scar(a: Point, b: Point) -> str:
    """Draw a healed scar: a pale line with faint stitch marks."""
    marks = []
    for i in range(1, 8):
        place = along(a, b, i / 8)
        marks.append(line(smooth([along(place, b, 0.0, 0.022), along(place, b, 0.0, -0.022)], closed=False), "#B8604F", 0.008, 0.7))
    return line(smooth([a, along(a, b, 0.5, 0.006), b], closed=False), "#B8604F", 0.016) + "".join(marks)
