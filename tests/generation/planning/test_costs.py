"""What stages are said to cost before any of them ran."""

from generation.planning import costs
from generation.stages import pipeline


def test_every_stage_has_a_price_before_it_ever_ran() -> None:
    assert costs._FIRST_GUESS.keys() == {spec.name for spec in pipeline.specs()}
