"""Draws a foot large, from its inner side, with the big toe in front.

It refuses the rest of the leg: it ends in a trouser leg that leaves the picture.
"""

from collections.abc import Collection

from content.figures.figure import Drawn
from content.figures.geometry import Point, capsule, local, polar, smooth
from content.figures.hands import EDGE, skin
from content.figures.ink import ACCENT_CLOTH, NAIL, SKIN, SKIN_EDGE, SKIN_FAR, TROUSER_CLOTH, Piece, bound, fill, line
from content.figures.limbs import bone
from content.figures.outlines import outline
from content.figures.skeleton import Body
from content.figures.tween import Pose


def foot_side(pose: Pose, accent: Collection[str]) -> Drawn:
    """Draw a foot, toes to the right: `toes` bends them up, `angle` turns the foot, `shin` is the way to the knee."""
    ankle = (0.0, 0.0)
    angle, toes, shin = (float(pose.get(key, rest)) for key, rest in (("angle", 0.0), ("toes", 0.0), ("shin", 100.0)))
    cloth = ACCENT_CLOTH if "L" in accent else TROUSER_CLOTH
    ball, root, heel, arch = local(ankle, angle, 1.0, [(0.335, -0.118), (0.29, -0.12), (-0.08, -0.14), (0.12, -0.125)])
    instep = smooth(local(ankle, angle, 1.0, outline("foot_inside")))
    far_toes = [polar(ball, angle + toes + 5 * k, 0.10 + 0.006 * k) for k in (3, 2, 1)]
    parts = [skin(Piece(capsule(ball, 0.040, toe, 0.026), SKIN_FAR)) for toe in far_toes]
    parts.append(skin(Piece(capsule(polar(ankle, shin, 0.25), 0.10, ankle, 0.098), SKIN), Piece(instep, SKIN)))
    tip, big = _big_toe(ball, angle, toes)
    bump = smooth(local(ankle, angle, 1.0, outline("ankle_bone")), closed=False)
    hem = bone(polar(ankle, shin, 0.75), 0.15, polar(ankle, shin, 0.17), 0.118, cloth.near)
    parts += [big, fill(capsule(root, 0.042, ball, 0.042), SKIN), line(bump, SKIN_EDGE, 0.006, 0.6)]
    parts.append(bound([hem], cloth.edge, EDGE))
    body = Body()
    body.joints.update(ankle=ankle, ball=ball, toe=tip, heel=heel, arch=arch)
    return Drawn({"foot": "".join(parts)}, body)


def _big_toe(ball: Point, angle: float, toes: float) -> tuple[Point, str]:
    """Draw the big toe with its nail, and tell where it ends."""
    joint = polar(ball, angle + toes * 0.8, 0.075)
    tip = polar(joint, angle + toes * 1.1, 0.055)
    nail = polar(polar(tip, angle + toes * 1.1 + 90, 0.026), angle + toes, 0.004)
    shine = smooth([polar(nail, angle + toes, -0.014), polar(nail, angle + toes, 0.016)], closed=False)
    toe = skin(Piece(capsule(ball, 0.047, joint, 0.040), SKIN), Piece(capsule(joint, 0.041, tip, 0.034), SKIN))
    return tip, toe + line(shine, NAIL, 0.015)
