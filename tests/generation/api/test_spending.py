"""Rules of spending, quotes and costs over the API."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from generation import commands as orders
from generation.jobs.claiming import start
from generation.jobs.ending import fail
from generation.models import AttemptRow
from productions import commands
from tests.generation.filming import Film, pretend_all, take
from tests.support.making import context
from tests.support.web import Api, code, crew, data

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def prices() -> None:
    orders.set_prices(context(), "EUR", {"cpu": {"1970-01-01": "7200"}})


def test_rules_are_read_changed_and_undone(ida: Api, film: Film, address: str) -> None:
    rules = ida.get(f"{address}spending/")
    assert (rules["budget"], rules["over"], rules["regenerate"], rules["spent"]) == (None, "refuse", "by order", "0")
    assert [each["person"] for each in rules["people"]] == [str(film.by.actor)]
    limits = [{"person": str(film.by.actor), "most": "20.50"}]
    changed = ida.patch(f"{address}spending/", budget="100", over="hold", cheap_seconds="5", limits=limits)
    assert [event["type"] for event in changed["events"]] == ["production.spending_changed"] * 4
    assert (changed["budget"], changed["over"], changed["people"][0]["most"]) == ("100", "hold", "20.5")
    ida.post(f"{address}undo/", events=[changed["events"][0]["event"]])
    assert ida.get(f"{address}spending/")["budget"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"budget": "-1"},
        {"budget": "lots"},
        {"budget": "1e9"},
        {"over": "ignore"},
        {"regenerate": "never"},
        {"cheap_seconds": "NaN"},
        {},
    ],
)
def test_rules_that_cannot_be_are_refused(ida: Api, address: str, body: dict[str, Any]) -> None:
    assert ida.send("PATCH", f"{address}spending/", body).status_code == 422


def test_a_limit_is_of_a_member(ida: Api, address: str) -> None:
    body = {"limits": [{"person": "01a21cc0-6787-7d72-98ce-a60b6dab5709", "most": "1"}]}
    refused = ida.send("PATCH", f"{address}spending/", body)
    assert (refused.status_code, code(refused)) == (422, "limit-of-a-stranger")


def test_who_may_see_and_change_them(ida: Api, film: Film, address: str) -> None:
    people = crew(ida, str(film.log))
    seen = {role: api.send("GET", f"{address}spending/").status_code for role, api in people.items()}
    assert seen == {"producer": 200, "artist": 200, "auditor": 200, "reviewer": 403}
    asked = {role: api.send("PATCH", f"{address}spending/", {"budget": "1"}) for role, api in people.items()}
    assert {role: reply.status_code for role, reply in asked.items() if role != "producer"} == {
        "artist": 403,
        "auditor": 403,
        "reviewer": 403,
    }
    assert people["reviewer"].send("GET", f"{address}costs/").status_code == 403


def test_a_quote_says_before_what_placing_would_say(ida: Api, film: Film, address: str) -> None:
    asked = {"shots": [str(film.shots["one"])]}
    quote = ida.post(f"{address}orders/quote/", **asked)
    assert (quote["shots"], quote["jobs"], quote["over"]) == (1, 4, None)
    ida.patch(f"{address}spending/", budget="0.001")
    over = ida.post(f"{address}orders/quote/", **asked)["over"]
    assert (over["bound"], over["held"]) == ("budget", False)
    assert quote["reserved"]["amount"] in over["reason"]
    refused = ida.send("POST", f"{address}orders/", asked)
    assert (refused.status_code, code(refused), data(refused)["bound"]) == (409, "over-budget", "budget")
    ida.patch(f"{address}spending/", over="hold")
    assert ida.post(f"{address}orders/quote/", **asked)["over"]["held"]
    placed = ida.post(f"{address}orders/", **asked)
    assert (placed["state"], placed["waits"], placed["reserved"]) == ("held", "budget", quote["reserved"])
    assert ida.send("POST", f"orders/{placed['id']}/release/", {}).status_code == 409


def test_waste_is_told_beside_what_was_spent(ida: Api, film: Film, address: str) -> None:
    ida.post(f"{address}orders/", shots=[str(film.shots["one"])])
    claim = take()
    assert claim is not None
    start(claim)
    AttemptRow.objects.update(started_at=datetime.now(UTC) - timedelta(seconds=10))
    fail(claim, "refused", "Not this.", retryable=False)
    costs = ida.get(f"{address}costs/")
    assert round(float(costs["wasted"]["amount"])) == round(float(costs["spent"]["amount"])) == 20
    assert round(costs["wasted_seconds"]) == round(costs["seconds"]) == 10
    for part in ("people", "scenes", "stages", "causes"):
        assert [(each["stages"], round(each["wasted_seconds"])) for each in costs[part]] == [(0, 10)]
    [told] = ida.get(f"{address}costs/{film.shots['one']}/")["costs"]
    assert (told["wasted"], told["stage"]) == ("refused", "prompt")
    assert round(float(ida.get(f"{address}spending/")["spent"])) == 20


def test_a_scene_and_all_that_is_out_of_date_are_ordered(ida: Api, film: Film, address: str) -> None:
    scene = ida.post(f"{address}orders/", scene=str(film.scenes["quay"]))
    assert scene["shots"] == [str(film.shots[shot]) for shot in ("one", "two")]
    pretend_all()
    rest = ida.post(f"{address}orders/", out_of_date=True)
    assert rest["shots"] == [str(film.shots["three"])]
    pretend_all()
    nothing = ida.send("POST", f"{address}orders/", {"out_of_date": True})
    assert (nothing.status_code, code(nothing)) == (409, "nothing-to-order")
    for asked in ({}, {"out_of_date": True, "scene": str(film.scenes["quay"])}, {"out_of_date": False}):
        assert ida.send("POST", f"{address}orders/", asked).status_code == 422
    assert ida.send("POST", f"{address}orders/", {"scene": str(film.shots["one"])}).status_code == 404


def test_where_the_money_went(ida: Api, film: Film, address: str) -> None:
    assert ida.get(f"{address}costs/")["spent"] == {"amount": "0", "currency": "EUR"}
    film.order("one", "three")
    pretend_all()
    shot = film.shots["one"]
    edit = commands.change_shot(film.by, film.log, shot, {"description": "The rope is gone."}).events[0]
    film.order("one")
    pretend_all()
    costs = ida.get(f"{address}costs/")
    assert costs["spent"] == {"amount": "12", "currency": "EUR"}
    assert [(each["name"], each["spent"]["amount"]) for each in costs["people"]] == [("Ida", "12")]
    assert [each["spent"]["amount"] for each in costs["scenes"]] == ["8", "4"]
    assert {each["name"]: each["spent"]["amount"] for each in costs["stages"]} == dict.fromkeys(
        ("prompt", "keyframe", "motion", "finish"), "3"
    )
    by_event = {each["cause"]["event"]: each for each in costs["causes"]}
    assert by_event[str(edit.event_id)]["spent"]["amount"] == "4"
    assert "description" in by_event[str(edit.event_id)]["sentence"]
    of_shot = ida.get(f"{address}costs/{shot}/")["costs"]
    assert [each["stage"] for each in of_shot] == ["prompt", "keyframe", "motion", "finish"] * 2
    assert {each["cause"]["event"] for each in of_shot[4:]} == {str(edit.event_id)}


def test_reviewers_see_no_price_of_an_order(ida: Api, film: Film, address: str) -> None:
    order = film.order("one")
    reviewer = crew(ida, str(film.log))["reviewer"]
    assert ida.get(f"orders/{order}/")["reserved"] is not None
    assert reviewer.get(f"orders/{order}/")["reserved"] is None
    assert reviewer.get(f"{address}orders/")["results"][0]["reserved"] is None
