"""Owns where simulated lives are kept: in memory where there is room; half of a year on a disk is waiting for it."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import server_place


@pytest.fixture
def room() -> Iterator[Path]:
    """Give an empty folder that is gone after the test; what survives a power cut is tested elsewhere."""
    folder = Path(tempfile.mkdtemp(prefix="interlude-life-", dir=server_place()))
    yield folder
    shutil.rmtree(folder)
