"""A copy of the shipped content that a test may break, and the library as it is shipped."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from content.library import SHIPPED, Library, load
from content.problem import ContentError, Problem


@dataclass(frozen=True)
class Copy:
    """A folder like content/, to be edited and loaded."""

    root: Path

    def edit(self, file: str, old: str, new: str) -> int:
        """Replace a text that must be there once or more, at its first place; return the line where it stands."""
        path = self.root / file
        before = path.read_text(encoding="utf-8")
        assert old in before, f"{file} has no {old!r}; mend this test"
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        return before[: before.index(old)].count("\n") + 1

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def problems(self) -> tuple[Problem, ...]:
        with pytest.raises(ContentError) as caught:
            load(shipped=self.root)
        return caught.value.problems

    def only_problem(self) -> Problem:
        (problem,) = self.problems()
        return problem


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    root = tmp_path / "content"
    for folder in ("records", "en", "es", "de"):
        shutil.copytree(SHIPPED / folder, root / folder)
    return Copy(root)


@pytest.fixture(scope="session")
def library() -> Library:
    return load()
