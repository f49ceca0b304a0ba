"""Reads the key frames of all exercises from poses/*.yaml: base poses filled in, beats and marks as numbers.

It refuses an exercise that names what does not exist, with a sentence that says where.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from content.figures.tween import Beat, Pose, length

POSES = Path(__file__).parent / "poses"
LOOP_S = 4.0
KEYS = frozenset(
    (
        "view",
        "base",
        "frames",
        "beats",
        "flow",
        "accent",
        "stretch",
        "arrows",
        "props",
        "hold",
        "still",
        "ghost",
        "crop",
        "floor",
        "ring_at",
        "panels",
    )
)


ANGLES = frozenset(("T", "H", "An", "Af", "Ln", "Lf", "Al", "Ar", "Ll", "Lr"))


class ScoreError(ValueError):
    """A pose file says something that can't be drawn."""


@dataclass(frozen=True, slots=True)
class Score:
    """Everything that the pictures of one exercise are drawn from."""

    id: str
    view: str
    frames: tuple[Pose, ...]
    beats: tuple[Beat, ...]
    flow: bool
    accent: frozenset[str]
    stretch: tuple[Mapping[str, Any], ...]
    arrows: tuple[Mapping[str, Any], ...]
    props: tuple[Mapping[str, Any], ...]
    hold: str | None
    still: int
    ghost: int | None
    crop: tuple[float, float, float, float] | None
    floor: bool
    ring_at: str
    panels: tuple[int, ...]


@cache
def scores() -> Mapping[str, Score]:
    """Read all exercises, in the order of their ids."""
    bases = _yaml(POSES / "bases.yaml")
    found = {key: read(key, given, bases) for path in _files() for key, given in _yaml(path).items()}
    return dict(sorted(found.items()))


def _files() -> Iterator[Path]:
    """Find the pose files, without the base poses."""
    return (path for path in sorted(POSES.glob("*.yaml")) if path.name != "bases.yaml")


def _yaml(path: Path) -> dict[str, Any]:
    """Read one file."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise ScoreError(f"{path.name} must hold exercises by their id")
    return loaded


def read(key: str, given: Mapping[str, Any], bases: Mapping[str, Pose]) -> Score:
    """Turn what a file says about one exercise into a score."""
    if unknown := set(given) - KEYS:
        raise ScoreError(f"{key}: unknown {', '.join(sorted(unknown))}; known are {', '.join(sorted(KEYS))}")
    base = given.get("base")
    if base is not None and base not in bases:
        raise ScoreError(f"{key}: no base pose {base}; bases.yaml has {', '.join(bases)}")
    first = _paired({**(bases[base] if base else {}), **given["frames"][0]})
    frames = (first, *({**first, **_paired(later)} for later in given["frames"][1:]))
    _alike(key, frames)
    beats = tuple(Beat(int(f), float(m), float(s)) for f, m, s in given.get("beats", _beats(len(frames))))
    if abs(length(beats) - LOOP_S) > 0.001 or any(beat.frame >= len(frames) for beat in beats):
        raise ScoreError(f"{key}: beats must name its frames and last {LOOP_S} s, not {length(beats)} s")
    still = given.get("still", min(1, len(frames) - 1))
    return Score(
        id=key,
        view=given["view"],
        frames=frames,
        beats=beats,
        flow=bool(given.get("flow", False)),
        accent=frozenset(given.get("accent", ())),
        stretch=tuple(given.get("stretch", ())),
        arrows=tuple(given.get("arrows", ())),
        props=tuple(given.get("props", ())),
        hold=str(given["hold"]) if "hold" in given else None,
        still=int(still),
        ghost=given.get("ghost"),
        crop=tuple(given["crop"]) if "crop" in given else None,
        floor=bool(given.get("floor", True)),
        ring_at=given.get("ring_at", "right"),
        panels=tuple(given.get("panels", ())),
    )


def _paired(pose: Pose) -> dict[str, Any]:
    """Write trunk and head as [lower, upper] where one angle stands for both."""
    return {
        key: [value, value] if key in {"T", "H"} and not isinstance(value, list) else value
        for key, value in pose.items()
    }


def _alike(key: str, frames: tuple[Pose, ...]) -> None:
    """Refuse a limb that is angles in one frame and a reach in another: nothing lies between them but a jump."""
    if late := sorted({name for frame in frames for name in frame} - set(frames[0])):
        raise ScoreError(f"{key}: {', '.join(late)} would appear out of nothing; say in frame 0 what it is at rest")
    for name, value in frames[0].items():
        if any(_form(frame.get(name)) != _form(value) for frame in frames):
            raise ScoreError(f"{key}: {name} changes its form between frames; write it the same way in all of them")
        if name in ANGLES and any(_turn(a.get(name), b.get(name)) > 180 for a, b in pairwise(frames)):
            raise ScoreError(f"{key}: {name} would turn the long way round; write 350 as -10, or -10 as 350")


def _turn(a: Any, b: Any) -> float:
    """Tell the widest turn of any angle of a limb between two frames."""
    if isinstance(a, list):
        return max((_turn(x, y) for x, y in zip(a, b, strict=True)), default=0.0)
    if isinstance(a, dict):
        return _turn(a.get("end"), b.get("end"))
    return abs(a - b) if isinstance(a, int | float) and isinstance(b, int | float) else 0.0


def _form(value: Any) -> Any:
    """Describe how a value is written, numbers aside."""
    if isinstance(value, dict):
        return {name: _form(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_form(item) for item in value]
    return value if isinstance(value, str) else type(value) in {int, float, bool}


def _beats(count: int) -> list[tuple[int, float, float]]:
    """Spread the loop over the frames when nothing else is said: there, a pause, and back."""
    if count == 1:
        return [(0, 2.0, 2.0)]
    if count == 2:
        return [(1, 1.2, 1.2), (0, 1.2, 0.4)]
    move = LOOP_S / count
    return [(index % count, move * 0.7, move * 0.3) for index in range(1, count + 1)]
