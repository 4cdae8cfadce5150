"""Edits of many fields over the API: one act, one undo; nothing where one of them stands in the way."""

from typing import Any

import pytest

from tests.conftest import Sequencer
from tests.support.web import Api, code, crew, data


@pytest.fixture
def shots(ida: Api, film: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = ida.get(f"{film}shots/")["results"]
    return listed


def setting(shots: list[dict[str, Any]], field: str, value: Any) -> list[dict[str, Any]]:
    return [{"shot": shot["id"], "field": field, "value": value, "from": shot[field]} for shot in shots]


def test_one_field_of_many_shots_is_one_act_and_one_undo(
    ida: Api, film: str, shots: list[dict[str, Any]], sequencer: Sequencer
) -> None:
    done = ida.post(f"{film}edits/", edits=setting(shots, "camera", "push-in"))
    assert (done["made"], done["unchanged"], len(done["events"])) == (len(shots), 0, len(shots))
    now = ida.get(f"{film}shots/")["results"]
    assert {shot["camera"] for shot in now} == {"push-in"}
    sequencer.step()
    last = ida.get(f"{film}undo/")["undo"]
    ida.post(f"{film}undo/", command=last["command"])
    assert [shot["camera"] for shot in ida.get(f"{film}shots/")["results"]] == [shot["camera"] for shot in shots]


def test_what_is_so_already_makes_no_event(ida: Api, film: str, shots: list[dict[str, Any]]) -> None:
    ida.patch(f"shots/{shots[0]['id']}/", size="wide")
    done = ida.post(f"{film}edits/", edits=setting(shots[:1], "size", "wide"))
    assert (done["made"], done["unchanged"], done["events"]) == (0, 1, [])


def test_one_field_that_somebody_changed_meanwhile_keeps_all_from_being_made(
    ida: Api, film: str, shots: list[dict[str, Any]]
) -> None:
    ida.patch(f"shots/{shots[1]['id']}/", camera="pan-left")
    refused = ida.send("POST", f"{film}edits/", {"edits": setting(shots, "camera", "push-in")})
    assert (refused.status_code, code(refused)) == (409, "change-set-conflict")
    (told,) = data(refused)["edits"]
    assert (told["thing"], told["field"], told["state"], told["now"]) == (
        shots[1]["id"],
        "camera",
        "conflict",
        "pan-left",
    )
    assert ida.get(f"shots/{shots[0]['id']}/")["camera"] == shots[0]["camera"]
    whatever = [
        {name: said for name, said in edit.items() if name != "from"} for edit in setting(shots, "camera", "pov")
    ]
    assert ida.send("POST", f"{film}edits/", {"edits": whatever}).status_code == 422
    over = [{**edit, "value": "push-in"} for edit in whatever]
    assert ida.post(f"{film}edits/", edits=over)["made"] == len(shots)


def test_texts_lengths_and_casts_rest_on_what_the_list_shows(ida: Api, film: str, shots: list[dict[str, Any]]) -> None:
    shot = next(shot for shot in shots if shot["cast"])
    (cast, *_) = shot["cast"]
    edits = [
        {"shot": shot["id"], "field": "description", "value": "Rain.", "from": shot["description"]},
        {"shot": shot["id"], "field": "frames", "value": 72, "from": shot["frames"]},
        {"shot": shot["id"], "field": f"cast:{cast['reference']}", "value": None},
    ]
    assert ida.post(f"{film}edits/", edits=edits)["made"] == 3
    now = ida.get(f"shots/{shot['id']}/")
    assert (now["description"], now["frames"]) == ("Rain.", 72)
    assert cast["reference"] not in [entry["reference"] for entry in now["cast"]]
    back = ida.post(f"{film}edits/", edits=[{"shot": shot["id"], "field": "description", "value": None}])
    assert back["made"] == 1
    assert ida.get(f"shots/{shot['id']}/")["own"]["description"] is None


def test_a_field_is_named_once_and_each_edit_needs_its_right(ida: Api, film: str, shots: list[dict[str, Any]]) -> None:
    twice = setting(shots[:1], "camera", "push-in") * 2
    assert ida.send("POST", f"{film}edits/", {"edits": twice}).status_code == 422
    artist = crew(ida, film.split("/")[1])["artist"]
    heading = {"scene": shots[0]["scene"], "field": "heading", "value": "INT. BARN - DAY"}
    refused = artist.send("POST", f"{film}edits/", {"edits": [heading, *setting(shots[:1], "camera", "push-in")]})
    assert refused.status_code in (403, 409)
    assert ida.get(f"shots/{shots[0]['id']}/")["camera"] == shots[0]["camera"]
