"""Owns the fixtures of the storage tests; refuses any database but a real one."""

import pytest

from tests.engines import AnyDatabase
from tests.storage.story import Story


@pytest.fixture
async def story(database: AnyDatabase) -> Story:
    """Give a practice with Dr. Maya, Ana and Ben, on each engine in turn."""
    return await Story(database).begin()
