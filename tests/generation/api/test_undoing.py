"""Undo and restore over the API: what they would change and cost, what stands in the way, and doing them."""

from typing import Any
from uuid import UUID

import pytest

from productions import commands
from tests.conftest import Sequencer
from tests.generation.filming import STAGES, Film
from tests.support.making import context
from tests.support.web import Api, code, crew, data


def edited(ida: Api, film: Film, shot: str = "one", **fields: Any) -> str:
    """Change a shot and return the id of the event."""
    return str(ida.patch(f"shots/{film.shots[shot]}/", **fields)["events"][0]["event"])


def camera(ida: Api, film: Film, shot: str = "one") -> Any:
    return ida.get(f"shots/{film.shots[shot]}/")["own"]["camera"]


def test_a_dry_run_tells_changes_and_price_and_changes_nothing(ida: Api, film: Film, address: str) -> None:
    film.make()
    event = edited(ida, film, camera="push-in")
    told = ida.post(f"{address}undo/", events=[event], dry_run=True)
    (change,) = told["changes"]
    assert (change["field"], change["from"], change["to"]) == ("camera", "push-in", None)
    assert (change["undoes"], change["label"].split(": ")[1]) == (event, "camera")
    assert (told["events"], told["plan"]["stages"]) == ([], 0)
    assert camera(ida, film) == "push-in"
    assert ida.get(f"{address}plan/")["total"]["stages"] == len(STAGES)


def test_an_undo_is_an_event_that_names_what_it_undoes(
    ida: Api, film: Film, address: str, sequencer: Sequencer
) -> None:
    event = edited(ida, film, camera="push-in")
    done = ida.post(f"{address}undo/", events=[event])
    sequencer.step()
    (undoing,) = [e for e in ida.get(f"{address}events/?type=shot.changed")["results"] if e.get("causes") == [event]]
    assert undoing["id"] == done["events"][0]["event"]
    assert camera(ida, film) is None
    causes = ida.get(f"{address}events/{undoing['position']}/causes/")["events"]
    assert [(each["id"], each["because"]) for each in causes] == [(event, "was undone by this")]


def test_a_later_edit_on_the_field_is_a_conflict_by_name(ida: Api, film: Film, address: str) -> None:
    first = edited(ida, film, camera="push-in")
    second = edited(ida, film, camera="pull-out")
    refused = ida.send("POST", f"{address}undo/", {"events": [first]})
    assert (refused.status_code, code(refused)) == (409, "undo-conflict")
    (conflict,) = data(refused)["conflicts"]
    assert (conflict["event"], conflict["by"]["event"]) == (first, second)
    assert conflict["by"]["actor"]["name"] == "Ida"
    assert ida.post(f"{address}undo/", events=[first], skip_conflicts=True)["events"] == []
    assert camera(ida, film) == "pull-out"
    ida.post(f"{address}undo/", events=[first], force=True)
    assert camera(ida, film) is None


def test_a_command_is_undone_as_a_whole_and_redone_by_undoing_that(
    ida: Api, film: Film, address: str, sequencer: Sequencer
) -> None:
    edited(ida, film, camera="push-in", size="wide")
    sequencer.step()
    newest = ida.get(f"{address}events/?order=desc&limit=1")["results"][0]
    done = ida.post(f"{address}undo/", command=newest["meta"]["command"])
    assert {change["field"] for change in done["changes"]} == {"camera", "size"}
    ida.post(f"{address}undo/", events=[event["event"] for event in done["events"]])
    own = ida.get(f"shots/{film.shots['one']}/")["own"]
    assert (own["camera"], own["size"]) == ("push-in", "wide")


def test_a_production_goes_back_to_a_marker_with_its_price_first(
    ida: Api, film: Film, address: str, sequencer: Sequencer
) -> None:
    film.make()
    sequencer.step()
    ida.post(f"{address}markers/", name="Delivery")
    edited(ida, film, camera="push-in")
    ida.delete(f"shots/{film.shots['two']}/")
    ida.put(f"{address}parameters/weather/", value="snow")
    told = ida.post(f"{address}restore/", at="marker:Delivery", dry_run=True)
    assert {change["field"] for change in told["changes"]} == {"camera", "removed", "parameter:weather"}
    assert told["plan"]["stages"] == 0
    ida.post(f"{address}restore/", at="marker:Delivery")
    assert ida.get(f"{address}plan/")["total"]["stages"] == 0


