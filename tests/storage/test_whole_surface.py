"""Owns the promise that the contract tests leave no function of storage out."""

import importlib
import inspect
from pathlib import Path

import storage

HERE = Path(__file__).parent
ROOM = Path(storage.__file__).parent


def public_functions() -> list[str]:
    """Give ``module.function`` of all that takes a session."""
    found: list[str] = []
    for file in sorted(ROOM.glob("*.py")):
        module = importlib.import_module(f"storage.{file.stem}")
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
            is_ours = function.__module__ == module.__name__ and not name.startswith("_")
            takes = inspect.signature(function).parameters
            if is_ours and "db" in takes and "row" not in takes:  # who reads a row is called by all that find one
                found.append(f"{file.stem}.{name}")
    return found


def test_every_public_function_is_called_in_the_contract_suite() -> None:
    suite = "\n".join(file.read_text() for file in HERE.glob("*.py"))
    functions = public_functions()
    assert len(functions) > 70
    missing = [name for name in functions if f"{name}(" not in suite and f"turn({name})" not in suite]
    assert missing == []
