"""Owns the stills and loops that were drawn ahead; refuses to draw, and any file that is not one of them."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "media"
KINDS = {"mp4": "animation", "png": "photo"}
_NAME = re.compile(r"[A-Za-z0-9_]+\.(mp4|png)")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One file: what Telegram calls it (animation or photo), and the sum by which it is known again."""

    kind: str
    sha256: str


@cache
def find(name: str) -> Drawn | None:
    """Give what is known of a drawn file, read once in the life of a process; None when there is no such file."""
    fits = _NAME.fullmatch(name)
    path = FOLDER / name
    if fits is None or not path.is_file():
        return None
    return Drawn(KINDS[fits[1]], hashlib.sha256(path.read_bytes()).hexdigest())


def loop_of(exercise_id: str) -> str:
    """Name the four-second loop of an exercise."""
    return f"{exercise_id}.mp4"


def exercise_of(name: str) -> str:
    """Give the exercise that a drawn file shows."""
    return name.partition(".")[0]


def read(name: str) -> bytes:
    """Give the bytes of a drawn file; LookupError when there is none of that name, OSError when it can't be read."""
    if find(name) is None:
        raise LookupError(f"there is no picture {name!r}")
    return (FOLDER / name).read_bytes()
