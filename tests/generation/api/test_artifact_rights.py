"""Who may read which artifact, and that what one may not read is told by no other route either."""

from base64 import b64encode
from pathlib import Path

import pytest
from uuid6 import uuid7

from generation import commands as orders
from generation.artifacts import artifact_store
from generation.delivery import exports
from generation.delivery.exports import Exported, ExportedFile
from generation.models import FilmExportRow, JobRow, TraceRow
from generation.stages.registry import kinds
from generation.stages.templates import templates
from productions import commands, policy
from productions.domain.graph import Graph, GraphNode
from productions.domain.production import Role
from tests.conftest import Sequencer
from tests.generation.api.test_pictures import picture
from tests.generation.delivery.test_exporting import wav
from tests.generation.filming import ROLES, Film
from tests.support.films import artifact, taken
from tests.support.making import context, production
from tests.support.routes import NOWHERE, Operation, operations
from tests.support.web import Api, code, crew, data, someone

EVERYBODY: set[Role] = {"producer", "artist", "reviewer", "auditor"}
PROMPTED: set[Role] = {"producer", "artist", "auditor"}
READERS = dict.fromkeys(
    (
        *("keyframe", "frames", "last_frame", "master", "proxy", "poster", "report", "picture"),
        *("sound", "timing", "captions", "recording", "loudness", "film"),
    ),
    EVERYBODY,
)
READERS["prompt"] = PROMPTED
READERS["dossiers"] = {"producer", "auditor"}
GETS = [each for each in operations() if each.within and each.method == "GET" and "/studio/" not in each.path]


@pytest.fixture
def digests(ida: Api, film: Film, tmp_path: Path) -> dict[str, str]:
    """A digest for each role that anything in the film has, the first shot's take being made."""
    checked = templates()["checked"].graph
    spoken = (
        GraphNode("voices", "narration"),
        GraphNode("words", "captions"),
        GraphNode("levels", "mix", inputs={"dialogue": "voices.sound"}),
    )
    heard = {"sound": "levels.sound", "captions": "words.captions"}
    orders.change_draft(film.by, film.log, Graph((*checked.nodes, *spoken), {**checked.outputs, **heard}))
    orders.publish_pipeline(film.by, film.log)
    film.make("one")
    by_role = {each["role"]: each["digest"] for trace in TraceRow.objects.all() for each in trace.artifacts}
    mara = ida.post(f"references/{film.references['Mara']}/images/", file=b64encode(picture()).decode())
    music = commands.add_reference(film.by, film.log, film.by.ids(), "music", "A waltz").value
    recording = ida.put(f"references/{music}/sound/", file=b64encode(wav(1)).decode())["attributes"]["sound"]
    return {**by_role, "picture": mara["images"][0], "recording": recording, **written(film, tmp_path)}


def written(film: Film, folder: Path) -> dict[str, str]:
    """The digests of the film as a file, and of a package of it with dossiers."""
    return {role: _exported(film, folder / role, dossiers=role == "dossiers") for role in ("film", "dossiers")}


def _exported(film: Film, path: Path, *, dossiers: bool) -> str:
    path.write_text(path.name)
    kept, id_ = artifact_store.put(path, "application/zip" if dossiers else "video/mp4"), uuid7()
    artifact_store.shelve([kept])
    asked = {"form": "mp4", "dossiers": dossiers}
    FilmExportRow.objects.create(id=id_, production=film.log, person=film.by.actor, asked=asked, step="done")
    file = ExportedFile(path.name, kept.digest, kept.media_type, kept.size)
    nothing = ExportedFile("manifest", "sha256:" + "0" * 64, "application/json", 1)
    exports.finished(id_, Exported(file, nothing, 1, "24", 16, 16, 2000, 1, 1, {}))
    return kept.digest


def test_every_role_of_the_pipeline_has_its_readers(digests: dict[str, str]) -> None:
    assert digests.keys() == READERS.keys() == policy._ARTIFACTS.keys()
    assert set(ROLES) == kinds().keys()


@pytest.mark.parametrize("role", sorted(READERS))
def test_an_artifact_is_read_by_whom_its_role_allows(role: str, ida: Api, film: Film, digests: dict[str, str]) -> None:
    path, members = f"artifacts/{digests[role]}/", crew(ida, str(film.log))
    for member in READERS[role]:
        assert members[member].send("HEAD", path).status_code == 200, member
    for member in EVERYBODY - READERS[role]:
        refused = members[member].send("GET", path)
        assert (refused.status_code, code(refused), data(refused)["ask"]) == (403, "forbidden", ["Ida"]), member
    assert someone("stranger").send("GET", path).status_code == 404