def test_one_shot_alone_goes_back(ida: Api, film: Film, address: str, sequencer: Sequencer) -> None:
    sequencer.step()
    head = int(ida.send("GET", address)["X-Log-Position"])
    for shot in ("one", "two"):
        edited(ida, film, shot, camera="push-in")
    done = ida.post(f"{address}restore/", at=head, scope={"shot": str(film.shots["one"])})
    assert [change["id"] for change in done["changes"]] == [str(film.shots["one"])]
    assert (camera(ida, film), camera(ida, film, "two")) == (None, "push-in")


def test_a_lock_holds_against_an_undo(ida: Api, film: Film, address: str) -> None:
    event = ida.put(f"shots/{film.shots['one']}/parameters/weather/", value="rain")["events"][0]["event"]
    ida.post(f"{address}parameters/weather/lock/", reason="It is the look.")
    refused = data(ida.send("POST", f"{address}undo/", {"events": [event]}))
    assert "locked on the production by Ida" in refused["conflicts"][0]["reason"]


def test_rights_hold_as_for_ordinary_edits(ida: Api, film: Film, address: str) -> None:
    artist = crew(ida, str(film.log))["artist"]
    mine = edited(artist, film, camera="push-in")
    assert artist.post(f"{address}undo/", events=[mine])["changes"]
    theirs = ida.patch(f"scenes/{film.scenes['quay']}/", number="7")["events"][0]["event"]
    refused = artist.send("POST", f"{address}undo/", {"events": [theirs]})
    assert (refused.status_code, data(refused)["action"]) == (403, "edit_scenes")


@pytest.mark.parametrize("role", ["reviewer", "auditor"])
def test_who_edits_nothing_undoes_nothing(ida: Api, film: Film, address: str, role: Any) -> None:
    member = crew(ida, str(film.log))[role]
    for path, body in (("undo/", {"from": 1, "to": 2}), ("restore/", {"at": 1})):
        assert member.send("POST", f"{address}{path}", body).status_code == 403


def test_what_was_made_and_decided_stays_and_the_reason_is_said(
    ida: Api, film: Film, address: str, sequencer: Sequencer
) -> None:
    film.make("one")
    take = UUID(ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]["id"])
    approval = str(commands.approve_take(film.by, film.log, take).events[0].event_id)
    refused = ida.send("POST", f"{address}undo/", {"events": [approval]})
    assert (refused.status_code, code(refused)) == (409, "nothing-to-undo")
    assert "withdraw the approval" in data(refused)["detail"]
    sequencer.step()
    edited(ida, film, camera="push-in")
    sequencer.step()
    head = int(ida.send("GET", address)["X-Log-Position"])
    told = ida.post(f"{address}undo/", **{"from": head - 3, "to": head, "dry_run": True})
    assert [change["field"] for change in told["changes"]] == ["camera"]
    assert {kept["entity"] for kept in told["kept"]} <= {"job", "order", "take"} and told["kept"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("undo/", {}, 422),
        ("undo/", {"events": [str(UUID(int=1))], "from": 1, "to": 2}, 422),
        ("undo/", {"from": 3}, 422),
        ("undo/", {"from": 3, "to": 2}, 422),
        ("undo/", {"events": [str(UUID(int=1))]}, 404),
        ("undo/", {"command": str(UUID(int=1))}, 404),
        ("undo/", {"command": "f" * 8 + "-ffff-ffff-ffff-" + "f" * 12}, 404),
        ("undo/", {"from": 9000, "to": 9001}, 404),
        ("restore/", {}, 422),
        ("restore/", {"at": "marker:none"}, 404),
        ("restore/", {"at": "yesterday"}, 422),
        ("restore/", {"at": 99999}, 404),
        ("restore/", {"at": "2000-01-01T00:00:00Z"}, 404),
        ("restore/", {"at": 1, "scope": {"shot": str(UUID(int=1))}}, 404),
        ("restore/", {"at": 1, "scope": {"shot": str(UUID(int=1)), "scene": str(UUID(int=2))}}, 422),
    ],
)
def test_what_cannot_be_meant_is_refused(
    ida: Api, address: str, sequencer: Sequencer, path: str, body: dict[str, Any], status: int
) -> None:
    sequencer.step()
    assert ida.send("POST", f"{address}{path}", body).status_code == status


