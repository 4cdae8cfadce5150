"""Takes of several ports: what of one would differ, and what of it a verdict is about."""

from dataclasses import replace
from uuid import UUID

import pytest

from generation import queries as read
from generation.domain.differing import PlannedPort, ports_of
from generation.domain.states import ReviewState
from generation.keeping.holds import of_production
from generation.planning import planner
from generation.planning.cut import cut
from generation.queries import TakeShown
from generation.stages import pipelines
from generation.stages.templates import templates
from productions import commands
from productions.commands import Target
from productions.domain.graph import Graph, GraphNode
from productions.domain.verdicts import unapproved
from tests.generation.filming import Film
from tests.generation.keeping.test_keeping import AT_ONCE
from tests.generation.test_other_pipelines import publish

pytestmark = pytest.mark.django_db

FILM = templates()["film"].graph
WITH_STILL = Graph(FILM.nodes, {**FILM.outputs, "still": "keyframe.keyframe"})
"""Two ports that mean something: the picture, and a still of it that no edit of the grade reaches."""


@pytest.fixture
def still(film: Film) -> Film:
    """The small film, with a still of each shot; its first shot is made."""
    publish(film, WITH_STILL)
    film.make("one")
    return film


def newest(film: Film, code: str = "one") -> TakeShown:
    return read.takes(film.log, film.shots[code])[0]


def grade(film: Film, value: str) -> None:
    commands.set_parameter(film.by, film.log, Target("production", film.log), "grade", value)


def light(film: Film, value: str) -> None:
    commands.set_parameter(film.by, film.log, Target("production", film.log), "light", value)


def changes(film: Film, code: str = "one") -> dict[str, str]:
    """What the board says would become of the ports of the take in use; what a list of takes says is the same."""
    (shot,) = (each for each in read.board(film.log).shots if each.id == film.shots[code])
    assert shot.changes == next(take for take in read.takes(film.log, shot.id) if take.in_use).changes
    return dict(shot.changes)


def covers(take: TakeShown) -> tuple[str, ...]:
    return unapproved(take.ports)


def review(film: Film, code: str = "one") -> ReviewState:
    (shot,) = (each for each in read.board(film.log).shots if each.id == film.shots[code])
    return shot.review


def queue(film: Film, state: str = "submitted") -> list[UUID]:
    return [take.id for _, take in read.takes_in(film.log, state)]


def planned(film: Film) -> list[PlannedPort]:
    lines = planner.plan(film.log, [film.shots["one"]]).plan.lines
    return ports_of(lines, pipelines.of_production(film.log))


def test_what_is_up_to_date_says_nothing_of_its_ports(still: Film) -> None:
    assert changes(still) == {}
    assert newest(still).folded.state.contents.keys() == {"master", "still"}
    assert planned(still) == [PlannedPort("master", 0, 0, 0), PlannedPort("still", 0, 0, 0)]


def test_a_grade_changes_the_picture_and_leaves_the_still(still: Film) -> None:
    grade(still, "warm")
    assert changes(still) == {"master": "changes", "still": "same"}
    assert planned(still) == [PlannedPort("master", 1, 1, 0), PlannedPort("still", 0, 0, 0)]


def test_what_waits_for_others_may_come_out_as_it_was(still: Film) -> None:
    light(still, "dusk")
    assert changes(still) == {"still": "may change", "master": "may change"}, "if the prompt comes out different"
    assert planned(still) == [PlannedPort("master", 1, 0, 1), PlannedPort("still", 1, 0, 1)]


def test_a_port_of_which_the_take_has_nothing_is_new_and_one_that_nobody_makes_is_gone(still: Film) -> None:
    publish(still, FILM)
    assert changes(still) == {"master": "same", "still": "gone"}
    still.make("one", include_approved=True)
    assert (changes(still), list(newest(still).folded.state.contents)) == ({}, ["master"])
    publish(still, Graph(FILM.nodes, {**FILM.outputs, "still": "keyframe.keyframe", "look": "keyframe.keyframe"}))
    assert changes(still) == {"master": "same", "still": "new", "look": "new"}


def test_a_port_of_another_name_is_as_it_was(still: Film) -> None:
    publish(still, Graph(FILM.nodes, {**FILM.outputs, "poster_frame": "keyframe.keyframe"}))
    assert changes(still) == {"master": "same", "poster_frame": "same"}


