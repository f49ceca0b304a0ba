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
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorRange, Colorspace

from content.figures.camera import SIZE
from content.figures.picture import Picture
from content.figures.score import LOOP_S, Score

FPS = 25
STILL_SIZE = 512
_ENCODER = {"preset": "slow", "tune": "animation", "threads": "1"}  # one thread: the same bytes everywhere
STILL_LIMIT, LOOP_LIMIT = 40 * 1024, 80 * 1024
_QUALITY = ("23", "26", "29", "32", "35")


def png(document: str, size: int = SIZE) -> bytes:
    """Render SVG as PNG, `size` pixels wide."""
    return resvg_py.svg_to_bytes(svg_string=document, width=size, skip_system_fonts=True)


def still(score: Score) -> bytes:
    """Render the still of an exercise."""
    return packed(Picture(score).still(), STILL_SIZE, STILL_SIZE)


def packed(document: str, width: int, height: int) -> bytes:
    """Render SVG as a tight PNG: flat colours need no transparency and no prediction."""
    picture = raw(png(document, width)).reformat(format="rgb24")
    picture.pts = 0
    packer = av.codec.CodecContext.create("png", "w")
    packer.width, packer.height = width, height
    packer.pix_fmt, packer.time_base = "rgb24", Fraction(1, FPS)
    packer.options = {"compression_level": "9", "pred": "none"}
    return b"".join(bytes(packet) for packet in (*packer.encode(picture), *packer.encode(None)))


def raw(picture: bytes) -> VideoFrame:
    """Decode a PNG."""
    with av.open(BytesIO(picture), "r") as container:
        return next(container.decode(video=0))


def frames(score: Score) -> Iterator[VideoFrame]:
    """Render the loop, picture by picture; the same picture is rendered once."""
    picture, seen = Picture(score), dict[str, VideoFrame]()
    for index in range(round(LOOP_S * FPS)):
        document = picture.at(index / FPS)
        if document not in seen:
            seen[document] = video(raw(png(document)))
        yield seen[document]


def video(picture: VideoFrame) -> VideoFrame:
    """Bring a picture into video's colours: half the colour resolution, narrow range, as phones expect."""
    made = picture.reformat(
        format="yuv420p",
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
        dst_colorspace=Colorspace.ITU709,
    )
    made.pict_type = PictureType.NONE  # a PNG is its own key frame; left so, the film would be nothing but key frames
    return made


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
            stream = container.add_stream("libx264", rate=FPS, options={"crf": quality, **_ENCODER})
            stream.width = stream.height = SIZE
            stream.pix_fmt = "yuv420p"
            colours = stream.codec_context
            colours.color_range, colours.colorspace = ColorRange.MPEG, Colorspace.ITU709
            colours.color_primaries = colours.color_trc = 1  # BT.709, as the matrix above
            for index, picture in enumerate(pictures):
                picture.pts, picture.time_base = index, Fraction(1, FPS)
                container.mux(stream.encode(picture))
            container.mux(stream.encode(None))
        return path.read_bytes()
