"""A shelf: what was put there last, whoever puts something there at the same time."""

import sys
from collections.abc import Iterator
from itertools import count

import pytest

from events.shelf import Shelf
from tests.support.together import at_once


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_what_was_put_there_longest_ago_goes_first() -> None:
    shelf = Shelf[str, int](2)
    for key in ("one", "two", "one", "three"):
        shelf.put(key, len(key))
    assert [shelf.get(key) for key in ("one", "two", "three")] == [3, None, 5]


@pytest.mark.usefixtures("hasty", "db")
def test_many_put_things_there_at_once() -> None:
    shelf, keys = Shelf[int, int](3), count()

    def put() -> None:
        for _ in range(20_000):
            key = next(keys)
            assert shelf.put(key, key) == key

    at_once(*[put] * 4)
    assert sum(shelf.get(key) is not None for key in range(next(keys))) == 3
