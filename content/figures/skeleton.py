"""Puts the joints of a body where a pose says they are, in the side view and in the front view.

It refuses to draw: it answers with points and angles only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import atan, cos, degrees, pi
from typing import Any

from content.figures.geometry import Point, distance, heading, polar, two_bones
from content.figures.tween import Pose

TRUNK, NECK, UPPER_ARM, FOREARM, HAND = 0.30, 0.100, 0.165, 0.15, 0.075
THIGH, SHIN, FOOT, FOOT_AHEAD = 0.245, 0.235, 0.085, 0.04
SHOULDER_AT = 0.90
STEPS = 16


@dataclass(frozen=True, slots=True)
class Body:
    """The joints of one body by name, the angles of its parts by name, and its spine as a line from hip to neck."""

    joints: dict[str, Point] = field(default_factory=dict)
    angles: dict[str, float] = field(default_factory=dict)
    spine: list[Point] = field(default_factory=list)
    bends: list[float] = field(default_factory=list)


def spot(joints: Mapping[str, Point], where: Any) -> Point:
    """Read a place: [x, y], a joint, {near: joint, by: [dx, dy]} or {from: a, to: b, at: share, shift: left}."""
    if isinstance(where, str):
        return joints[where]
    if isinstance(where, dict):
        if "near" in where:
            x, y = joints[where["near"]]
            dx, dy = where.get("by", (0, 0))
            return x + dx, y + dy
        a, b = spot(joints, where["from"]), spot(joints, where["to"])
        share, angle = where.get("at", 0.5), heading(a, b)
        return polar((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), angle + 90, where.get("shift", 0.0))
    return float(where[0]), float(where[1])


def spine_of(pose: Pose, hip: Point) -> tuple[list[Point], list[float]]:
    """Follow the spine up from the hip: T is one angle or [lower, upper], C the bulge to the back (share of length)."""
    lower, upper = pose["T"] if isinstance(pose["T"], list) else (pose["T"], pose["T"])
    curve, length = float(pose.get("C", 0.0)), TRUNK * float(pose.get("T_len", 1.0))
    points, bends, here = [hip], [], hip
    for i in range(STEPS):
        share = (i + 0.5) / STEPS
        blend = share * share * (3 - 2 * share)
        angle = lower + (upper - lower) * blend + degrees(atan(curve * pi * cos(pi * share)))
        bends.append(angle)
        here = polar(here, angle, length / STEPS)
        points.append(here)
    return points, [*bends, bends[-1]]


def side_body(pose: Pose) -> Body:
    """Place a body seen from its side, facing right; n is its near and f its far half."""
    body = Body()
    _trunk(body, pose, (0.0, 0.0))
    pin, x, y = pose["pin"]
    if pin != "hip":
        for limb in ("Lf", "Ln", "Af", "An"):
            if not isinstance(pose[limb], dict):
                _limb(body, limb, pose, pose[limb])
        dx, dy = x - body.joints[pin][0], y - body.joints[pin][1]
        body = Body()
        _trunk(body, pose, (dx, dy))
    else:
        body = Body()
        _trunk(body, pose, (x, y))
    for limb in _order(pose, ("Lf", "Ln", "Af", "An")):
        _limb(body, limb, pose, pose[limb])
    return body


def _order(pose: Pose, limbs: tuple[str, ...]) -> list[str]:
    """Place last the limbs that hold on to others."""
    holds = {limb: isinstance(pose[limb], dict) and not isinstance(pose[limb].get("reach", []), list) for limb in limbs}
    return sorted(limbs, key=lambda limb: (holds[limb], limb[0] == "A"))


def _trunk(body: Body, pose: Pose, hip: Point) -> None:
    """Place spine, shoulders, neck and head."""
    body.joints["hip"] = hip
    spine, bends = spine_of(pose, hip)
    body.spine.extend(spine)
    body.bends.extend(bends)
    neck, chest = spine[-1], spine[round(STEPS * SHOULDER_AT)]
    body.joints.update(neck=neck, chest=chest, waist=spine[STEPS // 3], back=spine[round(STEPS * 0.7)])
    slide, lift = pose.get("S", [0.0, 0.0])
    top = polar(polar(chest, bends[-1] - 90, slide), bends[-1], lift)
    body.joints.update(shoulder_n=top, shoulder_f=polar(top, bends[-1] - 90, 0.012))
    body.joints.update(hip_n=hip, hip_f=polar(hip, bends[0] - 90, 0.010))
    _head(body, pose, neck)


def _head(body: Body, pose: Pose, neck: Point) -> None:
    """Place the head: H is the way of the neck and the way the crown points."""
    lean, up = pose["H"] if isinstance(pose["H"], list) else (pose["H"], pose["H"])
    head = polar(neck, lean, NECK * float(pose.get("H_len", 1.0)))
    body.joints.update(head=head, crown=polar(head, up, 0.08), chin=polar(polar(head, up, -0.068), up - 90, 0.055))
    body.joints.update(face=polar(head, up - 90, 0.08), nape=polar(polar(head, up, -0.045), up + 90, 0.045))
    body.angles.update(head=up, neck=lean)


def _limb(body: Body, name: str, pose: Pose, given: Any) -> None:
    """Place one arm or leg, by its angles or by what its end reaches for."""
    arm, half = name[0] == "A", name[1]
    first, second, third = ("elbow", "wrist", "hand") if arm else ("knee", "ankle", "toe")
    root = body.joints[("shoulder_" if arm else "hip_") + half]
    long = (UPPER_ARM, FOREARM, HAND) if arm else (THIGH, SHIN, FOOT if half in "nf" else FOOT_AHEAD)
    scale = (*pose.get(name + "_len", [1.0, 1.0]), 1.0)
    upper, lower = long[0] * scale[0], long[1] * scale[1]
    if isinstance(given, dict) and "via" in given:
        joint, end = spot(body.joints, given["via"]), spot(body.joints, given["to"])
        a, b, upper, lower = heading(root, joint), heading(joint, end), distance(root, joint), distance(joint, end)
        c = given.get("end", b)
    elif isinstance(given, dict):
        a, b = two_bones(root, spot(body.joints, given["reach"]), upper, lower, given.get("bend", 1))
        c = given.get("end", b)
    else:
        a, b, c = (*given, given[1])[:3]
    joint = polar(root, a, upper)
    end = polar(joint, b, lower)
    body.joints.update(
        {f"{first}_{half}": joint, f"{second}_{half}": end, f"{third}_{half}": polar(end, c, long[2] * scale[2])}
    )
    if not arm and half in "nf":
        body.joints[f"heel_{half}"] = polar(polar(end, c - 90, 0.03), c, -0.02)
        body.joints[f"ball_{half}"] = polar(polar(end, c - 90, 0.03), c, 0.055)
    body.angles.update({f"{first}_{half}": a, f"{second}_{half}": b, f"{third}_{half}": c})


def front_body(pose: Pose) -> Body:
    """Place a body that faces the viewer (or turns its back to her); l and r are the viewer's left and right."""
    body = Body()
    pin, x, y = pose["pin"]
    hip = (float(x), float(y))
    _front_trunk(body, pose, hip)
    if pin != "hip":
        for limb in ("Ll", "Lr"):
            _limb(body, limb, pose, pose[limb])
        dx, dy = x - body.joints[pin][0], y - body.joints[pin][1]
        body = Body()
        _front_trunk(body, pose, (hip[0] + dx, hip[1] + dy))
    for limb in _order(pose, ("Ll", "Lr", "Al", "Ar")):
        _limb(body, limb, pose, pose[limb])
    return body


