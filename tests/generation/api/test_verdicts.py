"""Verdicts on ports over the API: what a take holds, what a verdict would cover, and who approved what when."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from generation import queries
from productions import commands
from productions.commands import Target
from productions.policy import Forbidden
from productions.queries import ERASED
from productions.refusals import NotFound
from tests.conftest import Sequencer
from tests.generation.filming import Film
from tests.generation.test_other_pipelines import publish
from tests.generation.test_ports_of_takes import WITH_STILL
from tests.support.making import context
from tests.support.web import Api, crew, data

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(ida: Api, film: Film) -> str:
    """The address of the first take of the first shot, which holds a picture and a still."""
    publish(film, WITH_STILL)
    film.make("one")
    return f"takes/{ida.get(takes(film))['results'][0]['id']}/"


def takes(film: Film) -> str:
    return f"shots/{film.shots['one']}/takes/"


def said(api: Api, address: str, how: str, **body: Any) -> Any:
    """Say something of a take as it is now."""
    tag = api.send("GET", address)["ETag"]
    return api.send("POST", f"{address}{how}/", body, {"If-Match": tag})


def states(shown: Mapping[str, Any]) -> dict[str, str]:
    return {port["port"]: port["state"] for port in shown["ports"]}


def second(ida: Api, film: Film) -> str:
    """Make another take, of which only the picture differs."""
    commands.set_parameter(film.by, film.log, Target("production", film.log), "grade", "warm")
    film.make("one", include_approved=True)
    return f"takes/{ida.get(takes(film))['results'][0]['id']}/"


def test_a_take_says_what_it_holds_and_who_approved_it(ida: Api, film: Film, take: str) -> None:
    shown = ida.get(take)
    assert (states(shown), shown["covers"]) == ({"master": "made", "still": "made"}, ["master", "still"])
    assert {port["approved_by"] for port in shown["ports"]} == {None}
    approved = data(said(ida, take, "approve", ports=["still"]))
    assert (approved["state"], approved["covers"]) == ("made", ["master"])
    master, still = approved["ports"]
    assert (master["approved_by"], master["approved_at"], master["event"], master["position"]) == (None,) * 4
    assert still["approved_by"] == {"id": str(ida.person), "name": "Ida"}
    assert still["approved_at"].endswith("Z") and still["event"] == approved["events"][0]["event"]
    assert still["content"].startswith("sha256:") and still["change"] is None


def test_the_queue_says_what_is_asked(ida: Api, film: Film, take: str, address: str) -> None:
    said(ida, take, "approve")
    other = second(ida, film)
    assert states(ida.get(other)) == {"master": "made", "still": "approved"}
    ida.post(f"{other}submit/")
    (waiting,) = ida.get(f"{address}takes/?review=submitted")["results"]
    assert (waiting["number"], waiting["covers"], states(waiting)["master"]) == (2, ["master"], "submitted")
    (still,) = (port for port in waiting["ports"] if port["port"] == "still")
    assert still["approved_by"]["name"] == "Ida", "by way of the first take"
    said(ida, other, "approve")
    assert [each["number"] for each in ida.get(f"{address}takes/?review=approved")["results"]] == [2]
    assert [each["number"] for each in ida.get(f"{address}takes/?review=made")["results"]] == [1]


def test_board_and_plan_say_what_would_differ(ida: Api, film: Film, take: str, address: str) -> None:
    said(ida, take, "approve")
    commands.set_parameter(film.by, film.log, Target("production", film.log), "grade", "warm")
    board = ida.get(f"{address}stages/")
    assert {column["stage"]: column["ports"] for column in board["columns"]} == {
        "prompt": ["master", "still"],
        "keyframe": ["master", "still"],
        "motion": ["master"],
        "finish": ["master"],
    }
    (shot,) = (each for each in board["shots"] if each["shot"] == str(film.shots["one"]))
    assert {port["port"]: (port["state"], port["change"]) for port in shot["ports"]} == {
        "master": ("approved", "changes"),
        "still": ("approved", "same"),
    }
    assert {port["approved_by"]["name"] for port in shot["ports"]} == {"Ida"}
    plan = ida.get(f"{address}plan/")
    assert [each["port"] for each in plan["ports"]] == ["master", "still"]
    (made,) = (each for each in ida.get(takes(film))["results"])
    assert {port["port"]: port["change"] for port in made["ports"]} == {"master": "changes", "still": "same"}


def test_changes_are_asked_of_one_port_and_an_approval_is_taken_back_of_one(ida: Api, take: str) -> None:
    sent_back = data(said(ida, take, "request-changes", comment="Another moment.", ports=["still"]))
    assert (sent_back["state"], states(sent_back)) == (
        "changes_requested",
        {"master": "made", "still": "changes_requested"},
    )
    assert data(said(ida, take, "approve"))["state"] == "approved"
    left = ida.post(f"{take}withdraw-approval/", ports=["master"], reason="too dark")
    assert (left["state"], states(left)) == ("made", {"master": "made", "still": "approved"})
    assert left["can"]["withdraw_approval"]["allowed"] and left["can"]["submit"]["allowed"]


def test_ports_that_a_take_does_not_have_are_refused_in_words(ida: Api, take: str) -> None:
    refused = said(ida, take, "approve", ports=["captions"])
    assert (refused.status_code, data(refused)["code"]) == (422, "no-such-port")
    assert data(refused)["detail"] == "This take has no captions: it has picture and still."
    assert said(ida, take, "approve", ports=[]).status_code == 422


def test_the_history_names_what_of_a_take_is_meant(ida: Api, take: str, address: str, sequencer: Any) -> None:
    said(ida, take, "approve", ports=["still"])
    said(ida, take, "approve", ports=["master"])
    said(ida, take, "request-changes", comment="Darker.", ports=["master"])
    said(ida, take, "withdraw-approval")
    sequencer.step()
    told = [event["sentence"] for event in ida.get(f"{address}events/?limit=500")["results"]]
    assert told[-4:] == [
        "The still of take 1 of SC010_0010 was approved",
        "The picture of take 1 of SC010_0010 was approved",
        "Changes to the picture of take 1 of SC010_0010 were requested: Darker.",
        "The approval of the still of take 1 of SC010_0010 was withdrawn",
    ]


def test_the_past_says_what_was_approved_then(ida: Api, film: Film, take: str, address: str, sequencer: Any) -> None:
    said(ida, take, "approve")
    other = second(ida, film)
    sequencer.step()
    before = int(ida.send("GET", address)["X-Log-Position"])
    said(ida, other, "approve")
    sequencer.step()
    now = int(ida.send("GET", address)["X-Log-Position"])

    def then(position: int) -> dict[int, str]:
        state = ida.get(f"{address}state/?at={position}")
        return {each["number"]: each["state"] for each in state["takes"]}

    assert (then(before), then(now)) == ({1: "approved", 2: "made"}, {1: "made", 2: "approved"})


def test_several_takes_are_approved_together_or_none(ida: Api, film: Film, address: str) -> None:
    film.make()
    seen = [ida.get(f"shots/{shot}/takes/")["results"][0] for shot in film.shots.values()]
    asked = [{"take": each["id"], "version": each["version"]} for each in seen]
    ida.post(f"takes/{seen[2]['id']}/submit/")
    late = ida.send("POST", f"{address}takes/approve/", {"takes": asked})
    assert late.status_code == 409
    assert [ida.get(f"takes/{each['id']}/")["state"] for each in seen] == ["made", "made", "submitted"]
    asked[2]["version"] = ida.get(f"takes/{seen[2]['id']}/")["version"]
    done = ida.post(f"{address}takes/approve/", takes=asked, comment="All of them.")
    assert (done["takes"], {event["type"] for event in done["events"]}) == (3, {"take.approved"})
    assert {ida.get(f"takes/{each['id']}/")["comment"] for each in seen} == {"All of them."}
    twice = ida.send("POST", f"{address}takes/approve/", {"takes": [asked[0], asked[0]]})
    assert twice.status_code == 404


def renamed(ida: Api, approver: Api) -> str:
    approver.patch("me/", name="Ada")
    return "Ada"


def erased(ida: Api, approver: Api) -> str:
    commands.erase_person(context(ida.person), approver.person)
    return ERASED


@pytest.mark.parametrize("happens", [renamed, erased])
def test_a_board_that_was_shown_before_calls_nobody_what_they_were_called(
    ida: Api, film: Film, take: str, address: str, sequencer: Sequencer, happens: Callable[[Api, Api], str]
) -> None:
    approver = crew(ida, str(film.log))["reviewer"]
    said(approver, take, "approve")
    stages = f"{address}stages/"
    sequencer.step()
    before = ida.get(stages)
    old = names(before)
    assert len(old) == 1 and names(ida.get(stages)) == old, "as it was drawn"
    name = happens(ida, approver)
    assert names(ida.get(stages)) == {name} != old
    told = ida.get(f"{stages}?since={before['since']}")
    assert (told["changes"], [shot["shot"] for shot in told["shots"]], names(told)) == (
        True,
        [str(film.shots["one"])],
        {name},
    )


def names(board: Mapping[str, Any]) -> set[str]:
    ports = (port for shot in board["shots"] for port in shot["ports"])
    return {port["approved_by"]["name"] for port in ports if port["approved_by"]}


def test_two_takes_of_one_shot_are_not_approved_together(ida: Api, film: Film, take: str, address: str) -> None:
    both = [ida.get(each) for each in (take, second(ida, film))]
    asked = [{"take": each["id"], "version": each["version"]} for each in both]
    refused = ida.send("POST", f"{address}takes/approve/", {"takes": asked})
    assert (refused.status_code, refused.json()["code"]) == (422, "several-of-one-shot")
    assert "SC010_0010" in refused.json()["detail"]
    assert {ida.get(f"takes/{each['id']}/")["state"] for each in both} == {"made"}


def test_a_take_that_needs_a_second_person_is_named(ida: Api, film: Film, address: str) -> None:
    film.make()
    ida.send("PATCH", address, {"policies": {"four_eyes": True}})
    seen = [ida.get(f"shots/{each}/takes/")["results"][0] for each in film.shots.values()]
    asked = [{"take": each["id"], "version": each["version"]} for each in seen]
    refused = ida.send("POST", f"{address}takes/approve/", {"takes": asked})
    assert (refused.status_code, refused.json()["code"]) == (403, "four-eyes")
    assert "take 1 of SC010_0010" in refused.json()["detail"]


def asks_for(ida: Api, address: str, **policies: int | bool) -> None:
    assert ida.send("PATCH", address, {"policies": policies}).status_code == 200


def endorsers(shown: Mapping[str, Any]) -> list[str]:
    """Who approved the picture of a take, as far as that is not enough."""
    return [each["name"] for each in shown["ports"][0].get("endorsed_by", [])]


def test_a_quorum_approves_a_take_and_says_before_what_is_lacking(
    ida: Api, film: Film, take: str, address: str
) -> None:
    people = crew(ida, str(film.log))
    asks_for(ida, address, approvals=2, approvals_of_reviewers=1)
    lacking = {"approvals": 2, "reviewers": 1, "producers": 0, "final": False, "mine": False}
    assert ida.get(take)["awaits"] == lacking
    first = data(said(ida, take, "approve", comment="Fine by me."))
    assert (first["state"], first["comment"], endorsers(first)) == ("submitted", "Fine by me.", ["Ida"])
    assert first["awaits"] == {**lacking, "approvals": 1, "mine": True}
    assert data(said(ida, take, "approve"))["events"] == [], "one person counts once"
    (waits,) = ida.get(f"{address}takes/?review=submitted")["results"]
    assert waits["awaits"] == first["awaits"] and waits["covers"] == ["master", "still"]
    approved = data(said(people["reviewer"], take, "approve"))
    assert (approved["state"], approved["awaits"], endorsers(approved)) == ("approved", None, ["Ida"])


def test_what_somebody_approved_beside_others_ends_with_their_word_or_a_request(
    ida: Api, film: Film, take: str, address: str
) -> None:
    people = crew(ida, str(film.log))
    asks_for(ida, address, approvals=3)
    for each in (ida, people["reviewer"]):
        said(each, take, "approve")
    left = data(said(people["reviewer"], take, "withdraw-approval", reason="I looked again."))
    assert (left["state"], endorsers(left), left["awaits"]["approvals"]) == ("submitted", ["Ida"], 2)
    assert said(people["reviewer"], take, "withdraw-approval").json()["code"] == "take-not-approved"
    sent_back = data(said(people["reviewer"], take, "request-changes", comment="Darker."))
    assert (sent_back["state"], endorsers(sent_back), sent_back["awaits"]["approvals"]) == ("changes_requested", [], 3)


def test_a_final_approval_follows_the_creative_ones(
    ida: Api, film: Film, take: str, address: str, sequencer: Sequencer
) -> None:
    people = crew(ida, str(film.log))
    assert said(ida, take, "approve", final=True).json()["code"] == "no-final-approval"
    asks_for(ida, address, approvals_of_reviewers=1, final_approval=True)
    assert said(people["reviewer"], take, "approve", final=True).json()["code"] == "final-by-producers"
    early = said(ida, take, "approve", final=True)
    assert (early.status_code, early.json()["code"]) == (409, "approvals-missing")
    creative = data(said(people["reviewer"], take, "approve"))
    assert (creative["state"], creative["awaits"]["approvals"], creative["awaits"]["final"]) == ("submitted", 0, True)
    assert data(said(ida, take, "approve", final=True))["state"] == "approved"
    sequencer.step()
    told = [each["sentence"] for each in ida.get(f"{address}events/?entity={take.split('/')[1]}")["results"]]
    assert any("by a reviewer, which is not enough alone" in each for each in told)
    assert any("finally approved" in each for each in told)


def test_several_are_endorsed_together_and_the_reply_says_how_many_wait(ida: Api, film: Film, address: str) -> None:
    film.make()
    asks_for(ida, address, approvals=2)
    seen = [ida.get(f"shots/{each}/takes/")["results"][0] for each in film.shots.values()]
    asked = [{"take": each["id"], "version": each["version"]} for each in seen]
    done = ida.send("POST", f"{address}takes/approve/", {"takes": asked}).json()
    assert (done["takes"], done["waiting"]) == (len(asked), len(asked))


def test_who_made_a_take_alone_reads_before_that_another_must_approve_it(
    ida: Api, film: Film, take: str, address: str
) -> None:
    assert ida.get(take)["can"]["approve"]["allowed"] is True
    asks_for(ida, address, four_eyes=True)
    assert "second person" in ida.get(take)["can"]["approve"]["reason"]


def test_taking_one_s_approval_back_leaves_what_is_approved_of_other_ports(
    ida: Api, film: Film, take: str, address: str
) -> None:
    people = crew(ida, str(film.log))
    said(ida, take, "approve", ports=["master"])
    asks_for(ida, address, approvals=2)
    waits = data(said(people["reviewer"], take, "approve", ports=["still"]))
    waiting = [port["port"] for port in waits["ports"] if port["state"] != "approved"]
    left = data(said(people["reviewer"], take, "withdraw-approval", ports=waiting))
    assert states(left) == {"master": "approved", "still": "submitted"}
    assert [port.get("endorsed_by", []) for port in left["ports"]] == [[], []]


def test_who_approves_again_in_another_role_counts_as_that(ida: Api, film: Film, take: str, address: str) -> None:
    people = crew(ida, str(film.log))
    asks_for(ida, address, approvals=2, approvals_of_producers=1)
    reviewer = people["reviewer"]
    assert data(said(reviewer, take, "approve"))["awaits"]["producers"] == 1
    ida.patch(f"{address}members/{reviewer.person}/", role="producer")
    again = data(said(reviewer, take, "approve"))
    assert len(again["events"]) == 1 and again["awaits"]["producers"] == 0
    assert again["ports"][0]["endorsed_by"][0]["role"] == "producer"


def test_several_that_one_approved_before_still_wait(ida: Api, film: Film, address: str) -> None:
    film.make()
    asks_for(ida, address, approvals=2)
    for _ in range(2):
        seen = [ida.get(f"shots/{each}/takes/")["results"][0] for each in film.shots.values()]
        asked = [{"take": each["id"], "version": each["version"]} for each in seen]
        done = ida.send("POST", f"{address}takes/approve/", {"takes": asked}).json()
        assert (done["takes"], done["waiting"]) == (len(asked), len(asked))
    asks_for(ida, address, approvals=1)
    done = ida.send("POST", f"{address}takes/approve/", {"takes": asked}).json()
    assert done["waiting"] == 0


def test_who_may_not_review_any_more_approves_nothing(film: Film) -> None:
    film.make("one")
    (made,) = queries.takes(film.log, film.shots["one"])
    other = context()
    commands.add_member(film.by, film.log, other.actor, "reviewer")
    commands.change_role(film.by, film.log, other.actor, "artist")
    with pytest.raises(Forbidden, match="review"):
        commands.approve_take(other, film.log, made.id)
    commands.remove_member(film.by, film.log, other.actor)
    with pytest.raises(NotFound):
        commands.approve_take(other, film.log, made.id)
