"""Which take came after which and what had changed, at the API."""

from typing import Any

import pytest

from productions import commands
from productions.commands import Target
from tests.generation.filming import Film, work_all
from tests.support.web import Api, crew

pytestmark = pytest.mark.django_db


def steps(api: Api, film: Film, shot: str = "one") -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = api.get(f"shots/{film.shots[shot]}/lineage/")["steps"]
    return said


def changed(step: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {each["key"]: (each["before"], each["after"]) for each in step["changes"]}


def test_an_edit_is_told_by_field_with_its_cost(ida: Api, film: Film) -> None:
    film.make("one")
    ida.patch(f"shots/{film.shots['one']}/", description="Fog comes in from the sea.")
    film.make("one")
    first, second = steps(ida, film)
    assert (first["kind"], first["after"], first["changes"]) == ("first", None, [])
    assert (second["kind"], second["after"]["number"]) == ("edit", first["number"])
    assert changed(second) == {"description": ("Shot one at the ferry.", "Fog comes in from the sea.")}
    assert second["seconds"] > 0
    assert second["spent"]["currency"]
    takes = ida.get(f"shots/{film.shots['one']}/takes/")["results"]
    assert [each["take"] for each in (second, first)] == [take["id"] for take in takes]


def test_a_trait_of_somebody_cast_is_told_by_itself(ida: Api, film: Film) -> None:
    film.make("one")
    ida.patch(f"references/{film.references['Mara']}/", attributes={"wardrobe": "oilskin"})
    film.make("one")
    key = f"cast:{film.references['Mara']}/look/attributes/wardrobe"
    assert changed(steps(ida, film)[1]) == {key: ("coat", "oilskin")}


def test_variations_stand_beside_each_other_and_an_edit_follows_its_own(ida: Api, film: Film) -> None:
    film.order("one", variations=3)
    list(work_all())
    ida.patch(f"shots/{film.shots['one']}/", description="Fog comes in from the sea.")
    film.make("one")
    said = steps(ida, film)
    assert [(each["kind"], each["variation"]) for each in said] == [
        ("first", 1),
        ("variation", 2),
        ("variation", 3),
        ("edit", 3),
    ]
    assert [each["after"] and each["after"]["number"] for each in said] == [None, 1, 1, 3]


def test_what_had_been_made_before_cost_nothing(ida: Api, film: Film) -> None:
    film.make("one")
    grade = Target("shot", film.shots["one"])
    commands.set_parameter(film.by, film.log, grade, "grade", "noir")
    film.make("one")
    first, second = steps(ida, film)
    assert changed(second) == {"parameter:grade": ("", "noir")}
    assert second["seconds"] < first["seconds"]


def test_who_may_not_see_prompts_or_costs_sees_how_the_takes_came_after_each_other(ida: Api, film: Film) -> None:
    film.order("one", variations=2)
    list(work_all())
    reviewer = crew(ida, str(film.log))["reviewer"]
    said = steps(reviewer, film)
    assert [each["kind"] for each in said] == ["first", "variation"]
    hidden = ("changes", "seed", "sent", "seconds", "spent")
    assert all(each[name] is None for each in said for name in hidden)


def test_what_was_sent_is_a_file_of_the_stage(ida: Api, film: Film) -> None:
    film.make("one")
    (only,) = steps(ida, film)
    (sent,) = only["sent"]
    assert (sent["stage"], sent["role"]) == ("prompt", "prompt")
    assert ida.send("GET", sent["url"].removeprefix("/api/v1/")).status_code == 200
