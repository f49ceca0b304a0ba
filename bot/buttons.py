"""Owns the grammar of button data, version 1; refuses to trust it: whoever reads it checks who tapped and what is true.

``v1:<action>:<ledger id>[:<argument>...]``: numbers in base 36, so that everything fits into Telegram's 64 bytes.
A button says all it needs to mean one clear thing years later; the ledger id names the bubble it is on.
"""

import re
from dataclasses import dataclass

from care.screen import base36

VERSION = "v1"
MOST_BYTES = 64
PATTERN = re.compile(r"v1:[a-z]+(\.[a-z]+)?:[0-9a-z]{1,12}(:[A-Za-z0-9_+/\-]{1,40})*")


class ButtonError(ValueError):
    """This button is not one of ours, or of a version that we no longer know."""


@dataclass(frozen=True)
class Tap:
    """What a button asks for: an action, the ledger id of the bubble it is on, and its arguments as written."""

    action: str
    anchor: int
    args: tuple[str, ...]


def encode(action: str, anchor: int, args: tuple[str, ...]) -> str:
    """Write button data; ButtonError when it does not fit, which a test must find before a client does."""
    data = ":".join((VERSION, action, base36(anchor), *args))
    if len(data.encode()) > MOST_BYTES or not PATTERN.fullmatch(data):
        raise ButtonError(f"button data {data!r} does not follow the grammar or is over {MOST_BYTES} bytes")
    return data


def decode(data: str) -> Tap:
    """Read button data; ButtonError for anything else."""
    # The grammar is plain ASCII, so characters are bytes; encoding first would fail on half a surrogate pair.
    if len(data) > MOST_BYTES or not PATTERN.fullmatch(data):
        raise ButtonError("unknown button data")
    _, action, anchor, *args = data.split(":")
    return Tap(action, int(anchor, 36), tuple(args))
