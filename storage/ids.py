"""Owns the numbers that name rows; refuses to guess: every id is known before its row is written.

Sealed fields are bound to their row's id, so an id must exist before the insert. Blocks of ids are reserved in a
transaction of their own: an id taken inside a transaction that rolls back is lost, never given twice.
"""

BLOCK = 10_000
LOW = 2_000

# CAST, because PostgreSQL can't see the type of a parameter in a sum; SQLite reads BIGINT as its INTEGER.
RESERVE = """
INSERT INTO id_block (name, next_id) VALUES ('all', CAST(:first AS BIGINT) + CAST(:block AS BIGINT))
ON CONFLICT (name) DO UPDATE SET next_id = id_block.next_id + CAST(:block AS BIGINT)
RETURNING next_id
"""


class IdBlock:
    """Ids reserved by this process and not yet used."""

    def __init__(self) -> None:
        """Start empty; the database fills it before the first transaction."""
        self._next = 0
        self._end = 0

    @property
    def low(self) -> bool:
        """Tell whether the next transaction should be preceded by a refill."""
        return self._end - self._next < LOW

    def refill(self, end: int) -> None:
        """Take over the block that ends before ``end``."""
        self._next, self._end = end - BLOCK, end

    def take(self) -> int:
        """Give the next id."""
        if self._next >= self._end:
            message = f"one transaction asked for more than {LOW} ids; split the work into several turns"
            raise RuntimeError(message)
        self._next += 1
        return self._next - 1
