"""What is wrong in a content file, where, and how to mend it.

It refuses to decide what counts as wrong: the readers and `content.check` do.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend; `line` starts at 1 and is 0 when the whole file is meant."""

    file: str
    line: int
    key: str
    mend: str

    def __str__(self) -> str:
        """Give one line that an editor can jump to: file, line, key, and how to mend it."""
        return f"{self.file}:{self.line} {self.key}: {self.mend}"


class ContentError(Exception):
    """The content files have problems; nothing was loaded."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep all problems, sorted by file and line, so that one run shows everything there is to mend."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
