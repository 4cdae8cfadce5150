"""Templates over the API: offered, started from, saved, changed by who saved them, and as files."""

from typing import Any
from uuid import UUID

import pytest

from productions import commands
from tests.generation.filming import STAGES, Film
from tests.support.making import context
from tests.support.web import Api, code, crew, data, someone

pytestmark = pytest.mark.django_db
NODES: list[dict[str, Any]] = [
    {"id": "words", "kind": "prompt"},
    {"id": "still", "kind": "keyframe", "inputs": {"prompt": "words.prompt"}},
]
FILE: dict[str, Any] = {
    "format": "continuity/pipeline/1",
    "title": "Stills",
    "about": "One picture a shot.",
    "nodes": NODES,
    "outputs": {"master": "still.keyframe"},
}


def test_a_production_starts_from_the_template_that_it_names(ida: Api, film: Film) -> None:
    offered = {each["name"]: each for each in ida.get("templates/")["results"]}
    assert offered["storyboard"]["about"].startswith("One still picture a shot")
    assert offered["vertical_spot"]["parameters"] == {"resolution": "720x1280", "frame_rate": "30"}
    made = ida.post("productions/", name="Spot", template="vertical_spot")
    assert "pipeline.published" in [each["type"] for each in made["events"]]
    assert ida.get(f"productions/{made['id']}/pipeline/")["published"]["version"] == 1
    assert ida.get(f"productions/{made['id']}/parameters/resolution/")["value"] == "720x1280"
    plain = ida.post("productions/", name="Film")
    assert ida.get(f"productions/{plain['id']}/pipeline/")["published"]["version"] == 0


def test_a_template_that_there_is_not_is_refused_with_those_there_are(ida: Api, film: Film) -> None:
    refused = ida.send("POST", "productions/", {"name": "Opera", "template": "opera"})
    assert (refused.status_code, code(refused)) == (422, "unknown-template")
    assert "storyboard (Storyboard)" in data(refused)["detail"]


def test_a_template_is_saved_changed_and_withdrawn_by_who_saved_it(ida: Api, film: Film, address: str) -> None:
    saved = ida.post("templates/", title="Ours", about="All we do.", production=str(film.log))
    assert (saved["title"], saved["saved_by"]["id"]) == ("Ours", str(ida.person))
    assert saved["can"] == {name: {"allowed": True, "reason": None} for name in ("change", "withdraw")}
    other = someone("other")
    seen = next(each for each in other.get("templates/")["results"] if each["id"] == saved["id"])
    assert not seen["can"]["change"]["allowed"]
    for method, body in (("PATCH", {"title": "Mine"}), ("DELETE", {})):
        assert other.send(method, f"templates/{saved['id']}/", body).status_code == 403
    renamed = ida.patch(f"templates/{saved['id']}/", title="Theirs")
    assert (renamed["title"], renamed["about"]) == ("Theirs", "All we do.")
    stale = ida.send("PATCH", f"templates/{saved['id']}/", {"title": "Late", "version": saved["version"]})
    assert stale.status_code == 409
    assert other.post("productions/", name="Other's", template=saved["name"])["role"] == "producer"
    ida.delete(f"templates/{saved['id']}/")
    assert saved["id"] not in [each["id"] for each in ida.get("templates/")["results"]]
    assert ida.send("POST", "productions/", {"name": "Late", "template": saved["name"]}).status_code == 422


def test_a_template_is_replaced_once_one_has_seen_what_differs(ida: Api, film: Film, address: str) -> None:
    saved = ida.post("templates/import/", **FILE)
    path = f"templates/{saved['id']}/"
    soft = {**NODES[1], "label": "soft"}
    other = {**FILE, "title": "Stills too", "nodes": [NODES[0], soft], "parameters": {"resolution": "320x180"}}
    supposed = ida.put(path, file=other, dry_run=True)
    differing = {each["field"]: (each["before"], each["after"]) for each in supposed["difference"]}
    assert {name: after["label"] for name, (_, after) in differing.items() if name.startswith("node:")} == {
        "node:still": "soft"
    }
    assert differing["parameter:resolution"] == (None, "320x180")
    assert (supposed["dry_run"], supposed["events"], supposed["parameters"]) == (True, [], {})
    replaced = ida.put(path, file=other, version=saved["version"])
    assert replaced["difference"] == supposed["difference"]
    assert [event["type"] for event in replaced["events"]] == ["template.replaced"]
    assert (replaced["title"], replaced["about"]) == ("Stills", "One picture a shot.")
    assert [each["label"] for each in replaced["nodes"]] == ["", "soft"]
    assert ida.put(path, file=other)["events"] == []
    assert ida.send("PUT", path, {"file": FILE, "version": saved["version"]}).status_code == 409


def test_what_a_production_goes_by_replaces_a_template(ida: Api, film: Film, address: str) -> None:
    saved = ida.post("templates/import/", **FILE)
    path = f"templates/{saved['id']}/"
    replaced = ida.put(path, production=str(film.log))
    assert [node["id"] for node in replaced["nodes"]] == [*STAGES]
    assert replaced["about"] == "One picture a shot."
    assert {"field": "output:master", "before": "still.keyframe", "after": "finish.master"} in replaced["difference"]
    assert ida.post("productions/", name="Next", template=saved["name"])["role"] == "producer"


