"""Owns `interlude screen`: texts in, red flags out, for whoever wants to measure the screen; refuses to keep anything.

It needs no token and no database. A line that can't be read as text is read as far as it goes.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from content.codes import URGENCIES
from content.library import Library

NONE = "none"


def screen_lines(words: Library, locale: str, lines: Iterable[bytes], out: BinaryIO) -> int:
    """Answer each line at once with category, urgency and the line itself, parted by tabs; give the exit code."""
    if locale not in words.languages:
        print(f"There is no language {locale!r}; there are: {', '.join(words.languages)}.", file=sys.stderr)
        return 2
    for line in lines:
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        category, urgency = raised(words, locale, text)
        out.write(f"{category}\t{urgency}\t{text}\n".encode())
        out.flush()
    return 0


def raised(words: Library, locale: str, text: str) -> tuple[str, str]:
    """Give the category and the urgency of a text in one language, or none and none."""
    finding = words.red_flags(locale).screen(text)
    return (finding.category, finding.urgency) if finding else (NONE, NONE)


def measure(words: Library, file: Path) -> int:
    """Measure a file of labelled texts (locale, text, category, urgency) and print a table, and then each miss."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))
    missed: list[str] = []
    print(f"{'':4}{'':<24}{'texts':>7}{'raised':>8}{'category':>10}{'urgency':>9}")
    for locale in words.languages:
        mine = [row for row in rows if row["locale"] == locale]
        for line in _table(words, locale, mine, missed):
            print(line)
    print("\n".join(missed))
    return 0


def _table(words: Library, locale: str, rows: list[dict[str, str]], missed: list[str]) -> Iterator[str]:
    """Count per urgency and per category; a harmless text is right when nothing was raised."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        category, urgency = raised(words, locale, row["text"])
        harmless = row["urgency"] == NONE
        right = category == row["category"]
        for name in (row["urgency"], *(() if harmless else (f"  {row['category']}",))):
            counts[name]["texts"] += 1
            counts[name]["raised"] += category != NONE
            counts[name]["category"] += right
            counts[name]["urgency"] += urgency == row["urgency"]
        if not right or urgency != row["urgency"]:
            said = f"{row['category']} {row['urgency']} -> {category} {urgency}"
            missed.append(f"{locale}  {said:<58}  {row['text']}")
    for name in (*URGENCIES, *sorted(counts.keys() - {*URGENCIES})):
        if name in counts:
            one = counts[name]
            shares = "".join(f"{one[what] / one['texts']:>{width}.3f}" for what, width in
                             (("raised", 8), ("category", 10), ("urgency", 9)))  # fmt: skip
            yield f"{locale:4}{name:<24}{one['texts']:>7}{shares}"
