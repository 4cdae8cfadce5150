"""What stages are said to cost before any of them ran."""

from decimal import Decimal

import pytest

from generation.domain.pipeline import StageSpec
from generation.stages.registry import kinds


@pytest.mark.parametrize("spec", kinds().values(), ids=kinds())
def test_every_kind_has_a_price_of_its_own_before_it_ever_ran(spec: StageSpec) -> None:
    low, high = map(Decimal, spec.first_guess)
    assert 0 < low <= high
    assert spec.first_guess != StageSpec("", 1, ()).first_guess
