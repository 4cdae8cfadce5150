"""What became of the work of each stage: made, met again here or from elsewhere, and what it cost last."""

from typing import Any

import pytest

from productions import commands
from productions.models import User
from tests.generation.filming import STAGES, Film, small_film
from tests.support.web import Api, crew

pytestmark = pytest.mark.django_db


def work(api: Api, address: str) -> dict[str, dict[str, Any]]:
    """The work of each stage, in the order of the pipeline."""
    told = api.get(f"{address}pipeline/work/")["stages"]
    assert [each["stage"] for each in told] == list(STAGES)
    return {each["stage"]: each for each in told}


def counts(api: Api, address: str, stage: str = "motion") -> tuple[int, int, int]:
    """How many jobs of a stage made something, and met it again here and from elsewhere."""
    told = work(api, address)[stage]
    return told["made"], told["met_here"], told["met_elsewhere"]


def test_of_what_nobody_ordered_nothing_is_said(ida: Api, film: Film, address: str) -> None:
    assert counts(ida, address) == (0, 0, 0)
    assert {each["last"] for each in work(ida, address).values()} == {None}


def test_what_is_made_and_what_is_met_again_is_counted_apart(ida: Api, film: Film, address: str) -> None:
    film.make()
    assert counts(ida, address) == (3, 0, 0)
    film.order("one", stages=["motion"])
    film.work()
    assert counts(ida, address) == (3, 1, 0)
    assert counts(ida, address, "finish") == (3, 0, 0)


def test_what_another_production_made_is_met_from_elsewhere(ida: Api, film: Film, address: str) -> None:
    twin = small_film()
    for each in (film, twin):
        edit = commands.change_field
        edit(each.by, each.log, "shot", each.shots["one"], f"cast:{each.references['Mara']}", None)
        edit(each.by, each.log, "production", each.log, "parameter:seed", "7")
    film.make("one")
    twin.make("one")
    eve = Api(User.objects.create_user("eve", first_name="Eve", person=twin.by.actor))
    assert counts(ida, address) == (1, 0, 0)
    assert counts(eve, f"productions/{twin.log}/") == (0, 0, 1)


def test_work_that_two_waited_for_was_made_once(ida: Api, film: Film, address: str) -> None:
    film.order("one", stages=["prompt"])
    film.order("one", stages=["prompt"])
    film.work()
    assert counts(ida, address, "prompt") == (1, 1, 0)


def test_it_is_said_what_a_stage_cost_last(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    film.make("two")
    last = work(ida, address)["motion"]["last"]
    assert (last["shot"], last["device_class"], last["seconds"]) == (str(film.shots["two"]), "cpu", 0.5)
    assert last["spent"]["currency"]
    assert last["at"].endswith("Z")


def test_who_may_not_see_costs_sees_the_counts_alone(ida: Api, film: Film, address: str) -> None:
    film.make("one")
    reviewer = crew(ida, str(film.log))["reviewer"]
    told = work(reviewer, address)["motion"]
    assert told["made"] == 1
    assert (told["last"]["seconds"], told["last"]["spent"]) == (None, None)
