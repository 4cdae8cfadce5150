"""Orders: given events, when a command comes, then these events."""

from collections.abc import Sequence

import pytest

from events.registry import Event
from generation.domain import order as domain
from generation.domain.order import (
    ORDER,
    CancelOrder,
    FinishOrder,
    NothingToOrder,
    OrderCancelled,
    OrderCommand,
    OrderedShot,
    OrderEnded,
    OrderFinished,
    OrderNotHeld,
    OrderPlaced,
    OrderReleased,
    PlaceOrder,
    ReleaseOrder,
)
from tests.generation.domain.films import shot

SHOT = OrderedShot(shot(1), 1, "sha256:inputs", 1, {"prompt": shot(11)})
PLACED = OrderPlaced(production=shot(9), shots=(SHOT,), include_approved=False, held=False)
HELD = OrderPlaced(production=shot(9), shots=(SHOT,), include_approved=False, held=True)
DONE = OrderFinished(state="done", counts={"done": 4})


def decide(given: Sequence[Event], when: OrderCommand) -> list[Event]:
    state = ORDER.initial
    for happened in given:
        state = ORDER.evolve(state, happened)
    return list(ORDER.decide(state, when))


def test_an_order_of_shots_is_placed() -> None:
    assert decide([], PlaceOrder(shot(9), (SHOT,), False)) == [PLACED]


def test_an_order_of_nothing_is_refused() -> None:
    with pytest.raises(NothingToOrder):
        decide([], PlaceOrder(shot(9), (), False))


def test_placing_twice_is_placing_once() -> None:
    assert decide([PLACED], PlaceOrder(shot(9), (SHOT,), False)) == []


def test_a_held_order_is_released() -> None:
    assert decide([HELD], ReleaseOrder()) == [OrderReleased()]


def test_a_running_order_needs_no_release() -> None:
    assert decide([PLACED], ReleaseOrder()) == []


def test_an_ended_order_cannot_be_released() -> None:
    with pytest.raises(OrderNotHeld):
        decide([PLACED, DONE], ReleaseOrder())


@pytest.mark.parametrize("given", [[PLACED], [HELD]])
def test_an_open_order_is_cancelled(given: list[Event]) -> None:
    assert decide(given, CancelOrder("wrong shot")) == [OrderCancelled(reason="wrong shot")]


def test_cancelling_twice_is_cancelling_once() -> None:
    assert decide([PLACED, OrderCancelled(reason="")], CancelOrder("again")) == []


def test_a_finished_order_cannot_be_cancelled() -> None:
    with pytest.raises(OrderEnded):
        decide([PLACED, DONE], CancelOrder(""))


def test_an_order_finishes_once() -> None:
    assert decide([PLACED], FinishOrder({"done": 4})) == [DONE]
    assert decide([PLACED, DONE], FinishOrder({"done": 4})) == []


def test_an_order_with_a_failed_job_fails() -> None:
    counts = {"done": 3, "failed": 1}
    assert decide([PLACED], FinishOrder(counts)) == [OrderFinished(state="failed", counts=counts)]


def test_a_cancelled_order_does_not_finish() -> None:
    assert decide([PLACED, OrderCancelled(reason="")], FinishOrder({"cancelled": 4})) == []


def test_the_state_tells_the_shots() -> None:
    assert domain.evolve(ORDER.initial, PLACED).shots == (SHOT,)
