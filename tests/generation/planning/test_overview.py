"""How far a production is, as the database counts it: what the board says, shot by shot."""

from collections import Counter

import pytest
from django.db import transaction

from generation import queries as made
from generation.jobs.claiming import start
from generation.planning.board import board_of
from generation.planning.overview import ProductionOverview, overview
from productions import commands, queries
from tests.generation.filming import Film, pretend, pretend_all, small_film, take
from tests.support.together import at_once


def assert_counted(film: Film) -> None:
    """The overview counts what the board shows."""
    shots, said = board_of(film.log).shots, overview(film.log)
    assert said.shots == len(shots)
    assert said.review == Counter(shot.review for shot in shots)
    assert said.work == Counter(shot.work for shot in shots)
    assert said.out_of_date == sum(shot.out_of_date for shot in shots)


@pytest.mark.django_db
def test_what_was_never_made_is_counted_as_empty(film: Film) -> None:
    assert_counted(film)


@pytest.mark.django_db
def test_the_newest_order_of_each_shot_counts(film: Film) -> None:
    film.order("one", "two", variations=2)
    assert_counted(film)
    first = take()
    assert first and pretend(first)
    second = take()
    assert second and start(second)
    assert_counted(film)
    pretend_all()
    film.order("two", variations=3)
    assert_counted(film)


@pytest.mark.django_db
def test_what_an_older_order_says_of_a_shot_counts_no_more(film: Film) -> None:
    film.order("two", "three")
    pretend_all()
    commands.change_shot(film.by, film.log, film.shots["two"], {"camera": "push-in"})
    film.order("one", "two")
    assert_counted(film)
    assert overview(film.log).work["queued"] == 2


@pytest.mark.django_db
def test_an_edit_an_approval_and_a_shot_that_leaves_the_film_are_counted_at_once(film: Film) -> None:
    film.order("one", "two")
    pretend_all()
    commands.change_shot(film.by, film.log, film.shots["two"], {"camera": "push-in"})
    assert_counted(film)
    assert overview(film.log).out_of_date == 1
    approved = made.takes(film.log, film.shots["two"])[0].id
    commands.approve_take(film.by, film.log, approved)
    assert overview(film.log).take == approved
    commands.remove_shot(film.by, film.log, film.shots["two"])
    assert_counted(film)
    commands.remove_scene(film.by, film.log, queries.film_order(film.log)[0].scene)
    assert_counted(film)


def test_what_cannot_be_kept_meanwhile_is_counted_too(live_database: str) -> None:
    film = small_film()
    film.order("one", "two")
    pretend_all()
    before = overview(film.log)

    def meanwhile() -> ProductionOverview:
        commands.change_shot(film.by, film.log, film.shots["two"], {"camera": "push-in"})
        return overview(film.log)

    with transaction.atomic():
        commands.change_shot(film.by, film.log, film.shots["one"], {"camera": "push-in"})
        overview(film.log)  # keeps what it found, until the end of the transaction
        (said,) = at_once(meanwhile)
    assert (said.out_of_date, said.shots, said.review) == (1, before.shots, before.review)
    assert overview(film.log).out_of_date == 2
