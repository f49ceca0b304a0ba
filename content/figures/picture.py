"""Composes one picture: ground, props, figure, shading, arrows and ring, framed so that nothing is cut off.

It refuses to know file formats: it answers with SVG.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from content.figures import closeups, figure, furniture, icons, marks, things
from content.figures.figure import Drawn
from content.figures.furniture import Shown
from content.figures.geometry import Point, box, disc, number, polar
from content.figures.ink import CARD, FLOOR, RING_DOT, fill, group, line
from content.figures.score import Score, ScoreError
from content.figures.skeleton import spot
from content.figures.tween import Moment, Pose, eased, length, mixed, moment

SIZE = 480
_GROUND, _TILE = "#EBE4D7", "#EFE9DD"
_MARGIN, _LARGEST = 26.0, 560.0
_RING_R = 27.0

Actor = Callable[[Pose, Collection[str]], Drawn]
VIEWS: Mapping[str, Actor] = {
    "side": figure.side,
    "front": figure.front,
    "back": partial(figure.front, back=True),
    "hand": closeups.hand_side, "palm": closeups.hand_palm, "foot": closeups.foot_side, "things": figure.nobody,
}
FURNITURE: Mapping[str, Callable[[Mapping[str, Any]], Shown]] = {
    "chair": furniture.chair, "chair_front": furniture.chair_front, "stool": furniture.stool, "table": furniture.table,
    "counter": furniture.counter, "wall": furniture.wall, "door": furniture.door, "mat": furniture.mat,
    "mat_above": furniture.mat_above, "bed": furniture.bed,
}  # fmt: skip
THINGS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Point]], Shown]] = {
    "ball": things.ball, "strap": things.strap, "pillow": things.pillow, "towel": things.towel, "bottle": things.bottle,
    "pack": things.pack, "mirror": things.mirror, "weight": things.dumb, "spark": things.spark, "plank": things.plank,
    "hand": things.hand, "scar": things.scar, "tuft": things.tuft, "jar": things.jar, "vein": things.vein, "blade": things.blade, "tree": things.tree,
    "icon": icons.icon, "orb": icons.orb, "breath": icons.breath,
}  # fmt: skip


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


def svg(score: Score, second: float) -> str:
    """Draw one moment of an exercise's loop."""
    return _document(score, moment(score.frames, score.beats, second, flow=score.flow), still=False)


def still_svg(score: Score) -> str:
    """Draw the one picture that explains an exercise: the effort, with the start as a pale ghost where it helps."""
    whole = int(score.still)
    pose = score.frames[whole]
    if score.still > whole:
        pose = mixed(pose, score.frames[whole + 1], score.still - whole)
    return _document(score, Moment(pose, 1.0 if score.still > 0 else 0.0, 0.72), still=True)


def _document(score: Score, now: Moment, *, still: bool) -> str:
    """Put the scene on its card, with the ring of the hold in a corner; some stills show several poses in order."""
    if still and score.panels:
        scene = "".join(_panel(score, index, frame) for index, frame in enumerate(score.panels))
    else:
        scene = _scene(score, now, still=still)
    dial = _ring(score, now) if score.hold else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}">'
        f'<rect width="{SIZE}" height="{SIZE}" fill="{CARD}"/>{scene}{dial}</svg>'
    )


