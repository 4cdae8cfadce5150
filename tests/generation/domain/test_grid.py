"""Grids: which takes they ask for, and how long what is set for a take alone holds."""

from typing import Any

from generation.domain.grid import Axis, Grid, holding, instead_of, laid_over, read, written

VALUES: dict[str, Any] = {"parameter:grade": "", "parameter:motion.strength": "0.5", "description": "rain"}


def test_there_is_a_cell_for_each_combination_and_of_each_every_seed() -> None:
    grid = Grid(2, (Axis("grade", ("noir", "warm")), Axis("motion.strength", ("0.5", "0.9"))))
    cells = [(seed, {name: each["value"] for name, each in own.items()}) for seed, own in grid.cells(VALUES)]
    assert grid.size == len(cells) == 8
    assert cells[:4] == [
        (1, {"grade": "noir"}),
        (2, {"grade": "noir"}),
        (1, {"grade": "noir", "motion.strength": "0.9"}),
        (2, {"grade": "noir", "motion.strength": "0.9"}),
    ]


def test_seeds_alone_are_a_grid_too() -> None:
    assert list(Grid(3).cells(VALUES)) == [(1, {}), (2, {}), (3, {})]


def test_a_value_that_holds_anyway_is_not_set() -> None:
    assert instead_of(VALUES, {"grade": "", "motion.strength": "0.5"}) == {}


def test_what_is_set_stands_in_the_place_of_the_ordinary_value() -> None:
    own = instead_of(VALUES, {"grade": "noir"})
    assert laid_over(VALUES, own) == {**VALUES, "parameter:grade": "noir"}
    assert read(written(own)) == own
    assert (written({}), read("")) == ("", {})


def test_what_is_set_holds_until_the_parameter_itself_becomes_another() -> None:
    own = instead_of(VALUES, {"grade": "noir", "motion.strength": "0.9"})
    assert holding(own, VALUES) == own
    assert holding(own, {**VALUES, "parameter:grade": "warm"}).keys() == {"motion.strength"}
    assert holding(own, {**VALUES, "parameter:grade": "noir"}).keys() == {"motion.strength"}


def test_what_is_set_of_a_stage_that_is_gone_holds_no_more() -> None:
    own = instead_of(VALUES, {"motion.strength": "0.9"})
    assert holding(own, {"parameter:grade": ""}) == {}
