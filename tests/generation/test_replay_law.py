"""The replay law for orders: their rows are the folds of their events, of which none is left out."""

import pytest

from events import registry, store
from events.rebuild import rebuild
from generation import commands as orders
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
