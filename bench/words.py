"""Owns ``python -m bench.words``: what reading the library and wording each message costs; refuses to judge it.

Every message, button and toast of every language is worded with the sample facts that the tests use, in each branch.
"""

import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

from bench.figures import Figure, row
from bench.parts import cpu_of
from content import library, signing
from content.excerpt import KINDS, excerpt, ids
from content.library import Library
from tests.content.samples import FACTS, VARIANTS

ROUNDS = 7
TIMES = 10


def loading() -> Iterator[Figure]:
    """Measure reading and checking all content: as shipped, and with every record of every language signed."""
    yield Figure("library: read and checked, CPU", tuple(cpu_of(library.load, 1) for _ in range(ROUNDS)))
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder)
        words = library.load()
        for locale in words.locales:
            signing.sign(_signed(words, locale, own / "signed.json"), words, own)
        rounds = tuple(cpu_of(lambda: library.load(own), 1) for _ in range(ROUNDS))
    yield Figure("library: the same, every record signed, CPU", rounds)


def _signed(words: Library, locale: str, file: Path) -> Path:
    """Sign everything in one language, as the book would save it."""
    signatures = [
        {"kind": kind, "id": key, "version": one.version, "fingerprint": one.fingerprint, "verdict": "approve",
         "at": "2026-11-20T09:30:00Z"}
        for kind in KINDS for key in ids(words, kind, locale) for one in (excerpt(words, kind, key, locale),)
    ]  # fmt: skip
    head = {"interlude": "signed review", "format": 1, "locale": locale, "signatures": signatures}
    file.write_text(json.dumps(head | {"reviewer": {"name": "Bench", "qualification": "none"}}), encoding="utf-8")
    return file


def wording() -> Iterator[Figure]:
    """Measure each phrase when it is worded for the first time, and then again and again."""
    words = library.load()
    say = {"text": words.text, "button": words.button, "toast": words.toast}
    first: list[float] = []
    again: dict[str, float] = {}
    for locale in words.locales:
        for kind, key in words._shelf.tongues[locale].phrases:  # noqa: SLF001 - all phrases: nobody but a bench asks
            for number, more in enumerate(VARIANTS.get(key, ({},))):
                facts = FACTS | more
                begin = time.perf_counter()
                say[kind](key, locale, facts)
                first.append((time.perf_counter() - begin) * 1000)
                costs = [_one(partial(say[kind], key, locale, facts)) for _ in range(ROUNDS)]
                again[f"{locale} {kind} {key} {number}"] = median(costs)
    yield Figure("one phrase worded for the first time, wall", tuple(first))
    yield Figure("one phrase worded again, wall", tuple(again.values()))
    worst = max(again, key=lambda name: again[name])
    yield Figure(f"the slowest of them: {worst}", (again[worst],))


def _one(work: Callable[[], object]) -> float:
    """Give the wall time of one call in ms, over so many calls."""
    begin = time.perf_counter()
    for _ in range(TIMES):
        work()
    return (time.perf_counter() - begin) * 1000 / TIMES


def main() -> int:
    """Print the table."""
    print(f"python -m bench.words   Python {platform.python_version()}, {os.cpu_count()} CPUs, {platform.system()}")
    print(f"{'ms each':<58}{'median':>10}{'min':>10}{'max':>10}   rounds")
    for figure in (*loading(), *wording()):
        print(row(figure))
    return 0


if __name__ == "__main__":
    sys.exit(main())
