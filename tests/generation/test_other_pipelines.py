"""Pipelines of a production's own: other names, several nodes of one kind, and nodes that some shots have."""

from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from events import store
from generation import commands as made
from generation import queries as read
from generation.domain.building import InvalidPipeline
from generation.domain.order import OrderPlaced
from generation.jobs.sweeping import reconcile
from generation.models import JobRow
from generation.planning import planner
from generation.stages.templates import templates
from productions import commands, queries
from productions.domain.graph import Graph, GraphNode
from productions.domain.take import Take
from tests.generation.filming import STAGES, Film, pretend_all

pytestmark = pytest.mark.django_db

RENAMED = {"prompt": "words", "keyframe": "still", "motion": "moving", "finish": "end"}


def renamed(graph: Graph) -> Graph:
    """A graph under other ids."""

    def source(text: str) -> str:
        before, colon, name = text.rpartition(":")
        node, _, port = name.partition(".")
        return f"{before}{colon}{RENAMED[node]}.{port}"

    nodes = tuple(
        GraphNode(RENAMED[node.id], node.kind, inputs={port: source(str(fed)) for port, fed in node.inputs.items()})
        for node in graph.nodes
    )
    return Graph(nodes, {name: source(text) for name, text in graph.outputs.items()})


FILM = templates()["film"].graph
OTHER = renamed(FILM)
WITH_OPENING = Graph(
    (*FILM.nodes, GraphNode("opening", "keyframe", "first look", "continues", {"prompt": "prompt.prompt"})),
    {**FILM.outputs, "opening": "opening.keyframe"},
)


def publish(film: Film, graph: Graph) -> int:
    made.change_draft(film.by, film.log, graph)
    made.publish_pipeline(film.by, film.log)
    return read.pipeline(film.log).published_version


def takes(film: Film, shot: str) -> list[Take]:
    return [each.folded.state for each in read.takes(film.log, film.shots[shot])]


def lines(film: Film) -> list[tuple[str, str, str]]:
    codes = {id_: code for code, id_ in film.shots.items()}
    return [(codes[line.shot], line.stage, line.reason) for line in planner.plan(film.log).plan.lines]


def columns(film: Film) -> list[str]:
    return [node.title for node in read.board(film.log).columns]


def test_stages_of_other_names_are_the_same_work(film: Film) -> None:
    film.make()
    assert publish(film, OTHER) == 1
    assert lines(film) == []
    assert film.make(include_approved=True) == set()
    assert [each.number for each in takes(film, "one")] == [1]
    assert columns(film) == ["Words", "Still", "Moving", "End"]
    assert {cell.state for cell in read.board(film.log).cells} == {"made"}


def test_everything_works_under_other_names(film: Film) -> None:
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    publish(film, OTHER)
    assert film.make("two", stages=["still"]) == {
        ("one", "words"), ("one", "still"), ("one", "moving"), ("two", "words"), ("two", "still"),
    }  # fmt: skip
    assert film.make() == {("one", "end"), ("two", "moving"), ("two", "end")} | {
        ("three", stage) for stage in RENAMED.values()
    }
    (take,) = takes(film, "two")
    assert take.recipes.keys() == set(RENAMED.values())
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "Heavy rain, seen from behind."})
    assert ("two", "still", "continues SC010_0010") in lines(film)
    assert ("two", "moving", "only if the still comes out different") in lines(film)


def test_an_order_names_the_version_it_was_placed_under_and_keeps_to_it(film: Film) -> None:
    first = film.order("one")
    publish(film, OTHER)
    second = film.order("two")
    assert [_placed(order).pipeline for order in (first, second)] == [0, 1]
    JobRow.objects.filter(order=first, stage="finish").delete()
    assert reconcile(first) == 1
    done = Counter(stage for stage, _ in pretend_all())
    assert done == Counter([*STAGES, *RENAMED.values()])
    assert takes(film, "one")[0].recipes.keys() == set(STAGES)


def _placed(order: UUID) -> OrderPlaced:
    event = store.read_stream(order)[0].event
    assert isinstance(event, OrderPlaced)
    return event


