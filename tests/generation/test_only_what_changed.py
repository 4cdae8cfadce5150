"""Only what changed: after each kind of edit exactly the expected stages run."""

from typing import Any

import pytest

from generation import planner
from productions import commands, queries
from productions.commands import Target
from tests.generation.filming import Film, all_of

pytestmark = pytest.mark.django_db


def test_the_first_order_makes_everything_and_a_take_of_each(film: Film) -> None:
    assert film.make() == all_of("one", "two", "three")
    assert len(queries.moment(film.log).takes) == 3


def test_ordering_again_makes_nothing(film: Film) -> None:
    film.make()
    assert film.make() == set()
    assert len(queries.moment(film.log).takes) == 3


def test_one_description_makes_that_shot(film: Film) -> None:
    film.make()
    commands.change_shot(film.by, film.log, film.shots["two"], {"description": "Rain, seen from behind."})
    assert film.make() == all_of("two")
