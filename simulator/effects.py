"""Owns the effect log, the ground truth of what reached this Telegram; refuses to forget or to change a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.clock import SimulatedClock


class EffectLog:
    """Append-only lines, in memory and, when a path is given, as JSON lines flushed one by one."""

    def __init__(self, clock: SimulatedClock, path: Path | None = None) -> None:
        """Open the file for appending, if there is one."""
        self._clock = clock
        self._file = path.open("a", encoding="utf-8") if path else None
        self.lines: list[dict[str, Any]] = []

    def add(self, kind: str, **facts: Any) -> dict[str, Any]:
        """Append one line of `kind` (`request`, `act`, `confirm`, `delivery`) at the simulated instant."""
        line = {"seq": len(self.lines) + 1, "now_ms": self._clock.now_ms(), "kind": kind, **facts}
        self.lines.append(line)
        if self._file:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
        return line

    def after(self, seq: int) -> list[dict[str, Any]]:
        """Return the lines behind number `seq`, in order, without reading the earlier ones."""
        return self.lines[max(seq, 0) :]

    def requests(self, method: str | None = None, chat_id: int | None = None) -> list[dict[str, Any]]:
        """Return the Bot API requests, perhaps only of one method or chat."""
        return [
            line
            for line in self.lines
            if line["kind"] == "request"
            and (method is None or line["method"].lower() == method.lower())
            and (chat_id is None or line["chat_id"] == chat_id)
        ]

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()
