"""Orders: a person's confirmed request to generate. Commands, events, state, refusals, decide and evolve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, assert_never
from uuid import UUID

import msgspec

from events.decider import Decider
from events.errors import Refusal
from events.registry import Event, Json, event, upcaster
from generation.domain.grid import Grid
from generation.domain.queue import Priority
from productions.domain.reading import COSTS, PROMPTS

PlacedState = Literal["held", "running", "done", "failed", "cancelled"]
OrderState = Literal["none"] | PlacedState
Waits = Literal["", "asked", "budget", "policy"]
"""Why an order is held: who placed it asked for that, it is beyond what may be spent, or an edit asks first."""


class OrderedShot(msgspec.Struct, frozen=True):
    """One shot of an order: the digest of its effective inputs, its jobs by stage, and the number its take will bear.

    `take` is None for a shot that only lends to a follower, or when a stage that makes the take is left out.
    """

    shot: UUID
    variation: int
    inputs: Annotated[str, PROMPTS]
    take: int | None
    jobs: dict[str, UUID]
    language: str = ""
    settings: Annotated[dict[str, Json], PROMPTS] = {}


class Order(msgspec.Struct, frozen=True):
    """What an order asks for and how far it is. Its jobs are streams of their own.

    `pipeline` is the version that the production had published, 0 where it had none of its own. `reserved` is the most
    that it was expected to cost; `waits` says why it is or was held. `grid` is what its takes vary side by side.
    """

    state: OrderState = "none"
    production: UUID | None = None
    shots: tuple[OrderedShot, ...] = ()
    include_approved: bool = False
    counts: dict[str, int] = {}
    pipeline: int = 0
    reserved: str = "0"
    currency: str = ""
    waits: Waits = ""
    reason: str = ""
    priority: Priority = "normal"
    grid: Grid | None = None


@event("order.placed", version=4)
class OrderPlaced(Event, frozen=True):
    """`pipeline` is the published version that it was placed under, 0 for none of the production's own.

    `reserved` is the most that it is expected to cost, a decimal in `currency`; `waits` says why it is held. `grid` is
    what its takes vary side by side, null where they vary nothing but the seed.
    """

    production: UUID
    shots: tuple[OrderedShot, ...]
    include_approved: bool
    held: bool
    reason: str = ""
    pipeline: int = 0
    reserved: Annotated[str, COSTS] = "0"
    currency: str = ""
    waits: Waits = ""
    grid: Grid | None = None


@upcaster("order.placed", 3)
def before_grids(payload: dict[str, Json]) -> dict[str, Json]:
    """An order of before varied nothing but the seed."""
    return {**payload, "grid": None}


@upcaster("order.placed", 2)
def before_prices(payload: dict[str, Json]) -> dict[str, Json]:
    """An order of before reserved nothing, and was held by who placed it."""
    return {**payload, "reserved": "0", "currency": "", "waits": "asked" if payload["held"] else ""}


@upcaster("order.placed", 1)
def before_pipelines(payload: dict[str, Json]) -> dict[str, Json]:
    """An order of before was placed under what productions have that publish nothing; it named no languages."""
    shots = [{**shot, "language": "", "settings": {}} for shot in payload["shots"]]
    return {**payload, "shots": shots, "pipeline": 0}


@event("order.released")
class OrderReleased(Event, frozen=True):
    pass


@event("order.priority_changed")
class OrderPriorityChanged(Event, frozen=True):
    before: Priority
    after: Priority


@event("order.cancelled")
class OrderCancelled(Event, frozen=True):
    reason: str


@event("order.finished")
class OrderFinished(Event, frozen=True):
    state: Literal["done", "failed"]
    counts: dict[str, int]


class NothingToOrder(Refusal):
    """The order names no shot that may be generated."""

    code = "nothing-to-order"


class OrderEnded(Refusal):
    """The order has ended already."""

    code = "order-ended"


class OrderNotHeld(Refusal):
    """Only a held order can be released."""

    code = "order-not-held"


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    production: UUID
    shots: Sequence[OrderedShot]
    include_approved: bool
    held: bool = False
    reason: str = ""
    pipeline: int = 0
    reserved: str = "0"
    currency: str = ""
    waits: Waits = ""
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    pass


@dataclass(frozen=True, slots=True)
class PrioritiseOrder:
    priority: Priority


@dataclass(frozen=True, slots=True)
class CancelOrder:
    reason: str


@dataclass(frozen=True, slots=True)
class FinishOrder:
    """All jobs have ended; `counts` says how."""

    counts: Mapping[str, int]


OrderCommand = PlaceOrder | ReleaseOrder | PrioritiseOrder | CancelOrder | FinishOrder
OrderEvent = OrderPlaced | OrderReleased | OrderPriorityChanged | OrderCancelled | OrderFinished


def decide(order: Order, command: OrderCommand) -> Sequence[Event]:
    """Decide a command on an order; ending it twice yields no second event."""
    match command:
        case PlaceOrder():
            return _place(order, command)
        case ReleaseOrder():
            if order.state == "running":
                return []
            if order.state != "held":
                raise OrderNotHeld(f"The order is {order.state}, not held.", state=order.state)
            return [OrderReleased()]
        case PrioritiseOrder(priority):
            return _prioritise(order, priority)
        case CancelOrder(reason):
            return _cancel(order, reason)
        case FinishOrder(counts):
            if order.state != "running":
                return []
            state: Literal["done", "failed"] = "failed" if counts.get("failed") else "done"
            return [OrderFinished(state=state, counts=dict(counts))]
        case _:
            assert_never(command)


def _place(order: Order, command: PlaceOrder) -> Sequence[Event]:
    if order.state != "none":
        return []
    if not command.shots:
        raise NothingToOrder("None of these shots can be generated.")
    return [
        OrderPlaced(
            production=command.production,
            shots=tuple(command.shots),
            include_approved=command.include_approved,
            held=command.held,
            reason=command.reason,
            pipeline=command.pipeline,
            reserved=command.reserved,
            currency=command.currency,
            waits=command.waits,
            grid=command.grid,
        )
    ]


def _prioritise(order: Order, priority: Priority) -> Sequence[Event]:
    if order.state not in ("held", "running"):
        raise OrderEnded(f"The order is {order.state} already.", state=order.state)
    return [OrderPriorityChanged(before=order.priority, after=priority)] if priority != order.priority else []


def _cancel(order: Order, reason: str) -> Sequence[Event]:
    if order.state == "cancelled":
        return []
    if order.state in ("none", "done", "failed"):
        raise OrderEnded(f"The order is {order.state} already.", state=order.state)
    return [OrderCancelled(reason=reason)]


def evolve(order: Order, happened: OrderEvent) -> Order:
    """Apply an order's event."""
    match happened:
        case OrderPlaced():
            return Order(
                state="held" if happened.held else "running",
                production=happened.production,
                shots=happened.shots,
                include_approved=happened.include_approved,
                pipeline=happened.pipeline,
                reserved=happened.reserved,
                currency=happened.currency,
                waits=happened.waits,
                grid=happened.grid,
                reason=happened.reason,
            )
        case OrderReleased():
            return msgspec.structs.replace(order, state="running")
        case OrderPriorityChanged(after=priority):
            return msgspec.structs.replace(order, priority=priority)
        case OrderCancelled():
            return msgspec.structs.replace(order, state="cancelled")
        case OrderFinished():
            return msgspec.structs.replace(order, state=happened.state, counts=happened.counts)
        case _:
            assert_never(happened)


ORDER: Decider[Order, OrderCommand] = Decider("order", Order(), decide, evolve)
