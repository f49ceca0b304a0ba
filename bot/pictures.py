"""Owns turning the name of a picture into bytes; refuses to fetch anything."""

import io

import segno

from content import media

SCALE = 8
BORDER = 3


def qr(text: str) -> bytes:
    """Draw a QR code as PNG, dark on white with a quiet margin, so that it can be read in a dark chat too."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=SCALE, border=BORDER)
    return drawn.getvalue()


def draw(name: str) -> bytes:
    """Give the picture that a screen names: ``qr:<text>`` or a drawn file; LookupError for anything else.

    OSError when the file can't be read.
    """
    if name.startswith("qr:"):
        return qr(name.removeprefix("qr:"))
    return media.read(name)


def file_name(name: str) -> str:
    """Give the name under which a picture is handed over; Telegram shows none, and reads the ending."""
    return "qr.png" if name.startswith("qr:") else name
