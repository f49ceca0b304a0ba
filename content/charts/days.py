"""Owns the panels that share the days: pain, mood, routines; refuses to draw a day that has no answer."""

from content.charts import ink
from content.charts.chart import MOOD_MOST, PAIN_MOST, Area, Chart

LEFT, RIGHT = 92.0, 1048.0
PAIN_TOP, PAIN_HIGH = 172.0, 310.0
MOOD_TOP, MOOD_HIGH = 622.0, 92.0
ROUTINE_AT = 818.0
# Areas stand a little beside each other, so that equal values do not hide one another.
ASIDE = 9.0
# Colour, mark and dash of each area: any one of the three is enough to tell them apart.
LOOKS = (
    (ink.BLUE, "round", ""),
    (ink.VERMILLION, "up", "2 14"),
    (ink.BLACK, "diamond", "22 12"),
    (ink.GREEN, "square", "22 10 2 10"),
)


def _across(chart: Chart, day: float) -> float:
    """Give where the middle of a day is."""
    return LEFT + (day + 0.5) * (RIGHT - LEFT) / max(chart.days, 1)


def _height(value: float, top: float, high: float, most: int) -> float:
    return top + high - min(max(value, 0), most) * high / most


# Where the legend of the areas goes when it does not fit beside its heading.
ABOVE, BESIDE = 104.0, 138.0
SHORTEST = 6  # letters


def legend(right: float, y: float, entries: list[tuple[str, str, str, bool]]) -> list[str]:
    """Write (mark, colour, words, hollow) entries that end at ``right``."""
    drawn: list[str] = []
    for shape, colour, words, hollow in reversed(entries):
        drawn.append(ink.text(right, y, words, anchor="end"))
        right -= ink.width(words) + 24
        drawn.append(ink.mark(shape, right, y - 11, colour, hollow=hollow))
        right -= 40
    return drawn


def pain(chart: Chart) -> list[str]:
    """Draw pain from 0 to 10 by day, one line an area, and the visits as marks through it."""
    bottom = PAIN_TOP + PAIN_HIGH
    drawn = [ink.text(32, 138, chart.words["pain"], fill=ink.INK, strong=True)]
    entries = [
        (LOOKS[place % len(LOOKS)][1], LOOKS[place % len(LOOKS)][0], area.name, False)
        for place, area in enumerate(chart.areas)
        if area.name
    ]
    if chart.visits:
        entries.append(("down", ink.PURPLE, chart.words["visit"], False))
    drawn += _in_lines(chart, entries)
    for value in range(0, PAIN_MOST + 1, 2):
        y = _height(value, PAIN_TOP, PAIN_HIGH, PAIN_MOST)
        drawn.append(ink.rule((LEFT, y), (RIGHT, y), wide=3 if value == 0 else 1.5))
        drawn.append(ink.text(LEFT - 16, y + 11, str(value), anchor="end"))
    for day, words in chart.ticks:
        x = _across(chart, day - 0.5)
        drawn.append(ink.rule((x, PAIN_TOP), (x, bottom + 14)))
        drawn.append(ink.text(x + 8, bottom + 42, words))
    for day in chart.visits:
        x = _across(chart, day)
        drawn.append(ink.dashes((x, PAIN_TOP), (x, bottom), ink.PURPLE, "1 9"))
        drawn.append(ink.mark("down", x, PAIN_TOP - 6, ink.PURPLE, size=14))
    for place, area in enumerate(chart.areas):
        drawn += _line(chart, area, place)
    return drawn


def _in_lines(chart: Chart, entries: list[tuple[str, str, str, bool]]) -> list[str]:
    """Write the legend beside the heading, and what does not fit there in a line above."""
    left = 32 + ink.width(chart.words["pain"]) * 1.1 + 40
    fits, used = len(entries), 0.0
    while fits and used + _wide(entries[fits - 1]) <= RIGHT - left:
        fits -= 1
        used += _wide(entries[fits])
    return legend(RIGHT, ABOVE, _shortened(entries[:fits])) + legend(RIGHT, BESIDE, entries[fits:])


