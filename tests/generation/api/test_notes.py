"""Notes on takes over the API: threads, drawings, mentions, and what goes along to the next take."""

from typing import Any

import pytest

from events import store
from productions import commands
from productions.people import author_keys
from tests.conftest import Sequencer
from tests.generation.filming import Film
from tests.support.making import context
from tests.support.web import Api, code, crew, data

pytestmark = pytest.mark.django_db
ARROW = {"tool": "arrow", "points": [[10_000, 20_000], [50_000, 49_999]], "colour": "blue", "width": 900, "text": ""}


@pytest.fixture
def take(ida: Api, film: Film) -> str:
    """The address of the first shot's first take."""
    film.make("one")
    return f"takes/{newest(ida, film)}/"


def newest(ida: Api, film: Film) -> str:
    return str(ida.get(f"shots/{film.shots['one']}/takes/")["results"][0]["id"])


def told(ida: Api, take: str) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = ida.get(f"{take}notes/")["results"]
    return notes


def test_a_note_has_a_kind_frames_a_drawing_and_whom_it_is_for(ida: Api, film: Film, take: str) -> None:
    reviewer = crew(ida, str(film.log))["reviewer"]
    note = {"text": "Her hand.", "kind": "must_fix", "frame": 0, "last": 1, "drawing": [ARROW]}
    ida.post(f"{take}notes/", **note, mentions=[str(reviewer.person)])
    (shown,) = told(reviewer, take)
    assert {key: shown[key] for key in note} == note
    assert (shown["number"], shown["code"], shown["carried"], shown["resolved"]) == (1, "SC010_0010", False, None)
    assert [person["id"] for person in shown["mentions"]] == [str(reviewer.person)]
    assert shown["by"] == {"id": str(ida.person), "name": "Ida"} and str(shown["at"]).endswith("Z")
    mine = f"productions/{film.log}/notes/?mentioned=true"
    assert [len(api.get(mine)["results"]) for api in (ida, reviewer)] == [0, 1]
    assert len(ida.get(f"productions/{film.log}/notes/?take={take.split('/')[1]}")["results"]) == 1
    assert ida.send("GET", f"productions/{film.log}/notes/?take={film.log}").status_code == 404


def test_a_thread_is_answered_resolved_and_opened_again(ida: Api, film: Film, take: str) -> None:
    members = crew(ida, str(film.log))
    members["reviewer"].post(f"{take}notes/", text="Which hat?", kind="question")
    members["artist"].post(f"{take}notes/", text="The red one.", answers=1)
    members["artist"].post(f"{take}notes/1/resolve/")
    (shown,) = told(ida, take)
    assert [(each["number"], each["text"]) for each in shown["answers"]] == [(2, "The red one.")]
    assert shown["resolved"]["by"]["id"] == str(members["artist"].person)
    assert (shown["can"]["resolve"]["allowed"], shown["can"]["reopen"]["allowed"]) == (False, True)
    assert ida.get(f"productions/{film.log}/notes/?open=true")["results"] == []
    assert members["auditor"].send("POST", f"{take}notes/1/reopen/", {}).status_code == 403
    ida.post(f"{take}notes/1/reopen/")
    assert told(ida, take)[0]["resolved"] is None
    refused = ida.send("POST", f"{take}notes/2/resolve/", {})
    assert (refused.status_code, code(refused)) == (404, "no-such-note")


def test_what_is_open_goes_along_to_the_next_take(ida: Api, film: Film, take: str) -> None:
    for text in ("Her hat.", "Her coat."):
        ida.post(f"{take}notes/", text=text, kind="must_fix", frame=0, drawing=[ARROW])
    ida.post(f"{take}notes/1/resolve/")
    commands.change_shot(film.by, film.log, film.shots["one"], {"description": "It rains."})
    film.make("one")
    following = f"takes/{newest(ida, film)}/"
    (carried,) = told(ida, following)
    assert following != take and (carried["text"], carried["carried"], carried["drawing"]) == (
        "Her coat.",
        True,
        [ARROW],
    )
    assert carried["take"]["number"] == 1
    ida.post(f"takes/{carried['take']['id']}/notes/2/resolve/")
    assert told(ida, following) == []


def test_a_drawing_is_sealed_and_goes_with_its_author(ida: Api, film: Film, take: str, sequencer: Sequencer) -> None:
    reviewer = crew(ida, str(film.log))["reviewer"]
    words = {**ARROW, "tool": "text", "points": [[1, 1]], "text": "Zanzibar"}
    reviewer.post(f"{take}notes/", text="Look.", frame=0, drawing=[words])
    payloads = b"".join(event.payload for event in store.read_log(film.log))
    assert b"take.noted" not in payloads and b"Zanzibar" not in payloads and b"arrow" not in payloads
    sequencer.step()
    (event,) = ida.get(f"productions/{film.log}/events/?type=take.noted")["results"]
    assert event["payload"]["drawing"] == 1
    commands.erase_person(context(ida.person), reviewer.person)
    assert author_keys.keys_of([reviewer.person]) == {}
    (shown,) = told(ida, take)
    assert (shown["text"], shown["text_erased"], shown["drawing"]) == ("", True, [])


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"frame": 5}, 422),
        ({"last": 1}, 422),
        ({"frame": 1, "last": 0}, 422),
        ({"drawing": [ARROW]}, 422),
        ({"frame": 0, "drawing": [{**ARROW, "points": []}]}, 422),
        ({"frame": 0, "drawing": [{**ARROW, "points": [[0.5, 1]]}]}, 422),
        ({"frame": 0, "drawing": [{**ARROW, "tool": "spray"}]}, 422),
        ({"frame": 0, "drawing": [{**ARROW, "points": [[0, 0]]}]}, 422),
        ({"mentions": ["01a20000-0000-7000-8000-000000000000"]}, 422),
        ({"answers": 1}, 404),
        ({"kind": "praise"}, 422),
    ],
)
def test_a_note_that_means_nothing_is_refused(ida: Api, take: str, wrong: dict[str, object], status: int) -> None:
    refused = ida.send("POST", f"{take}notes/", {"text": "Look.", **wrong})
    assert refused.status_code == status, refused.content
    assert told(ida, take) == []


def test_reasons_of_requests_are_told_in_one_order_and_counted(
    ida: Api, film: Film, take: str, sequencer: Sequencer
) -> None:
    ida.post(f"{take}submit/")
    sent_back = ida.post(f"{take}request-changes/", comment="Her coat.", reasons=["timing", "identity", "timing"])
    assert sent_back["reasons"] == ["identity", "timing"]
    ida.post(f"{take}request-changes/", comment="Her face.", reasons=["identity"])
    sequencer.step()
    counted = ida.get(f"productions/{film.log}/takes/reasons/")
    given = {each["reason"]: each["count"] for each in counted["reasons"] if each["count"]}
    assert (counted["requests"], given) == (2, {"identity": 2, "timing": 1})
    refused = ida.send("POST", f"{take}request-changes/", {"comment": "No.", "reasons": ["taste"]})
    assert (refused.status_code, data(refused)["code"]) == (422, "invalid-request")
