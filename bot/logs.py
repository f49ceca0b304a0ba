"""Owns the log: event names, ids and counts; refuses words of people, and takes any token out of whatever comes by."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

TOKEN = re.compile(r"\d{3,20}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
HIDDEN = "<token>"


def tokenless(text: str) -> str:
    """Give a text with every bot token in it replaced."""
    return TOKEN.sub(HIDDEN, text)


def place(error: BaseException) -> str:
    """Name the lines that an error came through, the innermost last: what an operator may see of it, without words."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


def without_tokens(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take tokens out of a log event; what is neither number nor text is looked at as it will be printed."""
    plain = (int, float, bool, type(None))
    return {key: value if isinstance(value, plain) else tokenless(str(value)) for key, value in event.items()}


class TokenlessFormatter(logging.Formatter):
    """Writes what libraries log, without tokens.

    A filter on the record would be too early: tracebacks are added by the formatter, and aiohttp's carry addresses.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Give the whole entry, traceback included."""
        return tokenless(super().format(record))


def _last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.stderr.write(tokenless("".join(traceback.format_exception(kind, error, trace))))


def begin() -> None:
    """Send everything to standard error as lines of key=value; libraries only from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(TokenlessFormatter("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # It raises what goes wrong anyway, and what it would log besides is the whole answer, with words of people in it.
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    sys.excepthook = _last_words
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            without_tokens,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
