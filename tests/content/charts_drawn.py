"""Owns the charts of which pictures are kept, as data; draws them anew: ``python -m tests.content.charts_drawn``.

Look at every picture before it is committed: what is kept is what people see.
"""

from pathlib import Path

from content.charts.chart import Area, Chart, Hold, Week
from content.charts.picture import png, svg

KEPT = Path(__file__).parent / "charts"
WIDE = 400

WORDS = {
    "title": "Pain and mood", "period": "Thu 29 Oct – Wed 25 Nov", "pain": "Pain, 0 to 10", "mood": "Mood, 1 to 5",
    "visit": "Visit", "routine": "Routine", "done": "done", "planned": "planned", "hold": "Pain after 4 visits",
    "before": "before", "days": "days",
}  # fmt: skip
TICKS = ((0, "Thu 29 Oct"), (7, "Thu 5 Nov"), (14, "Thu 12 Nov"), (21, "Thu 19 Nov"))
FALLING = (8, None, 6, 8, 7, 6, 5, 5, 5, 5, 5, None, 7, None, 5, 4, 5, 6, 3, None, 4, None, 4, 5, 3, 2, 2, 4)
LEVEL = (5, 5, None, 4, 5, 6, 5, None, None, 4, 5, 5, 4, 5, 5, 4, 4, None, 5, 3, 4, 4, None, 4, 3, 4, 4, 4)
MOOD = (4, None, 5, 5, 3, 4, 3, 4, 5, 4, 5, None, 2, None, 5, 5, 3, 4, 3, None, 2, None, 4, 4, 3, 4, 2, 4)
PLANNED = tuple(day for day in range(28) if day % 7 in (0, 1, 4, 5))
DONE = (1, 4, 5, 8, 9, 14, 18, 19, 25, 26)
WEEKS = (Week(0, 6, "3 of 4"), Week(7, 13, "1 of 4"), Week(14, 20, "3 of 4"), Week(21, 27, "2 of 4"))

CHARTS = {
    "month": Chart(
        28, (Area("", FALLING),), MOOD, (3, 10, 17, 24), DONE, PLANNED, WEEKS, TICKS, WORDS,
        Hold(6, (3, 2.5, 3, 4, 5, 5.5, 6, None)),
    ),
    "two_areas": Chart(
        28, (Area("Neck", FALLING), Area("Low back", LEVEL)), MOOD, (3, 17), (), (), (), TICKS, WORDS
    ),
    "beginning": Chart(
        14, (Area("", (None,) * 12 + (4, 6)),), (None,) * 12 + (3, None), (), (12,), (12, 13),
        (Week(7, 13, "1 of 2"),), ((0, "Thu 12 Nov"), (7, "Thu 19 Nov")), WORDS,
    ),
    "nothing": Chart(14, (Area("", (None,) * 14),), (None,) * 14, (), (), (), (), TICKS[:2], WORDS),
}  # fmt: skip


if __name__ == "__main__":
    for name, chart in CHARTS.items():
        (KEPT / f"{name}.png").write_bytes(png(svg(chart), WIDE))
