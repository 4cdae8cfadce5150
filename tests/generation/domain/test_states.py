"""The take in use, and the state of a shot, as the rules rank them."""

from dataclasses import replace

import pytest

from generation.domain.states import SelectedTake, ShotState, TakeStanding, newest_order, shot_state, take_in_use
from productions.domain.take import Review
from tests.generation.domain.films import shot


def take(number: int, current: bool = False, variation: int = 1) -> TakeStanding:
    """Take n, made by event n * 10."""
    return TakeStanding(shot(number), shot(number * 10), number, "en", variation, current, "made", False)


def test_without_takes_none_is_in_use() -> None:
    assert take_in_use([], None) is None


def test_the_pinned_comes_before_the_approved() -> None:
    pinned, approved = replace(take(1), pinned=True), replace(take(2), review="approved")
    assert take_in_use([pinned, approved, take(3, current=True)], None) == pinned


def test_the_approved_comes_before_the_selected() -> None:
    approved = replace(take(1), review="approved")
    assert take_in_use([approved, take(2)], SelectedTake(shot(2), shot(99))) == approved


def test_the_selected_stays_although_an_earlier_one_is_current() -> None:
    takes = [take(1), take(2, current=True)]
    assert take_in_use(takes, SelectedTake(shot(1), shot(50))) == takes[0]


def test_a_later_current_take_of_the_same_variation_follows_the_selected() -> None:
    takes = [take(1), take(2, current=True)]
    assert take_in_use(takes, SelectedTake(shot(1), shot(15))) == takes[1]


def test_another_variation_does_not_follow_the_selected() -> None:
    takes = [take(1), take(2, current=True, variation=2)]
    assert take_in_use(takes, SelectedTake(shot(1), shot(15))) == takes[0]


def test_the_current_comes_before_the_newest() -> None:
    assert take_in_use([take(1, current=True), take(2)], None) == take(1, current=True)


def test_of_current_ones_the_first_variation_is_shown() -> None:
    assert take_in_use([take(1, True), take(2, True, variation=2)], None) == take(1, True)


def test_without_anything_else_the_newest_is_in_use() -> None:
    assert take_in_use([take(2), take(1)], None) == take(2)


@pytest.mark.parametrize(
    ("jobs", "newest"),
    [
        ([], "none"),
        (["done", "failed", "skipped"], "failed"),
        (["done", "running", "waiting"], "running"),
        (["ready", "waiting"], "queued"),
        (["reused", "done"], "ended"),
    ],
)
def test_an_order_stands_for_a_shot_as_its_jobs_do(jobs: list[str], newest: str) -> None:
    assert newest_order(jobs) == newest


def test_a_failed_order_comes_before_the_take() -> None:
    assert shot_state("failed", take(1)) == "failed"


@pytest.mark.parametrize(
    ("review", "state"),
    [
        ("made", "made"),
        ("submitted", "in review"),
        ("approved", "approved"),
        ("changes_requested", "changes requested"),
    ],
)
def test_a_shot_is_what_its_take_is(review: Review, state: ShotState) -> None:
    assert shot_state("ended", replace(take(1), review=review)) == state


def test_a_shot_without_takes_is_empty() -> None:
    assert shot_state("none", None) == "empty"
