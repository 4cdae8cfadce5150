"""The door for writes: orders are placed, released and cancelled here, pipelines drafted and published, prices set."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from events.errors import Refusal
from events.execution import Batch, Context, Receipt, execute
from generation.domain import building
from generation.domain.order import ORDER, CancelOrder, Order, OrderedShot, PlaceOrder, ReleaseOrder
from generation.domain.pipeline import Pipeline
from generation.domain.prices import PRICES, SetPrices, prices
from generation.jobs.cancelling import cancel_jobs
from generation.jobs.opening import advance, lock_order
from generation.orders.composition import Composition, Request
from generation.orders.job_rows import insert, rows_of
from generation.orders.snapshots import Snapshots
from generation.planning.resolved_shots import Survey, survey
from generation.planning.subjects import plan_survey
from generation.stages.registry import kinds
from generation.stages.templates import DEFAULT, templates
from productions import commands, queries
from productions.commands import select_takes
from productions.commands.access import hold
from productions.domain.graph import Graph, Schema
from productions.domain.studio import STUDIO
from productions.queries import Moment
from productions.refusals import NotFound

MOST_VARIATIONS = 16
MOST_CAUSES = 1000
READS = 5
"""How often a state is read that others go on changing, before they must wait."""


class InvalidOrder(Refusal):
    """The order names a stage that does not exist, or a number of variations that cannot be."""

    code = "invalid-order"
    status = 422


def change_draft(context: Context, production: UUID, graph: Graph, expected: int | None = None) -> Receipt[Any]:
    """Make the draft of a production's pipeline equal to a graph, which need not run yet.

    InvalidPipeline for names of stages that a draft cannot hold.
    """
    building.require_names(graph)
    return commands.change_draft(context, production, graph, expected)


def publish_pipeline(context: Context, production: UUID, expected: int | None = None) -> Receipt[Any]:
    """Make the draft of a production's pipeline the one that plans and orders go by; no event where it is already.

    InvalidPipeline, with all problems, for a draft that cannot run.
    """
    return commands.publish_pipeline(context, production, templates()[DEFAULT].graph, _checked, expected)


def _checked(draft: Graph) -> tuple[Graph, Schema]:
    """A draft that runs, in the order of its columns, with the parameters of its stages."""
    made = building.pipeline(draft, kinds())
    known = {node.id: node for node in draft.nodes}
    schema = {f"{node.id}.{name}": each for node in made.nodes for name, each in node.spec.parameters.items()}
    return Graph(tuple(known[id_] for id_ in made.ids), draft.outputs), schema


def place_order(
    context: Context,
    production: UUID,
    shots: Collection[UUID],
    *,
    stages: Collection[str] | None = None,
    variations: int | None = None,
    include_approved: bool = False,
    held: bool = False,
    reason: str = "",
) -> Receipt[UUID]:
    """Order shots: the event, the inputs and all jobs in one transaction; the value is the order's id.

    `stages` None means all of them; `variations` n means 1 … n, None the variation of each take in use. Shots with an
    approved or pinned take are left out unless `include_approved`. NothingToOrder when no shot is left, NotFound for
    a shot that is not in the film. `held` waits for `release_order`.
    """
    _check(variations)
    request = Request(frozenset(shots), stages, variations, include_approved)
    with transaction.atomic():
        moment = _settled(production, request.shots)
        if unknown := [shot for shot in request.shots if not moment.live_shot(shot)]:
            raise NotFound("There is no such shot in the film.", shots=[str(shot) for shot in unknown])
        surveyed = survey(moment, request.shots, range(1, (variations or 1) + 1))
        _check_stages(stages, surveyed.pipeline)
        composition = Composition(surveyed, request, context.ids)
        ordered = composition.compose()
        composition.snapshots.keep()
        order = context.ids()
        placing = PlaceOrder(production, ordered, include_approved, held, reason, surveyed.pipeline.version)
        receipt = _append(replace(context, causes=_causes(surveyed, ordered)), production, order, placing)
        _make_jobs(context, order, placing, composition)
        if not held:
            _select_existing(replace(context, causation=receipt.events[0].event_id), surveyed, ordered)
        _advance(order, composition.snapshots)
    return receipt


def _settled(production: UUID, shots: Collection[UUID]) -> Moment:
    """Return a state that there was: nobody changed it while it was read. Who reads too slowly for that holds it."""
    for _ in range(READS):
        moment = queries.moment(production, shots=shots)
        if queries.unmoved(moment):
            return moment
    hold(production, alone=True)
    return queries.moment(production, shots=shots)


def _check_stages(stages: Collection[str] | None, pipeline: Pipeline) -> None:
    known = list(pipeline.ids)
    if stages is not None and (not stages or not set(stages) <= set(known)):
        raise InvalidOrder(f"Stages are {', '.join(known)}.", stages=known)


def _check(variations: int | None) -> None:
    if variations is not None and not 1 <= variations <= MOST_VARIATIONS:
        raise InvalidOrder(f"Variations go from 1 to {MOST_VARIATIONS}.", variations=variations)


def _causes(surveyed: Survey, ordered: Collection[OrderedShot]) -> tuple[UUID, ...]:
    """The events that made the ordered shots out of date, as the plan names them; of very many the newest."""
    shots = {each.shot for each in ordered}
    lines = plan_survey(surveyed, shots).lines
    events = {event for line in lines if line.shot in shots for event in line.causes}
    return tuple(sorted(events)[-MOST_CAUSES:])


def _append(context: Context, production: UUID, order: UUID, command: PlaceOrder) -> Receipt[UUID]:
    def work(batch: Batch) -> UUID:
        batch.begin(ORDER, order)
        batch.decide(ORDER, order, command)
        return order

    return execute(context, production, work)


def _make_jobs(context: Context, order: UUID, placed: PlaceOrder, composition: Composition) -> None:
    state = Order("running", placed.production, tuple(placed.shots), pipeline=placed.pipeline)
    insert(rows_of(order, state, composition.survey.pipeline, context.actor, composition.snapshots))


def _advance(order: UUID, snapshots: Snapshots | None = None) -> None:
    row = lock_order(order)
    assert row is not None, "the order was just written"
    advance(row, snapshots=snapshots)


def _select_existing(context: Context, surveyed: Survey, ordered: Collection[OrderedShot]) -> None:
    """Put takes that are what was ordered into use, where others are. The person asks for it, so it is theirs."""
    chosen: dict[UUID, UUID] = {}
    for each in ordered:
        in_use = surveyed.in_use.get(each.shot)
        if each.take is None or surveyed.kept(each.shot) or (in_use and in_use.current):
            continue
        matching = [view for view in surveyed.views(each.shot) if view.current and view.variation == each.variation]
        if matching:
            chosen[each.shot] = max(matching, key=lambda view: view.number).id
    if chosen:
        select_takes(context, surveyed.moment.id, chosen)


def release_order(context: Context, order: UUID, expected: int | None = None) -> Receipt[None]:
    """Let a held order run; OrderNotHeld when it has ended."""
    return _change(context, order, ReleaseOrder(), expected)


def cancel_order(context: Context, order: UUID, reason: str = "", expected: int | None = None) -> Receipt[None]:
    """Cancel an order and its open jobs; what nobody else waits for stops. OrderEnded when it has ended."""
    return _change(context, order, CancelOrder(reason), expected)


def _change(context: Context, order: UUID, command: CancelOrder | ReleaseOrder, expected: int | None) -> Receipt[None]:
    with transaction.atomic():
        row = lock_order(order)
        if row is None:
            raise NotFound("There is no such order.")

        def work(batch: Batch) -> None:
            batch.decide(ORDER, order, command, expected=expected)

        receipt = execute(context, row.log, work)
        if isinstance(command, CancelOrder):
            cause = receipt.events[0].event_id if receipt.events else None
            cancel_jobs(row, command.reason or "the order was cancelled", cause=cause)
        else:
            _advance(order)
    return receipt


def set_prices(
    context: Context, currency: str, rates: Mapping[str, Mapping[str, str]], expected: int | None = None
) -> Receipt[None]:
    """Make the studio's price list equal to one: money for an hour by device class and first day.

    InvalidPrices for what cannot be; CurrencyInUse where rates stand in another currency.
    """

    def work(batch: Batch) -> None:
        batch.preload(prices, [PRICES], begun=False)
        batch.decide(prices, PRICES, SetPrices(currency, rates), expected=expected)

    return execute(context, STUDIO, work)
