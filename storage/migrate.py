"""Owns the numbered schema files; refuses to run on a database whose applied files were changed or are newer."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from storage.errors import MigrationError
from storage.sql import expand

FOLDER = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Migration:
    """One schema file: its name, its text and the checksum that is kept in the database."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        """Give the SHA-256 of the file's text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def statements(self, engine: str) -> list[str]:
        """Give the statements for one engine; they end with a semicolon at the end of a line."""
        lines = [line for line in self.text.splitlines() if not line.lstrip().startswith("--")]
        parts = "\n".join(lines).split(";\n")
        return [expand(part.strip().rstrip(";"), engine) for part in parts if part.strip().rstrip(";")]


@cache
def read_migrations() -> tuple[Migration, ...]:
    """Give the schema files in order."""
    return tuple(Migration(file.name, file.read_text()) for file in sorted(FOLDER.glob("[0-9]*.sql")))


def check_known(applied: Mapping[str, str]) -> None:
    """Compare what the database says was applied (name → checksum) with the files; MigrationError when they differ."""
    files = {migration.name: migration.checksum for migration in read_migrations()}
    for name, checksum in applied.items():
        if name not in files:
            message = f"the database was made by a newer Interlude ({name} is unknown here); install that version"
            raise MigrationError(message)
        if files[name] != checksum:
            message = f"{name} was changed after it was applied; put the released file back"
            raise MigrationError(message)
