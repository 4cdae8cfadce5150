"""Complete plans over the API: what is certain, since when kept, reused from where, because of which event."""

from typing import Any
from uuid import UUID

import pytest

from productions import commands
from productions.domain.shot import CAMERAS
from tests.generation.filming import STAGES, Film
from tests.support.web import Api, code, crew, data

pytestmark = pytest.mark.django_db


def of_shot(plan: Any, film: Film, code: str) -> dict[str, Any]:
    return {line["stage"]: line for line in plan["stages"] if line["shot"] == str(film.shots[code])}


def change(film: Film, code: str, description: str) -> None:
    commands.change_shot(film.by, film.log, film.shots[code], {"description": description})


def test_what_was_never_made_will_be(ida: Api, film: Film, address: str) -> None:
    plan = ida.get(f"{address}plan/?shot={film.shots['one']}")
    assert [(line["reason"], line["certain"]) for line in plan["stages"]] == [("will be made", True)] * len(STAGES)
    assert plan["total"]["certain"] == len(STAGES)
    (chain,) = plan["chains"]
    assert (chain["why"], chain["cause"]) == ("new", None)
    assert (chain["shots"], [step["stage"] for step in chain["steps"]]) == (1, list(STAGES))


def test_a_stage_behind_an_edit_may_run_and_the_chain_leads_from_the_event(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    change(film, "one", description="Fog.")
    plan = ida.get(f"{address}plan/?shot={film.shots['one']}")
    lines = of_shot(plan, film, "one")
    assert [line["certain"] for line in lines.values()] == [True, False, False, False]
    assert (lines["prompt"]["inputs"], lines["motion"]["behind"]) == (["description"], ["prompt", "keyframe"])
    (chain,) = plan["chains"]
    assert chain["changed"] == ["description"]
    assert chain["cause"] == lines["prompt"]["causes"][0]
    assert [(step["stage"], step["certain"], step["perhaps"]) for step in chain["steps"]] == [
        ("prompt", 1, 0),
        *((stage, 0, 1) for stage in STAGES[1:]),
    ]
    assert chain["cost"] == plan["total"]["cost"]


def test_a_range_holds_what_is_expected_and_is_in_money_where_there_are_rates(
    ida: Api, film: Film, address: str
) -> None:
    cost = ida.get(f"{address}plan/")["total"]["cost"]
    seconds, price = cost["seconds"], cost["price"]
    assert 0 < seconds["low"] <= seconds["expected"] <= seconds["high"]
    assert price["high"] == {"amount": "0", "currency": "EUR"}


def test_a_kept_take_says_since_when(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    (take,) = ida.get(f"shots/{film.shots['one']}/takes/")["results"]
    pinned = commands.pin_take(film.by, film.log, UUID(take["id"]), "").events[0].event_id
    change(film, "one", description="Fog.")
    plan = ida.get(f"{address}plan/?shot={film.shots['one']}")
    assert {line["verdict"] for line in plan["stages"]} == {"pinned"}
    assert {line["since"]["event"] for line in plan["stages"]} == {str(pinned)}


def test_what_exists_already_says_where_it_was_made(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    before = ida.get(f"shots/{film.shots['one']}/")["description"]
    change(film, "one", description="Fog.")
    film.make("one")
    first = next(take for take in ida.get(f"shots/{film.shots['one']}/takes/")["results"] if take["number"] == 1)
    change(film, "two", description=before)
    commands.select_take(film.by, film.log, film.shots["one"], UUID(first["id"]))
    lines = of_shot(ida.get(f"{address}plan/"), film, "one")
    assert {line["verdict"] for line in lines.values()} == {"reused"}
    origin = lines["motion"]["reused"]
    assert (origin["production"], origin["name"]) == (str(film.log), ida.get(address)["name"])
    assert origin["at"].endswith("Z")


def test_variations_are_counted_where_they_differ(ida: Api, film: Film, address: str) -> None:
    one, three = (ida.get(f"{address}plan/?shot={film.shots['one']}&variations={count}") for count in (1, 3))
    counted = [(line["stage"], line["variation"]) for line in three["stages"]]
    assert counted == [*((stage, 1) for stage in STAGES), *((stage, n) for n in (2, 3) for stage in STAGES[1:])]
    assert three["total"]["cost"]["seconds"]["high"] > one["total"]["cost"]["seconds"]["high"]
    supposed = ida.post(f"{address}plan/", edits=[], shots=[str(film.shots["one"])], variations=3)
    assert supposed["total"] == three["total"]


def test_what_an_edit_adds_is_told_from_what_was_out_of_date(ida: Api, film: Film, address: str) -> None:
    film.make("one", "two")
    change(film, "two", description="Fog.")
    assert ida.get(f"{address}plan/")["added"] is None
    edit = {"field": "camera", "value": CAMERAS[1], "shot": str(film.shots["one"])}
    plan = ida.post(f"{address}plan/", edits=[edit])
    added = {(line["shot"], line["stage"]) for line in plan["stages"] if line["added"]}
    assert {shot for shot, _ in added} == {str(film.shots["one"])}
    assert (plan["added"]["shots"], plan["added"]["stages"]) == (1, len(added))


def test_predicted_is_kept_beside_what_it_took(ida: Api, film: Film, address: str) -> None:
    assert ida.get(f"{address}predictions/") == {"stages": []}
    order = ida.post(f"{address}orders/", shots=[str(film.shots["one"])])
    film.work()
    told = ida.get(f"{address}predictions/")["stages"]
    assert [(each["stage"], each["jobs"]) for each in told] == [(stage, 1) for stage in STAGES]
    assert all(0 <= each["expected"] <= each["high"] and 0 <= each["within"] <= 1 for each in told)
    assert ida.get(f"{address}predictions/?order={order['id']}")["stages"] == told


def test_who_may_not_see_costs_sees_neither_predictions(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    members = crew(ida, str(film.log))
    told = {role: member.get(f"{address}predictions/")["stages"] for role, member in members.items()}
    assert {each["actual"] is None for each in told["reviewer"]} == {True}
    assert {each["actual"] is None for each in told["producer"]} == {False}


def test_a_plan_up_to_a_stage_is_priced_like_the_order_of_it(ida: Api, film: Film, address: str) -> None:
    shots = [str(film.shots["one"])]
    plan = ida.post(f"{address}plan/", edits=[], shots=shots, stages=["keyframe"])
    assert [line["stage"] for line in plan["stages"]] == list(STAGES[:2])
    assert (plan["total"]["stages"], plan["total"]["shots"]) == (2, 1)
    quote = ida.post(f"{address}orders/quote/", shots=shots, stages=["keyframe"])
    assert (quote["shots"], quote["jobs"], quote["cost"]) == (1, 2, plan["total"]["cost"])
    refused = ida.send("POST", f"{address}plan/", {"edits": [], "stages": ["nowhere"]})
    assert (refused.status_code, code(refused), data(refused)["stages"]) == (422, "unknown-stages", list(STAGES))
