"""Edits of a whole production: shots of which nothing else moved stand as one of them does, as resolving each says."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from generation.planning import from_above, outlooks, planner
from productions import commands
from productions.commands import Target
from productions.queries import listing
from tests.generation.filming import Film, pretend_all
from tests.generation.planning.test_plan_cache import a_take, agree, make

pytestmark = pytest.mark.django_db

Edit = Callable[[Film], Any]


@pytest.fixture
def made(film: Film) -> Film:
    """A film that was made and looked at."""
    make(film, 7)
    assert planner.plan(film.log).plan.lines == ()
    return film


def everywhere(film: Film, name: str, value: Any) -> None:
    commands.set_parameter(film.by, film.log, Target("production", film.log), name, value)


def following(film: Film) -> list[str] | None:
    """The codes of the shots that stand alike; None where more follows from the edit than recipes say."""
    changes = outlooks.changes(film.log)
    kept = outlooks.parameters(film.log, changes.stamp)
    above = from_above.above(listing.production(film.log), listing.pipeline(film.log), kept)
    if above is None:
        return None
    alike = from_above.alike(film.log, changes, above)
    assert len(alike.examples) == bool(alike.shots), "they are all of one sort"
    return [code for code, shot in film.shots.items() if shot in alike.shots]


def test_all_shots_follow_from_one_of_them(made: Film) -> None:
    everywhere(made, "style", "ink")
    everywhere(made, "weather", "rain")
    assert following(made) == ["one", "two", "three"]
    lines = planner.plan(made.log).plan.lines
    assert len({line.shot for line in lines}) == 3
    assert {line.inputs for line in lines if line.stage == "prompt"} == {("parameter:style", "parameter:weather")}
    agree(made)


def test_what_no_stage_reads_leaves_them_as_they_are(made: Film) -> None:
    everywhere(made, "style", "ink")
    commands.clear_parameter(made.by, made.log, Target("production", made.log), "style")
    commands.lock_parameter(made.by, made.log, Target("production", made.log), "weather", "it rains")
    assert following(made) == ["one", "two", "three"]
    agree(made)
    assert planner.plan(made.log).plan.lines == ()


def one(film: Film) -> Target:
    return Target("shot", film.shots["one"])


@pytest.mark.parametrize(
    ("edit", "others"),
    [
        (lambda film: commands.set_parameter(film.by, film.log, one(film), "style", "oil"), ["two", "three"]),
        (
            lambda film: commands.set_parameter(
                film.by, film.log, Target("scene", film.scenes["quay"]), "weather", "snow"
            ),
            ["three"],
        ),
        (
            lambda film: commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"]),
            ["one", "three"],
        ),
        (lambda film: commands.approve_take(film.by, film.log, a_take(film, 0)), None),
        (lambda film: commands.pin_take(film.by, film.log, a_take(film, 0), ""), None),
        (lambda film: film.order("one", variations=2), ["two", "three"]),
    ],
    ids=["set", "set in its scene", "continued", "approved", "pinned", "made twice"],
)
def test_shots_with_something_of_their_own_are_resolved(made: Film, edit: Edit, others: list[str] | None) -> None:
    edit(made)
    pretend_all()
    planner.plan(made.log)
    if planner.plan(made.log).plan.lines:
        make(made, 7)
        planner.plan(made.log)
    everywhere(made, "style", "ink")
    follow = following(made)
    assert follow is not None
    assert follow == others if others else len(follow) == 2
    agree(made)


def test_what_is_edited_at_the_same_time_is_resolved(made: Film) -> None:
    everywhere(made, "style", "ink")
    commands.change_shot(made.by, made.log, made.shots["two"], {"description": "Fog."})
    assert following(made) == ["one", "three"]
    agree(made)


def test_what_was_made_before_is_met_again(made: Film) -> None:
    everywhere(made, "style", "ink")
    make(made, 1)
    commands.clear_parameter(made.by, made.log, Target("production", made.log), "style")
    make(made, 7)
    planner.plan(made.log)
    everywhere(made, "style", "ink")
    assert "one" not in (following(made) or [])
    agree(made)


@pytest.mark.parametrize(("name", "value"), [("frame_rate", "25"), ("language", "de"), ("seed", "7")])
def test_what_other_inputs_follow_from_is_resolved(made: Film, name: str, value: Any) -> None:
    everywhere(made, name, value)
    assert following(made) is None
    agree(made)


def test_what_was_kept_without_it_is_resolved(made: Film) -> None:
    everywhere(made, "style", "ink")
    assert outlooks.parameters(made.log, UUID(int=0)) == ""
    assert from_above.above(listing.production(made.log), listing.pipeline(made.log), "") is None
