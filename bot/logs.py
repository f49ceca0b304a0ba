"""Owns the log: event names, ids and counts; refuses words of people, and takes any token out of whatever comes by."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{30,}")
HIDDEN = "<token>"


def without_tokens(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take tokens out of a log event."""
    return {key: TOKEN.sub(HIDDEN, value) if isinstance(value, str) else value for key, value in event.items()}


class TokenFilter(logging.Filter):
    """Takes tokens out of what libraries log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite a record; never drop one."""
        record.msg, record.args = TOKEN.sub(HIDDEN, record.getMessage()), ()
        return True


def begin() -> None:
    """Send everything to standard error as lines of key=value; libraries only from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(TokenFilter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], format="%(levelname)s %(name)s %(message)s", force=True)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_tokens,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
