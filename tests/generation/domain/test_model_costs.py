"""What work with a model takes: coefficients that are found again, never negative, and an interval that holds."""

import random
from statistics import median

import pytest

from generation.domain.model_costs import ENOUGH, Learned, Observed, WorkSize, learned

SHAPES = [
    WorkSize(tokens, steps, passes, tokens * 1024)
    for tokens in (400, 1560, 6240, 14040, 32760)
    for steps, passes in ((4, 1), (20, 2), (50, 2))
]
TRUE = (6.0, 0.02, 4e-5, 2e-9, 3e-8)


def seconds(shape: WorkSize) -> float:
    return sum(each * term for each, term in zip(TRUE, shape.terms, strict=True))


def taught(shapes: list[WorkSize], noise: float = 0.0, seed: int = 1) -> Learned:
    dice = random.Random(seed)
    seen = learned(Observed(shape, seconds(shape) * dice.uniform(1 - noise, 1 + noise)) for shape in shapes)
    assert seen is not None
    return seen


def test_what_work_took_is_found_again() -> None:
    model = taught(SHAPES)
    for shape in (WorkSize(3000, 30, 2, 3_000_000), WorkSize(20_000, 8, 1, 20_000_000)):
        assert float(model.cost(shape).expected) == pytest.approx(seconds(shape), rel=0.02)


def test_noise_makes_an_interval_that_holds_most_work() -> None:
    fitted, held = SHAPES * 2, [WorkSize(tokens, 30, 2, tokens * 1024) for tokens in range(500, 30_000, 700)]
    model, dice = taught(fitted, noise=0.2), random.Random(7)
    errors, inside = [], 0
    for shape in held:
        took, cost = seconds(shape) * dice.uniform(0.8, 1.2), model.cost(shape)
        errors.append(abs(float(cost.expected) - took) / took)
        inside += float(cost.low) <= took <= float(cost.high)
    assert median(errors) < 0.15
    assert inside / len(held) > 0.75


def test_no_part_is_negative_and_more_is_never_cheaper() -> None:
    model = taught(SHAPES[:5], noise=0.5, seed=3)
    assert all(each >= 0 for each in model.coefficients)
    small, large = model.cost(WorkSize(100, 4, 1, 1000)), model.cost(WorkSize(9000, 40, 2, 9_000_000))
    assert small.low <= small.expected <= small.high and small.expected < large.expected


def test_one_job_says_of_others_what_grows_with_steps_and_tokens_and_widely() -> None:
    assert learned([]) is None
    small, large = WorkSize(1560, 20, 2, 1560 * 1024), WorkSize(6240, 40, 2, 6240 * 1024)
    one = learned([Observed(small, 30.0)])
    assert one is not None and one.jobs == 1
    cost = one.cost(large)
    assert float(cost.expected) == pytest.approx(30.0 * 8)
    assert float(cost.low) <= 30.0 * 8 / 3 + 0.01 and float(cost.high) >= 30.0 * 8 * 3 - 0.01
    assert float(cost.low) < seconds(large) * 30 / seconds(small) < float(cost.high)


def test_two_jobs_say_what_lies_between_them() -> None:
    shape = WorkSize(1560, 20, 2, 1560 * 1024)
    two = learned([Observed(shape, 20.0), Observed(shape, 60.0)])
    assert two is not None
    cost = two.cost(shape)
    assert float(cost.expected) == pytest.approx(40.0)
    assert [float(cost.low), float(cost.high)] == pytest.approx([20.0 / 3, 180.0], rel=0.01)


def test_much_that_agrees_makes_a_narrow_interval() -> None:
    cost = taught(SHAPES * 2).cost(SHAPES[7])
    assert float(cost.low) > 0.9 * float(cost.expected) and float(cost.high) < 1.1 * float(cost.expected)


def test_some_observations_of_one_shape_teach_widely() -> None:
    same = learned([Observed(SHAPES[4], 10.0)] * ENOUGH)
    assert same is not None
    cost = same.cost(SHAPES[4])
    assert float(cost.expected) == pytest.approx(10.0, rel=1e-6)
    assert float(cost.high) > 12 and float(cost.low) < 8


def test_what_was_seen_last_counts() -> None:
    before = [Observed(shape, 10 * seconds(shape)) for shape in SHAPES * 4]
    after = [Observed(shape, seconds(shape)) for shape in SHAPES * 4]
    model = learned([*before, *after])
    assert model is not None
    assert float(model.cost(SHAPES[7]).expected) == pytest.approx(seconds(SHAPES[7]), rel=0.05)
