"""Takes a signed file in: what a clinician said of each record goes into `records/reviews.yaml` of a practice's folder.

It refuses a signature under anything but the very record that was read, and never leaves half a file behind. What she
said is as true as the file: whoever can write it can write a name into it, so take it from her own hands.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from content import reviews
from content.excerpt import excerpt
from content.library import Library
from content.problem import ContentError, Problem
from content.reviews import INSTANT, VERDICTS, Place, Review
from content.sheet import read

LONGEST = {"name": 80, "qualification": 120, "remark": 1000}
HEAD = (
    "# What clinicians said of the records, by kind, id and language. Written by `interlude content sign`; one\n"
    "# counts only while version and fingerprint are those of the record as it reads now. Do not write it by hand.\n"
)


class SigningError(Exception):
    """The whole file can't be taken in; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a signed file: what is now written, what was already, and one sentence per refused record."""

    taken: dict[Place, Review]
    known: tuple[Place, ...]
    refused: tuple[str, ...]


def sign(file: Path, library: Library, folder: Path, now: str | None = None) -> Outcome:
    """Take a signed file into a practice's folder; again changes nothing.

    `library` is the one that lies in that folder over the shipped one. `now`, an instant like 2026-05-14T09:30:00Z,
    refuses what was signed later. Raises SigningError when the file is no signed file or the folder can't be written,
    ContentError when the reviews that are there can't be read.
    """
    locale, who, signatures = _opened(file)
    if locale not in library.locales:
        raise SigningError(f"{file} is signed for the language {locale!r}, which is not here")
    path = folder / reviews.FILE
    before = _written(path)
    taken: dict[Place, Review] = {}
    known: list[Place] = []
    refused: list[str] = []
    for one in signatures:
        try:
            place, review = _checked(one, who, locale, library, now)
            _not_older(place, review, taken.get(place) or before.get(place))
        except SigningError as refusal:
            refused.append(str(refusal))
            continue
        if before.get(place) == review:
            known.append(place)
        else:
            taken[place] = review
    if taken:
        _write(path, before | taken)
    return Outcome(taken, tuple(known), tuple(refused))


def _opened(file: Path) -> tuple[str, str, list[object]]:
    """Read who signed in which language, and the signatures."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SigningError(f"{file} can't be read ({error.strerror})") from None
    except ValueError:
        raise SigningError(f"{file} is no signed file; take the one that the review book saved, unchanged") from None
    if not isinstance(said, dict) or said.get("interlude") != "signed review" or said.get("format") != 1:
        raise SigningError(f"{file} is no signed file; take the one that the review book saved, unchanged")
    reviewer, signatures = said.get("reviewer"), said.get("signatures")
    if not isinstance(reviewer, dict) or not isinstance(signatures, list):
        raise SigningError(f"{file} is not whole; save it again from the review book")
    name, title = _line(reviewer.get("name"), "name"), _line(reviewer.get("qualification"), "qualification")
    if not name or not title:
        raise SigningError(f"{file} does not say who signed; fill in name and qualification in the book and save again")
    return str(said.get("locale")), f"{name}, {title}", signatures


def _line(value: object, what: str) -> str:
    """Put a text on one line of what can be printed; too long counts as none."""
    line = " ".join("".join(char if char.isprintable() else " " for char in str(value or "")).split())
    return line if len(line) <= LONGEST[what] else ""


def _checked(one: object, who: str, locale: str, library: Library, now: str | None) -> tuple[Place, Review]:
    """Hold one signature to the record as it is now; SigningError is its refusal."""
    said = one if isinstance(one, dict) else {}
    kind, record_id = str(said.get("kind")), str(said.get("id"))
    name, at, verdict = f"{kind} {record_id} ({locale})", str(said.get("at")), str(said.get("verdict"))
    try:
        record = excerpt(library, kind, record_id, locale)
    except KeyError:
        raise SigningError(f"{name}: there is no such record here; nothing changed.") from None
    if verdict not in VERDICTS:
        raise SigningError(f"{name}: says neither approve nor change; nothing changed.")
    if not INSTANT.fullmatch(at) or (now is not None and at > now):
        raise SigningError(f"{name}: has no date on which it can have been signed ({at}); nothing changed.")
    if said.get("version") != record.version:
        mend = f"version {said.get('version')} was signed, but here is version {record.version}"
        raise SigningError(f"{name}: {mend}; export a new book and sign this record again.")
    if said.get("fingerprint") != record.fingerprint:
        raise SigningError(f"{name}: it was changed since it was signed; export a new book and sign it again.")
    remark = _line(said.get("remark"), "remark")
    if verdict == "change" and not remark:
        raise SigningError(f"{name}: asks for a change without a remark, or with one over 1,000 characters.")
    return (kind, record_id, locale), Review(record.version, record.fingerprint, verdict, who, at, remark or None)


def _not_older(place: Place, review: Review, before: Review | None) -> None:
    """Refuse what was said before the last word on the same form of the record."""
    same = before is not None and before.fingerprint == review.fingerprint
    if before is not None and same and review.reviewed_on < before.reviewed_on:
        kind, record_id, locale = place
        raise SigningError(
            f"{kind} {record_id} ({locale}): {before.reviewed_by} signed it later ({before.reviewed_on}); that stands."
        )


def _written(path: Path) -> dict[Place, Review]:
    if not path.is_file():
        return {}
    problems: list[Problem] = []
    found = reviews.read(read(path, str(path), problems, words=True), problems)
    if problems:
        raise ContentError(problems)
    return found


def _write(path: Path, said: dict[Place, Review]) -> None:
    """Write all of it to a new file, and only then put that in the old one's place."""
    tree: dict[str, dict[str, dict[str, dict[str, object]]]] = {}
    for kind, record_id, locale in sorted(said):
        tree.setdefault(kind, {}).setdefault(record_id, {})[locale] = dict(_fields(said[kind, record_id, locale]))
    text = HEAD + yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=2000)
    fresh: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=".reviews-", delete=False
        ) as out:
            fresh = out.name
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(fresh).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(fresh).replace(path)
    except OSError as error:
        if fresh is not None:
            Path(fresh).unlink(missing_ok=True)
        raise SigningError(f"{path} can't be written ({error.strerror}); nothing changed") from None


def _fields(review: Review) -> Iterator[tuple[str, object]]:
    for field in Review.__dataclass_fields__:
        value = getattr(review, field)
        if value is not None:
            yield field, value


def told(outcome: Outcome) -> str:
    """Say what became of a signed file, for the terminal."""
    approved = sum(review.verdict == "approve" for review in outcome.taken.values())
    refused = len(outcome.refused)
    counted = f"{approved} approved, {len(outcome.taken) - approved} to change"
    lines = [f"{counted}, {len(outcome.known)} known already, {refused} refused."]
    lines += [remark(place, review) for place, review in outcome.taken.items() if review.remark]
    lines += [f"Refused: {sentence}" for sentence in outcome.refused]
    if outcome.taken:
        lines.append("Restart Interlude, so that it reads them.")
    return "\n".join(lines)


def remark(place: Place, review: Review) -> str:
    """Give one remark as a line for whoever mends the record."""
    kind, record_id, locale = place
    verdict = "Change needed" if review.verdict == "change" else "Remark"
    day = re.sub(r"T.*", "", review.reviewed_on)
    return f"{verdict}: {kind} {record_id} ({locale}), {review.reviewed_by}, {day}: {review.remark}"
