"""Owns the reading of one request's parameters, whatever their encoding; refuses to judge their meaning."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from simulator.errors import bad_request


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Params:
    """The parameters of one call: values as they came, and the uploaded files by field name."""

    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter as text; numbers and booleans are taken as Telegram takes them, by their spelling."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number; anything else counts as absent, as it does at Telegram."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            return default

    def number(self, name: str) -> float:
        """Return a number; anything else raises a 400 that names the parameter."""
        try:
            return float(self.text(name))
        except ValueError:
            raise bad_request(f"can't parse parameter {name}") from None

    def flag(self, name: str) -> bool:
        """Return a boolean: `true`, `True`, `yes` and 1 are true."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def has(self, name: str) -> bool:
        """Tell whether the parameter came at all."""
        return name in self.values or name in self.files

    def decoded(self, name: str, kind: str) -> Any:
        """Return a JSON-serialised parameter decoded, or None when absent or empty."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {kind} JSON object") from None

    def items(self, name: str) -> list[Any] | None:
        """Return an array parameter, or None when it is absent."""
        value = self.decoded(name, name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"can't parse {name} JSON object")
        return value

    def shown(self) -> dict[str, Any]:
        """Return the parameters for the effect log: as received, files by name and size."""
        files = {name: {"file": up.name, "size": len(up.content)} for name, up in self.files.items()}
        return {**self.values, **files}
