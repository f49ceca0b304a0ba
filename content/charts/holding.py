"""Owns the panel of how long relief held after visits; refuses to begin its axis anywhere but at 0."""

from content.charts import ink
from content.charts.chart import PAIN_MOST, Chart, Hold
from content.charts.days import LEFT, RIGHT

HIGH = 190.0
# The words at the end of the line of "before" stand to its right.
END = RIGHT - 150


def _x(hold: Hold, day: int) -> float:
    return LEFT + 60 + day * (END - LEFT - 90) / max(len(hold.after) - 1, 1)


def _y(value: float, top: float) -> float:
    return top + HIGH - min(max(value, 0), PAIN_MOST) * HIGH / PAIN_MOST


def holding(chart: Chart, hold: Hold, top: float) -> list[str]:
    """Draw median pain by days since a visit against the pain before it, beneath ``top``."""
    drawn = [ink.text(32, top, chart.words["hold"], fill=ink.INK, strong=True)]
    top += 40
    for value in (0, 5, PAIN_MOST):
        y = _y(value, top)
        drawn.append(ink.rule((LEFT, y), (END, y), wide=3 if value == 0 else 1.5))
        drawn.append(ink.text(LEFT - 16, y + 11, str(value), anchor="end"))
    level = _y(hold.before, top)
    drawn.append(ink.dashes((LEFT, level), (END, level), ink.SOFT, "14 10"))
    drawn.append(ink.text(END + 14, level + 11, chart.words["before"]))
    for run in ink.runs(hold.after):
        points = [(_x(hold, day), _y(value, top)) for day, value in run]
        if len(points) > 1:
            drawn.append(ink.path(points, ink.BLUE))
        drawn += [ink.mark("round", x, y, ink.BLUE, size=11) for x, y in points]
    for day in range(len(hold.after)):
        words = chart.words["visit"] if day == 0 else f"+{day}"
        drawn.append(ink.text(_x(hold, day), top + HIGH + 42, words, anchor="middle"))
    drawn.append(ink.text(END + 14, top + HIGH + 42, chart.words["days"]))
    return drawn