def test_who_may_not_replace_a_template_is_refused(ida: Api, film: Film, address: str) -> None:
    saved = ida.post("templates/import/", **FILE)
    path = f"templates/{saved['id']}/"
    assert someone("other").send("PUT", path, {"file": FILE}).status_code == 403
    theirs = someone("stranger").post("templates/import/", **{**FILE, "title": "A stranger's"})
    stolen = someone("third").send("PUT", f"templates/{theirs['id']}/", {"production": str(film.log)})
    assert stolen.status_code == 403
    for body in ({}, {"file": FILE, "production": str(film.log)}):
        assert ida.send("PUT", path, body).status_code == 422
    broken = ida.send("PUT", path, {"file": {**FILE, "outputs": {}}, "dry_run": True})
    assert (broken.status_code, code(broken)) == (422, "invalid-pipeline")
    ida.delete(path)
    gone = ida.send("PUT", path, {"file": {**FILE, "outputs": {"master": "still.keyframe", "still": "still.keyframe"}}})
    assert (gone.status_code, code(gone)) == (409, "template-withdrawn")


def test_every_template_goes_out_as_a_file_that_comes_in_again(ida: Api, film: Film) -> None:
    saved = ida.post("templates/import/", **FILE)
    for each in ida.get("templates/")["results"]:
        file = ida.get(f"templates/{each['name']}/file/")
        assert (file["format"], file["title"]) == ("continuity/pipeline/1", each["title"])
        ida.post("templates/import/", **{**file, "title": f"{file['title']} again"})
    assert ida.get(f"templates/{saved['name']}/file/")["nodes"][0]["id"] == "words"
    for name in ("opera", str(film.log)):
        assert ida.send("GET", f"templates/{name}/file/", {}).status_code == 404


def test_who_may_change_the_pipeline_of_a_production_may_save_it(ida: Api, film: Film) -> None:
    for role, member in crew(ida, str(film.log)).items():
        sent = member.send("POST", "templates/", {"title": f"Of {role}", "production": str(film.log)})
        assert sent.status_code == (201 if role == "producer" else 403)
    sent = someone("stranger").send("POST", "templates/", {"title": "Theirs", "production": str(film.log)})
    assert (sent.status_code, code(sent)) == (404, "not-found")


def test_a_pipeline_goes_out_and_comes_in_as_a_file(ida: Api, film: Film, address: str) -> None:
    ida.put(f"{address}parameters/finish.fade_in/", value="3")
    file = ida.get(f"{address}pipeline/file/")
    assert (file["format"], file["parameters"]) == (
        "continuity/pipeline/1",
        {"resolution": "128x72", "finish.fade_in": "3"},
    )
    saved = ida.post("templates/import/", **{**file, "title": "From elsewhere"})
    assert saved["parameters"] == file["parameters"]
    drafted = ida.put(f"{address}pipeline/", file=FILE)
    assert [node["id"] for node in drafted["draft"]["nodes"]] == ["words", "still"]
    supposed = ida.put(f"{address}pipeline/", file=file, dry_run=True)
    assert (supposed["dry_run"], supposed["draft"]["changed"]) == (True, False)


@pytest.mark.parametrize(
    "body",
    [
        {**FILE, "format": "continuity/pipeline/2"},
        {**FILE, "more": 1},
        {**FILE, "nodes": NODES[1:]},
        {**FILE, "outputs": {}},
        {**FILE, "parameters": {"still.nope": "1"}},
        {**FILE, "title": "Film"},
        {name: value for name, value in FILE.items() if name != "format"},
    ],
)
def test_a_file_that_cannot_run_is_refused_in_words(ida: Api, film: Film, body: dict[str, Any]) -> None:
    refused = ida.send("POST", "templates/import/", body)
    assert refused.status_code in (409, 422)
    assert data(refused)["detail"]


def test_a_file_that_cannot_run_becomes_no_draft(ida: Api, film: Film, address: str) -> None:
    refused = ida.send("PUT", f"{address}pipeline/", {"file": {**FILE, "nodes": NODES[1:]}})
    assert (refused.status_code, code(refused)) == (422, "invalid-pipeline")
    assert ida.send("PUT", f"{address}pipeline/", {"file": FILE, "template": "film"}).status_code == 422
    assert ida.get(f"{address}pipeline/")["version"] == 0


def test_a_graph_can_be_drawn_from_what_the_api_says(ida: Api, film: Film) -> None:
    made_of = ida.get("pipeline/kinds/")
    kinds = {each["name"]: each for each in made_of["kinds"]}
    assert kinds["motion"]["parameters"]["sway"]["most"] == "200"
    ports = {each["name"] for each in made_of["ports"]}
    assert {port["type"] for each in made_of["kinds"] for port in (*each["inputs"], *each["outputs"])} <= ports
    assert {"speaks", "continues", "parameter:language", "scene.place"} <= {
        each["key"] for each in made_of["conditions"]
    }
    options = {each["key"]: each["options"] for each in made_of["conditions"]}
    assert (options["scene.setting"], options["parameter:burn_in"]) == (["INT", "EXT", "INT/EXT"], ["true", "false"])
    assert options["speaks"] == options["scene.place"] == []
    assert len({each["label"] for each in made_of["conditions"]}) == len(options)


def test_an_empty_draft_of_a_fresh_production_answers_its_problems(ida: Api, film: Film, address: str) -> None:
    for dry_run in (True, False):
        emptied = ida.put(f"{address}pipeline/", nodes=[], outputs={}, dry_run=dry_run)
        assert emptied["draft"]["nodes"] == []
        assert [each["text"] for each in emptied["draft"]["problems"]] == ["The pipeline has no stages."]
    assert ida.send("POST", f"{address}pipeline/publish/", {}).status_code == 422


def test_what_a_template_sets_is_undone_like_any_edit(ida: Api, film: Film) -> None:
    made = ida.post("productions/", name="Spot", template="animatic")
    log = UUID(made["id"])
    commands.set_parameter(context(ida.person), log, commands.Target("production", log), "motion.hold", "3")
    assert ida.delete(f"productions/{log}/parameters/motion.hold/")["value"] == "1"
