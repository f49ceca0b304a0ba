"""The phrases of the product in one language: texts of messages, labels of buttons, and toasts.

It refuses a phrase without a noun: `ask_pain` in `messages/check_in.yaml` is called `check_in.ask_pain`.
"""

import hashlib
from dataclasses import dataclass

from content.problem import Problem
from content.sheet import Sheet

SECTIONS = {"messages": "text", "buttons": "button", "toasts": "toast"}
"""Section of a file → kind of phrase."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One template: `kind` is `text`, `button` or `toast`; `version` changes with every letter of the source."""

    kind: str
    key: str
    source: str
    file: str
    line: int
    section: str

    @property
    def version(self) -> str:
        """Give the first 12 hexadecimal digits of the source's SHA-256."""
        return hashlib.sha256(self.source.encode()).hexdigest()[:12]

    def problem(self, mend: str) -> Problem:
        """Make a problem that points here."""
        return Problem(self.file, self.line, f"{self.section}.{self.key.partition('.')[2]}", mend)


def phrases(sheet: Sheet, noun: str, problems: list[Problem]) -> "dict[tuple[str, str], Phrase]":
    """Read one noun's file into phrases by (kind, key)."""
    found = {}
    for section in sheet.data:
        if section not in SECTIONS:
            mend = f"is not known here; a file of words has {', '.join(SECTIONS)}"
            problems.append(Problem(sheet.file, sheet.line(section), section, mend))
    for section, kind in SECTIONS.items():
        for name, source in sheet.section(section).items():
            line = sheet.line(section, name)
            if not isinstance(source, str) or not source.strip():
                problems.append(Problem(sheet.file, line, f"{section}.{name}", "needs a text"))
                continue
            key = f"{noun}.{name}"
            found[kind, key] = Phrase(kind, key, source.strip(), sheet.file, line, section)
    return found
