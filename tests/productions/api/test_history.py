"""The history over the API: the log page by page, and the state at any position of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import Sequencer
from tests.support.web import Api, data, someone


@pytest.fixture
def head(ida: Api, film: str, sequencer: Sequencer) -> int:
    """The head of the film's log."""
    sequencer.step()
    return int(ida.send("GET", film)["X-Log-Position"])


def shot(ida: Api, film: str) -> dict[str, Any]:
    first: dict[str, Any] = ida.get(f"{film}shots/")["results"][0]
    return first


def test_the_log_reads_from_its_beginning_as_data_and_sentences(ida: Api, film: str, head: int) -> None:
    events = ida.get(f"{film}events/")["results"]
    assert [event["position"] for event in events] == list(range(1, head + 1))
    first = events[0]
    assert (first["type"], first["entity"]["kind"], first["version"]) == ("production.created", "production", 1)
    assert first["sentence"] == "The production “The Ferry” was created"
    assert first["actor"] == {"id": str(ida.person), "name": "ida"}
    assert first["recorded_at"].endswith("Z")


def test_pages_follow_each_other_without_a_gap(ida: Api, film: str, head: int) -> None:
    page = ida.get(f"{film}events/?limit=7")
    positions = [event["position"] for event in page["results"]]
    while page["next"]:
        page = ida.get(page["next"])
        positions += [event["position"] for event in page["results"]]
    assert positions == list(range(1, head + 1))


def test_the_log_reads_backwards_from_its_head(ida: Api, film: str, head: int) -> None:
    page = ida.get(f"{film}events/?order=desc&limit=7")
    positions = [event["position"] for event in page["results"]]
    assert positions == list(range(head, head - 7, -1))
    while page["next"]:
        page = ida.get(page["next"])
        positions += [event["position"] for event in page["results"]]
    assert positions == list(range(head, 0, -1))


def test_only_what_came_before_a_position_is_read_with_the_filters_as_they_are(ida: Api, film: str, head: int) -> None:
    before = ida.get(f"{film}events/?order=desc&before=4")["results"]
    assert [event["position"] for event in before] == [3, 2, 1]
    assert [event["position"] for event in ida.get(f"{film}events/?before=3")["results"]] == [1, 2]
    added = ida.get(f"{film}events/?order=desc&type=shot.added&limit=2")
    codes = [event["payload"]["code"] for page in (added, ida.get(added["next"])) for event in page["results"]]
    assert codes == sorted(codes, reverse=True) and len(codes) == 4
    for wrong in ("order=newest", "before=0", "before=x"):
        assert ida.send("GET", f"{film}events/?{wrong}").status_code == 422


def test_the_log_is_filtered_by_type_actor_entity_and_time(ida: Api, film: str, head: int) -> None:
    def count(query: str) -> int:
        return len(ida.get(f"{film}events/?{query}")["results"])

    assert count("type=shot.added") == 5
    assert count("type=shot.added,scene.added") == 7
    assert count(f"actor={ida.person}") == head
    assert count(f"actor={someone('nobody').person}") == 0
    assert count(f"entity={shot(ida, film)['id']}") == 1
    assert count("until=2000-01-01T00:00:00Z") == 0
    assert count("since=2000-01-01T00:00:00Z") == head


def test_one_event_is_read_by_its_position(ida: Api, film: str, head: int) -> None:
    assert ida.get(f"{film}events/{head}/")["position"] == head
    assert ida.send("GET", f"{film}events/{head + 1}/").status_code == 404
    assert ida.send("GET", f"{film}events/0/").status_code == 404


def test_the_state_at_the_head_is_what_live_reads_say(ida: Api, film: str, head: int) -> None:
    state = ida.get(f"{film}state/")
    assert state["position"] == head
    assert state["shots"] == ida.get(f"{film}shots/")["results"]
    assert state["scenes"] == ida.get(f"{film}scenes/")["results"]
    assert {each["id"] for each in state["references"]} == {r["id"] for r in ida.get(f"{film}references/")["results"]}
    assert state["script"]["text"] == ida.get(f"{film}script/")["text"]


def test_an_edit_does_not_reach_the_past(ida: Api, film: str, head: int, sequencer: Sequencer) -> None:
    before = shot(ida, film)
    ida.patch(f"shots/{before['id']}/", description="Rain instead of fog.")
    sequencer.step()
    then = ida.get(f"{film}state/?at={head}&shot={before['id']}")
    assert then["shots"] == [before]
    assert "references" not in then
    now = ida.get(f"{film}state/?shot={before['id']}")
    assert now["shots"][0]["description"] == "Rain instead of fog."


def test_inputs_are_read_as_they_were(ida: Api, film: str, head: int, sequencer: Sequencer) -> None:
    inputs = f"shots/{shot(ida, film)['id']}/inputs/"
    before = ida.get(inputs)
    ida.put(f"{film}parameters/style/", value="ink")
    sequencer.step()
    assert ida.get(f"{inputs}?at={head}") == before
    assert ida.get(f"{inputs}?at={head + 1}") == ida.get(inputs) != before
    assert ida.send("GET", f"{inputs}?at=2").status_code == 404


