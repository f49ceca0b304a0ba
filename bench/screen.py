"""Owns ``python -m bench.screen``: what screening a text for red flags costs; refuses to judge it.

The texts are the development phrases, joined to pieces as long as a short message, and as long as Telegram takes.
"""

import os
import platform
import sys
from collections.abc import Iterator
from functools import partial

from bench.figures import Figure, row
from bench.parts import cpu_of
from care.safety import screen_all
from content import library
from tests.screen.development import LOCALES, rows

SHORT, LONG = 320, 4096
TEXTS = 25


def screening() -> Iterator[Figure]:
    """Measure each language by itself, and all of them as the bot does; first the laying out of the words."""
    words = library.load()
    for locale in LOCALES:
        flags = words.red_flags(locale)
        yield Figure(f"{locale}: words laid out, once, CPU", (cpu_of(partial(getattr, flags, "lexicon"), 1),))
        for length in (SHORT, LONG):
            costs = tuple(cpu_of(partial(flags.screen, text), 1) for text in _pieces(locale, length))
            yield Figure(f"{locale}: a text of {length} characters, CPU", costs)
    for length in (SHORT, LONG):
        costs = tuple(cpu_of(partial(screen_all, text, words), 1) for text in _pieces("en", length))
        yield Figure(f"in all languages: {length} characters, CPU", costs)


def _pieces(locale: str, length: int) -> list[str]:
    whole = " ".join(text for text, _, _ in rows(locale))
    whole *= length * TEXTS // len(whole) + 1
    return [whole[place : place + length] for place in range(0, length * TEXTS, length)]


def main() -> int:
    """Print the table."""
    print(f"python -m bench.screen   Python {platform.python_version()}, {os.cpu_count()} CPUs, {platform.system()}")
    print(f"{'ms each':<58}{'median':>10}{'min':>10}{'max':>10}   rounds")
    for figure in screening():
        print(row(figure))
    return 0


if __name__ == "__main__":
    sys.exit(main())
