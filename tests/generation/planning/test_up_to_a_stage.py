"""Plans and orders up to a stage: it and all that it stands on, read off the graph."""

from uuid import UUID

import pytest

from generation import commands as orders
from generation.domain.pipeline import UnknownStages
from generation.models import JobRow
from generation.planning import planner
from productions import commands
from tests.generation.filming import STAGES, Film

pytestmark = pytest.mark.django_db

Pairs = set[tuple[str, str]]


def planned(film: Film, stages: list[str], *shots: str) -> Pairs:
    """What a plan of some shots up to stages would run or perhaps run, as (shot, stage)."""
    chosen = [film.shots[code] for code in shots] or None
    lines = planner.plan(film.log, chosen, stages=stages).plan.lines
    return {(name(film, line.shot), line.stage) for line in lines if line.works}


def ordered(film: Film, stages: list[str], *shots: str) -> Pairs:
    """The jobs of an order for the same."""
    order = film.order(*shots, stages=stages)
    jobs = JobRow.objects.filter(order=order).values_list("shot", "stage")
    return {(name(film, shot), stage) for shot, stage in jobs}


def name(film: Film, shot: UUID) -> str:
    return next(code for code, id_ in film.shots.items() if id_ == shot)


def follow(film: Film) -> None:
    """Let each shot continue the one before."""
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    commands.set_continues(film.by, film.log, film.shots["three"], film.shots["two"])


@pytest.mark.parametrize("place", range(len(STAGES)))
def test_a_plan_up_to_a_stage_is_what_an_order_up_to_it_makes(film: Film, place: int) -> None:
    wanted = {(shot, stage) for shot in film.shots for stage in STAGES[: place + 1]}
    assert planned(film, [STAGES[place]]) == wanted
    assert ordered(film, [STAGES[place]]) == wanted


def test_of_what_a_shot_continues_that_is_made_which_the_stage_looks_at(film: Film) -> None:
    follow(film)
    lent = {(shot, stage) for shot in ("one", "two") for stage in ("prompt", "keyframe", "motion")}
    wanted = lent | {("three", "prompt"), ("three", "keyframe")}
    assert planned(film, ["keyframe"], "three") == wanted
    assert ordered(film, ["keyframe"], "three") == wanted


def test_a_stage_that_looks_at_no_other_shot_makes_nothing_of_it(film: Film) -> None:
    follow(film)
    assert planned(film, ["prompt"], "three") == {("three", "prompt")}
    assert ordered(film, ["prompt"], "three") == {("three", "prompt")}


def test_of_the_whole_film_each_shot_lends_what_the_next_one_looks_at(film: Film) -> None:
    follow(film)
    everywhere = {(shot, stage) for shot in film.shots for stage in ("prompt", "keyframe")}
    wanted = everywhere | {("one", "motion"), ("two", "motion")}
    assert planned(film, ["keyframe"]) == wanted
    assert ordered(film, ["keyframe"]) == wanted


def test_what_was_made_up_to_there_is_no_part_of_the_plan(film: Film) -> None:
    film.make("one", stages=["keyframe"])
    assert planned(film, ["keyframe"]) == {(shot, stage) for shot in ("two", "three") for stage in STAGES[:2]}
    assert planned(film, ["motion"], "one") == {("one", "motion")}


def test_variations_are_planned_up_to_there_too(film: Film) -> None:
    lines = planner.plan(film.log, [film.shots["one"]], variations=2, stages=["keyframe"]).plan.lines
    assert {(line.stage, line.variation) for line in lines} == {("prompt", 1), ("keyframe", 1), ("keyframe", 2)}


@pytest.mark.parametrize("stages", [[], ["nowhere"], ["prompt", "nowhere"]])
def test_stages_that_there_are_not_are_refused_with_those_there_are(film: Film, stages: list[str]) -> None:
    for act in (
        lambda: planner.plan(film.log, stages=stages),
        lambda: orders.quote_order(film.by, film.log, film.shots.values(), stages=stages),
    ):
        with pytest.raises(UnknownStages) as refused:
            act()
        assert refused.value.data["stages"] == list(STAGES)
