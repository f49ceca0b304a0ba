"""Owns the one SQL dialect that both engines understand; refuses to translate anything but names and fragments.

Statements use ``:name`` parameters. ``:practice`` and ``:now`` are bound by the session itself, so that no statement
can forget whose rows it reads or take its time from somewhere else.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Protocol

NAME = re.compile(r"(?<![:\w]):([a-z_]+)\b")

FRAGMENTS: dict[str, dict[str, str]] = {
    "sqlite": {"int": "INTEGER", "blob": "BLOB", "lock": "", "skip_locked": "", "strict": "STRICT"},
    "postgres": {
        "int": "BIGINT",
        "blob": "BYTEA",
        # Plain FOR UPDATE deadlocks with the foreign keys that point at the locked person.
        "lock": "FOR NO KEY UPDATE",
        "skip_locked": "FOR NO KEY UPDATE SKIP LOCKED",
        "strict": "",
    },
}


class Row(Protocol):
    """One row of a result; values by column name."""

    def __getitem__(self, column: str, /) -> Any: ...

    def keys(self) -> Any:
        """Give the column names."""


@lru_cache(maxsize=1024)
def expand(statement: str, engine: str) -> str:
    """Replace the ``{int}``-style fragments of a statement by the engine's own words."""
    for name, words in FRAGMENTS[engine].items():
        statement = statement.replace("{" + name + "}", words)
    return statement


@lru_cache(maxsize=1024)
def names(statement: str) -> tuple[str, ...]:
    """Give the distinct parameter names of a statement in order of first appearance."""
    return tuple(dict.fromkeys(NAME.findall(statement)))


@lru_cache(maxsize=1024)
def numbered(statement: str) -> str:
    """Rewrite ``:name`` to PostgreSQL's ``$n``, numbering as :func:`names` orders them."""
    order = {name: f"${number}" for number, name in enumerate(names(statement), start=1)}
    return NAME.sub(lambda found: order[found.group(1)], statement)


def bound(statement: str, values: Mapping[str, Any]) -> list[Any]:
    """Give the values in the order of :func:`names`; a missing one is a programmer's KeyError."""
    return [values[name] for name in names(statement)]
