"""The take in use, and the state of a shot, as the rules rank them."""

import pytest
from msgspec.structs import replace

from generation.domain.order import OrderState
from generation.domain.states import (
    InUse,
    ReviewState,
    Rule,
    SelectedTake,
    TakeStanding,
    WorkState,
    review_state,
    take_in_use,
    work_state,
)
from productions.domain.take import Review
from tests.generation.domain.films import shot as event


def take(number: int, current: bool = False, variation: int = 1) -> TakeStanding:
    """Take n, made by event n * 10."""
    made = event(number * 10)
    return TakeStanding(event(number), made, number, "en", variation, current, "made", made)


def said(of: TakeStanding, review: Review, at: int, *, answered: bool = False) -> TakeStanding:
    """The take, brought into a state of review by an event."""
    waits = review in ("submitted", "changes_requested") and not answered
    return replace(of, review=review, reviewed=event(at), waits=waits)


def chosen(takes: list[TakeStanding], selected: SelectedTake | None = None, changed: int = 0) -> tuple[int, Rule, int]:
    """The number of the take in use, the rule, and the number of the event."""
    use = take_in_use(takes, selected, event(changed) if changed else None)
    assert use
    return use.take.number, use.rule, use.event.int


def test_without_takes_none_is_in_use() -> None:
    assert take_in_use([], None, event(1)) is None


def test_the_pinned_comes_before_the_approved() -> None:
    pinned, approved = replace(take(1), pin=event(50)), said(take(2), "approved", 60)
    assert chosen([pinned, approved, take(3, current=True)]) == (1, "pinned", 50)


def test_the_approved_comes_before_the_one_under_review() -> None:
    approved = said(take(1), "approved", 50)
    assert chosen([approved, said(take(2), "submitted", 60)]) == (1, "approved", 50)


@pytest.mark.parametrize("review", ["submitted", "changes_requested"])
def test_a_take_that_merely_came_about_never_replaces_the_one_under_review(review: Review) -> None:
    takes = [said(take(1), review, 15), take(2, current=True)]
    assert chosen(takes) == (1, "under review", 15)
    assert chosen(takes, SelectedTake(event(2), event(90))) == (1, "under review", 15)


def test_whoever_is_submitted_last_is_under_review() -> None:
    takes = [said(take(1), "changes_requested", 30), said(take(2), "submitted", 40)]
    assert chosen(takes) == (2, "under review", 40)
    assert chosen([said(take(1), "submitted", 50), takes[1]]) == (1, "under review", 50)


def test_of_several_that_are_approved_the_one_in_the_language_of_the_film_is_shown() -> None:
    german = replace(said(take(2), "approved", 60), language="de")
    takes = [said(take(1), "approved", 50), german]
    for language, number in (("en", 1), ("de", 2), ("fr", 2)):
        use = take_in_use(takes, None, None, language)
        assert use and use.take.number == number


def test_a_verdict_that_was_answered_does_not_come_back() -> None:
    answered = [said(take(1), "changes_requested", 30, answered=True), said(take(2, current=True), "made", 60)]
    assert chosen(answered) == (2, "matches", 20), "its approval was withdrawn by event 60"
    assert review_state(answered, take_in_use(answered, None, None)) == "made"


def test_the_selected_stays_although_an_earlier_one_is_current() -> None:
    takes = [take(1), take(2, current=True)]
    assert chosen(takes, SelectedTake(event(1), event(50))) == (1, "selected", 50)


def test_a_later_current_take_of_the_same_variation_follows_the_selected() -> None:
    takes = [take(1), take(2, current=True)]
    assert chosen(takes, SelectedTake(event(1), event(15))) == (2, "follows", 20)


def test_another_variation_does_not_follow_the_selected() -> None:
    takes = [take(1), take(2, current=True, variation=2)]
    assert chosen(takes, SelectedTake(event(1), event(15))) == (1, "selected", 15)


def test_the_current_comes_before_the_newest_since_the_edit_that_made_it_so() -> None:
    assert chosen([take(1, current=True), take(2)], changed=35) == (1, "matches", 35)


def test_of_current_ones_the_first_variation_is_shown() -> None:
    assert chosen([take(1, True), take(2, True, variation=2)]) == (1, "matches", 10)


OWN = '{"grade":"noir"}'
"""What a take sets for itself alone."""


def test_a_take_with_settings_of_its_own_stands_aside_until_somebody_selects_it() -> None:
    tried = replace(take(2, current=True), settings=OWN)
    assert chosen([take(1, current=True), tried]) == (1, "matches", 10)
    assert chosen([take(1), tried])[:2] == (1, "newest")
    assert chosen([take(1, current=True), tried], SelectedTake(tried.id, event(30))) == (2, "selected", 30)
    assert chosen([tried])[:2] == (2, "matches"), "where there is no other"


def test_a_selected_take_is_followed_by_those_of_its_settings_alone() -> None:
    tried = replace(take(1), settings=OWN)
    selected = SelectedTake(tried.id, event(15))
    assert chosen([tried, take(2, current=True)], selected)[:2] == (1, "selected")
    assert chosen([tried, take(2, current=True), replace(take(3, current=True), settings=OWN)], selected)[:2] == (
        3,
        "follows",
    )


def test_without_anything_else_the_newest_is_in_use() -> None:
    assert chosen([take(2), take(1)]) == (2, "newest", 20)


@pytest.mark.parametrize(
    ("order", "jobs", "state"),
    [
        (None, [], "none"),
        ("failed", ["done", "failed", "skipped"], "failed"),
        ("running", ["done", "running", "waiting"], "running"),
        ("running", ["ready", "waiting"], "queued"),
        ("held", ["ready", "waiting"], "held"),
        ("done", ["reused", "done"], "none"),
    ],
)
def test_an_order_stands_for_a_shot_as_its_jobs_do(order: OrderState | None, jobs: list[str], state: WorkState) -> None:
    assert work_state(order, jobs) == state


@pytest.mark.parametrize(
    ("review", "state"),
    [
        ("made", "made"),
        ("submitted", "in review"),
        ("approved", "approved"),
        ("changes_requested", "changes requested"),
    ],
)
def test_a_shot_is_what_its_take_is(review: Review, state: ReviewState) -> None:
    one = said(take(1), review, 50)
    assert review_state([one], InUse(one, "newest", one.made)) == state


def test_a_shot_that_was_sent_back_says_so_while_another_take_is_pinned() -> None:
    takes = [said(take(1), "changes_requested", 30), replace(take(2), pin=event(40))]
    assert review_state(takes, take_in_use(takes, None, None)) == "changes requested"
    assert review_state([takes[0], said(take(2), "approved", 40)], None) == "empty"


def test_a_shot_without_takes_is_empty() -> None:
    assert review_state([], None) == "empty"
