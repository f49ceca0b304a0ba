"""Owns a whole chart as SVG and as PNG; refuses the fonts of the machine: a chart looks the same everywhere."""

from pathlib import Path

import resvg_py

from content.charts import ink
from content.charts.chart import Chart
from content.charts.days import RIGHT, ROUTINE_AT, mood, pain, routines
from content.charts.holding import HIGH, holding

WIDE = 1080
# Pixels across, a third fewer than units squared: it is the encoder that costs, and a phone shows no more of them.
PIXELS = 900
FONT = "Cabin"
_FONTS = [str(Path(__file__).parent / "font" / f"Cabin-{cut}.otf") for cut in ("Regular", "SemiBold")]


def svg(chart: Chart) -> str:
    """Draw a chart; ValueError when it holds a number that is none."""
    routine = bool(chart.done or chart.planned)
    end = ROUTINE_AT + 90 if routine else ROUTINE_AT - 76
    high = end + (HIGH + 140 if chart.hold else 0)
    drawn = [
        ink.box(0, 0, WIDE, high, ink.PAPER),
        ink.text(32, 70, chart.words["title"], size=ink.TITLE, fill=ink.INK, strong=True),
        ink.text(RIGHT, 70, chart.words["period"], anchor="end"),
        *pain(chart),
        *mood(chart),
        *(routines(chart) if routine else ()),
        *(holding(chart, chart.hold, end + 34) if chart.hold else ()),
    ]
    size = f'width="{WIDE}" height="{ink.number(high)}" viewBox="0 0 {WIDE} {ink.number(high)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}">{"".join(drawn)}</svg>'


def png(document: str, width: int = PIXELS) -> bytes:
    """Render SVG ``width`` pixels wide."""
    return resvg_py.svg_to_bytes(
        svg_string=document, width=width, skip_system_fonts=True, font_files=_FONTS, font_family=FONT
    )
