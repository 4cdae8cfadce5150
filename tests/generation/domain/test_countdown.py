"""The end that is named does not jump, and comes true."""

import random
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest

from generation.domain.countdown import SETTLING, Countdown

STEPS = 200


def told(seconds: Iterable[float], *, loading: float = 0.0, steps: int = STEPS) -> Iterator[tuple[float, float | None]]:
    """Tell a pace of steps that take so long each; yield the time and what it says is left."""
    countdown, at = Countdown(), loading
    if not loading:
        countdown.told(0, steps, 0.0)
    for step, each in enumerate(seconds, 1):
        at += each
        yield at, countdown.told(step, steps, at)


def ends(said: Iterable[tuple[float, float | None]]) -> list[float]:
    return [at + left for at, left in said if left is not None]


def test_steady_work_ends_when_it_was_said_to() -> None:
    assert ends(told([0.25] * STEPS)) == pytest.approx([50.0] * (STEPS - 3), rel=0.01)


def test_what_came_before_the_first_step_says_nothing_of_the_steps() -> None:
    named = ends(told([0.25] * STEPS, loading=60.0))
    assert named[0] == pytest.approx(110.0, rel=0.02)


def test_nothing_is_said_before_something_was_seen() -> None:
    said = list(told([0.25] * STEPS))
    assert all(left is None for at, left in said if at < SETTLING - 0.25)
    assert Countdown().rate is None


@pytest.mark.parametrize("seed", range(5))
def test_uneven_steps_do_not_make_the_end_jump(seed: int) -> None:
    dice = random.Random(seed)
    said = list(told([dice.uniform(0.05, 0.45) for _ in range(STEPS)]))
    for (before, left), (at, now) in pairwise(said):
        if left is not None and now is not None:
            expected = max(0.0, left - (at - before))
            assert abs(now - expected) <= max(0.1 * left, 0.5), (at, left, now)


@pytest.mark.parametrize("seed", range(5))
def test_it_nearly_always_counts_down(seed: int) -> None:
    dice = random.Random(seed)
    lefts = [left for _, left in told([dice.uniform(0.05, 0.45) for _ in range(STEPS)]) if left is not None]
    rises = sum(now > before for before, now in pairwise(lefts))
    assert rises <= 0.05 * len(lefts)


def test_work_that_slows_down_is_believed_after_a_while() -> None:
    said = list(told([0.1] * 100 + [0.4] * 100))
    real = said[-1][0]
    late = [at + left for at, left in said if left is not None and at > 30]
    assert late[0] == pytest.approx(real, rel=0.15)


def test_it_never_says_less_than_nothing() -> None:
    assert all(left is None or left >= 0 for _, left in told([0.01] * 150 + [1.0] * 50))


def test_work_that_begins_anew_is_seen_anew() -> None:
    countdown = Countdown()
    for step in range(1, 50):
        countdown.told(step, STEPS, step * 0.1)
    assert countdown.told(1, STEPS, 6.0) is None
    assert countdown.rate is None


def test_a_step_that_is_told_twice_changes_nothing() -> None:
    countdown = Countdown()
    for step in range(1, 50):
        countdown.told(step, STEPS, step * 0.1)
    rate = countdown.rate
    assert countdown.told(49, STEPS, 5.9) == pytest.approx((countdown.told(49, STEPS, 5.4) or 0) - 0.5, abs=0.01)
    assert countdown.rate == rate
