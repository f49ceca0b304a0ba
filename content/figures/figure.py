"""Draws a whole person in a pose, from the side, the front or the back, in layers that props may slip between.

It refuses to hold any exercise's numbers: they are in poses/.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from content.figures import head, limbs, trunk
from content.figures.ink import ACCENT_CLOTH, SHIRT_CLOTH, TROUSER_CLOTH, Cloth, bound
from content.figures.limbs import Wear
from content.figures.skeleton import Body, front_body, side_body
from content.figures.tween import Pose


@dataclass(frozen=True, slots=True)
class Drawn:
    """A person's layers from behind to before, and the body that marks and props refer to."""

    layers: dict[str, str]
    body: Body


Actor = Callable[[Pose, Collection[str]], Drawn]
"""Who draws a view: from a pose and the names of the working parts."""


def _cloth(part: str, accent: Collection[str]) -> Cloth:
    """Choose a part's material: what works wears the accent."""
    if part in accent:
        return ACCENT_CLOTH
    return TROUSER_CLOTH if part[0] == "L" else SHIRT_CLOTH


def _hands(body: Body, pose: Pose) -> Body:
    """Carry over how hands are shaped and toes are bent."""
    for key in ("thumb", "curl", "toes", "fist"):
        for half, value in pose.get(key, {}).items():
            body.angles[f"{key}_{half}"] = float(value)
    return body


def side(pose: Pose, accent: Collection[str]) -> Drawn:
    """Draw a person from her side, facing right."""
    body = _hands(side_body(pose), pose)
    shoe = pose.get("shoe", "")

    def wear(part: str) -> Wear:
        return Wear(_cloth(part, accent), far=part[1] == "f", shoe=shoe)

    arms = {half: limbs.arm(body, half, wear("A" + half)) for half in "nf"}
    near = trunk.side_pelvis(body, wear("Ln").colour) + limbs.trouser_leg(body, "n", wear("Ln"))
    looks = head.front_head if pose.get("head") == "front" else head.side_head
    far_leg = limbs.leg(body, "f", wear("Lf"))
    layers = {
        "far_arm": arms["f"], "far_leg": far_leg, "far": arms["f"] + far_leg,
        "face": head.neck(body) + looks(body, pose),
        "trunk": trunk.side_shirt(body, _cloth("T", accent), pose.get("belly", 0.0)),
        "leg": limbs.bare_foot(body, "n", wear("Ln")) + bound(near, wear("Ln").cloth.edge, 0.003), "arm": arms["n"],
    }  # fmt: skip
    order = pose.get("order", ["far", "face", "trunk", "leg", "arm"])
    return Drawn({name: layers[name] for name in order}, body)


def front(pose: Pose, accent: Collection[str], *, back: bool = False) -> Drawn:
    """Draw a person who faces the viewer, or shows her back."""
    body = _hands(front_body(pose), pose)
    for half in "lr":  # thumbs point to the body's middle where nothing else is said
        body.angles.setdefault("thumb_" + half, 1.0 if half == "l" else -1.0)

    def wear(part: str) -> Wear:
        return Wear(_cloth(part, accent))

    lift = pose.get("S", [0.0, 0.0, 0.0, 0.0])
    arms = {half: limbs.arm(body, half, wear("A" + half), front=True) for half in "lr"}
    legs = {half: limbs.trouser_leg(body, half, wear("L" + half), front=True) for half in "lr"}
    feet = {half: limbs.bare_foot(body, half, wear("L" + half), front=True) for half in "lr"}
    lower = trunk.front_pelvis(body, TROUSER_CLOTH.near)
    for half in "lr":
        lower = lower + legs[half] if "L" + half not in accent else lower
    worked = "".join(bound(legs[half], ACCENT_CLOTH.edge, 0.003) for half in "lr" if "L" + half in accent)
    layers = {
        "neck": head.neck(body, front=True),
        "trunk": trunk.front_shirt(body, _cloth("T", accent), pose.get("turn", 0.0), (lift[1], lift[3])),
        "legs": feet["l"] + feet["r"] + bound(lower, TROUSER_CLOTH.edge, 0.003) + worked,
        "face": head.back_head(body) if back else head.front_head(body, pose), "arm_l": arms["l"], "arm_r": arms["r"],
    }  # fmt: skip
    order = pose.get("order", ["arm_l", "arm_r", "neck", "legs", "trunk", "face"])
    return Drawn({name: layers[name] for name in order}, body)


def nobody(pose: Pose, accent: Collection[str]) -> Drawn:
    """Draw no person at all, for pictures made of signs."""
    del pose, accent
    return Drawn({}, Body())
