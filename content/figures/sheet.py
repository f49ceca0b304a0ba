"""Draws the contact sheet: the stills of many exercises on one page.

It refuses captions: the page is for judging each picture from itself alone.
"""

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from content.figures.film import png
from content.figures.ink import WHITE

_GAP = 6


def sheet(ids: Sequence[str], folder: Path, columns: int = 10, cell: int = 190) -> bytes:
    """Render a page of stills, row by row."""
    rows = -(-len(ids) // columns)
    wide, high = columns * (cell + _GAP) + _GAP, rows * (cell + _GAP) + _GAP
    parts = []
    for index, key in enumerate(ids):
        x, y = _GAP + (index % columns) * (cell + _GAP), _GAP + (index // columns) * (cell + _GAP)
        image = b64encode((folder / f"{key}.png").read_bytes()).decode()
        parts.append(f'<image x="{x}" y="{y}" width="{cell}" height="{cell}" href="data:image/png;base64,{image}"/>')
    page = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
        f'<rect width="{wide}" height="{high}" fill="{WHITE}"/>{"".join(parts)}</svg>'
    )
    return png(page, wide)