def test_one_naming_that_may_be_seen_is_enough(ida: Api, film: Film, digests: dict[str, str]) -> None:
    reviewer = crew(ida, str(film.log))["reviewer"]
    path = f"artifacts/{digests['prompt']}/"
    assert reviewer.send("HEAD", path).status_code == 403
    poster = artifact("poster")
    named = type(poster)("poster", digests["prompt"], poster.content, "image/png", 10)
    taken(film.by, film.log, film.shots["two"], artifacts=[artifact("master"), named])
    assert reviewer.send("HEAD", path).status_code == 200


def test_a_role_elsewhere_opens_what_is_named_there(ida: Api, film: Film, digests: dict[str, str]) -> None:
    reviewer = crew(ida, str(film.log))["reviewer"]
    by = context(reviewer.person)
    own = production(by, name="Of their own")
    path = f"artifacts/{digests['prompt']}/"
    assert reviewer.send("HEAD", path).status_code == 403
    job = JobRow.objects.filter(stage="prompt").first()
    assert job is not None
    JobRow.objects.create(**{**_values(job), "id": NOWHERE, "order": NOWHERE, "production": own})
    assert reviewer.send("HEAD", path).status_code == 200
    commands.add_member(by, own, ida.person, "producer")
    ida.patch(f"productions/{own}/members/{reviewer.person}/", role="reviewer")
    assert reviewer.send("HEAD", path).status_code == 403


def _values(job: JobRow) -> dict[str, object]:
    return {field.attname: getattr(job, field.attname) for field in JobRow._meta.concrete_fields}


@pytest.mark.parametrize("operation", GETS, ids=lambda each: each.name)
def test_no_route_tells_a_reviewer_of_the_prompt(
    operation: Operation, ida: Api, film: Film, digests: dict[str, str], sequencer: Sequencer
) -> None:
    sequencer.step()
    trace = TraceRow.objects.get(digests__contains=[digests["prompt"]])
    with artifact_store.open_sound(digests["prompt"]) as file:
        text = file.read().decode()
    secrets = (digests["prompt"], trace.artifacts[0]["content"], text, trace.key)
    path = operation.address(_places(ida, film))
    reviewer = crew(ida, str(film.log))["reviewer"]
    said = _said(reviewer, f"{path}?{operation.needed()}")
    assert [secret for secret in secrets if secret in said] == []


def test_an_event_tells_its_artifacts_to_whom_they_are_open(
    ida: Api, film: Film, digests: dict[str, str], sequencer: Sequencer
) -> None:
    sequencer.step()
    path = f"productions/{film.log}/events/?type=job.done"
    members = crew(ida, str(film.log))
    for member in PROMPTED:
        assert digests["prompt"] in _said(members[member], path), member
    artifacts = [each for event in members["reviewer"].get(path)["results"] for each in event["payload"]["artifacts"]]
    assert {(each["role"], each["digest"] is None) for each in artifacts if each["role"] in ("prompt", "master")} == {
        ("prompt", True),
        ("master", False),
    }


def test_a_take_lists_the_artifacts_that_one_may_read(ida: Api, film: Film, digests: dict[str, str]) -> None:
    members = crew(ida, str(film.log))
    listed = {}
    for member in EVERYBODY:
        (take,) = members[member].get(f"shots/{film.shots['one']}/takes/")["results"]
        listed[member] = {each["role"] for each in take["artifacts"]}
        assert members[member].get(f"takes/{take['id']}/")["artifacts"] == take["artifacts"]
    assert "master" in listed["reviewer"]
    assert {member: everything - listed["reviewer"] for member, everything in listed.items()} == {
        **{member: {"prompt"} for member in PROMPTED},
        "reviewer": set(),
    }


def _places(ida: Api, film: Film) -> dict[str, str]:
    shot = film.shots["one"]
    take = ida.get(f"shots/{shot}/takes/")["results"][0]["id"]
    order = ida.get(f"productions/{film.log}/orders/")["results"][0]["id"]
    return {
        "/orders/{id}": f"/orders/{order}",
        "/takes/{id}": f"/takes/{take}",
        "/shots/{id}": f"/shots/{shot}",
        "/scenes/{id}": f"/scenes/{film.scenes['quay']}",
        "/references/{id}": f"/references/{film.references['Mara']}",
        "{production}": str(film.log),
        "{person}": str(ida.person),
        "{position}": "1",
        "{name}": "style",
    }


def _said(api: Api, path: str) -> str:
    response = api.send("GET", path)
    assert response.status_code in (200, 403, 404), response.content
    return "" if response.streaming else response.content.decode(errors="replace")
