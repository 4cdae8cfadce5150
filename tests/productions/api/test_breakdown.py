"""The breakdown over HTTP: proposed before it is saved, decided about, and followed by references."""

from typing import Any

import pytest

from tests.support.making import SCRIPT
from tests.support.web import Api

pytestmark = pytest.mark.django_db


def proposal(api: Api, film: str, **body: Any) -> dict[str, Any]:
    found: dict[str, Any] = api.put(f"{film}script/?dry_run=true", text=SCRIPT, **body)
    return found


def refused(api: Api, method: str, address: str, status: int, **body: Any) -> None:
    assert api.send(method, address, body).status_code == status


def shots(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [shot for scene in found["proposal"]["scenes"] for shot in scene["shots"]]


def listed(api: Api, address: str) -> list[dict[str, Any]]:
    return [*api.get(address)["results"]]


def reference(api: Api, film: str, name: str) -> dict[str, Any]:
    (found,) = [each for each in listed(api, f"{film}references/") if each["name"] == name]
    return found


def test_a_first_script_is_proposed_with_reasons_and_lines(ida: Api) -> None:
    film = f"productions/{ida.post('productions/', name='The Ferry')['id']}/"
    found = proposal(ida, film)
    quay, cabin = found["proposal"]["scenes"]
    assert (quay["heading"]["setting"], quay["heading"]["place"], quay["heading"]["time"]) == ("EXT", "QUAY", "DAWN")
    assert (quay["code"], cabin["verdict"]) == ("SC010", "created")
    first = quay["shots"][0]
    assert (first["code"], first["lines"], first["verdict"]) == ("SC010_0010", [5, 5], "created")
    assert {"name": "MARA", "kind": "character", "role": "seen", "why": "named", "line": 5, "reference": None} in [
        *first["cast"]
    ]
    people = {person["name"]: person for person in found["proposal"]["people"]}
    assert people.keys() == {"MARA", "IVO"}
    assert (people["MARA"]["line"], people["MARA"]["seen"], people["MARA"]["reference"]) == (5, True, None)
    assert [place["name"] for place in found["proposal"]["places"]] == ["QUAY", "FERRY CABIN"]
    assert (found["renames"], found["lost"]) == ([], [])
    assert listed(ida, f"{film}shots/") == []


def test_decisions_of_an_import_are_listed_with_where_they_stand_and_withdrawn(ida: Api, film: str) -> None:
    before = [shot["id"] for shot in listed(ida, f"{film}shots/")]
    shot = shots(proposal(ida, film))[2]
    drop = {"decision": "drop", "anchor": shot["anchor"]}
    saved = ida.put(f"{film}script/", text=SCRIPT, decisions=[drop])
    assert [each["code"] for each in saved["shots"]["removed"]] == [shot["code"]]
    (entry,) = listed(ida, f"{film}script/decisions/")
    assert (entry["decision"], entry["lost"]) == (drop, False)
    assert (entry["line"], entry["text"]) == (shot["lines"][0], " ".join(shot["text"].split("\n\n")[0].split()))
    done = ida.post(f"{film}script/decisions/", withdrawn=[drop])
    assert [each["code"] for each in done["shots"]["restored"]] == [shot["code"]]
    assert [shot["id"] for shot in listed(ida, f"{film}shots/")] == before
    assert listed(ida, f"{film}script/decisions/") == []


def test_a_decision_whose_text_is_gone_is_told(ida: Api, film: str) -> None:
    split = {"decision": "split", "anchor": {"digest": "sha256:" + "0" * 64, "occurrence": 1}}
    assert ida.put(f"{film}script/", text=SCRIPT, decisions=[split])["lost"] == [split]
    assert listed(ida, f"{film}script/decisions/")[0]["lost"]


def test_a_dry_run_of_a_decision_keeps_nothing(ida: Api, film: str) -> None:
    found = ida.post(f"{film}script/decisions/?dry_run=true", decisions=[{"decision": "refuse", "name": "IVO"}])
    assert "IVO" not in {person["name"] for person in found["proposal"]["people"]}
    assert listed(ida, f"{film}script/decisions/") == []
    assert reference(ida, film, "IVO")


def test_a_shot_is_split_at_one_of_its_sentences_and_merged_again(ida: Api, film: str) -> None:
    first = listed(ida, f"{film}shots/")[0]
    sentences = listed(ida, f"shots/{first['id']}/sentences/")
    assert [each["text"] for each in sentences] == ["Fog on the water.", "MARA, tall, waits under a lamp."]
    made = ida.post(f"shots/{first['id']}/split/", anchor=sentences[1]["anchor"], version=first["version"])
    (new,) = made["shots"]["created"]
    assert new["code"] == "SC010_0015"
    assert ida.get(f"shots/{first['id']}/")["text"] == "Fog on the water."
    ida.post(f"shots/{new['id']}/merge/")
    assert ida.get(f"shots/{first['id']}/")["text"] == first["text"]
    assert ida.get(f"shots/{new['id']}/")["removed"]


def test_who_has_seen_an_older_version_of_a_shot_does_not_split_it(ida: Api, film: str) -> None:
    first = listed(ida, f"{film}shots/")[0]
    anchor = listed(ida, f"shots/{first['id']}/sentences/")[1]["anchor"]
    ida.patch(f"shots/{first['id']}/", size="wide")
    refused(ida, "POST", f"shots/{first['id']}/split/", 409, anchor=anchor, version=first["version"])


def test_what_the_script_casts_says_why_and_is_refused_once_for_the_film(ida: Api, film: str) -> None:
    mara = reference(ida, film, "MARA")["id"]
    first = listed(ida, f"{film}shots/")[0]
    (entry,) = [each for each in first["cast"] if each["reference"] == mara]
    assert entry["why"] == {"reason": "named", "line": 0, "name": "MARA"}
    ida.post(f"shots/{first['id']}/cast/{mara}/refuse/")
    assert not any(each["reference"] == mara for shot in listed(ida, f"{film}shots/") for each in shot["cast"])
    assert ida.get(f"references/{mara}/")["removed"]


def test_another_name_that_somebody_had_before_is_told(ida: Api, film: str) -> None:
    mara = reference(ida, film, "MARA")
    ida.post(f"references/{mara['id']}/aliases/", name="the passenger", version=mara["version"])
    alias = {"decision": "alias", "name": "the passenger", "of": "IVO", "kind": "character"}
    told = proposal(ida, film, decisions=[alias])["remarks"]
    assert "the passenger was another name of MARA, and is one of IVO now." in [text for _, text in told]
    ida.put(f"{film}script/", text=SCRIPT, decisions=[alias])
    assert [reference(ida, film, name)["aliases"] for name in ("MARA", "IVO")] == [[], ["the passenger"]]


def test_aliases_are_given_and_taken_away_by_name(ida: Api, film: str) -> None:
    mara = reference(ida, film, "MARA")
    named = ida.post(f"references/{mara['id']}/aliases/", name="the passenger", version=mara["version"])
    assert named["aliases"] == ["the passenger"]
    refused(ida, "POST", f"references/{reference(ida, film, 'IVO')['id']}/aliases/", 409, name="The Passenger")
    assert ida.delete(f"references/{mara['id']}/aliases/", name="THE PASSENGER")["aliases"] == []
    assert ida.patch(f"references/{mara['id']}/", name="Mara Lind")["aliases"] == ["MARA"]


def test_two_references_become_one_and_undo_parts_them(ida: Api, film: str) -> None:
    mara, ivo = reference(ida, film, "MARA"), reference(ida, film, "IVO")
    before = [shot["cast"] for shot in listed(ida, f"{film}shots/")]
    done = ida.post(f"references/{ivo['id']}/merge/", into=mara["id"])
    assert (done["removed"], done["merged"]) == (True, mara["id"])
    assert ida.get(f"references/{mara['id']}/")["aliases"] == ["IVO"]
    assert not any(each["reference"] == ivo["id"] for shot in listed(ida, f"{film}shots/") for each in shot["cast"])
    ida.post(f"{film}undo/", events=[each["event"] for each in done["events"]])
    assert [shot["cast"] for shot in listed(ida, f"{film}shots/")] == before


def test_a_place_within_a_place(ida: Api, film: str) -> None:
    quay = reference(ida, film, "QUAY")
    shed = ida.post(f"{film}references/", kind="location", name="QUAY - SHED", parent=quay["id"])
    assert shed["parent"] == quay["id"]
    refused(ida, "PATCH", f"references/{quay['id']}/", 422, parent=shed["id"])
    assert ida.patch(f"references/{shed['id']}/", parent=None)["parent"] is None


def test_an_introduction_is_shown_as_read_from_the_script(ida: Api, film: str) -> None:
    text = SCRIPT.replace("MARA, tall, waits", "MARA, 40, in a long red coat, waits")
    other = f"productions/{ida.post('productions/', name='Another')['id']}/"
    ida.put(f"{other}script/", text=text)
    mara = reference(ida, other, "MARA")
    assert {"wardrobe", "wardrobe_colour", "age"} <= set(mara["read"])
    changed = ida.patch(f"references/{mara['id']}/", attributes={"wardrobe_colour": "green"})
    assert "wardrobe_colour" not in changed["read"] and "wardrobe" in changed["read"]


def test_a_rename_is_offered_and_accepted_with_one_decision(ida: Api, film: str) -> None:
    mara = reference(ida, film, "MARA")
    text = SCRIPT.replace("MARA", "NORA")
    (offer,) = ida.put(f"{film}script/?dry_run=true", text=text)["renames"]
    assert offer == {"from": "MARA", "to": "NORA", "kind": "character", "reference": mara["id"], "lines": 2}
    alias = {"decision": "alias", "name": offer["from"], "of": offer["to"], "kind": offer["kind"]}
    assert ida.put(f"{film}script/", text=text, decisions=[alias])["renames"] == []
    assert ida.get(f"references/{mara['id']}/")["name"] == "NORA"


@pytest.mark.parametrize(
    "decision",
    [
        {"decision": "length", "anchor": {"digest": "sha256:" + "0" * 64}, "milliseconds": 0},
        {"decision": "drop", "anchor": {"digest": "the first"}},
        {"decision": "refuse", "name": " "},
        {"decision": "forget"},
        {"anchor": {"digest": "sha256:" + "0" * 64}},
    ],
)
def test_a_decision_that_says_nothing_is_refused_and_nothing_is_saved(
    ida: Api, film: str, decision: dict[str, Any]
) -> None:
    refused(ida, "PUT", f"{film}script/", 422, text=SCRIPT + "\nFog.\n", decisions=[decision])
    assert ida.get(f"{film}script/")["revision"] == 1


def test_the_cast_stands_in_one_order_whichever_way_a_shot_came_there(ida: Api, film: str) -> None:
    text = SCRIPT.replace("IVO pours tea.", "IVO pours tea. MARA drinks. A boy runs in, JONAS. He sings to Ivo.")
    ida.put(f"{film}script/", text=text)
    before = [shot["cast"] for shot in listed(ida, f"{film}shots/")]
    assert any(len(cast) > 2 for cast in before)
    ida.put(f"{film}script/", text=text.replace("IVO pours tea. MARA drinks. A boy", "MARA drinks. A boy"))
    ida.put(f"{film}script/", text=text)
    assert [shot["cast"] for shot in listed(ida, f"{film}shots/")] == before