def test_events_of_another_production_are_not_there(ida: Api, film: Film, address: str) -> None:
    by = context(ida.person)
    other = commands.create_production(by, "Other", by.ids())
    refused = ida.send("POST", f"{address}undo/", {"events": [str(other.events[0].event_id)]})
    assert refused.status_code == 404


def test_a_dry_run_tells_what_it_adds_from_what_was_out_of_date_before(ida: Api, film: Film, address: str) -> None:
    event = edited(ida, film, camera="push-in")
    edited(ida, film, size="wide")
    film.make()
    edited(ida, film, "two", camera="push-in")
    edited(ida, film, "three", camera="push-in")
    now = ida.get(f"{address}plan/")["total"]
    plan = ida.post(f"{address}undo/", events=[event], dry_run=True)["plan"]
    assert (plan["stages"], plan["added"]["stages"], now["stages"]) == (12, 4, 8)
    assert (plan["shots"], plan["added"]["shots"], plan["spared"]["stages"]) == (3, 1, 0)
    price = {name: each["cost"]["seconds"] for name, each in (("now", now), ("then", plan), ("added", plan["added"]))}
    assert price["added"]["high"] == pytest.approx(price["then"]["high"] - price["now"]["high"])
    assert price["added"]["low"] == pytest.approx(price["then"]["low"] - price["now"]["low"])


def test_a_dry_run_tells_what_it_spares(ida: Api, film: Film, address: str) -> None:
    film.make()
    event = edited(ida, film, camera="push-in")
    edited(ida, film, "two", camera="push-in")
    plan = ida.post(f"{address}undo/", events=[event], dry_run=True)["plan"]
    assert (plan["stages"], plan["added"]["stages"], plan["spared"]["stages"]) == (4, 0, 4)


def test_undo_and_redo_take_the_own_acts_one_by_one(ida: Api, film: Film, address: str) -> None:
    shot = ida.get(f"shots/{film.shots['one']}/")["code"]
    artist = crew(ida, str(film.log))["artist"]
    ida.put(f"{address}parameters/style/", value="ink")
    edited(ida, film, camera="push-in")
    artist.patch(f"shots/{film.shots['one']}/", size="wide")

    def take(which: str) -> str:
        step = ida.get(f"{address}undo/")[which]
        assert len(ida.post(f"{address}undo/", command=step["command"])["changes"]) == step["changes"] == 1
        return str(step["sentence"])

    assert (take("undo"), camera(ida, film)) == (f"{shot}'s camera move was set to push-in", None)
    assert "ink" in take("undo")
    assert "ink" in take("redo")
    assert (take("redo"), camera(ida, film)) == (f"{shot}'s camera move was set to push-in", "push-in")
    assert ida.get(f"{address}undo/")["redo"] is None
    assert ida.get(f"shots/{film.shots['one']}/")["own"]["size"] == "wide"


def test_there_is_nothing_to_undo_for_who_did_nothing(ida: Api, film: Film, address: str) -> None:
    assert crew(ida, str(film.log))["artist"].get(f"{address}undo/") == {"undo": None, "redo": None, "stays": None}


def test_there_is_nothing_to_undo_for_who_may_not_any_more(ida: Api, film: Film, address: str) -> None:
    artist = crew(ida, str(film.log))["artist"]
    edited(artist, film, camera="push-in")
    assert artist.get(f"{address}undo/")["undo"]
    commands.change_role(context(ida.person), film.log, artist.person, "reviewer")
    assert artist.get(f"{address}undo/") == {"undo": None, "redo": None, "stays": None}
