"""Frames a picture: chooses scale and place so that all that is shown in the whole loop is inside.

It refuses to cut anything off, unless a pose file asks for a close-up with `crop`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from content.figures import figure, foot, hands, marks
from content.figures.figure import Actor
from content.figures.geometry import Point, number
from content.figures.props import filled, prop
from content.figures.score import Score, ScoreError
from content.figures.skeleton import spot
from content.figures.tween import Pose, eased, length, mixed, moment

SIZE = 480
_MARGIN, _LARGEST = 26.0, 560.0
_LOW = 0.72  # low figures lie below the middle, so that the ring's corner is free above them
_FLOOR_SEEN = 44.0
VIEWS: Mapping[str, Actor] = {
    "side": figure.side,
    "front": figure.front,
    "back": partial(figure.front, back=True),
    "hand": hands.hand_side,
    "palm": hands.hand_palm,
    "foot": foot.foot_side,
    "things": figure.nobody,
}


@dataclass(frozen=True, slots=True)
class Camera:
    """How units become pixels: scale, and where the origin lies."""

    scale: float
    x: float
    y: float

    def wrap(self, parts: str) -> str:
        """Place drawn parts on the canvas."""
        s = number(self.scale)
        return f'<g transform="matrix({s} 0 0 -{s} {number(self.x)} {number(self.y)})">{parts}</g>'

    def pixel(self, point: Point) -> Point:
        """Tell where a point lies on the canvas."""
        return self.x + point[0] * self.scale, self.y - point[1] * self.scale


def actor(score: Score) -> Actor:
    """Choose who draws the view.

    Raises:
        ScoreError: when there is no view of that name.
    """
    if score.view not in VIEWS:
        raise ScoreError(f"{score.id}: no view {score.view}; there are {', '.join(VIEWS)}")
    return VIEWS[score.view]


def camera(score: Score) -> Camera:
    """Frame an exercise."""
    if score.crop:
        left, bottom, right, top = score.crop
        scale = SIZE / max(right - left, top - bottom)
        return Camera(scale, SIZE / 2 - scale * (left + right) / 2, SIZE / 2 + scale * (bottom + top) / 2)
    extent = _extent(score)
    left, right = min(x for x, _ in extent), max(x for x, _ in extent)
    bottom, top = min(y for _, y in extent), max(y for _, y in extent)
    scale = min((SIZE - 2 * _MARGIN) / (right - left), (SIZE - 2 * _MARGIN) / (top - bottom), _LARGEST)
    y = SIZE / 2 + scale * (bottom + top) / 2
    if score.floor:
        y = max(min(SIZE - _FLOOR_SEEN, max(y, SIZE * _LOW)), _MARGIN + scale * top)
    return Camera(scale, SIZE / 2 - scale * (left + right) / 2, y)


def _extent(score: Score) -> list[Point]:
    """Collect the points that must be inside the picture."""
    points: list[Point] = [(0.0, 0.0)] if score.floor else []
    for pose in score.frames:
        joints = actor(score)(pose, ()).body.joints
        for name, (x, y) in joints.items():
            pad = 0.088 if name == "head" else 0.03
            points += [(x - pad, y - pad), (x + pad, y + pad)]
        for given in score.props:
            points += prop(score, filled(given, pose), joints)[1]
        for mark in score.arrows:
            points += way(score, filled(mark, pose), pose)
    return [(x, max(y, -0.02)) for x, y in points] if score.floor else points


def trace(score: Score, joint: str, start: int = 0, end: int = 1, steps: int = 14) -> list[Point]:
    """Follow a joint from one key frame to another, or once round a flowing loop."""
    if score.flow:
        total = length(score.beats)
        poses: Sequence[Pose] = [
            moment(score.frames, score.beats, total * i / steps, flow=True).pose for i in range(steps)
        ]
    else:
        poses = [mixed(score.frames[start], score.frames[end], eased(i / steps)) for i in range(steps + 1)]
    return [spot(actor(score)(pose, ()).body.joints, joint) for pose in poses]


def way(score: Score, mark: Mapping[str, Any], pose: Pose) -> list[Point]:
    """Find the points that an arrow runs through: along a `path`, `round` a place, or as it may `follow` a joint."""
    joints = actor(score)(pose, ()).body.joints
    if "follow" in mark:
        points = trace(score, mark["follow"], *mark.get("frames", (0, 1)))
        low, high = mark.get("part", (0.0, 1.0))
        points = points[round(low * (len(points) - 1)) : round(high * (len(points) - 1)) + 1]
    elif "round" in mark:
        sweep = mark.get("start", 60.0), mark.get("sweep", 290.0)
        points = marks.circle_path(spot(joints, mark["round"]), mark["r"], *sweep)
    else:
        points = [spot(joints, place) for place in mark["path"]]
    dx, dy = mark.get("push", (0.0, 0.0))
    return [(x + dx, y + dy) for x, y in points]
