"""The review book: one HTML file with every record of one language, to read, to print and to sign without a network.

It refuses to fetch anything: pictures, style and program stand in the file, and a policy in it forbids the rest.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from content.excerpt import KINDS, Excerpt, Part, excerpt, ids
from content.library import Library
from content.reviews import Review

PAGE = Path(__file__).parent / "page"
SOURCES = Path(__file__).parent / "records" / "SOURCES.md"
NUMBERED = frozenset(("cues", "green", "amber_steps", "red_steps", "items"))
NOTES = {"red_flag": "review.patterns", "safety": "review.placeholders"}
PATTERNS = frozenset(("emergency", "same_day", "tell_therapist", "concepts", "words"))


@dataclass(frozen=True, slots=True)
class Row:
    """One part of a record with its label; `style` is text, list, steps or patterns."""

    label: str
    lines: tuple[str, ...]
    style: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as the page shows it; `said` is what a clinician said of it before, or ""."""

    record: Excerpt
    title: str
    rows: tuple[Row, ...]
    sources: tuple[tuple[str, str], ...]
    picture: str | None
    alt: str
    said: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """All records of one kind."""

    kind: str
    title: str
    note: str
    entries: tuple[Entry, ...]


def book(library: Library, locale: str) -> str:
    """Write the book of one language; raises KeyError for a language that is not there."""
    titles = source_titles()
    chapters = tuple(
        Chapter(
            kind,
            library.button(f"review.chapter_{kind}", locale),
            library.text(NOTES[kind], locale) if kind in NOTES else "",
            tuple(_entry(library, excerpt(library, kind, key, locale), titles) for key in ids(library, kind, locale)),
        )
        for kind in KINDS
    )
    count = sum(len(chapter.entries) for chapter in chapters)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = environment.from_string((PAGE / "book.html").read_text(encoding="utf-8"))
    script = (PAGE / "book.js").read_text(encoding="utf-8")
    return page.render(
        locale=locale,
        chapters=chapters,
        label=_labels(library, locale),
        say={
            "lead": library.text("review.lead", locale, {"count": count}),
            **{key: library.text(f"review.{key}", locale) for key in ("title", "howto", "meaning", "print_note")},
        },
        style=(PAGE / "book.css").read_text(encoding="utf-8"),
        script=script,
        script_hash=_hash(script),
        data=_data(library, locale, chapters),
    )


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _data(library: Library, locale: str, chapters: tuple[Chapter, ...]) -> str:
    """Give what the program in the page needs: its words, with @name@ where it puts something in."""
    done, count = "@done@", "@count@"
    words = {
        "progress": library.text("review.progress", locale, {"done": done, "count": count, "changes": "@changes@"}),
        "shown": library.text("review.shown", locale, {"visible": "@visible@"}),
        "opened": library.text("review.opened", locale, {"done": done}),
        "opened_but": library.text("review.opened_but", locale, {"done": done, "count": count}),
        **{
            key: library.text(f"review.{key}", locale)
            for key in ("need_name", "need_remark", "nothing_yet", "saved", "not_ours", "not_saved")
        },
    }
    prints = "".join(entry.record.fingerprint for chapter in chapters for entry in chapter.entries)
    this = hashlib.sha256(prints.encode()).hexdigest()[:16]
    plain = {key: unescape(text) for key, text in words.items()}
    return json.dumps({"locale": locale, "book": this, "words": plain}, ensure_ascii=False).replace("<", "\\u003c")


LABELS = (
    "contents", "skip", "tools", "your_name", "qualification", "search", "show", "all", "open_ones", "approved_ones",
    "change_ones", "save", "open", "print", "decision", "approve", "change", "undecided", "remark", "version",
    "fingerprint", "sources", "signature",
)  # fmt: skip


def _labels(library: Library, locale: str) -> Mapping[str, str]:
    return {key: library.button(f"review.{key}", locale) for key in LABELS}


def _entry(library: Library, record: Excerpt, titles: Mapping[str, str]) -> Entry:
    title = record.title or library.button(f"review.flag_{record.id}", record.locale)
    review = library.review(record.kind, record.id, record.locale)
    return Entry(
        record=record,
        title=title,
        rows=tuple(_rows(library, record)),
        sources=tuple((tag, titles.get(tag, "")) for tag in record.sources),
        picture=_picture(record.picture),
        alt=unescape(library.text("review.picture_of", record.locale, {"name": title})),
        said=_said(library, record.locale, review),
        verdict=review.verdict if review else "",
    )


def _picture(path: Path | None) -> str | None:
    return None if path is None else f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"


def _said(library: Library, locale: str, review: Review | None) -> str:
    if review is None:
        return ""
    facts = {"name": review.reviewed_by, "day": review.reviewed_on.partition("T")[0], "remark": review.remark or ""}
    key = "review.said_approved" if review.verdict == "approve" else "review.said_change"
    return unescape(library.text(key, locale, facts))


def _rows(library: Library, record: Excerpt) -> Iterator[Row]:
    """Label the parts; one that a record does not have stands there as none where that is worth knowing."""
    for part in record.parts:
        lines = _lines(library, part, record.locale)
        if not lines and part.field in {"avoid", "stop_signs", "alert_choices"}:
            lines = (library.button("review.nothing", record.locale),)
        if lines:
            yield Row(library.button(f"review.part_{part.field}", record.locale), lines, _style(part))


def _lines(library: Library, part: Part, locale: str) -> tuple[str, ...]:
    if part.coded:
        return tuple(library.button(f"review.code_{code}", locale) for code in part.lines)
    return part.lines


def _style(part: Part) -> str:
    if part.field in PATTERNS:
        return "patterns"
    if part.field in NUMBERED:
        return "steps"
    return "list" if len(part.lines) > 1 else "text"


def source_titles() -> dict[str, str]:
    """Read what stands behind the tags of sources."""
    lines = SOURCES.read_text(encoding="utf-8").splitlines()
    found = [re.fullmatch(r"\| (\w+) \| (.+) \|", line) for line in lines]
    return {one[1]: one[2] for one in found if one}
