"""Checks the content files from a terminal: `python -m content`, or `python -m content my_folder`.

It refuses to change a file: it says what to mend, and where.
"""

import sys
from pathlib import Path

from content.library import load
from content.problem import ContentError


def main(arguments: list[str]) -> int:
    """Print what is wrong, or that all is well; 1 when something is wrong, 2 when the folder is not there."""
    overlay = Path(arguments[0]) if arguments else None
    if overlay is not None and not overlay.is_dir():
        print(f"There is no folder {overlay}.")
        return 2
    try:
        library = load(overlay)
    except ContentError as error:
        print(error)
        print(f"{len(error.problems)} to mend.")
        return 1
    print(f"All is well: {len(library.routines)} routines in {', '.join(library.locales)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
