"""Owns turning the name of a picture into bytes; refuses to fetch anything."""

import io

import segno

SCALE = 8
BORDER = 3


def qr(text: str) -> bytes:
    """Draw a QR code as PNG, dark on white with a quiet margin, so that it can be read in a dark chat too."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=SCALE, border=BORDER)
    return drawn.getvalue()


def draw(name: str) -> bytes:
    """Give the picture that a screen names: ``qr:<text>``; LookupError for anything else."""
    if name.startswith("qr:"):
        return qr(name.removeprefix("qr:"))
    raise LookupError(f"there is no picture {name!r}")
