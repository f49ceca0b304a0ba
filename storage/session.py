"""Owns what code inside a transaction may do: read, write, take ids, seal; refuses to begin or commit."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

from storage.ids import IdBlock
from storage.keys import Vault
from storage.sql import Row

Result = TypeVar("Result")


class Session(ABC):
    """One open transaction of one practice.

    ``now`` is milliseconds since 1970 UTC; ``practice_id`` is bound as ``:practice`` in every statement.
    """

    engine: str

    def __init__(self, *, practice_id: int, now: int, ids: IdBlock, vault: Vault) -> None:
        """Keep what every statement of this transaction needs."""
        self.practice_id = practice_id
        self.now = now
        self._ids = ids
        self.vault = vault

    @abstractmethod
    async def fetch(self, statement: str, **values: Any) -> list[Row]:
        """Give all rows of a statement."""

    @abstractmethod
    async def run(self, statement: str, **values: Any) -> int:
        """Carry a statement out and give the number of rows it changed."""

    async def one(self, statement: str, **values: Any) -> Row | None:
        """Give the first row of a statement, or None."""
        rows = await self.fetch(statement, **values)
        return rows[0] if rows else None

    def new_id(self) -> int:
        """Take the next id; ids are unique in the whole database and rise within one process."""
        return self._ids.take()

    async def seal(self, person_id: int, column: str, row_id: int, text: str | None) -> bytes | None:
        """Seal one field with the key of the person it is about; ``column`` is ``table.column``."""
        if text is None:
            return None
        cipher = await self.vault.cipher(self, person_id)
        return cipher.seal(f"{self.practice_id}|{column}|{row_id}", text)

    async def unseal(self, person_id: int, column: str, row_id: int, sealed: bytes | None) -> str | None:
        """Open one sealed field; KeyMissingError when the person's key is gone or is not ours."""
        if sealed is None:
            return None
        cipher = await self.vault.cipher(self, person_id)
        return cipher.unseal(f"{self.practice_id}|{column}|{row_id}", bytes(sealed))


Work = Callable[[Session], Awaitable[Result]]


class Database(Protocol):
    """A place that runs transactions; SQLite and PostgreSQL are the two there are."""

    engine: str

    async def transact(self, work: Work[Result], *, practice_id: int, now: int) -> Result:
        """Run ``work`` in one transaction: committed when it returns, rolled back when it raises."""

    async def close(self) -> None:
        """Finish what runs and let the database go."""
