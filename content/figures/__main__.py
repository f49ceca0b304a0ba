"""`python -m content.figures`: draws stills and loops into content/media, and the sheet that shows them all.

It refuses to redraw what was not asked for: name exercises, or none for all of them.
"""

import argparse
from pathlib import Path

from content.figures import film, sheet
from content.figures.score import scores

MEDIA = Path(__file__).parent.parent / "media"


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(prog="python -m content.figures", description=__doc__)
    parser.add_argument("ids", nargs="*", help="exercises, or beginnings of their ids; none means all")
    parser.add_argument("--stills", action="store_true", help="only the stills")
    parser.add_argument("--sheet", type=Path, help="also draw the contact sheet, to this file")
    parser.add_argument("--into", type=Path, default=MEDIA, help="the folder that takes the pictures")
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    chosen = [score for key, score in scores().items() if not asked.ids or key.startswith(tuple(asked.ids))]
    for score in chosen:
        sizes = [_write(asked.into / f"{score.id}.png", film.still(score))]
        if not asked.stills:
            sizes.append(_write(asked.into / f"{score.id}.mp4", film.loop(score)))
        print(score.id, *(f"{size / 1024:.0f} KiB" for size in sizes))
    if asked.sheet:
        _write(asked.sheet, film.packed(*sheet.sheet(chosen)))


def _write(path: Path, content: bytes) -> int:
    """Write a file and tell its size."""
    path.write_bytes(content)
    return len(content)


if __name__ == "__main__":
    main()