def _front_trunk(body: Body, pose: Pose, hip: Point) -> None:
    """Place spine, hips, shoulders and head of the front view; `turn` (-1..1) twists the chest to one side."""
    spine, bends = spine_of(pose, hip)
    body.spine.extend(spine)
    body.bends.extend(bends)
    turn, up = float(pose.get("turn", 0.0)), bends[-1]
    half = 0.085 * (1 - 0.42 * abs(turn))
    middle = polar(polar(spine[round(STEPS * SHOULDER_AT)], up, -0.008), up - 90, 0.022 * turn)
    lift = pose.get("S", [0.0, 0.0, 0.0, 0.0])
    body.joints.update(hip=hip, neck=polar(spine[-1], up - 90, 0.012 * turn), chest=middle, waist=spine[STEPS // 3])
    for half_name, sign, (inward, raised) in (("l", 1, lift[:2]), ("r", -1, lift[2:])):
        body.joints["hip_" + half_name] = polar(hip, bends[0] + 90 * sign, 0.052)
        edge = polar(middle, up + 90 * sign, half - inward)
        body.joints["shoulder_" + half_name] = polar(edge, up, raised)
    _head(body, pose, body.joints["neck"])
    head, crown = body.joints["head"], body.angles["head"]
    body.joints.update(chin=polar(head, crown, -0.075), ear_l=polar(head, crown + 90, 0.062))
    body.joints.update(ear_r=polar(head, crown - 90, 0.062))
