"""The board: a cell for each shot and stage, and the state of each shot."""

import pytest

from generation import queries as made
from generation.jobs.claiming import start
from productions import commands
from tests.generation.filming import Film, pretend, pretend_all, take

pytestmark = pytest.mark.django_db


def cells(film: Film, shot: str = "one") -> list[str]:
    return [cell.state for cell in made.board(film.log, [film.shots[shot]]).cells]


def state(film: Film, shot: str = "one") -> str:
    return made.board(film.log, [film.shots[shot]]).shots[0].state


def test_a_new_shot_is_empty(film: Film) -> None:
    assert (state(film), cells(film)) == ("empty", ["empty"] * 4)


def test_an_ordered_shot_is_queued(film: Film) -> None:
    film.order("one")
    assert (state(film), cells(film)) == ("queued", ["ready", "waiting", "waiting", "waiting"])


def test_a_shot_whose_stage_runs_is_running(film: Film) -> None:
    film.order("one")
    first = take()
    assert first and pretend(first)
    second = take()
    assert second and start(second)
    assert (state(film), cells(film)) == ("running", ["made", "running", "waiting", "waiting"])


def test_a_made_shot_is_made_and_after_an_edit_out_of_date(film: Film) -> None:
    film.order("one")
    pretend_all()
    assert (state(film), cells(film)) == ("made", ["made"] * 4)
    edit = commands.change_shot(film.by, film.log, film.shots["one"], {"camera": "push-in"})
    (shot,) = made.board(film.log, [film.shots["one"]]).shots
    assert (shot.out_of_date, cells(film)) == (True, ["out of date"] * 4)
    assert shot.causes == (edit.events[0].event_id,)


def test_an_approved_shot_is_approved(film: Film) -> None:
    film.order("one")
    pretend_all()
    commands.approve_take(film.by, film.log, made.takes(film.log, film.shots["one"])[0].id)
    assert state(film) == "approved"
