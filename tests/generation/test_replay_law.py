"""The replay law: rows are the folds of their events, of which none is left out, and give the same plan again."""

import pytest

from events import registry, store
from events.rebuild import rebuild
from generation import commands as orders
from generation.planning import plan_cache, planner
from productions import commands
from tests.conftest import Sequencer
from tests.generation.filming import Film, pretend_all

pytestmark = pytest.mark.django_db


def test_the_rows_of_orders_are_rebuilt_from_every_event_that_they_have(film: Film, sequencer: Sequencer) -> None:
    held = film.order("one", waits="asked")
    assert rebuild(check=True) == []
    orders.release_order(film.by, held)
    orders.prioritise_order(film.by, held, "high")
    assert rebuild(check=True) == []
    pretend_all()
    cancelled = film.order("two", "three")
    assert rebuild(check=True) == []
    orders.cancel_order(film.by, cancelled)
    sequencer.step()
    assert rebuild(check=True) == []
    happened = {event.type for event in store.read_log(film.log, limit=10_000)}
    assert {name for name in happened if name.startswith("order.")} == {
        name for name in registry.registered() if name.startswith("order.")
    }


def test_rows_that_are_made_again_from_their_events_give_the_same_plan(film: Film, sequencer: Sequencer) -> None:
    film.order("one", "two")
    pretend_all()
    commands.change_shot(film.by, film.log, film.shots["two"], {"camera": "push-in"})
    commands.set_continues(film.by, film.log, film.shots["three"], film.shots["one"])
    sequencer.step()
    before = planner.plan(film.log)
    assert rebuild(check=False) == []
    assert planner.plan(film.log) == before
    plan_cache.forget(film.log)
    assert planner.plan(film.log) == before
