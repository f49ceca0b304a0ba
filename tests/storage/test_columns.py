"""Owns the promise that no column of the real schema is without a class, and none that is personal lies open."""

from storage.columns import COLUMNS
from storage.session import Session
from tests.engines import NOW, AnyDatabase

POSTGRES = """
SELECT CASE WHEN table_schema = 'keys' THEN 'keys.' || table_name ELSE table_name END AS place,
       column_name AS name, data_type AS kind
FROM information_schema.columns WHERE table_schema IN (current_schema(), 'keys')
"""
SQLITE = """
SELECT CASE WHEN t.schema = 'keys' THEN 'keys.' || t.name ELSE t.name END AS place, c.name AS name, c.type AS kind
FROM pragma_table_list AS t JOIN pragma_table_info(t.name, t.schema) AS c
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
"""


async def schema(db: Session) -> dict[tuple[str, str], str]:
    rows = await db.fetch(SQLITE if db.engine == "sqlite" else POSTGRES)
    return {(row["place"], row["name"]): row["kind"].upper() for row in rows}


async def test_every_column_is_classed_and_every_class_has_its_column(database: AnyDatabase) -> None:
    real = await database.transact(schema, practice_id=1, now=NOW)
    classed = {(table, name) for table, columns in COLUMNS.items() for name in columns}
    assert set(real) - classed == set(), "give these columns a class in storage/columns.py"
    assert classed - set(real) == set(), "these columns are gone; take them out of storage/columns.py"


async def test_what_is_personal_is_sealed_and_what_is_sealed_is_bytes(database: AnyDatabase) -> None:
    real = await database.transact(schema, practice_id=1, now=NOW)
    for table, columns in COLUMNS.items():
        for name, column in columns.items():
            assert column.sealed or column.kind != "personal", f"{table}.{name} is personal and lies open"
            is_bytes = real[table, name] in {"BLOB", "BYTEA"}
            assert is_bytes or not column.sealed, f"{table}.{name} can't hold sealed bytes"


async def test_every_table_of_a_practice_has_the_practice_in_its_key(database: AnyDatabase) -> None:
    real = await database.transact(schema, practice_id=1, now=NOW)
    without = {table for table, _ in real} - {table for table, name in real if name == "practice_id"}
    assert without == {"migration", "id_block", "keys.ring_check", "handled", "parked", "file_id", "star_spend"}
