"""Draws arms and legs with volume: tapered, rounded, with sleeves, hands and feet.

It refuses to place them: the skeleton has done that.
"""

from dataclasses import dataclass

from content.figures.geometry import Point, along, capsule, distance, heading, local, polar, smooth
from content.figures.ink import SKIN, SKIN_EDGE, SKIN_FAR, Cloth, Piece, bound
from content.figures.outlines import outline
from content.figures.skeleton import HAND, Body


@dataclass(frozen=True, slots=True)
class Wear:
    """What a limb wears and whether it is on the far side, in the shade."""

    cloth: Cloth
    far: bool = False
    shoe: str = ""

    @property
    def colour(self) -> str:
        """The cloth's colour in this light."""
        return self.cloth.far if self.far else self.cloth.near

    @property
    def skin(self) -> str:
        """The skin's colour in this light."""
        return SKIN_FAR if self.far else SKIN


def bone(a: Point, ra: float, b: Point, rb: float, colour: str, bulge: Point = (0.0, 0.0)) -> Piece:
    """Make one tapered part, with a soft light along its upper left."""
    shift = (-0.24 * ra, 0.26 * ra), (-0.24 * rb, 0.26 * rb)
    light = [(p[0] + s[0], p[1] + s[1]) for p, s in zip((a, b), shift, strict=True)]
    return Piece(capsule(a, ra, b, rb, bulge), colour, capsule(light[0], ra * 0.52, light[1], rb * 0.52))


def trouser_leg(body: Body, half: str, wear: Wear, *, front: bool = False) -> list[Piece]:
    """Shape the cloth of a leg, from hip to hem."""
    j = body.joints
    hip, knee, ankle = j["hip_" + half], j["knee_" + half], j["ankle_" + half]
    calf = (0.004, 0.004) if front else (0.001, 0.010)
    thigh = (0.003, 0.003) if front else (0.005, 0.004)
    return [
        bone(hip, 0.054 if front else 0.060, knee, 0.039, wear.colour, thigh),
        bone(knee, 0.039, along(knee, ankle, 0.86), 0.026, wear.colour, calf),
    ]


def bare_foot(body: Body, half: str, wear: Wear, *, front: bool = False) -> str:
    """Draw what shows below the hem."""
    knee, ankle = body.joints["knee_" + half], body.joints["ankle_" + half]
    foot = front_foot(body, half, wear) if front else side_foot(body, half, wear)
    shank = Piece(capsule(along(knee, ankle, 0.7), 0.022, ankle, 0.021), wear.skin)
    return bound([shank, *foot], SKIN_EDGE, 0.003)


def leg(body: Body, half: str, wear: Wear, *, front: bool = False) -> str:
    """Draw a leg from hip to toes."""
    cloth = trouser_leg(body, half, wear, front=front)
    return bare_foot(body, half, wear, front=front) + bound(cloth, wear.cloth.edge, 0.003)


def side_foot(body: Body, half: str, wear: Wear) -> list[Piece]:
    """Shape a foot from its side; the toes may bend away from it."""
    ankle, angle = body.joints["ankle_" + half], body.angles["toe_" + half]
    colour = wear.shoe or wear.skin
    toes = angle + body.angles.get("toes_" + half, 0.0)
    ball = local(ankle, angle, 1.0, [(0.052, -0.0195)])[0]
    return [
        Piece(smooth(local(ankle, angle, 1.0, outline("foot_side"))), colour),
        Piece(capsule(ball, 0.0115, polar(ball, toes, 0.026), 0.009), colour),
    ]


def front_foot(body: Body, half: str, wear: Wear) -> list[Piece]:
    """Shape a foot that points at the viewer."""
    ankle, angle = body.joints["ankle_" + half], body.angles["toe_" + half]
    return [Piece(smooth(local(ankle, angle + 90, 1.0, outline("foot_front"))), wear.shoe or wear.skin)]


def arm(body: Body, half: str, wear: Wear, *, front: bool = False) -> str:
    """Draw an arm from shoulder to fingertips."""
    j = body.joints
    shoulder, elbow, wrist = j["shoulder_" + half], j["elbow_" + half], j["wrist_" + half]
    cuff = along(elbow, wrist, 0.90)
    sleeve = [
        bone(shoulder, 0.034 if front else 0.040, elbow, 0.028, wear.colour, (0.002, 0.002)),
        bone(elbow, 0.028, cuff, 0.0215, wear.colour, (0.003, 0.003)),
    ]
    skin = [Piece(capsule(along(elbow, wrist, 0.8), 0.015, wrist, 0.015), wear.skin), *hand(body, half, wear)]
    return bound(skin, SKIN_EDGE, 0.003) + bound(sleeve, wear.cloth.edge, 0.003)


def hand(body: Body, half: str, wear: Wear) -> list[Piece]:
    """Shape a hand: palm, fingers together, a thumb on the side `thumb_` says (1 left, -1 right); `fist_` closes it."""
    wrist, tip_at = body.joints["wrist_" + half], body.joints["hand_" + half]
    angle = heading(wrist, tip_at) if distance(wrist, tip_at) > 1e-3 else body.angles["hand_" + half]
    size, fist = distance(wrist, tip_at) / HAND, body.angles.get("fist_" + half, 0.0)
    left, thick = 1 - 0.7 * fist, 0.007 * fist
    thumb, curl = body.angles.get("thumb_" + half, 1.0), body.angles.get("curl_" + half, 8.0)
    knuckle = polar(wrist, angle, 0.036 * size)
    tip = polar(knuckle, angle - curl * thumb, 0.018 * size * left)
    root = polar(wrist, angle, 0.012 * size)
    side = angle + (42 - 30 * fist) * thumb
    return [
        Piece(capsule(root, 0.011, polar(root, side, 0.032), 0.008), wear.skin),
        Piece(capsule(wrist, 0.016, knuckle, 0.0195 + thick), wear.skin),
        Piece(capsule(knuckle, 0.0185 + thick, tip, 0.015 + thick), wear.skin),
        Piece(capsule(tip, 0.0155, polar(tip, angle - 2.2 * curl * thumb, 0.020 * size * left), 0.011), wear.skin),
    ]
