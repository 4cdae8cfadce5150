"""Models over the API: who reads them, who adds and withdraws them, and what each is shown."""

from pathlib import Path
from uuid import UUID

import pytest
from uuid6 import uuid7

from generation import commands, queries
from generation.artifacts import pictures
from generation.domain.model import NoteTrial, Trial
from generation.models import AdditionRow, RecipeRow
from generation.register import additions
from generation.register.registering import ModelRequest
from productions.models import User
from tests.generation.api.test_pictures import picture
from tests.generation.backends.diffusers.folders import model
from tests.generation.filming import Film
from tests.support.making import context
from tests.support.routes import Operation, operations
from tests.support.web import Api, code, data, someone

pytestmark = pytest.mark.django_db
OURS = [each for each in operations() if each.path.startswith("/api/v1/models/")]
STUDIO_READS = {"additions_list", "additions_read", "models_suggest"}
each_one = pytest.mark.parametrize("operation", OURS, ids=lambda each: each.name)


@pytest.fixture
def boss() -> Api:
    """Who answers for the studio."""
    return Api(User.objects.create_superuser("boss"))


@pytest.fixture
def wan(tmp_path: Path) -> str:
    """A registered model."""
    folder = model(tmp_path / "wan")
    by = context()
    wanted = ModelRequest(str(folder), licence="Apache-2.0")
    return str(commands.add_model(by, wanted, lambda _d, _w: None, lambda _d, _w: None).value)


def test_a_studio_begins_without_models(ida: Api, boss: Api) -> None:
    assert ida.get("models/")["results"] == []
    assert ida.get("models/")["can"]["add"]["allowed"] is False
    assert boss.get("models/")["can"]["add"]["allowed"] is True


@each_one
def test_everybody_reads_models_and_who_answers_for_the_studio_writes(operation: Operation, wan: str) -> None:
    address = operation.path.replace("{id}", wan).replace("{digest}", "sha256:" + "0" * 64)
    stranger = someone("stranger").send(operation.method, address, {})
    forbidden = operation.method != "GET" or operation.name in STUDIO_READS
    assert (stranger.status_code == 403) is forbidden
    boss = Api(User.objects.create_superuser("boss"))
    assert boss.send(operation.method, address, {}).status_code not in (401, 403)


def test_a_model_shows_what_it_can_do_and_where_its_files_lie_to_the_studio_alone(
    ida: Api, boss: Api, wan: str, tmp_path: Path
) -> None:
    shown = boss.get(f"models/{wan}/")
    (version,) = shown["versions"]
    assert (shown["name"], shown["task"], shown["licence"], shown["withdrawn"]) == ("wan", "video", "Apache-2.0", None)
    assert version["source"] == {"kind": "folder", "at": str(tmp_path / "wan"), "revision": ""}
    able = version["ability"]
    assert (able["family"], able["multiple"], able["frame_step"], able["frame_first"]) == ("WanPipeline", 16, 4, 1)
    assert {"name": "transformer", "architecture": "WanTransformer3DModel", "bytes": 11} in able["parts"]
    assert ida.get(f"models/{wan}/")["versions"][0]["source"] is None
    assert [each["id"] for each in ida.get("models/")["results"]] == [wan]


def test_a_licence_is_edited_and_a_model_is_withdrawn_and_comes_back(boss: Api, wan: str) -> None:
    edited = boss.patch(f"models/{wan}/", licence="cc-by-nc-4.0")
    assert (edited["licence"], edited["uses"]) == ("CC-BY-NC-4.0", ["non-commercial", "research"])
    assert boss.patch(f"models/{wan}/", uses=["research"], memory=7)["versions"][0]["memory"] == 7
    told = boss.post(f"models/{wan}/withdraw/", reason="Its licence changed.")
    assert (told["withdrawn"], [each["type"] for each in told["events"]]) == (
        "Its licence changed.",
        ["model.withdrawn"],
    )
    late = boss.send("POST", f"models/{wan}/reinstate/", {"version": 1})
    assert late.status_code == 409
    assert boss.post(f"models/{wan}/reinstate/")["withdrawn"] is None
    wrong = boss.send("POST", f"models/{wan}/withdraw/", {"reason": " "})
    assert (wrong.status_code, code(wrong)) == (422, "invalid-model")


