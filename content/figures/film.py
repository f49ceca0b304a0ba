"""Turns pictures into files: a still as PNG, a loop as silent H.264 video as Telegram's animations want it.

It refuses to ship what is too heavy: Telegram would take it, a client's data plan should not have to.
"""

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
import resvg_py
from av.video.frame import VideoFrame

from content.figures.picture import SIZE, still_svg, svg
from content.figures.score import LOOP_S, Score

FPS = 20
STILL_LIMIT, LOOP_LIMIT = 40 * 1024, 80 * 1024
_QUALITY = ("27", "30", "33", "36")


def png(document: str, size: int = SIZE) -> bytes:
    """Render SVG as PNG, `size` pixels wide."""
    return resvg_py.svg_to_bytes(svg_string=document, width=size, skip_system_fonts=True)


def still(score: Score) -> bytes:
    """Render the still of an exercise."""
    return png(still_svg(score))


def raw(picture: bytes) -> VideoFrame:
    """Decode a PNG."""
    with av.open(BytesIO(picture)) as container:
        return next(container.decode(video=0))


def frames(score: Score) -> Iterator[VideoFrame]:
    """Render the loop, picture by picture; the same picture is rendered once."""
    seen: dict[str, VideoFrame] = {}
    for index in range(round(LOOP_S * FPS)):
        document = svg(score, index / FPS)
        if document not in seen:
            seen[document] = raw(png(document)).reformat(format="yuv420p")
        yield seen[document]


def loop(score: Score) -> bytes:
    """Encode the loop in the best quality that fits the limit."""
    pictures = list(frames(score))
    for quality in _QUALITY:
        film = encode(pictures, quality)
        if len(film) <= LOOP_LIMIT:
            return film
    raise ValueError(f"{score.id}: {len(film)} bytes at the lowest quality; calm the motion")


def encode(pictures: list[VideoFrame], quality: str) -> bytes:
    """Encode pictures as MP4 with its index first; that needs a real file, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "loop.mp4"
        with av.open(path, "w", options={"movflags": "+faststart"}) as container:
            stream = container.add_stream("libx264", rate=FPS, options={"crf": quality, "preset": "slow", "tune": "animation", "threads": "1"})
            stream.width = stream.height = SIZE
            stream.pix_fmt = "yuv420p"
            for index, picture in enumerate(pictures):
                picture.pts, picture.time_base = index, Fraction(1, FPS)
                container.mux(stream.encode(picture))
            container.mux(stream.encode(None))
        return path.read_bytes()
