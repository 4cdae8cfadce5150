"""Markers: a name for a position, which stands for it wherever a moment is asked for."""

import pytest

from tests.conftest import Sequencer
from tests.support.web import Api, code, crew


@pytest.fixture
def head(ida: Api, film: str, sequencer: Sequencer) -> int:
    """The head of the film's log."""
    sequencer.step()
    return int(ida.send("GET", film)["X-Log-Position"])


def test_a_marker_names_the_last_position_and_who_placed_it(ida: Api, film: str, head: int) -> None:
    placed = ida.post(f"{film}markers/", name=" First cut ")
    assert (placed["name"], placed["position"], placed["placed_by"]["name"]) == ("First cut", head, "ida")
    assert ida.get(f"{film}markers/")["results"][0]["event"] == placed["events"][0]["event"]


def test_a_marker_stands_for_its_position_in_states_and_differences(
    ida: Api, film: str, head: int, sequencer: Sequencer
) -> None:
    ida.post(f"{film}markers/", name="First cut")
    shot = ida.get(f"{film}shots/")["results"][0]["id"]
    ida.patch(f"shots/{shot}/", size="wide")
    sequencer.step()
    assert ida.get(f"{film}state/?at=marker:first%20CUT")["position"] == head
    entities = ida.get(f"{film}diff/?from=marker:First cut")["entities"]
    assert {each["kind"] for each in entities} == {"production", "shot"}


def test_a_name_is_given_once_and_to_a_position_that_is_there(ida: Api, film: str, head: int) -> None:
    ida.post(f"{film}markers/", name="Cut", position=3)
    assert ida.post(f"{film}markers/", name="cut", position=3)["events"] == []
    taken = ida.send("POST", f"{film}markers/", {"name": "CUT", "position": 4})
    assert (taken.status_code, code(taken)) == (409, "marker-name-taken")
    beyond = ida.send("POST", f"{film}markers/", {"name": "Later", "position": head + 1})
    assert (beyond.status_code, code(beyond)) == (422, "no-such-position")
    assert code(ida.send("POST", f"{film}markers/", {"name": "  "})) == "invalid-name"


def test_an_auditor_marks_a_moment_and_an_artist_does_not(ida: Api, film: str, head: int) -> None:
    members = crew(ida, film.split("/")[1])
    members["auditor"].post(f"{film}markers/", name="Delivery")
    assert members["artist"].send("POST", f"{film}markers/", {"name": "Mine"}).status_code == 403
    assert members["artist"].get(f"{film}markers/")["results"][0]["name"] == "Delivery"


def test_a_marker_reads_as_a_sentence(ida: Api, film: str, head: int, sequencer: Sequencer) -> None:
    ida.post(f"{film}markers/", name="First cut")
    sequencer.step()
    assert ida.get(f"{film}events/?order=desc&limit=1")["results"][0]["sentence"] == (
        f"Position {head} was marked “First cut”"
    )
