"""Looks by range over the API: said, read with what people should know, changed, taken away, supposed and gathered."""

from typing import Any

import pytest

from tests.conftest import Sequencer
from tests.support.web import Api, code, data


@pytest.fixture
def mara(ida: Api, film: str) -> dict[str, Any]:
    """A character whom both scenes cast."""
    (found,) = [each for each in ida.get(f"{film}references/")["results"] if each["name"] == "MARA"]
    return dict(found)


@pytest.fixture
def scenes(ida: Api, film: str) -> list[dict[str, Any]]:
    return list(ida.get(f"{film}scenes/")["results"])


def wet(scene: str, **said: Any) -> dict[str, Any]:
    first = {"kind": "scene", "id": scene}
    return {"label": "wet", "first": first, "attributes": {"wardrobe_colour": "navy", "accessory": None}, **said}


def test_a_look_changes_from_a_scene_on(
    ida: Api, film: str, mara: dict[str, Any], scenes: list[dict[str, Any]]
) -> None:
    quay, cabin = (scene["id"] for scene in scenes)
    address = f"references/{mara['id']}/looks/"
    assert ida.get(address)["parts"] == []
    said = ida.post(address, **wet(cabin), version=mara["version"])
    assert [event["type"] for event in said["events"]] == ["reference.look_changed"]
    (part,) = ida.get(address)["parts"]
    assert (part["label"], part["where"]) == ("wet", f"from scene {scenes[1]['code']} to the end")
    assert part["attributes"] == {"wardrobe_colour": "navy", "accessory": None}
    assert part["first"] == {"kind": "scene", "id": cabin, "code": scenes[1]["code"], "removed": False}
    assert [held["scene"] for held in part["holds"]] == [cabin]
    shots = ida.get(f"{film}shots/")["results"]
    coats = {shot["scene"]: coat_in(ida, shot["id"], mara["id"]) for shot in shots if casts(shot, mara["id"])}
    assert coats == {quay: None, cabin: "navy"}


def casts(shot: dict[str, Any], reference: str) -> bool:
    return any(entry["reference"] == reference for entry in shot["cast"])


def coat_in(ida: Api, shot: str, reference: str) -> Any:
    """The colour that is read of a coat in a shot; the looks of the shot say the same."""
    read = ida.get(f"shots/{shot}/inputs/")["inputs"][f"cast:{reference}"]["value"]["look"]
    (look,) = [each for each in ida.get(f"shots/{shot}/looks/")["looks"] if each["reference"] == reference]
    assert look["attributes"] == read["attributes"]
    assert bool(look["changes"]) == ("wardrobe_colour" in read["attributes"])
    return read["attributes"].get("wardrobe_colour")


def test_it_is_said_anew_and_taken_away_and_the_past_still_has_it(
    ida: Api, sequencer: Sequencer, mara: dict[str, Any], scenes: list[dict[str, Any]]
) -> None:
    quay, cabin = (scene["id"] for scene in scenes)
    address = f"references/{mara['id']}/looks/"
    look = ida.post(address, **wet(quay))["parts"][0]["id"]
    sequencer.step()
    then = ida.send("GET", address)["X-Log-Position"]
    changed = ida.put(f"{address}{look}/", **wet(quay, last={"kind": "scene", "id": quay}, label="soaked"))
    assert (changed["parts"][0]["label"], changed["parts"][0]["where"]) == ("soaked", f"in scene {scenes[0]['code']}")
    assert ida.delete(f"{address}{look}/")["parts"] == []
    assert ida.delete(f"{address}{look}/")["events"] == []
    assert ida.get(f"{address}?at={then}")["parts"][0]["label"] == "wet"
    unknown = ida.send("PUT", f"{address}{mara['id']}/", wet(cabin))
    assert (unknown.status_code, code(unknown)) == (404, "not-found")


