"""Charts: the pictures that are kept, and that no data can break one; missing days are gaps, and axes begin at 0."""

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.charts import ink
from content.charts.__main__ import drawn
from content.charts.chart import Area, Chart, Hold, Week
from content.charts.days import PAIN_HIGH, PAIN_TOP
from content.charts.picture import png, svg
from content.codes import REGIONS
from content.figures.film import raw
from content.library import Library
from tests.content.charts_drawn import CHARTS, FALLING, KEPT, WIDE, WORDS

SVG = "{http://www.w3.org/2000/svg}"


def grey(picture: bytes) -> tuple[tuple[int, int], list[bytes]]:
    """Decode a PNG: its size, and its rows as bytes of brightness."""
    frame = raw(picture).reformat(format="gray")
    plane, wide = frame.planes[0], frame.planes[0].line_size
    held = bytes(plane)
    return (frame.width, frame.height), [held[row * wide : row * wide + frame.width] for row in range(frame.height)]


def unlike(one: bytes, other: bytes) -> float:
    """Give the share of pixels (0..1) whose brightness differs clearly; 1 when the sizes differ."""
    (size, rows), (other_size, other_rows) = grey(one), grey(other)
    if size != other_size:
        return 1.0
    pairs = zip(b"".join(rows), b"".join(other_rows), strict=True)
    return sum(abs(a - b) > 40 for a, b in pairs) / (size[0] * size[1])


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_looks_as_the_one_that_is_kept(name: str) -> None:
    kept = (KEPT / f"{name}.png").read_bytes()
    assert len(kept) < 40 * 1024
    assert unlike(png(svg(CHARTS[name]), WIDE), kept) < 0.0005


def test_one_other_answer_is_another_picture() -> None:
    """The comparison above can fail."""
    month = CHARTS["month"]
    pain = (*month.areas[0].pain[:-1], 5)
    other = replace(month, areas=(Area("", pain),))
    assert unlike(png(svg(other), WIDE), png(svg(month), WIDE)) > 0.0005


def test_a_missing_day_breaks_the_line_and_nothing_bridges_it() -> None:
    chart = replace(CHARTS["nothing"], areas=(Area("", (3, 4, None, 5, None, 6, 7, 7, *(None,) * 6)),))
    root = ET.fromstring(svg(chart))  # noqa: S314 -- our own
    lines = [line.attrib["points"].split() for line in root.iter(f"{SVG}polyline")]
    assert [len(points) for points in lines] == [2, 3]
    assert len(list(root.iter(f"{SVG}circle"))) == 6


def test_the_axis_of_pain_goes_from_0_to_10_whatever_the_data() -> None:
    chart = replace(CHARTS["nothing"], areas=(Area("", (0, 10, *(None,) * 12)),))
    heights = [float(dot.attrib["cy"]) for dot in ET.fromstring(svg(chart)).iter(f"{SVG}circle")]  # noqa: S314
    assert heights == [PAIN_TOP + PAIN_HIGH, PAIN_TOP]


def test_areas_differ_in_mark_and_dash_not_in_colour_alone() -> None:
    document = svg(CHARTS["two_areas"])
    for colour, dashed in ((ink.BLUE, False), (ink.VERMILLION, True)):
        lines = re.findall(f'<polyline[^>]+stroke="{colour}"[^>]+>', document)
        assert lines
        assert {"dasharray" in line for line in lines} == {dashed}
    assert document.count("<circle") > 10
    assert document.count(f'fill="{ink.VERMILLION}"') > 10


@pytest.mark.parametrize("locale", ["en", "es", "de"])
def test_the_longest_names_of_three_areas_fit_beside_and_above_their_heading(library: Library, locale: str) -> None:
    names = sorted((library.name("region", code, locale) for code in REGIONS), key=ink.width)[-3:]
    said = {name: library.button(f"chart.{name}", locale) for name in ("whole", "pain", "visit")}
    lines = tuple(Area(name, FALLING) for name in (*names, said["whole"]))
    chart = replace(CHARTS["two_areas"], areas=lines, words={**CHARTS["two_areas"].words, **said})
    texts = [text for text in ET.fromstring(svg(chart)).iter(f"{SVG}text") if text.attrib["text-anchor"] == "end"]  # noqa: S314
    begins = {text.text: float(text.attrib["x"]) - ink.width(text.text or "") for text in texts}
    assert min(begins.values()) > 0
    assert all(any(str(said).startswith(line.name[:6]) for said in begins) for line in lines)


def values(most: int) -> st.SearchStrategy[tuple[float | None, ...]]:
    return st.lists(st.none() | st.floats(-5, most + 5) | st.integers(0, most), max_size=60).map(tuple)


places = st.lists(st.integers(0, 60), max_size=20).map(tuple)
said = st.text(max_size=40)
charts = st.builds(
    Chart,
    days=st.integers(0, 60),
    areas=st.lists(st.builds(Area, said, values(10)), max_size=6).map(tuple),
    mood=values(5),
    visits=places,
    done=places,
    planned=places,
    weeks=st.lists(st.builds(Week, st.integers(0, 60), st.integers(0, 60), said), max_size=5).map(tuple),
    ticks=st.lists(st.tuples(st.integers(0, 60), said), max_size=5).map(tuple),
    words=st.fixed_dictionaries(dict.fromkeys(WORDS, said)),
    hold=st.none() | st.builds(Hold, st.floats(-5, 15), values(10)),
)


@settings(max_examples=80, deadline=None)
@given(charts)
def test_any_data_is_a_valid_picture_without_a_number_that_is_none(chart: Chart) -> None:
    document = svg(chart)
    root = ET.fromstring(document)  # noqa: S314 -- our own
    for element in root.iter():
        for name in ("x", "y", "cx", "cy", "x1", "y1", "x2", "y2", "width", "height", "points"):
            numbers: Sequence[str] = re.split("[ ,]", element.attrib.get(name, "0"))
            assert all(re.fullmatch(r"-?\d+(\.\d+)?", number) for number in numbers), (name, numbers)
    assert png(document, 100).startswith(b"\x89PNG")


@settings(max_examples=60, deadline=None)
@given(charts.filter(lambda chart: all(char < "\ud800" or char > "\udfff" for char in "".join(chart.words.values()))))
def test_what_is_put_into_a_body_comes_out_of_it(chart: Chart) -> None:
    assert Chart.load(chart.dump()) == chart


@pytest.mark.parametrize("asked", [b"", b"{}", b"[]", b"\xff", b"null", b'{"days": 1}'])
def test_what_is_no_chart_is_answered_with_nothing(asked: bytes) -> None:
    assert drawn(asked) == b""


def test_a_number_that_is_none_is_answered_with_nothing() -> None:
    broken = replace(CHARTS["month"], mood=(float("nan"),))
    assert drawn(broken.dump().encode()) == b""
    assert drawn(CHARTS["month"].dump().encode()).startswith(b"\x89PNG")
