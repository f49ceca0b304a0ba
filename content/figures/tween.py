"""Moves between key frames: which pose the figure holds at each moment of the four-second loop.

It refuses to jump: every move starts and ends at rest, or, in a flowing loop, keeps one smooth pace all round.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi
from typing import Any

Pose = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beat:
    """Move to a key frame in `move` seconds and stay there for `stay` seconds."""

    frame: int
    move: float
    stay: float


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the loop is: the pose, how much of the effort is on (0..1), and how much of the hold is done (0..1)."""

    pose: Pose
    effort: float
    held: float


def length(beats: Sequence[Beat]) -> float:
    """Tell how many seconds a loop takes."""
    return sum(beat.move + beat.stay for beat in beats)


def moment(frames: Sequence[Pose], beats: Sequence[Beat], second: float, *, flow: bool = False) -> Moment:
    """Find the moment at `second` of the loop, which begins resting in the last beat's frame."""
    before = beats[-1]
    for beat in beats:
        if second < beat.move:
            share = second / beat.move
            effort = _effort(before.frame) + (_effort(beat.frame) - _effort(before.frame)) * eased(share)
            held = 1 - eased(share) if _effort(before.frame) and not _effort(beat.frame) else 0.0
            return Moment(_between(frames, before.frame, beat.frame, share, flow=flow), effort, held)
        second -= beat.move
        if second < beat.stay:
            return Moment(frames[beat.frame], _effort(beat.frame), second / beat.stay if _effort(beat.frame) else 0.0)
        second -= beat.stay
        before = beat
    return Moment(frames[before.frame], _effort(before.frame), 0.0)


def _effort(frame: int) -> float:
    """Frame 0 is rest, every other frame is effort."""
    return float(frame > 0)


def eased(share: float) -> float:
    """Start and end softly."""
    return (1 - cos(pi * min(max(share, 0.0), 1.0))) / 2


def _between(frames: Sequence[Pose], start: int, end: int, share: float, *, flow: bool) -> Pose:
    """Mix two frames; a flowing loop runs a smooth curve through all frames in their order."""
    if not flow:
        blend: Pose = mixed(frames[start], frames[end], eased(share))
        return blend
    count = len(frames)
    four = [frames[(start + step) % count] for step in (-1, 0, 1, 2)]
    return {key: _curve([frame[key] for frame in four], share) for key in frames[start]}


def mixed(a: Any, b: Any, share: float) -> Any:
    """Mix numbers, lists and mappings of numbers; anything else is taken from the nearer side."""
    if isinstance(a, dict) and isinstance(b, dict):
        return {key: mixed(a[key], b.get(key, a[key]), share) for key in a}
    if isinstance(a, list) and isinstance(b, list):
        return [mixed(x, y, share) for x, y in zip(a, b, strict=True)]
    if _numeric(a) and _numeric(b):
        return a + (b - a) * share
    return a if share < 0.5 else b


def _curve(values: Sequence[Any], share: float) -> Any:
    """Run a periodic Catmull-Rom curve from the second to the third of four values."""
    first = values[0]
    if isinstance(first, dict):
        return {key: _curve([value[key] for value in values], share) for key in values[1]}
    if isinstance(first, list):
        return [_curve(list(column), share) for column in zip(*values, strict=True)]
    if not all(_numeric(value) for value in values):
        return values[1]
    p, a, b, n = values
    out, into = (b - p) / 2, (n - a) / 2
    s2, s3 = share**2, share**3
    return a * (2 * s3 - 3 * s2 + 1) + out * (s3 - 2 * s2 + share) + b * (3 * s2 - 2 * s3) + into * (s3 - s2)


def _numeric(value: Any) -> bool:
    """Tell numbers from words and switches."""
    return isinstance(value, int | float) and not isinstance(value, bool)
