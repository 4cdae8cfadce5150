"""What a breakdown finds of what readers saw: never less than the floors."""

from pathlib import Path

import pytest

from tests.productions.screenplay.measure import of_truth
from tests.productions.screenplay.truths import FILES, read

FLOOR = 0.95


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_people_are_found_where_readers_see_them(path: Path) -> None:
    measure = of_truth(read(path))
    assert measure.people_missed == set(), measure.misses
    assert measure.people_false == set(), measure.misses
    assert min(measure.recall, measure.precision) >= FLOOR, measure.misses
