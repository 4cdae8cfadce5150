"""What a breakdown finds of what readers saw: never less than the floors."""

from functools import cache
from pathlib import Path

import pytest

from tests.productions.screenplay.measure import Measure, of_truth
from tests.productions.screenplay.truths import FILES, read

EACH, TOGETHER = 0.95, 0.97


@cache
def measured(path: Path) -> Measure:
    return of_truth(read(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_people_are_found_where_readers_see_them(path: Path) -> None:
    measure = measured(path)
    assert not measure.people_missed | measure.people_false, measure.misses
    assert min(measure.recall, measure.precision) >= EACH, measure.misses


def test_the_scripts_together_are_read_better_than_any_has_to_be() -> None:
    measures = [measured(path) for path in FILES]
    cast, missed = sum(one.cast for one in measures), sum(one.cast_missed for one in measures)
    false = sum(one.cast_false for one in measures)
    assert (cast - missed) / cast >= TOGETHER
    assert (cast - missed) / (cast - missed + false) >= TOGETHER