def test_an_older_version_is_a_conflict(ida: Api, mara: dict[str, Any], scenes: list[dict[str, Any]]) -> None:
    address = f"references/{mara['id']}/looks/"
    ida.post(address, **wet(scenes[0]["id"]), version=mara["version"])
    late = ida.send("POST", address, {**wet(scenes[1]["id"]), "version": mara["version"]})
    assert (late.status_code, code(late)) == (409, "version-conflict")


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"first": None}, (422, "invalid-look-change")),
        ({"attributes": {}}, (422, "invalid-look-change")),
        ({"label": " "}, (422, "invalid-name")),
        ({"attributes": {"wardrobe_colour": "bananas"}}, (422, "invalid-colour")),
        ({"images": [f"sha256:{'0' * 64}"]}, (422, "invalid-look-change")),
        ({"first": {"kind": "shot", "id": "00000000-0000-0000-0000-000000000001"}}, (404, "not-found")),
        ({"last": {"kind": "take", "id": "00000000-0000-0000-0000-000000000001"}}, (422, "invalid-request")),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    ida: Api, mara: dict[str, Any], scenes: list[dict[str, Any]], change: dict[str, Any], refused: tuple[int, str]
) -> None:
    answer = ida.send("POST", f"references/{mara['id']}/looks/", {**wet(scenes[0]["id"]), **change})
    assert (answer.status_code, code(answer)) == refused
    assert data(answer)["detail"]


def test_it_may_not_end_before_it_begins(ida: Api, mara: dict[str, Any], scenes: list[dict[str, Any]]) -> None:
    quay, cabin = (scene["id"] for scene in scenes)
    turned = wet(cabin, last={"kind": "scene", "id": quay})
    answer = ida.send("POST", f"references/{mara['id']}/looks/", turned)
    assert (answer.status_code, data(answer)["field"]) == (422, "last")


def test_people_are_told_what_they_should_know(
    ida: Api, film: str, mara: dict[str, Any], scenes: list[dict[str, Any]]
) -> None:
    quay, cabin = (scene["id"] for scene in scenes)
    address = f"references/{mara['id']}/looks/"
    ida.post(address, **wet(quay))
    torn = wet(cabin, label="torn sleeve")
    parts = ida.post(address, **torn)["parts"]
    (remark,) = parts[0]["remarks"]
    assert remark["kind"] == "overlap"
    assert remark["text"].startswith("“torn sleeve” begins later and decides accessory and wardrobe colour in scene ")
    assert remark["scenes"] == [cabin]
    ida.delete(f"scenes/{cabin}/")
    gone = ida.get(address)["parts"][1]
    assert [each["kind"] for each in gone["remarks"]] == ["end-removed", "nowhere"]
    assert gone["first"]["removed"]
    assert scenes[1]["code"] in gone["remarks"][0]["text"]
    ida.post(f"scenes/{cabin}/restore/")
    ida.post(f"references/{mara['id']}/lock/", reason="")
    ida.put(f"{address}{parts[1]['id']}/", **{**torn, "attributes": {"hair": "long"}})
    assert "locked" in [each["kind"] for each in ida.get(address)["parts"][1]["remarks"]]


def test_it_is_gathered_in_a_change_set(
    ida: Api, film: str, mara: dict[str, Any], scenes: list[dict[str, Any]]
) -> None:
    look = "01a21d84-d23e-727f-b1c5-60f362245641"
    value = {**wet(scenes[0]["id"]), "without": [], "also": [], "description": None, "images": None, "last": None}
    edit = {"reference": mara["id"], "field": f"look_change:{look}", "value": value}
    made = ida.post(f"{film}change-sets/", name="Rain", edits=[edit])
    (standing,) = ida.get(f"change-sets/{made['id']}/")["gathered"]
    assert (standing["state"], standing["from"], standing["to"]) == ("ready", None, value)
    assert "look in a part of the film" in standing["label"]
    wrong = ida.send("POST", f"{film}change-sets/", {"name": "Rain", "edits": [{**edit, "value": {"label": "wet"}}]})
    assert wrong.status_code == 422
