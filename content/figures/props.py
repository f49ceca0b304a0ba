"""Names everything that a pose file may put into a picture, and draws it.

It refuses to guess: an unknown name is an error that lists the known ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from content.figures import furniture, signs, things
from content.figures.figure import Drawn
from content.figures.furniture import Shown
from content.figures.geometry import Point
from content.figures.score import Score, ScoreError
from content.figures.tween import Pose

FURNITURE: Mapping[str, Callable[[Mapping[str, Any]], Shown]] = {
    "chair": furniture.chair,
    "chair_front": furniture.chair_front,
    "stool": furniture.stool,
    "table": furniture.table,
    "counter": furniture.counter,
    "wall": furniture.wall,
    "door": furniture.door,
    "mat": furniture.mat,
    "mat_above": furniture.mat_above,
    "block": furniture.block,
    "tree": furniture.tree,
}
THINGS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Point]], Shown]] = {
    "ball": things.ball,
    "strap": things.strap,
    "pillow": things.pillow,
    "towel": things.towel,
    "pack": things.pack,
    "weight": things.weight,
    "spark": things.spark,
    "hand": things.hand,
    "scar": things.scar,
    "tuft": things.tuft,
    "jar": things.jar,
    "band": things.band,
    "blade": things.blade,
    "icon": signs.icon,
    "orb": signs.orb,
    "breath": signs.breath,
}


@dataclass(frozen=True, slots=True)
class Layered:
    """Props by where they lie: behind the figure, right after one of its layers, or in front."""

    behind: str
    between: dict[str, str]
    front: str


def filled(numbers: Mapping[str, Any], pose: Pose) -> dict[str, Any]:
    """Replace every `$name` by the pose's number of that name, so that props and marks can move."""
    return {key: _value(value, pose) for key, value in numbers.items()}


def _value(value: Any, pose: Pose) -> Any:
    """Replace one `$name`, also inside lists and mappings."""
    if isinstance(value, str) and value.startswith("$"):
        return pose[value[1:]]
    if isinstance(value, list):
        return [_value(item, pose) for item in value]
    return filled(value, pose) if isinstance(value, dict) else value


def prop(score: Score, numbers: Mapping[str, Any], joints: Mapping[str, Point]) -> Shown:
    """Draw one prop.

    Raises:
        ScoreError: when there is no prop of that name.
    """
    kind = numbers["draw"]
    if kind in FURNITURE:
        return FURNITURE[kind](numbers)
    if kind in THINGS:
        return THINGS[kind](numbers, joints)
    raise ScoreError(f"{score.id}: no prop {kind}; there are {', '.join((*FURNITURE, *THINGS))}")


def layered(score: Score, pose: Pose, drawn: Drawn) -> Layered:
    """Draw all props of a moment."""
    behind, front, between = "", "", dict[str, str]()
    for given in score.props:
        numbers = filled(given, pose)
        shown, _ = prop(score, numbers, drawn.body.joints)
        layer = numbers.get("layer", "behind")
        if layer == "behind":
            behind += shown
        elif layer == "front":
            front += shown
        elif layer in drawn.layers:
            between[layer] = between.get(layer, "") + shown
        else:
            raise ScoreError(f"{score.id}: no layer {layer}; there are behind, {', '.join(drawn.layers)}, front")
    return Layered(behind, between, front)
