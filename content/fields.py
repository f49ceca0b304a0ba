"""Reads the fields of one record; each wrong one becomes a problem with its line and how to mend it.

It refuses to stop at the first mistake: a therapist sees all of them at once.
"""

from collections.abc import Collection
from datetime import date

from content.dose import Span
from content.problem import Problem
from content.sheet import Sheet


class Fields:
    """One mapping of a sheet, read key by key; `finish` complains about keys that nobody asked for."""

    def __init__(self, sheet: Sheet, path: tuple[str, ...], problems: list[Problem]) -> None:
        """Start at the mapping under `path`."""
        self._sheet = sheet
        self._path = path
        self._problems = problems
        self._data = sheet.section(*path)
        self._asked: set[str] = set()

    def complain(self, key: str, mend: str) -> None:
        """Note a problem at a key of this record; "" means the record itself."""
        path = (*self._path, key) if key else self._path
        self._problems.append(Problem(self._sheet.file, self._sheet.line(*path), ".".join(path), mend))

    def has(self, key: str) -> bool:
        """Say whether the record gives this key."""
        return key in self._data

    def given(self) -> tuple[str, ...]:
        """List the keys that the record gives."""
        return tuple(self._data)

    def under(self, key: str) -> "Fields":
        """Go into the mapping at a key."""
        if self.raw(key) is not None and not isinstance(self._data[key], dict):
            self.complain(key, "must hold names and values, like {reps: 10}")
        return Fields(self._sheet, (*self._path, key), self._problems)

    def raw(self, key: str) -> object:
        """Take the value as it is; None when it is missing."""
        self._asked.add(key)
        return self._data.get(key)

    def text(self, key: str) -> str:
        """Take a text that must be there."""
        value = self.raw(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.complain(key, "needs a text")
        return ""

    def text_or_none(self, key: str) -> str | None:
        """Take a text or an empty value."""
        return None if self.raw(key) is None else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts, at least one."""
        value = self.raw(key)
        if isinstance(value, list) and value and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(str(item).strip() for item in value)
        self.complain(key, "needs a list with at least one text, each on its own line after a dash")
        return ()

    def number(self, key: str, low: int, high: int) -> int:
        """Take a whole number between two bounds."""
        value = self.raw(key)
        if _whole(value) and isinstance(value, int) and low <= value <= high:
            return value
        self.complain(key, f"needs a whole number from {low} to {high}")
        return low

    def span(self, key: str, high: int) -> Span | None:
        """Take a number from 1 to `high`, or a range [low, high]; None when the key is missing."""
        value = self.raw(key)
        if value is None:
            return None
        pair = value if isinstance(value, list) else [value, value]
        ends = [end for end in pair if isinstance(end, int) and _whole(end)]
        if len(pair) == len(ends) == 2 and 1 <= ends[0] <= ends[1] <= high:  # noqa: PLR2004 - a range has two ends
            return Span(ends[0], ends[1])
        self.complain(key, f"needs a whole number from 1 to {high}, or a range like [2, 3]")
        return None

    def code(self, key: str, known: Collection[str]) -> str:
        """Take one code of a vocabulary."""
        value = self.raw(key)
        if isinstance(value, str) and value in known:
            return value
        self.complain(key, f"knows no code {value!r}; use one of: {', '.join(sorted(known))}")
        return ""

    def codes(self, key: str, known: Collection[str], *, needed: bool = False) -> tuple[str, ...]:
        """Take a list of codes of a vocabulary, in the order given."""
        value = self.raw(key)
        if not isinstance(value, list) or (needed and not value):
            self.complain(key, "needs a list of codes in brackets, like [neck]")
            return ()
        for code in value:
            if code not in known:
                self.complain(key, f"knows no code {code!r}; use one of: {', '.join(sorted(known))}")
        return tuple(str(code) for code in value)

    def day(self, key: str) -> str | None:
        """Take a date as `2026-05-14`, or an empty value."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, date):
            return value.isoformat()[:10]
        self.complain(key, "needs a date like 2026-05-14, or null")
        return None

    def finish(self) -> None:
        """Complain about keys that mean nothing here: mostly a slip of the finger that would be ignored."""
        for key in self._data:
            if key not in self._asked:
                self.complain(key, f"is not known here; known are: {', '.join(sorted(self._asked))}")


def _whole(value: object) -> bool:
    """Say whether it is a whole number; YAML's true and false are ints in Python and would pass."""
    return isinstance(value, int) and not isinstance(value, bool)
