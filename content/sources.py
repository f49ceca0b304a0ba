"""What the tags of sources stand for, as `records/SOURCES.md` lists them.

It refuses to judge a source: how strong a claim is stands in the record's own words.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_ROW = re.compile(r"\| (?P<tag>[A-Z]\d*) \| (?P<name>.+) \|")


@cache
def _listed() -> Mapping[str, str]:
    text = (Path(__file__).parent / "records" / "SOURCES.md").read_text(encoding="utf-8")
    return {found["tag"]: found["name"] for found in _ROW.finditer(text)}


def named(tags: Iterable[str]) -> list[str]:
    """Name the sources behind tags, each once; a practice's own source is its own name."""
    return [_listed().get(tag, tag) for tag in dict.fromkeys(tags)]
