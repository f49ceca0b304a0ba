"""The signatures of clinicians: `records/reviews.yaml`, one word per record and language.

It refuses to let a signature outlive what was signed: it counts only while version and fingerprint are the same.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.excerpt import KINDS, Excerpt, excerpt
from content.fields import Fields
from content.problem import Problem
from content.sheet import Sheet

if TYPE_CHECKING:  # it asks here which signatures stand
    from content.library import Library

FILE = "records/reviews.yaml"
VERDICTS = frozenset(("approve", "change"))
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

Place = tuple[str, str, str]
"""Kind, id and language of a record."""


@dataclass(frozen=True, slots=True)
class Review:
    """What one clinician said of one record; `reviewed_on` is an instant like 2026-05-14T09:30:00Z."""

    version: int
    fingerprint: str
    verdict: str
    reviewed_by: str
    reviewed_on: str
    remark: str | None = None

    def is_of(self, record: Excerpt) -> bool:
        """Say whether it was said of the record as it is now."""
        return (self.version, self.fingerprint) == (record.version, record.fingerprint)


def read(sheet: Sheet, problems: list[Problem]) -> dict[Place, Review]:
    """Read `kind: {id: {language: {...}}}`; a record that is gone is no problem, its signature just rests."""
    found: dict[Place, Review] = {}
    top = Fields(sheet, (), problems)
    for kind in top.given():
        if kind not in KINDS:
            top.complain(kind, f"is no kind of record; known are: {', '.join(KINDS)}")
            continue
        for record_id in top.under(kind).given():
            by_locale = top.under(kind).under(record_id)
            for locale in by_locale.given():
                found[kind, record_id, locale] = _review(by_locale.under(locale))
    return found


def _review(fields: Fields) -> Review:
    version = fields.text("version")
    if not version.isdecimal():
        fields.complain("version", "needs a whole number")
    made = Review(
        version=int(version) if version.isdecimal() else 0,
        fingerprint=fields.text("fingerprint"),
        verdict=fields.code("verdict", VERDICTS),
        reviewed_by=fields.text("reviewed_by"),
        reviewed_on=fields.text("reviewed_on"),
        remark=fields.text_or_none("remark"),
    )
    if made.reviewed_on and not INSTANT.fullmatch(made.reviewed_on):
        fields.complain("reviewed_on", "needs an instant like 2026-05-14T09:30:00Z")
    fields.finish()
    return made


def standing(library: "Library", said: Mapping[Place, Review]) -> dict[Place, Review]:
    """Keep what was said of records as they are now; approvals and wishes alike."""
    kept = {}
    for (kind, record_id, locale), review in said.items():
        try:
            now = excerpt(library, kind, record_id, locale)
        except KeyError:
            continue
        if review.is_of(now):
            kept[kind, record_id, locale] = review
    return kept
