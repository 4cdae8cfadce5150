"""Graded films: a grade of film, scene or shot runs the grade and what shows it, and never makes a picture again."""

from base64 import b64encode
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from generation import queries as read
from generation.artifacts import artifact_store
from generation.planning import planner
from generation.stages.templates import templates
from productions import commands
from productions.commands import Target
from productions.domain.graph import Graph
from productions.domain.settings import ParameterLocked
from productions.models import User
from tests.generation.api.test_pictures import hand_in
from tests.generation.filming import Film, Ran
from tests.generation.stages.test_grade import cube
from tests.generation.test_other_pipelines import publish
from tests.support.web import Api, code, crew, data

pytestmark = pytest.mark.django_db

TABLE = cube(5, lambda red, green, blue: (blue, green, red))


def with_grade(film: Film) -> None:
    """Publish what of the template makes pictures."""
    graph = templates()["graded_film"].graph
    nodes = tuple(node for node in graph.nodes if node.id in ("prompt", "keyframe", "motion", "grade", "finish"))
    publish(film, Graph(nodes, {name: f"finish.{name}" for name in ("master", "proxy", "poster")}))


@pytest.fixture
def graded(film: Film) -> Film:
    """A film with a grade at which nothing is set; its takes are made."""
    with_grade(film)
    film.make()
    return film


@pytest.fixture
def ida(film: Film) -> Api:
    return Api(User.objects.create_user("ida", first_name="Ida", person=film.by.actor))


def coloured(*shots: str) -> Ran:
    return {(shot, stage) for shot in shots for stage in ("grade", "finish")}


def master(film: Film, shot: str) -> str:
    (take,) = (each for each in read.takes(film.log, film.shots[shot]) if each.in_use)
    return next(each.digest for each in take.folded.state.artifacts if each.role == "master")


def handed_in(api: Api, film: Film, file: bytes, name: str = "harbour.cube") -> Any:
    return hand_in(api, f"productions/{film.log}/luts/", file, name)


def test_a_grade_that_joins_a_film_encodes_nothing(film: Film) -> None:
    film.make()
    before = master(film, "one")
    with_grade(film)
    assert {stage for _, stage in film.make()} == {"grade"}
    assert master(film, "one") == before


def test_a_grade_makes_itself_and_what_shows_it_on_every_level(graded: Film) -> None:
    def put(level: Any, id_: Any, value: str) -> None:
        commands.set_parameter(graded.by, graded.log, Target(level, id_), "grade.exposure", value)

    put("shot", graded.shots["two"], "0.5")
    assert graded.make() == coloured("two")
    put("scene", graded.scenes["cabin"], "-0.5")
    assert graded.make() == coloured("three")
    put("production", graded.log, "1")
    assert graded.make() == coloured("one")
    commands.set_continues(graded.by, graded.log, graded.shots["two"], graded.shots["one"])
    graded.make()
    put("shot", graded.shots["one"], "0.25")
    assert graded.make() == coloured("one"), "what continues a shot goes on from the picture without its grade"


def test_a_locked_grade_stays(graded: Film) -> None:
    target = Target("production", graded.log)
    commands.set_parameter(graded.by, graded.log, target, "grade.saturation", "0.5")
    commands.lock_parameter(graded.by, graded.log, target, "grade.saturation", "Agreed with the director.")
    with pytest.raises(ParameterLocked):
        commands.set_parameter(graded.by, graded.log, Target("shot", graded.shots["one"]), "grade.saturation", "1")


def test_a_table_counts_by_what_is_in_it_and_not_by_its_name(graded: Film, ida: Api) -> None:
    kept = data(handed_in(ida, graded, TABLE))
    assert (kept["name"], kept["dimensions"], kept["points"]) == ("harbour.cube", 3, 5)
    address = f"shots/{graded.shots['one']}/parameters/grade.lut/"
    reply = ida.send("PUT", address, {"value": {"file": kept["file"], "name": kept["name"], "rights": "Ann, 2026"}})
    assert reply.status_code == 200, reply.content
    assert graded.make() == coloured("one")
    first = master(graded, "one")
    again = data(handed_in(ida, graded, TABLE.replace(b"A look", b"Night"), "night.cube"))
    assert again["file"] == kept["file"]
    ida.send("PUT", address, {"value": {"file": again["file"], "name": again["name"]}})
    assert not planner.plan(graded.log, [graded.shots["one"]]).plan.lines
    commands.clear_parameter(graded.by, graded.log, Target("shot", graded.shots["one"]), "grade.lut")
    assert graded.make() == set(), "what was made before is met again"
    assert master(graded, "one") != first
    with artifact_store.as_files([kept["file"]]) as files:
        assert files[kept["file"]].read_bytes().startswith(b"LUT_3D_SIZE 5\n0.000000000")


def test_what_is_no_table_is_refused_in_words_and_only_who_may_set_parameters_hands_one_in(
    film: Film, ida: Api
) -> None:
    reply = handed_in(ida, film, b"LUT_3D_SIZE 2\n0 0 0\n")
    assert (reply.status_code, code(reply)) == (422, "table-unreadable")
    assert data(reply)["detail"] == "LUT_3D_SIZE 2 makes 8 lines of colours; the file has 1."
    assert code(handed_in(crew(ida, str(film.log))["auditor"], film, TABLE)) == "forbidden"


CDL = """<?xml version="1.0"?>
<ColorDecisionList xmlns="urn:ASC:CDL:v1.2"><ColorDecision><ColorCorrection id={}>
<SOPNode><Description>Harbour</Description>
<Slope>1.1 1 0.9</Slope><Offset>0.01 -2e-2 0</Offset><Power>1 1 1.25</Power></SOPNode>
<SatNode><Saturation>0.9</Saturation></SatNode></ColorCorrection></ColorDecision></ColorDecisionList>"""


def decisions(api: Api, film: Film, text: str) -> Any:
    return api.send("POST", f"productions/{film.log}/cdls/", {"file": b64encode(text.encode()).decode()})


def test_a_colour_decision_is_read_and_set(graded: Film, ida: Api) -> None:
    reply = decisions(ida, graded, CDL.format(quoteattr("SC010")))
    (found,) = data(reply)["decisions"]
    assert found == {
        "name": "SC010",
        "value": {
            "slope": ["1.1", "1", "0.9"],
            "offset": ["0.01", "-0.02", "0"],
            "power": ["1", "1", "1.25"],
            "saturation": "0.9",
        },
    }
    ida.send("PUT", f"shots/{graded.shots['two']}/parameters/grade.cdl/", {"value": found["value"]})
    assert graded.make() == coloured("two")
    neutral = {**found["value"], "slope": ["1"] * 3, "offset": ["0.0"] * 3, "power": ["1.00"] * 3, "saturation": "1"}
    ida.send("PUT", f"shots/{graded.shots['two']}/parameters/grade.cdl/", {"value": neutral})
    assert graded.make() == set(), "a decision that changes nothing is none"


def test_what_holds_no_decision_is_refused_in_words(film: Film, ida: Api) -> None:
    reply = decisions(ida, film, "<ColorCorrectionCollection/>")
    assert (reply.status_code, code(reply)) == (422, "decisions-unreadable")
    assert data(reply)["detail"] == "The file holds no ColorCorrection."
