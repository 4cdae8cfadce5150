"""A film with a check: its report is in the cell of the board, and nothing made before is made again for it."""

from typing import Any

import pytest

from generation import commands as orders
from generation import queries
from generation.planning import planner
from generation.stages.templates import templates
from productions import commands
from productions import queries as moments
from productions.commands import Target
from productions.models import User
from tests.generation.filming import Film, all_of
from tests.support.web import Api

pytestmark = pytest.mark.django_db


def with_check(film: Film) -> None:
    orders.change_draft(film.by, film.log, templates()["checked"].graph)
    orders.publish_pipeline(film.by, film.log)


def code_of(film: Film, name: str) -> str:
    return str(moments.moment(film.log).shots[film.shots[name]].state.code)


def cells(film: Film) -> dict[str, Any]:
    names = {id_: code for code, id_ in film.shots.items()}
    return {names[cell.shot]: cell for cell in queries.board(film.log).cells if cell.stage == "check"}


def test_a_check_that_joins_makes_nothing_else_again(film: Film) -> None:
    film.make("one", "three")
    with_check(film)
    lines = planner.plan(film.log, [film.shots["one"]]).plan.lines
    assert {line.stage for line in lines if line.verdict == "run"} == {"check"}
    assert film.make("one", "three") == {("one", "check"), ("three", "check")}
    assert not planner.plan(film.log, [film.shots["one"], film.shots["three"]]).plan.lines


def test_what_was_measured_stands_in_the_cell(film: Film) -> None:
    with_check(film)
    assert film.make("one") == {*all_of("one"), ("one", "check")}
    checked = cells(film)["one"].checked
    assert checked and checked.measures.frames == 2 and checked.findings == ()
    assert cells(film)["two"].checked is None
    other = [cell for cell in queries.board(film.log).cells if cell.stage != "check"]
    assert not any(cell.checked for cell in other)


def test_a_shot_is_compared_with_the_one_before_it_in_its_scene_and_no_other(film: Film) -> None:
    with_check(film)
    for code in ("two", "three"):
        commands.set_parameter(film.by, film.log, Target("shot", film.shots[code]), "grade", "noir")
    film.make()
    found = {
        code: [(each.matter, each.against) for each in cell.checked.findings] for code, cell in cells(film).items()
    }
    assert (found["one"], found["three"]) == ([], [])
    assert ("tint", "the shot before") in found["two"] or ("light", "the shot before") in found["two"]
    assert cells(film)["two"].checked.before == code_of(film, "one")


def test_what_it_continues_comes_in_by_the_graph(film: Film) -> None:
    with_check(film)
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    film.make("one", "two")
    assert cells(film)["two"].checked.measures.before is not None
    assert cells(film)["one"].checked.measures.before is None


def test_the_api_tells_it(film: Film) -> None:
    ida = Api(User.objects.create_user("ida", person=film.by.actor))
    with_check(film)
    film.make("one")
    told = {
        cell["stage"]: cell["check"]
        for cell in ida.get(f"productions/{film.log}/stages/")["stages"]
        if cell["shot"] == str(film.shots["one"])
    }
    assert told["check"]["findings"] == [] and float(told["check"]["light"]) > 0
    assert told["finish"] is None
    (shown,) = ida.get(f"shots/{film.shots['one']}/takes/")["results"]
    assert "report" in str(shown)
