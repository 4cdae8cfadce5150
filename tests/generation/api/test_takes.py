"""Takes over the API: what they show, and what people decide about them."""

import pytest

from productions import commands
from productions.domain.production import POLICIES
from tests.generation.filming import STAGES, Film
from tests.support.web import Api, crew, data

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(ida: Api, film: Film) -> str:
    """The address of the first shot's first take."""
    film.make("one")
    return f"takes/{ida.get(takes(film))['results'][0]['id']}/"


def takes(film: Film) -> str:
    return f"shots/{film.shots['one']}/takes/"


def approved(api: Api, take: str) -> dict[str, object]:
    """Approve a take as it is now."""
    tag = api.send("GET", take)["ETag"]
    reply: dict[str, object] = api.done(api.send("POST", f"{take}approve/", {}, {"If-Match": tag}))
    return reply


def test_a_take_shows_its_files_recipes_and_traces(ida: Api, take: str) -> None:
    shown = ida.get(take)
    assert (shown["number"], shown["state"], shown["out_of_date"], shown["in_use"]) == (1, "made", False, True)
    assert shown["digest"].startswith("sha256:")
    assert set(shown["recipes"]) == set(shown["documents"]) == set(STAGES)
    assert shown["documents"]["keyframe"]["stage"] == "keyframe"
    assert {trace["key"] for trace in shown["traces"]} == set(shown["recipes"].values())
    assert shown["proxy"].startswith("/api/v1/artifacts/sha256:")


def test_an_edit_makes_it_out_of_date_and_says_by_which_event(ida: Api, film: Film, take: str) -> None:
    fields = {"attribute:wardrobe_colour": "red"}
    receipt = commands.change_reference(film.by, film.log, film.references["Mara"], fields)
    shown = ida.get(take)
    assert shown["out_of_date"] is True
    assert [cause["event"] for cause in shown["causes"]] == [str(receipt.events[0].event_id)]


def test_an_approval_needs_to_say_what_was_seen(ida: Api, take: str) -> None:
    refused = ida.send("POST", f"{take}approve/", {})
    assert (refused.status_code, data(refused)["code"]) == (428, "if-match-required")
    assert ida.send("POST", f"{take}approve/", {}, {"If-Match": "*"}).status_code == 428
    seen = ida.send("GET", take)["ETag"]
    ida.post(f"{take}submit/")
    late = ida.send("POST", f"{take}approve/", {}, {"If-Match": seen})
    assert (late.status_code, data(late)["missed"][0]["type"]) == (412, "take.submitted")
    assert approved(ida, take)["state"] == "approved"


def test_a_take_goes_through_review(ida: Api, take: str) -> None:
    assert ida.post(f"{take}submit/")["state"] == "submitted"
    sent_back = ida.post(f"{take}request-changes/", comment="Her coat.", frame=1)
    assert (sent_back["state"], sent_back["comment"], sent_back["comment_frame"]) == (
        "changes_requested",
        "Her coat.",
        1,
    )
    approved(ida, take)
    assert ida.post(f"{take}withdraw-approval/", reason="too early")["state"] == "made"
    noted = ida.send("POST", f"{take}notes/", {"text": "Lovely.", "frame": 0})
    note = {"text": "Lovely.", "frame": 0, "text_erased": False, "by": {"id": str(ida.person), "name": "Ida"}}
    assert (noted.status_code, data(noted)["notes"]) == (201, [note])
    assert ida.send("POST", f"{take}notes/", {"text": "Where?", "frame": 99}).status_code == 422


def test_a_pinned_take_stays_in_use_until_it_is_unpinned(ida: Api, take: str) -> None:
    assert ida.post(f"{take}pin/", reason="the client likes it")["pinned"] is True
    assert ida.post(f"{take}unpin/")["pinned"] is False


def test_another_take_can_be_put_into_use(ida: Api, film: Film, take: str) -> None:
    film.make("one", variations=2)
    second, first = ida.get(takes(film))["results"]
    assert (first["in_use"], second["variation"]) == (True, 2)
    selected = ida.post(f"takes/{second['id']}/select/")
    assert (selected["in_use"], selected["events"][0]["type"]) == (True, "shot.take_selected")
    stale = ida.send("POST", f"takes/{second['id']}/select/", {"version": 7})
    assert stale.status_code == 409


def test_with_four_eyes_nobody_approves_what_they_ordered(ida: Api, film: Film, take: str) -> None:
    assert "four_eyes" in POLICIES
    reviewer = crew(ida, str(film.log))["reviewer"]
    commands.change_policy(film.by, film.log, "four_eyes", True)
    tag = ida.send("GET", take)["ETag"]
    refused = ida.send("POST", f"{take}approve/", {}, {"If-Match": tag})
    assert (refused.status_code, data(refused)["code"]) == (403, "four-eyes")
    assert approved(reviewer, take)["state"] == "approved"


def test_each_role_does_what_is_its_own(ida: Api, film: Film, take: str) -> None:
    members = crew(ida, str(film.log))
    assert members["auditor"].send("POST", f"{take}notes/", {"text": "Hm."}).status_code == 403
    assert members["artist"].send("POST", f"{take}approve/", {}).status_code == 403
    assert members["reviewer"].send("POST", f"{take}select/", {}).status_code == 403
    seen = members["reviewer"].get(take)
    assert (seen["recipes"], "documents" in seen, seen["traces"][0]["seconds"]) == (None, False, None)
    assert seen["can"]["select"]["reason"] and seen["can"]["approve"]["allowed"]


def test_what_is_submitted_stands_in_a_queue_with_who_and_when(ida: Api, film: Film, address: str) -> None:
    film.make()
    ids = {code: ida.get(f"shots/{shot}/takes/")["results"][0]["id"] for code, shot in film.shots.items()}
    for code in ("three", "one"):
        ida.post(f"takes/{ids[code]}/submit/")
    queue = ida.get(f"{address}takes/?review=submitted")
    assert [take["id"] for take in queue["results"]] == [ids["three"], ids["one"]]
    first = queue["results"][0]
    assert (first["number"], first["state"], first["frames"], first["by"]["name"]) == (1, "submitted", 2, "Ida")
    assert (first["in_use"], first["out_of_date"], first["shot"]) == (True, False, str(film.shots["three"]))
    assert first["code"] and first["at"].endswith("Z") and first["proxy"] and first["poster"]
    assert queue["can"]["approve"]["allowed"] is True
    commands.remove_shot(film.by, film.log, film.shots["one"])
    assert [take["id"] for take in ida.get(f"{address}takes/?review=submitted&limit=1")["results"]] == [ids["three"]]
    assert len(ida.get(f"{address}takes/")["results"]) == 2
    assert ida.send("GET", f"{address}takes/?review=maybe").status_code == 422
