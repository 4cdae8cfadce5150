"""The pipeline of a production over the API: read, drafted, published, undone."""

from typing import Any

import pytest

from generation.stages.registry import kinds
from generation.stages.templates import templates
from tests.generation.filming import STAGES, Film
from tests.support.web import Api, code, crew, data

pytestmark = pytest.mark.django_db

WORDS = {"id": "words", "kind": "prompt"}
STILL = {"id": "still", "kind": "keyframe", "inputs": {"prompt": "words.prompt"}}
BOARD: dict[str, Any] = {"nodes": [WORDS, STILL], "outputs": {"master": "still.keyframe"}}


@pytest.fixture
def pipeline(address: str) -> str:
    return f"{address}pipeline/"


def test_a_production_that_published_nothing_has_the_film_of_all(ida: Api, film: Film, pipeline: str) -> None:
    shown = ida.get(pipeline)
    assert shown["version"] == shown["published"]["version"] == 0
    assert [node["id"] for node in shown["published"]["nodes"]] == list(STAGES)
    assert shown["draft"]["nodes"] == shown["published"]["nodes"]
    assert (shown["draft"]["changed"], shown["draft"]["problems"]) == (False, [])
    assert {each["name"] for each in shown["templates"]} == templates().keys()
    assert {each["name"] for each in shown["kinds"]} == kinds().keys()


def test_a_draft_is_changed_published_and_undone(ida: Api, film: Film, address: str, pipeline: str) -> None:
    drafted = ida.put(pipeline, **BOARD)
    assert [event["type"] for event in drafted["events"]] == ["pipeline.changed"] * 3
    assert [node["id"] for node in drafted["draft"]["nodes"]] == ["words", "still"]
    assert drafted["draft"]["nodes"][1]["inputs"] == {"prompt": ["words.prompt"]}
    assert drafted["draft"]["changed"] and not drafted["draft"]["problems"]
    assert [column["stage"] for column in ida.get(f"{address}stages/")["columns"]] == list(STAGES)
    published = ida.post(f"{pipeline}publish/")
    assert [event["type"] for event in published["events"]] == ["pipeline.published"]
    assert (published["published"]["version"], published["draft"]["changed"]) == (1, False)
    assert ida.get(f"{address}stages/")["columns"] == [
        {"stage": "words", "title": "Words", "kind": "prompt", "ports": ["master"]},
        {"stage": "still", "title": "Still", "kind": "keyframe", "ports": ["master"]},
    ]
    changed = ida.put(pipeline, **{**BOARD, "nodes": [WORDS, {**STILL, "label": "first look"}]})
    (edit,) = changed["events"]
    ida.post(f"{address}undo/", events=[edit["event"]])
    assert ida.get(pipeline)["draft"]["nodes"] == published["draft"]["nodes"]


def test_a_draft_need_not_run_and_says_why_it_does_not(ida: Api, film: Film, pipeline: str) -> None:
    drafted = ida.put(pipeline, nodes=[STILL], outputs={"master": "still.keyframe"})
    (problem,) = drafted["draft"]["problems"]
    assert problem == {"node": "still", "text": 'The input "prompt" of "still": there is no stage "words".'}
    refused = ida.send("POST", f"{pipeline}publish/", {})
    assert (refused.status_code, code(refused), data(refused)["problems"]) == (422, "invalid-pipeline", [problem])


def test_a_dry_run_keeps_nothing(ida: Api, film: Film, pipeline: str) -> None:
    supposed = ida.put(pipeline, template="storyboard", dry_run=True)
    assert (supposed["dry_run"], supposed["events"], supposed["draft"]["changed"]) == (True, [], True)
    assert ida.get(pipeline)["version"] == 0


def test_publishing_says_before_what_it_would_make(ida: Api, film: Film, pipeline: str) -> None:
    ida.put(pipeline, template="storyboard")
    ida.post(f"{pipeline}publish/")
    film.make()
    ida.put(pipeline, template="film")
    supposed = ida.post(f"{pipeline}publish/", dry_run=True)
    assert (supposed["dry_run"], supposed["published"]["version"]) == (True, 1)
    assert supposed["plan"]["added"]["stages"] == supposed["plan"]["stages"] == 2 * len(film.shots)
    assert supposed["plan"]["added"]["cost"]["seconds"]["high"] > 0
    assert ida.get(pipeline)["published"]["version"] == 1


def test_a_version_that_is_older_is_refused(ida: Api, film: Film, pipeline: str) -> None:
    first = ida.put(pipeline, template="storyboard")
    ida.put(pipeline, **BOARD)
    stale = ida.send("PUT", pipeline, {"template": "film", "version": first["version"]})
    assert stale.status_code == 409
    assert ida.send("POST", f"{pipeline}publish/", {"version": first["version"]}).status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"nodes": []},
        {"template": "film", **BOARD},
        {"template": "opera"},
        {"nodes": [{**WORDS, "id": "No words"}], "outputs": {}},
        {"nodes": [{**WORDS, "colour": "red"}], "outputs": {}},
    ],
)
def test_what_is_no_draft_is_refused(ida: Api, film: Film, pipeline: str, body: dict[str, Any]) -> None:
    assert ida.send("PUT", pipeline, body).status_code == 422


def test_two_stages_of_one_name_are_refused(ida: Api, film: Film, pipeline: str) -> None:
    refused = ida.send("PUT", pipeline, {"nodes": [WORDS, WORDS], "outputs": {}})
    assert (refused.status_code, code(refused)) == (422, "invalid-pipeline")
    assert data(refused)["problems"][0]["text"] == 'Two stages are called "words".'


def test_producers_change_it_and_all_members_see_it(ida: Api, film: Film, pipeline: str) -> None:
    members = crew(ida, str(film.log))
    for role, member in members.items():
        allowed = role == "producer"
        assert member.get(pipeline)["can"]["edit"]["allowed"] == allowed
        assert member.send("PUT", pipeline, {"template": "film"}).status_code == (200 if allowed else 403)
        assert member.send("POST", f"{pipeline}publish/", {}).status_code == (200 if allowed else 403)


def test_undo_says_that_what_was_published_stays_and_takes_back_what_was_done_before(
    ida: Api, film: Film, address: str, pipeline: str
) -> None:
    ida.put(f"{address}parameters/style/", value="ink")
    ida.put(pipeline, template="storyboard")
    ida.post(f"{pipeline}publish/")
    steps = ida.get(f"{address}undo/")
    assert steps["stays"] == {
        "sentence": "The pipeline was published as version 1: prompt and keyframe",
        "reason": "A published version stays: change the draft and publish that.",
    }
    assert steps["undo"]["changes"] > 1, "the draft goes back to the film"
    ida.post(f"{address}undo/", command=steps["undo"]["command"])
    assert ida.get(f"{address}undo/")["undo"]["sentence"].startswith("Style of the production")


def test_publishing_what_nobody_drafted_is_not_taken_back_in_part(
    ida: Api, film: Film, address: str, pipeline: str
) -> None:
    ida.put(f"{address}parameters/style/", value="ink")
    ida.post(f"{pipeline}publish/")
    steps = ida.get(f"{address}undo/")
    assert steps["stays"]["sentence"].startswith("The pipeline was published as version 1")
    assert steps["undo"]["sentence"].startswith("Style of the production")