def test_the_picture_of_a_trial_is_shown_to_all_who_are_signed_in(ida: Api, wan: str) -> None:
    state = queries.model(UUID(wan)).state
    kept = pictures.keep(picture())
    trial = Trial(worked=True, pictures=(kept,), seconds="1.5")
    commands.note_trial(context(), UUID(wan), NoteTrial(state.weights.digest, "cpu", trial))
    (shown,) = ida.get(f"models/{wan}/")["versions"][0]["trials"]
    assert (shown["device"], shown["worked"], shown["pictures"]) == ("cpu", True, [kept])
    answer = ida.send("GET", f"models/{wan}/pictures/{kept}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert ida.send("GET", f"models/{wan}/pictures/sha256:{'0' * 64}/").status_code == 404


def test_adding_begins_one_at_a_time_and_says_how_far_it_is(boss: Api) -> None:
    begun = boss.send("POST", "models/", {"source": "/models/wan", "licence": "MIT", "uses": ["research"]})
    assert begun.status_code == 202
    told = data(begun)
    assert (told["source"], told["step"], told["events"]) == ("/models/wan", "waiting", [])
    assert begun["Location"] == f"/api/v1/models/additions/{told['id']}/"
    again = boss.send("POST", "models/", {"source": "/models/other"})
    assert (again.status_code, code(again)) == (409, "addition-running")
    telling = additions.Telling(UUID(told["id"]))
    telling.at("reading", 5, 10)
    shown = boss.get(f"models/additions/{told['id']}/")
    assert (shown["step"], shown["done"], shown["whole"]) == ("reading", 5, 10)
    telling.ended("There is no folder /models/wan on this machine.")
    assert boss.get("models/additions/")["results"][0]["reason"].startswith("There is no folder")
    assert boss.send("POST", "models/", {"source": "/models/other"}).status_code == 202


def test_an_addition_whose_process_is_gone_says_so_and_holds_up_nobody(boss: Api) -> None:
    begun = boss.post("models/", source="/models/wan")
    AdditionRow.objects.update(seen_at="2026-01-01T00:00:00Z")
    shown = boss.get(f"models/additions/{begun['id']}/")
    assert (shown["step"], "Begin again" in shown["reason"]) == ("failed", True)
    assert boss.get("models/additions/")["results"][0]["step"] == "failed"
    assert boss.send("POST", "models/", {"source": "/models/wan"}).status_code == 202


def test_a_version_of_no_model_is_refused_at_once(boss: Api) -> None:
    assert boss.send("POST", "models/", {"source": "/models/wan", "version_of": str(uuid7())}).status_code == 404


def test_where_a_model_is_used_is_told_of_one_s_own_productions(ida: Api, boss: Api, film: Film, wan: str) -> None:
    film.order("one")
    film.work()
    row = RecipeRow.objects.filter(document__contains='"keyframe"').first()
    assert row is not None
    named = row.document.replace('"inputs":{', f'"inputs":{{"setting:model":{{"digest":"x","id":"{wan}"}},', 1)
    RecipeRow.objects.filter(key=row.key).update(document=named)
    (used,) = ida.get(f"models/{wan}/uses/")["productions"]
    assert (used["production"], used["settings"], used["shots"]) == (str(film.log), 0, 1)
    assert boss.get(f"models/{wan}/uses/") == {"productions": [], "others": 1, "paces": []}


def test_what_was_made_with_a_withdrawn_model_says_so(ida: Api, boss: Api, film: Film, wan: str) -> None:
    film.order("one")
    film.work()
    takes = f"shots/{film.shots['one']}/takes/"
    (take,) = ida.get(takes)["results"]
    digest = boss.get(f"models/{wan}/")["versions"][0]["digest"]
    row = RecipeRow.objects.get(key=take["recipes"]["keyframe"])
    row.document = row.document.replace('"inputs":{', f'"inputs":{{"setting:model":{{"digest":"{digest}"}},', 1)
    row.save()
    assert ida.get(takes)["results"][0]["withdrawn"] == []
    boss.post(f"models/{wan}/withdraw/", reason="Its licence changed.")
    assert ida.get(takes)["results"][0]["withdrawn"] == ["wan: Its licence changed."]
    assert ida.get(f"takes/{take['id']}/")["withdrawn"] == ["wan: Its licence changed."]


def test_known_models_are_told_with_how_they_fit(boss: Api) -> None:
    told = boss.get("models/suggestions/")
    assert told["memory"] > 0 and "Estimates" in told["assumes"]
    assert {each["task"] for each in told["models"]} == {"image", "video"}