@pytest.mark.parametrize("level", ["production", "scene", "shot"])
def test_parameters_are_read_as_they_were(ida: Api, film: str, head: int, sequencer: Sequencer, level: str) -> None:
    one = shot(ida, film)
    parameters = {"production": film, "scene": f"scenes/{one['scene']}/", "shot": f"shots/{one['id']}/"}[level]
    before = ida.get(f"{parameters}parameters/")
    ida.post(f"{film}parameters/style/lock/", reason="client")
    sequencer.step()
    assert ida.get(f"{parameters}parameters/?at={head}") == before
    assert ida.get(f"{parameters}parameters/?at={head + 1}") == ida.get(f"{parameters}parameters/") != before


def test_a_scene_is_read_with_its_shots(ida: Api, film: str, head: int) -> None:
    scene = ida.get(f"{film}scenes/")["results"][0]["id"]
    state = ida.get(f"{film}state/?scene={scene}")
    assert [each["code"] for each in state["scenes"]] == ["SC010"]
    assert [each["code"] for each in state["shots"]] == ["SC010_0010", "SC010_0020", "SC010_0030"]


def test_a_time_means_the_last_position_by_then(ida: Api, film: str, head: int) -> None:
    soon = (datetime.now(UTC) + timedelta(minutes=1)).isoformat().replace("+00:00", "Z")
    assert ida.get(f"{film}state/?at={soon}")["position"] == head
    assert ida.send("GET", f"{film}state/?at=2000-01-01T00:00:00Z").status_code == 404


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ("99999", 404),
        ("9" * 40, 404),
        ("0", 404),
        ("-1", 422),
        ("yesterday", 422),
        ("2026-01-31T12:00:00", 422),
        ("2026-01-31T12:00:00%2B02:00", 422),
        ("2026-01-31T12Z", 422),
        ("2026-02-30T12:00:00Z", 422),
        ("2026-01-31T12:00:00.Z", 422),
        ("9999-12-31T23:59Z0", 422),
        ("marker:premiere", 404),
    ],
)
def test_a_moment_that_cannot_be_is_refused(ida: Api, film: str, head: int, at: str, status: int) -> None:
    assert ida.send("GET", f"{film}state/?at={at}").status_code == status


def test_what_did_not_stand_in_the_film_then_is_not_there(ida: Api, film: str, head: int) -> None:
    refused = ida.send("GET", f"{film}state/?at=2&shot={shot(ida, film)['id']}")
    assert (refused.status_code, data(refused)["code"]) == (404, "not-found")


def test_a_shot_has_a_history_of_its_own(ida: Api, film: str, head: int, sequencer: Sequencer) -> None:
    one = shot(ida, film)["id"]
    ida.patch(f"shots/{one}/", size="wide")
    sequencer.step()
    history = ida.get(f"shots/{one}/history/")["results"]
    assert [event["type"] for event in history] == ["shot.added", "shot.changed"]
    assert history[1]["sentence"] == "SC010_0010's shot size was set to wide"
    page = ida.get(f"shots/{one}/history/?limit=1")
    assert [event["type"] for event in ida.get(page["next"])["results"]] == ["shot.changed"]


def test_the_history_of_others_is_not_there(ida: Api, film: str, head: int) -> None:
    stranger = someone("stranger")
    for path in (f"{film}events/", f"{film}events/1/", f"{film}state/", f"shots/{shot(ida, film)['id']}/history/"):
        assert stranger.send("GET", path).status_code == 404


def test_an_event_s_own_time_shows_what_it_did(ida: Api, film: str, sequencer: Sequencer) -> None:
    for name in ("One", "Two", "Three"):
        ida.patch(film, name=name)
        sequencer.step()
    *_, second, third = ida.get(f"{film}events/")["results"]
    for event, name in ((second, "Two"), (third, "Three")):
        state = ida.get(f"{film}state/?at={event['recorded_at']}")
        assert (state["position"], state["time"]) == (event["position"], event["recorded_at"])
        assert state["production"]["name"] == name
        until, since = (ida.get(f"{film}events/?{each}={event['recorded_at']}") for each in ("until", "since"))
        assert until["results"][-1]["position"] == since["results"][0]["position"] == event["position"]
    difference = ida.get(f"{film}diff/?from={second['recorded_at']}&to={third['recorded_at']}")
    assert (difference["from"], difference["to"]) == (second["position"], third["position"])
    marked = ida.post(f"{film}markers/", name="Then", position=second["position"])
    assert marked["time"] == second["recorded_at"]


@pytest.mark.parametrize("digits", [26, 23, 19, 16])
def test_a_time_is_as_precise_as_it_is_written(ida: Api, film: str, head: int, digits: int) -> None:
    """As people see it without fractions, and as a browser has it, an event's time still shows the event."""
    told = ida.get(f"{film}events/{head}/")["recorded_at"][:-1]
    written = (told if "." in told else f"{told}.000000")[:digits] + "Z"
    assert ida.get(f"{film}state/?at={written}")["position"] == head
    assert ida.get(f"{film}events/?until={written}")["results"][-1]["position"] == head
    assert head in {each["position"] for each in ida.get(f"{film}events/?since={written}")["results"]}
