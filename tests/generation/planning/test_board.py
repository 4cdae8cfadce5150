"""The board: a cell for each shot and stage, and the state of each shot."""

import pytest

from generation import queries as made
from generation.jobs.claiming import start
from productions import commands
from tests.generation.filming import Film, pretend, pretend_all, take

pytestmark = pytest.mark.django_db


def cells(film: Film, shot: str = "one") -> list[str]:
    return [cell.state for cell in made.board(film.log, [film.shots[shot]]).cells]


def state(film: Film, shot: str = "one") -> tuple[str, str]:
    """How it stands with its reviewers, and in its newest order."""
    (standing,) = made.board(film.log, [film.shots[shot]]).shots
    return standing.review, standing.work


def test_a_new_shot_is_empty(film: Film) -> None:
    assert (state(film), cells(film)) == (("empty", "none"), ["empty"] * 4)


def test_an_ordered_shot_is_queued(film: Film) -> None:
    film.order("one")
    assert (state(film), cells(film)) == (("empty", "queued"), ["ready", "waiting", "waiting", "waiting"])


def test_a_shot_whose_stage_runs_is_running(film: Film) -> None:
    film.order("one")
    first = take()
    assert first and pretend(first)
    second = take()
    assert second and start(second)
    assert (state(film), cells(film)) == (("empty", "running"), ["made", "running", "waiting", "waiting"])


def test_a_made_shot_is_made_and_after_an_edit_out_of_date(film: Film) -> None:
    film.order("one")
    pretend_all()
    assert (state(film), cells(film)) == (("made", "none"), ["made"] * 4)
    edit = commands.change_shot(film.by, film.log, film.shots["one"], {"camera": "push-in"})
    (shot,) = made.board(film.log, [film.shots["one"]]).shots
    assert (shot.out_of_date, cells(film)) == (True, ["out of date"] * 4)
    assert shot.causes == (edit.events[0].event_id,)


def test_an_approved_shot_is_approved(film: Film) -> None:
    film.order("one")
    pretend_all()
    commands.approve_take(film.by, film.log, made.takes(film.log, film.shots["one"])[0].id)
    assert state(film) == ("approved", "none")


def test_a_verdict_stays_until_somebody_answers_it(film: Film) -> None:
    film.order("one")
    pretend_all()
    first = made.takes(film.log, film.shots["one"])[0].id
    commands.submit_take(film.by, film.log, first)
    verdict = commands.request_changes(film.by, film.log, first, "Darker.")
    commands.change_shot(film.by, film.log, film.shots["one"], {"camera": "push-in"})
    film.order("one")
    assert state(film) == ("changes requested", "queued")
    pretend_all()
    (standing,) = made.board(film.log, [film.shots["one"]]).shots
    assert standing.in_use and (standing.in_use.take.id, standing.in_use.rule) == (first, "under review")
    assert standing.in_use.event == verdict.events[0].event_id
    assert (standing.review, standing.out_of_date) == ("changes requested", True)
    second = made.takes(film.log, film.shots["one"])[0]
    assert (second.folded.state.number, second.in_use, second.out_of_date) == (2, False, False)
    commands.submit_take(film.by, film.log, second.id)
    assert state(film) == ("in review", "none")
    assert [take.answered for _, take in made.takes_in(film.log, "changes_requested")] == [True]


def test_a_request_for_changes_that_is_taken_back_lies_before_the_reviewers(film: Film) -> None:
    film.order("one")
    pretend_all()
    first = made.takes(film.log, film.shots["one"])[0].id
    commands.request_changes(film.by, film.log, first, "Darker.")
    assert [take.answered for _, take in made.takes_in(film.log, "changes_requested")] == [False]
    commands.withdraw_changes(film.by, film.log, first)
    assert state(film) == ("in review", "none")
