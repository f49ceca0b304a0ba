"""Owns what all fault tests share: the log that nothing personal may reach; refuses to hold a fault itself."""

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.stage import TOKEN

# Whatever a test lets somebody write begins so; a line of the log that holds it tells what nobody may know.
CANARY = "canary-7Q"
# What does not depend on the database runs on both engines in the full size only.
ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.full)])


@pytest.fixture(autouse=True)
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[list[MutableMapping[str, Any]]]:
    """Give every event that the bot logs; at the end no log, ours or a library's, may hold words or the token."""
    with capture_logs() as events:
        yield events
    texts = [*map(str, events), *(record.getMessage() + str(record.exc_info) for record in caplog.records)]
    leaks = [text for text in texts if CANARY in text or TOKEN in text or TOKEN.partition(":")[2] in text]
    assert not leaks, leaks


@pytest.fixture
def figure(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Give a way to print a measured figure although the test passes."""

    def tell(text: str) -> None:
        with capsys.disabled():
            print(f"\n{text}")  # noqa: T201 -- the figure is the point

    return tell