def test_a_fix_of_one_port_asks_for_that_port_alone(still: Film) -> None:
    first = newest(still)
    commands.submit_take(still.by, still.log, first.id)
    commands.approve_take(still.by, still.log, first.id)
    grade(still, "warm")
    still.make("one", include_approved=True)
    second = newest(still)
    assert (second.in_use, second.stands.review, covers(second)) == (False, "made", ("master",))
    commands.submit_take(still.by, still.log, second.id)
    assert (queue(still), review(still)) == ([second.id], "approved")
    commands.approve_take(still.by, still.log, second.id)
    second = newest(still)
    assert (second.in_use, second.stands.review, covers(second)) == (True, "approved", ())
    ended = read.take(still.log, first.id)
    assert [(each.port, each.review) for each in ended.ports] == [("master", "made"), ("still", "approved")]
    assert queue(still, "approved") == [second.id]


def test_the_same_in_another_language_is_approved_as_it_comes_about(still: Film) -> None:
    first = newest(still)
    commands.approve_take(still.by, still.log, first.id)
    commands.set_parameter(still.by, still.log, Target("production", still.log), "language", "de")
    assert changes(still) == {}, "nothing that is made reads it"
    still.make("one", include_approved=True)
    second = newest(still)
    assert (second.folded.state.language, second.stands.review, second.in_use) == ("de", "approved", True)
    assert second.use and (second.use.rule, second.use.event) == ("approved", second.use.take.made)
    commands.withdraw_approval(still.by, still.log, second.id, ports=["still"])
    assert [take.stands.review for take in read.takes(still.log, still.shots["one"])] == ["made", "made"]


def test_verdicts_of_a_pipeline_with_fewer_ports_hold_under_one_with_more(film: Film) -> None:
    film.make("one")
    commands.approve_take(film.by, film.log, newest(film).id)
    publish(film, WITH_STILL)
    assert (review(film), changes(film)) == ("approved", {"master": "same", "still": "new"})
    film.make("one", include_approved=True)
    assert covers(newest(film)) == ("still",)
    commands.approve_take(film.by, film.log, newest(film).id)
    assert (newest(film).in_use, newest(film).stands.review) == (True, "approved")


def test_a_port_that_some_shots_lack_is_asked_about_where_it_is(film: Film) -> None:
    opening = GraphNode("opening", "keyframe", "first look", "continues", {"prompt": "prompt.prompt"})
    publish(film, Graph((*FILM.nodes, opening), {**FILM.outputs, "opening": "opening.keyframe"}))
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    film.make("one", "two")
    assert [covers(newest(film, code)) for code in ("one", "two")] == [("master",), ("master", "opening")]
    commands.set_continues(film.by, film.log, film.shots["two"], None)
    assert changes(film, "two")["opening"] == "gone"


def test_a_shot_says_what_must_change_until_that_port_is_spoken_of(still: Film) -> None:
    first = newest(still)
    commands.submit_take(still.by, still.log, first.id)
    commands.request_changes(still.by, still.log, first.id, "Another moment.", ports=["still"])
    assert (review(still), queue(still, "changes_requested")) == ("changes requested", [first.id])
    grade(still, "warm")
    still.make("one")
    second = newest(still)
    commands.approve_take(still.by, still.log, second.id, ports=["master"])
    assert review(still) == "changes requested", "the picture answers nothing about the still"
    light(still, "dusk")
    still.make("one")
    commands.submit_take(still.by, still.log, newest(still).id)
    assert review(still) == "in review"
    sent_back = read.takes_in(still.log, "changes_requested")
    assert [(take.folded.state.number, take.answered) for _, take in sent_back] == [(1, True), (2, True)]


def test_cut_and_keeping_go_by_what_is_approved(still: Film) -> None:
    commands.approve_take(still.by, still.log, newest(still).id)
    commands.set_parameter(still.by, still.log, Target("production", still.log), "language", "de")
    still.make("one", include_approved=True)
    (clip,) = (each for each in cut(still.log).clips if each.place.shot == still.shots["one"])
    assert (clip.take_id, clip.review) == (newest(still).id, "approved")
    held = of_production(still.log, replace(AT_ONCE, takes=0), [still.shots["one"]])
    for take in read.takes(still.log, still.shots["one"]):
        reasons = {held[each.digest] for each in take.folded.state.artifacts if each.role == "master"}
        assert reasons in ({"in use"}, {"approved"})
