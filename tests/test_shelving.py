"""Where routines stand: each somewhere, nowhere too many."""

from care.shelving import PAGE, SHELVES, shelf, shelves_of
from tests.wording import words


def test_every_routine_stands_on_a_shelf_of_few_pages() -> None:
    assert [key for key, routine in words().routines.items() if not shelves_of(words(), routine)] == []
    assert all(len(shelf(words(), name)) <= 2 * PAGE for name in SHELVES)
