"""What runs at once after an edit, and what asks first."""

from decimal import Decimal
from typing import Any

import pytest

from generation.domain.plan import Cost, PlannedStage
from generation.domain.regeneration import Regeneration, regeneration
from generation.stages import pipelines
from productions.domain.spending import Spending
from tests.generation.domain.films import shot

ONE, TWO = shot(1), shot(2)
SECONDS = {"prompt": 1, "keyframe": 3, "motion": 60, "finish": 2}


def cost(seconds: int) -> Cost:
    """A tenth of the seconds in money."""
    high = Decimal(seconds)
    return Cost(Decimal(0), high, price=(Decimal(0), high / 10, Decimal(0)))


def lines(*places: tuple[Any, str]) -> list[PlannedStage]:
    return [PlannedStage(stage, "run", "", (), cost(SECONDS[stage]), stage, shot=at) for at, stage in places]


WHOLE = lines(*((ONE, stage) for stage in SECONDS))


def judged(given: list[PlannedStage], **rules: Any) -> Regeneration:
    numbers: dict[str, Any] = {k: Decimal(value) if isinstance(value, int) else value for k, value in rules.items()}
    return regeneration(given, Spending(**numbers), pipelines.default())


def test_by_order_starts_nothing() -> None:
    assert judged(WHOLE) == Regeneration({}, ())
    assert judged([], regenerate="at once") == Regeneration({}, ())


def test_ask_holds_everything() -> None:
    assert judged(WHOLE, regenerate="ask") == Regeneration({}, [ONE])


def test_at_once_runs_everything_where_nothing_is_dear() -> None:
    assert judged(WHOLE, regenerate="at once") == Regeneration({None: [ONE]}, [])


@pytest.mark.parametrize("bound", [{"cheap_seconds": 10}, {"cheap_amount": 1}])
def test_cheap_stages_run_while_dear_ones_and_what_stands_on_them_ask(bound: dict[str, int]) -> None:
    found = judged([*WHOLE, *lines((TWO, "finish"))], regenerate="at once", **bound)
    assert found == Regeneration({frozenset(("prompt", "keyframe")): [ONE], None: [TWO]}, [ONE])


@pytest.mark.parametrize("bound", [{"most_seconds": 65}, {"most_amount": 6}])
def test_an_edit_beyond_the_bound_asks_as_a_whole(bound: dict[str, int]) -> None:
    assert judged(WHOLE, regenerate="at once", **bound) == Regeneration({}, [ONE])


def test_what_has_no_rate_hides_nothing_that_goes_beyond() -> None:
    unknown = PlannedStage("finish", "run", "", (), Cost(high=Decimal(2), price=None), "finish", shot=TWO)
    found = judged([*WHOLE, unknown], regenerate="at once", most_amount=6)
    assert found == Regeneration({}, [ONE, TWO])