def test_a_node_is_there_for_the_shots_that_it_applies_to(film: Film) -> None:
    film.make()
    publish(film, WITH_OPENING)
    assert lines(film) == [], "no shot continues another"
    assert not [cell for cell in read.board(film.log).cells if cell.stage == "opening"]
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    assert ("two", "opening", "exists already") in lines(film), "the keyframe of before is what it makes"
    assert film.make() == {("two", stage) for stage in ("keyframe", "motion", "finish")}
    (newest, _) = takes(film, "two")
    assert newest.outputs.keys() == {"master", "opening"}
    assert [each.role for each in newest.artifacts].count("opening") == 1
    assert newest.artifact("opening.keyframe") and not newest.artifact("keyframe")
    commands.set_continues(film.by, film.log, film.shots["two"], None)
    assert lines(film) == [], "the take of before is what it gives again"


def test_a_take_is_made_when_the_last_of_what_makes_it_exists(film: Film) -> None:
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    publish(film, WITH_OPENING)
    film.order("two")
    jobs = JobRow.objects.filter(shot=film.shots["two"])
    assert {job.stage for job in jobs if job.take_number} == {"finish", "opening"}
    pretend_all()
    assert [each.outputs.keys() for each in takes(film, "two")] == [{"master", "opening"}]
    assert takes(film, "one") == []


def test_an_order_without_all_that_makes_a_take_makes_none(film: Film) -> None:
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    publish(film, WITH_OPENING)
    film.order("two", stages=["finish"])
    pretend_all()
    assert takes(film, "two") == []


def test_a_storyboard_makes_stills_and_the_film_goes_on_from_them(film: Film) -> None:
    publish(film, templates()["storyboard"].graph)
    assert {stage for _, stage in film.make()} == {"prompt", "keyframe"}
    (still,) = takes(film, "one")
    assert [each.role for each in still.artifacts] == ["prompt", "keyframe", "master", "poster"]
    assert still.outputs == {"master": still.artifacts[1].content, "poster": still.artifacts[1].content}
    commands.approve_take(film.by, film.log, read.takes(film.log, film.shots["one"])[0].id)
    publish(film, FILM)
    planned = lines(film)
    assert {(shot, stage) for shot, stage, _ in planned} >= {("two", "motion"), ("two", "finish")}
    assert ("two", "motion", "pipeline changed") in planned
    assert ("one", "motion", "approved") in planned
    assert {stage for _, stage in film.make("two")} == {"motion", "finish"}


def test_what_was_published_is_the_cause(film: Film) -> None:
    publish(film, templates()["storyboard"].graph)
    film.make()
    publish(film, FILM)
    event = queries.moment(film.log).pipeline.cause("published")
    assert {line.causes for line in planner.plan(film.log).plan.lines} == {(event,)}


def test_a_draft_changes_no_plan_and_a_published_one_changes_it_at_once(film: Film) -> None:
    film.make()
    assert planner.plan(film.log).plan.lines == ()
    made.change_draft(film.by, film.log, templates()["storyboard"].graph)
    assert planner.plan(film.log).plan.lines == ()
    made.publish_pipeline(film.by, film.log)
    kept = planner.plan(film.log).plan
    assert kept.lines and kept == planner.plan_moment(queries.moment(film.log)).plan
    assert {(line.stage, line.verdict) for line in kept.lines} == {("keyframe", "reused")}


def test_what_cannot_run_is_not_published(film: Film) -> None:
    nodes: tuple[Any, ...] = (GraphNode("finish", "finish"),)
    made.change_draft(film.by, film.log, Graph(nodes, {"master": "finish.master"}))
    assert [each.text for each in read.pipeline(film.log).problems] == ['Nothing feeds the input "motion" of "finish".']
    with pytest.raises(InvalidPipeline):
        made.publish_pipeline(film.by, film.log)
    assert read.pipeline(film.log).published_version == 0


def test_publishing_what_is_published_changes_nothing(film: Film) -> None:
    assert publish(film, OTHER) == 1
    assert made.publish_pipeline(film.by, film.log).events == ()
    assert publish(film, FILM) == 2
