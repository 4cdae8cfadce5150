"""What edits start by themselves, as the policy of their production says."""

from typing import Any
from uuid import UUID

import pytest

from generation import commands as orders
from generation import queries as made
from generation.models import ObservationRow, OrderRow
from generation.stages import pipelines
from productions import commands
from tests.conftest import Sequencer
from tests.generation.filming import Film, pretend_all
from tests.support.making import context

pytestmark = pytest.mark.django_db


def rules(film: Film, **said: str | None) -> None:
    commands.change_spending(film.by, film.log, said)


def edit(film: Film, shot: str = "one", text: str = "The rope is gone.") -> UUID:
    return commands.change_shot(film.by, film.log, film.shots[shot], {"description": text}).events[0].event_id


def placed() -> list[Any]:
    """The orders, the oldest first: state, why held, and shots."""
    shown = made.orders(OrderRow.objects.order_by("id"))
    return [(each.state, each.folded.state.waits, {one.shot for one in each.folded.state.shots}) for each in shown]


@pytest.fixture
def finished(film: Film, sequencer: Sequencer) -> Film:
    """A film of which all is made, and the log read."""
    film.order()
    pretend_all()
    sequencer.step()
    OrderRow.objects.all().delete()
    return film


def test_by_order_an_edit_starts_nothing(finished: Film, sequencer: Sequencer) -> None:
    edit(finished)
    sequencer.step()
    assert placed() == []


def test_at_once_an_edit_orders_what_it_put_out_of_date(finished: Film, sequencer: Sequencer) -> None:
    film = finished
    rules(film, regenerate="at once")
    edit(film)
    sequencer.step()
    assert placed() == [("running", "", {film.shots["one"]})]
    assert {stage for stage, _ in pretend_all()} == {"prompt", "keyframe", "motion", "finish"}
    sequencer.step()  # what machines do starts nothing
    assert len(placed()) == 1


def test_an_approved_take_is_never_made_anew_by_an_edit(finished: Film, sequencer: Sequencer) -> None:
    film = finished
    rules(film, regenerate="at once")
    (take,) = made.takes(film.log, film.shots["one"])
    commands.approve_take(film.by, film.log, take.id)
    edit(film)
    sequencer.step()
    assert placed() == []


def test_ask_holds_an_order_and_a_later_edit_asks_for_both(finished: Film, sequencer: Sequencer) -> None:
    film = finished
    rules(film, regenerate="ask")
    edit(film)
    sequencer.step()
    assert placed() == [("held", "policy", {film.shots["one"]})]
    edit(film, "two", "The rope is new.")
    sequencer.step()
    first, second = placed()
    assert first[0] == "cancelled"
    assert second == ("held", "policy", {film.shots["one"], film.shots["two"]})
    orders.release_order(film.by, OrderRow.objects.get(status="held").id)
    assert len(pretend_all()) == 8


def test_cheap_stages_run_at_once_while_dear_ones_ask(finished: Film, sequencer: Sequencer) -> None:
    film = finished
    motion = pipelines.default().by_id["motion"].spec.kind
    ObservationRow.objects.filter(kind=motion).update(seconds=500)
    rules(film, regenerate="at once", cheap_seconds="100")
    edit(film)
    sequencer.step()
    running, held = placed()
    assert (running[:2], held[:2]) == (("running", ""), ("held", "policy"))
    assert [stage for stage, _ in pretend_all()] == ["prompt", "keyframe"]
    assert made.order(OrderRow.objects.order_by("id")[0].id).state == "done"
    orders.release_order(film.by, OrderRow.objects.get(status="held").id)
    assert [stage for stage, _ in pretend_all()] == ["motion", "finish"]


def test_an_edit_beyond_the_bound_is_held_as_a_whole(finished: Film, sequencer: Sequencer) -> None:
    film = finished
    rules(film, regenerate="at once", most_seconds="0.000001")
    edit(film)
    sequencer.step()
    assert placed() == [("held", "policy", {film.shots["one"]})]


def test_beyond_the_budget_an_edit_starts_what_the_rules_say(finished: Film, sequencer: Sequencer) -> None:
    film = finished
    orders.set_prices(context(), "EUR", {"cpu": {"1970-01-01": "7200"}})
    rules(film, regenerate="at once", budget="0.000001")
    edit(film)
    sequencer.step()
    assert placed() == []
    rules(film, over="hold")
    edit(film, text="The rope is back.")
    sequencer.step()
    assert [each[:2] for each in placed()] == [("held", "budget")]
