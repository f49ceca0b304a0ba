"""Draws the contact sheet: the stills of many exercises on one page.

It refuses captions: the page is for judging each picture from itself alone.
"""

from collections.abc import Sequence

from content.figures.camera import SIZE
from content.figures.ink import WHITE
from content.figures.picture import Picture
from content.figures.score import Score

_GAP = 6


def sheet(shown: Sequence[Score], columns: int = 10, cell: int = 190) -> tuple[str, int, int]:
    """Compose a page of stills, row by row, as SVG; tell its width and height, too."""
    high = -(-len(shown) // columns) * (cell + _GAP) + _GAP
    wide = columns * (cell + _GAP) + _GAP
    parts = []
    for index, score in enumerate(shown):
        x, y = _GAP + (index % columns) * (cell + _GAP), _GAP + (index // columns) * (cell + _GAP)
        place = f'<svg x="{x}" y="{y}" width="{cell}" height="{cell}" viewBox="0 0 {SIZE} {SIZE}">'
        whole = Picture(score).still().replace('id="p', f'id="{score.id}-p').replace("url(#p", f"url(#{score.id}-p")
        parts.append(f"{place}{whole}</svg>")
    page = f'<rect width="{wide}" height="{high}" fill="{WHITE}"/>{"".join(parts)}'
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
    return f"{root}{page}</svg>", wide, high