def _shortened(entries: list[tuple[str, str, str, bool]]) -> list[tuple[str, str, str, bool]]:
    """Cut the longest names until a line holds them all; the caption says them in full."""
    names = [words for _, _, words, _ in entries]
    while sum(ink.width(name) + 64 for name in names) > RIGHT - 72 and max(map(len, names)) > SHORTEST:
        longest = max(range(len(names)), key=lambda place: ink.width(names[place]))
        names[longest] = names[longest].rstrip("…")[:-1].rstrip() + "…"
    return [(shape, colour, name, hollow) for (shape, colour, _, hollow), name in zip(entries, names, strict=True)]


def _wide(entry: tuple[str, str, str, bool]) -> float:
    return ink.width(entry[2]) + 64


def _line(chart: Chart, area: Area, place: int) -> list[str]:
    colour, shape, dash = LOOKS[place % len(LOOKS)]
    aside = (place - (len(chart.areas) - 1) / 2) * ASIDE
    drawn: list[str] = []
    for run in ink.runs(area.pain[: chart.days]):
        points = [(_across(chart, day) + aside, _height(value, PAIN_TOP, PAIN_HIGH, PAIN_MOST)) for day, value in run]
        if len(points) > 1:
            drawn.append(ink.path(points, colour, dash))
        drawn += [ink.mark(shape, x, y, colour) for x, y in points]
    return drawn


def mood(chart: Chart) -> list[str]:
    """Draw mood as one bar a day, from nothing up to 5; no bar where there is no answer."""
    drawn = [ink.text(32, MOOD_TOP - 32, chart.words["mood"], fill=ink.INK, strong=True)]
    for level in (1, 3, MOOD_MOST):
        y = _height(level, MOOD_TOP, MOOD_HIGH, MOOD_MOST)
        drawn.append(ink.rule((LEFT, y), (RIGHT, y)))
        drawn.append(ink.text(LEFT - 16, y + 11, str(level), anchor="end", size=27))
    wide = min((RIGHT - LEFT) / max(chart.days, 1) * 0.62, 40)
    for day, value in enumerate(chart.mood[: chart.days]):
        if value is not None:
            y = _height(value, MOOD_TOP, MOOD_HIGH, MOOD_MOST)
            drawn.append(ink.box(_across(chart, day) - wide / 2, y, wide, MOOD_TOP + MOOD_HIGH - y, ink.SKY, round_=4))
    drawn.append(ink.rule((LEFT, MOOD_TOP + MOOD_HIGH), (RIGHT, MOOD_TOP + MOOD_HIGH), wide=3))
    return drawn


def routines(chart: Chart) -> list[str]:
    """Draw the days of routines: full where one was done, a ring where one was only planned; and each week's sum."""
    drawn = [ink.text(32, ROUTINE_AT - 48, chart.words["routine"], fill=ink.INK, strong=True)]
    entries = [("square", ink.GREEN, chart.words["done"], False), ("square", ink.GREEN, chart.words["planned"], True)]
    drawn += legend(RIGHT, ROUTINE_AT - 48, entries)
    for day in sorted({*chart.done, *chart.planned}):
        if 0 <= day < chart.days:
            hollow = day not in chart.done
            drawn.append(ink.mark("square", _across(chart, day), ROUTINE_AT, ink.GREEN, size=9, hollow=hollow))
    for week in chart.weeks:
        begin, end = _across(chart, week.first - 0.5) + 6, _across(chart, week.last + 0.5) - 6
        drawn.append(ink.rule((begin, ROUTINE_AT + 24), (end, ROUTINE_AT + 24)))
        drawn.append(ink.text((begin + end) / 2, ROUTINE_AT + 60, week.done, anchor="middle"))
    return drawn
