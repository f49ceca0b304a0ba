"""The process that draws charts: reads them from standard input, writes PNG to standard output, until there is no more.

Each begins with its length in four bytes; an answer of length 0 says that this one can't be drawn.
"""

import signal
import struct
import sys
from typing import BinaryIO

from content.charts.chart import Chart
from content.charts.picture import png, svg

LENGTH = struct.Struct(">I")


def drawn(asked: bytes) -> bytes:
    """Draw one chart; nothing for what is none."""
    try:
        return png(svg(Chart.load(asked.decode())))
    except (ValueError, KeyError, TypeError, AttributeError):
        return b""  # it says nothing more: what is on a chart must not come into a log


def serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the one who asks is gone."""
    while len(head := asked.read(LENGTH.size)) == LENGTH.size:
        picture = drawn(asked.read(*LENGTH.unpack(head)))
        answers.write(LENGTH.pack(len(picture)) + picture)
        answers.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the bot, which then lets us go
    serve(sys.stdin.buffer, sys.stdout.buffer)
