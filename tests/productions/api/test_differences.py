"""What differs between two moments, by thing and by field, with who did it."""

from typing import Any
from uuid import UUID

import pytest

from productions import commands
from tests.conftest import Sequencer
from tests.support.making import SCRIPT, context
from tests.support.web import Api, someone


class Told:
    """The film's log as it grows, and what differs since a position."""

    def __init__(self, ida: Api, film: str, sequencer: Sequencer) -> None:
        self.ida, self.film, self.sequencer = ida, film, sequencer
        self.start = self.head()

    def head(self) -> int:
        self.sequencer.step()
        return int(self.ida.send("GET", self.film)["X-Log-Position"])

    def since(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Entities by kind and name."""
        self.head()
        entities = self.ida.get(f"{self.film}diff/?from={self.start}")["entities"]
        return {(each["kind"], each["name"]): each for each in entities}


@pytest.fixture
def told(ida: Api, film: str, sequencer: Sequencer) -> Told:
    return Told(ida, film, sequencer)


def shots(told: Told) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = told.ida.get(f"{told.film}shots/")["results"]
    return listed


def test_nothing_differs_from_itself(told: Told) -> None:
    assert told.since() == {}


def test_an_edit_is_told_by_field_with_its_event_and_who_did_it(told: Told) -> None:
    shot = shots(told)[0]
    edit = told.ida.patch(f"shots/{shot['id']}/", size="wide", description="Rain.")
    (each,) = told.since().values()
    assert (each["kind"], each["name"], each["change"]) == ("shot", "SC010_0010", "changed")
    description, size = each["fields"]
    assert (size["field"], size["from"], size["to"]) == ("size", shot["size"], "wide")
    assert (description["from"], description["to"]) == (shot["description"], "Rain.")
    assert {field["event"] for field in each["fields"]} == {event["event"] for event in edit["events"]}
    assert size["actor"] == {"id": str(told.ida.person), "name": "ida"}
    assert told.start < size["position"] <= told.head()


def test_what_was_undone_in_between_does_not_differ(told: Told) -> None:
    shot = f"shots/{shots(told)[0]['id']}/"
    told.ida.patch(shot, size="wide")
    told.ida.patch(shot, size=None)
    assert told.since() == {}


def test_things_come_go_and_come_back(told: Told) -> None:
    first, second = (f"shots/{shot['id']}/" for shot in shots(told)[:2])
    told.ida.delete(first)
    told.ida.post(f"{told.film}references/", kind="prop", name="A key")
    entities = told.since()
    assert entities["shot", "SC010_0010"]["change"] == "removed"
    assert (entities["reference", "A key"]["change"], entities["reference", "A key"]["actor"]["name"]) == (
        "added",
        "ida",
    )
    told.start = told.head()
    told.ida.post(f"{first}restore/")
    told.ida.delete(second)
    told.ida.post(f"{second}restore/")
    assert {key: each["change"] for key, each in told.since().items()} == {
        ("shot", "SC010_0010"): "restored",
        ("script", "script"): "changed",  # what dropped the shot is in force no longer
    }


def test_a_move_is_told_of_what_was_moved_alone(told: Told) -> None:
    first, _, last = shots(told)[:3]
    told.ida.post(f"shots/{first['id']}/move/", after=last["id"])
    (each,) = told.since().values()
    assert [(field["field"], field["from"], field["to"]) for field in each["fields"]] == [("place", 1, 3)]


def test_parameters_locks_and_cast_are_fields_also_when_they_are_taken_away(told: Told) -> None:
    shot = shots(told)[0]
    reference = shot["cast"][0]["reference"]
    told.ida.put(f"{told.film}parameters/style/", value="ink")
    told.ida.post(f"{told.film}parameters/style/lock/", reason="It is the look.")
    told.ida.delete(f"shots/{shot['id']}/cast/{reference}/")
    entities = told.since()
    style, lock = reversed(entities["production", "The Ferry"]["fields"])
    assert (style["field"], style["from"], style["to"]) == ("parameter:style", None, "ink")
    assert lock["to"]["reason"] == "It is the look."
    (cast,) = entities["shot", "SC010_0010"]["fields"]
    assert (cast["field"], cast["from"]["role"], cast["to"]) == (f"cast:{reference}", "place", None)
    assert cast["event"]
    names = told.ida.get(f"{told.film}diff/?from={told.start}")["names"]
    assert names[reference]


def test_a_revision_is_told_as_a_difference_of_text(told: Told) -> None:
    told.ida.put(f"{told.film}script/", text=SCRIPT.replace("Fog on the water", "Ice on the water"))
    entities = told.since()
    (text,) = next(each for (kind, _), each in entities.items() if kind == "script")["fields"]
    assert "-Fog on the water. MARA, tall, waits under a lamp." in text["diff"].splitlines()
    assert "+Ice on the water. MARA, tall, waits under a lamp." in text["diff"].splitlines()
    assert {field["field"] for field in entities["shot", "SC010_0010"]["fields"]} == {"text", "description"}


def test_the_script_is_told_line_by_line_with_what_stands_around(told: Told) -> None:
    told.ida.put(f"{told.film}script/", text=SCRIPT.replace("Is it late?", "Is it late?\nIs it?"))
    told.head()
    lines = told.ida.get(f"{told.film}diff/?from={told.start}")["script"]
    assert [(line["op"], line["text"]) for line in lines] == [
        ("same", ""),
        ("same", "MARA"),
        ("same", "Is it late?"),
        ("added", "Is it?"),
        ("same", ""),
        ("same", "CLOSE ON her hands around a ticket."),
        ("same", ""),
    ]
    assert [(line["from"], line["to"]) for line in lines[2:5]] == [(10, 10), (None, 11), (11, 12)]
    assert told.ida.get(f"{told.film}diff/?from={told.head()}")["script"] == []


def test_everything_is_added_since_the_beginning(told: Told) -> None:
    entities = told.ida.get(f"{told.film}diff/?from=0")["entities"]
    assert {each["change"] for each in entities} == {"added"}
    assert {"production", "script", "scene", "shot", "reference"} == {each["kind"] for each in entities}


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 422), ("from=x", 422), ("from=2&to=1", 422), ("from=1&to=99999", 404), ("from=marker:x", 404)],
)
def test_moments_that_cannot_be_are_refused(told: Told, query: str, status: int) -> None:
    assert told.ida.send("GET", f"{told.film}diff/?{query}").status_code == status


def test_times_are_moments_too_and_strangers_see_nothing(told: Told) -> None:
    told.ida.patch(f"shots/{shots(told)[0]['id']}/", size="wide")
    told.head()
    assert told.ida.get(f"{told.film}diff/?from=2000-01-01T00:00:00Z&to={told.start}")["from"] == 0
    assert someone("stranger").send("GET", f"{told.film}diff/?from=1").status_code == 404


def test_each_part_of_a_look_is_told_with_its_own_event(told: Told) -> None:
    mara = told.ida.get(f"{told.film}references/")["results"][0]
    reference = UUID(mara["id"])
    by = context(told.ida.person)
    log = UUID(told.film.split("/")[1])
    picture = commands.add_pictures(by, log, reference, [f"sha256:{'0' * 64}"]).events[0].event_id
    coat = told.ida.patch(f"references/{reference}/", attributes={"wardrobe_colour": "#aa2200"})["events"][0]["event"]
    told.ida.post(f"references/{reference}/lock/", reason="as it is")
    fields = {field["field"]: field["event"] for field in told.since()["reference", mara["name"]]["fields"]}
    assert (fields["images"], fields["attribute:wardrobe_colour"]) == (str(picture), coat)


def test_decisions_about_the_breakdown_are_told_without_the_text(told: Told) -> None:
    told.ida.post(f"{told.film}script/decisions/", decisions=[{"decision": "refuse", "name": "IVO"}])
    found = told.since()
    (decided,) = next(each for (kind, _), each in found.items() if kind == "script")["fields"]
    assert (decided["field"], decided["from"], decided["to"]) == ("decisions", None, "1 refusal")
    assert told.ida.get(f"{told.film}diff/?from={told.start}")["script"] == []