def _panel(score: Score, index: int, frame: int) -> str:
    """Draw one pose of a series in its quarter of the card, with an arrow to the next."""
    half, gap = SIZE / 2, 5.0
    x, y = (index % 2) * half + gap, (index // 2) * half + gap
    share = (half - 2 * gap) / SIZE
    tile = f'<clipPath id="p{index}"><rect width="{SIZE}" height="{SIZE}" rx="36"/></clipPath>'
    ground = f'<rect width="{SIZE}" height="{SIZE}" rx="36" fill="{_TILE}"/>'
    inside = f'<g clip-path="url(#p{index})">{_scene(score, Moment(score.frames[frame], float(frame > 0), 1.0), still=False)}</g>'
    dots = "".join(fill(disc((58.0 + 34 * i, 58.0), 12.0), RING_DOT) for i in range(index + 1))
    return f'<g transform="matrix({number(share)} 0 0 {number(share)} {x} {y})">{tile}{ground}{inside}{dots}</g>'


def _scene(score: Score, now: Moment, *, still: bool) -> str:
    """Lay ground, props, figure, shading and arrows over one another."""
    drawn = actor(score)(now.pose, score.accent)
    behind, between, front = _props(score, now.pose, drawn)
    ghost = ""
    if still and score.ghost is not None:
        ghost = group(actor(score)(score.frames[score.ghost], ()).layers.values(), 0.22)
    shade = ""
    for mark in score.stretch:
        shadow = marks.glow([_filled(mark, now.pose)], drawn.body.joints, now.effort)
        if "layer" in mark:
            between[mark["layer"]] = between.get(mark["layer"], "") + shadow
        else:
            shade += shadow
    body = "".join(layer + between.get(name, "") for name, layer in drawn.layers.items())
    ways = "".join(_arrow(score, mark, now.pose) for mark in score.arrows)
    ground = _ground() if score.floor else ""
    return framed(score).wrap(ground + behind + ghost + body + front + shade + ways)


def actor(score: Score) -> Actor:
    """Choose who draws the view."""
    if score.view not in VIEWS:
        raise ScoreError(f"{score.id}: no view {score.view}; there are {', '.join(VIEWS)}")
    return VIEWS[score.view]


def _ground() -> str:
    """Draw the floor."""
    return fill(box(-4, -4, 8, 4), _GROUND) + line("M-4 0L4 0", FLOOR, 0.008)


def _filled(numbers: Mapping[str, Any], pose: Pose) -> dict[str, Any]:
    """Replace every `$name` by the pose's number of that name, so that props and marks can move."""
    return {key: _value(value, pose) for key, value in numbers.items()}


def _value(value: Any, pose: Pose) -> Any:
    """Replace one `$name`, also inside lists and mappings."""
    if isinstance(value, str) and value.startswith("$"):
        return pose[value[1:]]
    if isinstance(value, list):
        return [_value(item, pose) for item in value]
    return _filled(value, pose) if isinstance(value, dict) else value


def _prop(score: Score, numbers: Mapping[str, Any], joints: Mapping[str, Point]) -> Shown:
    """Draw one prop."""
    kind = numbers["draw"]
    if kind in FURNITURE:
        return FURNITURE[kind](numbers)
    if kind in THINGS:
        return THINGS[kind](numbers, joints)
    raise ScoreError(f"{score.id}: no prop {kind}; there are {', '.join((*FURNITURE, *THINGS))}")


def _props(score: Score, pose: Pose, drawn: Drawn) -> tuple[str, dict[str, str], str]:
    """Draw the props behind the figure, between its layers, and in front of it."""
    behind, between, front = "", dict[str, str](), ""
    for given in score.props:
        numbers = _filled(given, pose)
        shown, _ = _prop(score, numbers, drawn.body.joints)
        layer = numbers.get("layer", "behind")
        if layer == "behind":
            behind += shown
        elif layer == "front":
            front += shown
        else:
            between[layer] = between.get(layer, "") + shown
    return behind, between, front


def trace(score: Score, joint: str, *, start: int = 0, end: int = 1, steps: int = 14) -> list[Point]:
    """Follow a joint from one key frame to another, or once round a flowing loop."""
    if score.flow:
        total = length(score.beats)
        moments = [moment(score.frames, score.beats, total * i / steps, flow=True).pose for i in range(steps)]
    else:
        moments = [mixed(score.frames[start], score.frames[end], eased(i / steps)) for i in range(steps + 1)]
    return [spot(actor(score)(pose, ()).body.joints, joint) for pose in moments]


def _arrow_points(score: Score, mark: Mapping[str, Any], pose: Pose) -> list[Point]:
    """Find the points that an arrow runs through."""
    joints = actor(score)(pose, ()).body.joints
    if "follow" in mark:
        start, end = mark.get("frames", (0, 1))
        points = list(_trace_cached(score, mark["follow"], start, end))
        low, high = mark.get("part", (0.0, 1.0))
        points = points[round(low * (len(points) - 1)) : round(high * (len(points) - 1)) + 1]
    elif "round" in mark:
        sweep = (mark.get("start", 60.0), mark.get("sweep", 290.0))
        points = marks.circle_path(spot(joints, mark["round"]), mark["r"], *sweep, squash=mark.get("squash", 1.0))
    else:
        points = [spot(joints, place) for place in mark["path"]]
        if "long" in mark:
            points = [points[0], polar(points[0], mark["turn"], mark["long"])]
    dx, dy = mark.get("push", (0.0, 0.0))
    return [(x + dx, y + dy) for x, y in points]


_TRACES: dict[tuple[str, str, int, int], list[Point]] = {}


def _trace_cached(score: Score, joint: str, start: int, end: int) -> list[Point]:
    key = (score.id, joint, start, end)
    if key not in _TRACES:
        _TRACES[key] = trace(score, joint, start=start, end=end)
    return _TRACES[key]


def _arrow(score: Score, mark: Mapping[str, Any], pose: Pose) -> str:
    """Draw one arrow; it stands still unless it is tied to the moment's pose."""
    shown = pose if mark.get("moves") else score.frames[int(score.still)]
    mark = _filled(mark, shown)
    return marks.arrow(_arrow_points(score, mark, shown), both=mark.get("both", False), wide=mark.get("wide", 0.016))


def _ring(score: Score, now: Moment) -> str:
    """Draw the hold's ring in its corner; pixels, but y up as all marks expect."""
    text = score.hold or ""
    x = SIZE - 50.0 if score.ring_at == "right" else 50.0
    return f'<g transform="matrix(1 0 0 -1 0 {SIZE})">{marks.ring(text, now.held, (x, SIZE - 50.0), _RING_R * (1.3 if ":" in text else 1.0))}</g>'


def framed(score: Score) -> Camera:
    """Choose scale and place so that all that is shown in the whole loop is inside the picture."""
    if score.id not in _CAMERAS:
        _CAMERAS[score.id] = _framed(score)
    return _CAMERAS[score.id]


_CAMERAS: dict[str, Camera] = {}


def _framed(score: Score) -> Camera:
    if score.crop:
        left, bottom, right, top = score.crop
        scale = SIZE / max(right - left, top - bottom)
        return Camera(scale, SIZE / 2 - scale * (left + right) / 2, SIZE / 2 + scale * (bottom + top) / 2)
    extent = _extent(score)
    left, right = min(x for x, _ in extent), max(x for x, _ in extent)
    bottom, top = min(y for _, y in extent), max(y for _, y in extent)
    scale = min((SIZE - 2 * _MARGIN) / (right - left), (SIZE - 2 * _MARGIN) / (top - bottom), _LARGEST)
    y = SIZE / 2 + scale * (bottom + top) / 2
    if score.floor:  # low figures lie below the middle, with the ring's corner free above them
        y = min(SIZE - 44.0, max(y, SIZE * 0.72))
        y = max(y, _MARGIN + scale * top)
    return Camera(scale, SIZE / 2 - scale * (left + right) / 2, y)


def _extent(score: Score) -> list[Point]:
    """Collect the points that must be inside the picture."""
    points: list[Point] = [(0.0, 0.0)] if score.floor else []
    for pose in score.frames:
        drawn = actor(score)(pose, ())
        joints = drawn.body.joints
        for name, (x, y) in joints.items():
            pad = 0.088 if name == "head" else 0.03
            points += [(x - pad, y - pad), (x + pad, y + pad)]
        for given in score.props:
            points += _prop(score, _filled(given, pose), joints)[1]
        for mark in score.arrows:
            points += _arrow_points(score, _filled(mark, pose), pose)
    if score.floor:
        points = [(x, max(y, -0.02)) for x, y in points]
    return points
