"""The door for writes: orders are placed, pipelines published, queues steered, prices set and models registered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from generation.cut.film import cut_list
from generation.delivery import alignment, exports, packages
from generation.delivery.exports import ExportRequest, Package
from generation.domain import building
from generation.domain.failures import FailureGroup
from generation.domain.grid import Grid, read, written
from generation.domain.job import OPEN
from generation.domain.order import ORDER, CancelOrder, Order, OrderedShot, PlaceOrder, ReleaseOrder, Waits
from generation.domain.prices import PRICES, SetPrices, plain, prices
from generation.jobs import steering
from generation.jobs.cancelling import cancel_jobs
from generation.jobs.opening import advance, lock_order
from generation.jobs.overview import failures_of
from generation.models import JobRow, OrderRow
from generation.orders import ledger
from generation.orders.asked_retakes import AskedRange, retaking
from generation.orders.composed import ComposedOrder, InvalidOrder, Quote
from generation.orders.composition import OrderRequest
from generation.orders.fetching import compose
from generation.orders.job_rows import Accounts, insert, rows_of
from generation.orders.snapshots import Snapshots
from generation.planning import plan_cache, what_if
from generation.planning.price_list import price_list
from generation.planning.resolved_shots import Survey
from generation.planning.subjects import plan_survey
from generation.planning.undisturbed import undisturbed
from generation.planning.what_if import Effect
from generation.register import additions, providers, registering, workflows
from productions import commands
from productions.commands import Target, Waived, select_takes
from productions.domain.graph import Graph
from productions.domain.parameters import Level, find, language_tag
from productions.domain.spending import in_force
from productions.domain.studio import STUDIO
from productions.queries import listing
from productions.refusals import NotFound

MOST_CAUSES = 1000
MOST_REASON = 200

add_model = registering.add_model
add_provider = providers.add_provider
add_workflow = workflows.add_workflow
change_model = registering.change_model
note_trial = registering.note_trial
withdraw_model = registering.withdraw_model
reinstate_model = registering.reinstate_model
begin_addition = additions.begin
stop_repeating = additions.stop_repeating
begin_film_export = exports.begin
pause_queue = steering.pause_queue
resume_queue = steering.resume_queue
prioritise_order = steering.prioritise_order
drain = steering.drain


def begin_film_package(
    id_: UUID,
    production: UUID,
    person: UUID,
    package: Package,
    language: str = "",
    burnt: str = "",
    *,
    dossiers: bool = False,
) -> None:
    """Begin to make a package of the film, as `exports.begin` does; NotAligned where checks stand in its way.

    `burnt` is the language of captions that are burnt into the picture, empty for none.
    NothingToCut for a film without a take, CannotEncode where this machine has none of the encoders.
    """
    form = packages.form_of(package)
    cut_list(production, language=language)
    alignment.require_aligned(production, language)
    loudness = packages.PACKAGES[package].loudness
    wanted = ExportRequest(form, False, loudness, language, package, burnt, dossiers)
    exports.begin(id_, production, person, wanted)


def waive(
    context: Context, production: UUID, about: Collection[str], reason: str, language: str = ""
) -> Receipt[list[UUID]]:
    """Let pass what checks find of the film, by its digests, in the name of the actor.

    FoundOtherwise for what is not found now, InvalidNote without a reason.
    """
    found = alignment.to_waive(production, about, language)
    return commands.waive(context, production, [Waived(each.check, each.about, each.shot) for each in found], reason)


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
    return commands.publish_pipeline(context, production, expected)


def place_order(
    context: Context,
    production: UUID,
    shots: Collection[UUID],
    *,
    stages: Collection[str] | None = None,
    variations: int | None = None,
    include_approved: bool = False,
    waits: Waits = "",
    reason: str = "",
) -> Receipt[UUID]:
    """Order shots: the event, the inputs and all jobs in one transaction; the value is the order's id.

    `stages` None means all of them; `variations` n means 1 … n, None the variation of each take in use. Shots with an
    approved or pinned take are left out unless `include_approved`. NothingToOrder when no shot is left, NotFound for
    a shot that is not in the film. An order that `waits` is held until `release_order`. The most that it may cost is
    reserved: beyond the budget, or the person's limit, it is held or OverBudget, as the rules of the production say.
    """
    return _order(
        context, production, OrderRequest(frozenset(shots), stages, variations, include_approved), waits, reason
    )


def place_grid(
    context: Context,
    production: UUID,
    shots: Collection[UUID],
    grid: Grid,
    *,
    include_approved: bool = False,
    waits: Waits = "",
    reason: str = "",
) -> Receipt[UUID]:
    """Order the cells of a grid for each of the shots, as takes side by side; none comes into use by itself.

    Refuses what `place_order` and `asked_grids.checked` refuse.
    """
    request = OrderRequest(frozenset(shots), include_approved=include_approved, grid=grid)
    return _order(context, production, request, waits, reason)


def place_retake(
    context: Context, production: UUID, asked: AskedRange, *, waits: Waits = "", reason: str = ""
) -> Receipt[UUID]:
    """Order a take of which some frames are made again, or which is lengthened; it stands beside the take in use.

    Refuses what `place_order` and `asked_retakes.retaking` refuse.
    """
    return _order(context, production, _of_retake(production, asked), waits, reason)


def quote_retake(context: Context, production: UUID, asked: AskedRange) -> Quote:
    """Return what `place_retake` would come to, and what it would say, without placing anything."""
    return _quote(context, production, _of_retake(production, asked))


def _of_retake(production: UUID, asked: AskedRange) -> OrderRequest:
    """Approved takes stay as they are: what comes of it is a take beside them."""
    retake = retaking(production, asked)
    return OrderRequest(frozenset([retake.shot]), include_approved=True, retake=retake)


def place_in_language(
    context: Context, production: UUID, shots: Collection[UUID], language: str, *, waits: Waits = "", reason: str = ""
) -> Receipt[UUID]:
    """Order shots in a language beside the film's own: each as its take in use is, which stays in use.

    Shots without a take are left out, approved ones are not: nothing that they have is made again. Refuses what
    `place_order` refuses, and InvalidOrder what is no language.
    """
    return _order(context, production, _in_language(production, shots, language), waits, reason)


def _in_language(production: UUID, shots: Collection[UUID], language: str) -> OrderRequest:
    try:
        tag = language_tag(language)
    except ValueError as error:
        raise InvalidOrder(f"language {error}.", field="language") from error
    standings, _ = plan_cache.standings(production)
    uses = {shot: standing.use.take for shot, standing in standings.items() if standing.use and shot in shots}
    again = {shot: [(use.variation, read(use.settings))] for shot, use in uses.items()}
    return OrderRequest(frozenset(shots), include_approved=True, again=again, language=tag)


def _order(
    context: Context, production: UUID, request: OrderRequest, waits: Waits = "", reason: str = ""
) -> Receipt[UUID]:
    with undisturbed(), transaction.atomic():
        composed = compose(context.ids, production, request)
        wanted = PlaceOrder(
            production,
            composed.ordered,
            request.include_approved,
            bool(waits),
            reason,
            waits=waits,
            grid=composed.composition.request.grid,
        )
        return _place(context, _within_budget(context, composed, wanted), composed)


def quote_order(
    context: Context,
    production: UUID,
    shots: Collection[UUID],
    *,
    stages: Collection[str] | None = None,
    variations: int | None = None,
    include_approved: bool = False,
    grid: Grid | None = None,
    language: str = "",
) -> Quote:
    """Return what `place_order` would come to, and what it would say, without placing anything.

    With a `language` it is `place_in_language`, which says itself what it makes.
    """
    request = OrderRequest(frozenset(shots), stages, variations, include_approved, grid)
    if language:
        request = _in_language(production, shots, language)
    return _quote(context, production, request)


def _quote(context: Context, production: UUID, request: OrderRequest) -> Quote:
    with transaction.atomic():
        composed = compose(context.ids, production, request)
        quote = composed.quote(context.actor)
        transaction.set_rollback(True)
    return quote


def _within_budget(context: Context, composed: ComposedOrder, wanted: PlaceOrder) -> PlaceOrder:
    """An order with what it reserves: held where it is beyond what may be spent, or OverBudget, as the rules say."""
    billed = composed.bill
    priced = replace(wanted, reserved=plain(str(billed.total)), currency=billed.currency)
    over = None if wanted.held else composed.overrun(context.actor)
    if over and composed.spending.over == "refuse":
        raise over
    return replace(priced, held=True, waits="budget") if over else priced


def _place(context: Context, wanted: PlaceOrder, composed: ComposedOrder) -> Receipt[UUID]:
    surveyed, snapshots, order = composed.surveyed, composed.composition.snapshots, composed.order
    placing = replace(wanted, pipeline=surveyed.pipeline.version)
    causes = _causes(surveyed, composed.ordered)
    snapshots.keep()
    receipt = _append(replace(context, causes=_newest(causes)), placing.production, order, placing)
    state = Order("running", placing.production, tuple(placing.shots), pipeline=placing.pipeline)
    accounts = Accounts(composed.bill.amounts, composed.bill.ranges, causes)
    insert(rows_of(order, state, surveyed.pipeline, context.actor, snapshots, accounts))
    if not placing.held:
        _select_existing(replace(context, causation=receipt.events[0].event_id), composed)
    _advance(order, snapshots)
    return receipt


def _causes(surveyed: Survey, ordered: Collection[OrderedShot]) -> dict[tuple[UUID, str], tuple[UUID, ...]]:
    """The events that made stages of the ordered shots out of date, as the plan names them."""
    shots = {each.shot for each in ordered}
    return {(line.shot, line.stage): line.causes for line in plan_survey(surveyed, shots).lines if line.shot in shots}


def _newest(causes: Mapping[tuple[UUID, str], tuple[UUID, ...]]) -> tuple[UUID, ...]:
    """All events, once; of very many the newest."""
    return tuple(sorted({event for events in causes.values() for event in events})[-MOST_CAUSES:])


def _append(context: Context, production: UUID, order: UUID, command: PlaceOrder) -> Receipt[UUID]:
    def work(batch: Batch) -> UUID:
        batch.begin(ORDER, order)
        batch.decide(ORDER, order, command)
        return order

    return execute(context, production, work)


def _advance(order: UUID, snapshots: Snapshots | None = None) -> None:
    row = lock_order(order)
    assert row is not None, "the order was just written"
    advance(row, snapshots=snapshots)


def _select_existing(context: Context, composed: ComposedOrder) -> None:
    """Put takes that are what was ordered into use, where others are. The person asks for it, so it is theirs.

    What is made to be seen beside the take in use comes into use by nothing but a choice.
    """
    surveyed = composed.surveyed
    chosen: dict[UUID, UUID] = {}
    for each in composed.ordered:
        in_use = surveyed.in_use.get(each.shot)
        if each.take is None or surveyed.kept(each.shot) or (in_use and in_use.current) or composed.beside(each):
            continue
        sort = each.variation, written(each.settings)
        current = [view for view in surveyed.views(each.shot) if view.current]
        matching = [view for view in current if (view.variation, view.settings) == sort]
        if matching:
            chosen[each.shot] = max(matching, key=lambda view: view.number).id
    if chosen:
        select_takes(context, surveyed.moment.id, chosen)


def retry_failures(context: Context, production: UUID, group: str) -> Receipt[UUID]:
    """Order anew what failed of one cause, as it is asked for now; NotFound when nothing failed of it any more."""
    return _retry(context, production, _failed(production, group))


def _retry(context: Context, production: UUID, failed: FailureGroup) -> Receipt[UUID]:
    return _order(context, production, _again(failed), reason=f"again after: {failed.reason}"[:MOST_REASON])


def _failed(production: UUID, group: str) -> FailureGroup:
    failed = next((each for each in failures_of(production) if each.id == group), None)
    if failed is None:
        raise NotFound("Nothing failed of this cause, or it was ordered again already.")
    return failed


def _again(failed: FailureGroup) -> OrderRequest:
    return OrderRequest(frozenset(failed.shots), again=failed.variations)


@dataclass(frozen=True, slots=True)
class Fix:
    """A value that a parameter is to have so that what failed of one cause may succeed."""

    group: str
    parameter: str
    value: Json


@dataclass(frozen=True, slots=True)
class FixQuote:
    """What a fix comes to: on which level it is set and on how many things, and what the film then needs.

    The outcome of the effect is what the order comes to.
    """

    level: Level
    things: int
    effect: Effect[Quote]


def fix_failures(context: Context, production: UUID, fix: Fix) -> Receipt[UUID]:
    """Set a parameter for all shots that failed of one cause, in one batch, and order anew what failed.

    One that no shot can have is set on the production. Refuses what `set_parameter` and `place_order` refuse, and then
    changes nothing; NotFound when nothing failed of the cause any more.
    """
    failed = _failed(production, fix.group)
    with transaction.atomic():
        changed = _fix(context, production, failed, fix)
        placed = _retry(context, production, failed)
    return Receipt((*changed.events, *placed.events), {**changed.versions, **placed.versions}, placed.value)


def quote_fix(context: Context, production: UUID, fix: Fix) -> FixQuote:
    """Return what `fix_failures` would come to, and what it would say, without changing anything."""
    failed = _failed(production, fix.group)
    targets = _targets(production, failed, fix.parameter)

    def order_fixed() -> Receipt[Quote]:
        _fix(context, production, failed, fix)
        return Receipt((), {}, compose(context.ids, production, _again(failed)).quote(context.actor))

    effect = what_if.effect(production, order_fixed)
    return FixQuote(targets[0].level, len(targets), effect)


def _fix(context: Context, production: UUID, failed: FailureGroup, fix: Fix) -> Receipt[None]:
    targets = _targets(production, failed, fix.parameter)
    return commands.set_parameters(context, production, targets, fix.parameter, fix.value)


def _targets(production: UUID, failed: FailureGroup, name: str) -> list[Target]:
    """Where a parameter is set for a group: on each of its shots, or where it cannot be, on the production."""
    if "shot" in find(name, listing.parameters(production)).levels:
        return [Target("shot", shot) for shot in failed.shots]
    return [Target("production", production)]


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

        if isinstance(command, ReleaseOrder) and row.status == "held":
            _require_budget(row)

        def work(batch: Batch) -> None:
            batch.decide(ORDER, order, command, expected=expected)

        receipt = execute(context, row.log, work)
        if isinstance(command, CancelOrder):
            cause = receipt.events[0].event_id if receipt.events else None
            cancel_jobs(row, command.reason or "the order was cancelled", cause=cause)
        else:
            _advance(order)
    return receipt


def _require_budget(order: OrderRow) -> None:
    """OverBudget where what a held order may cost is no longer left, for whoever placed it."""
    jobs = JobRow.objects.filter(order=order.id, state__in=OPEN)
    amount = jobs.aggregate(amount=Sum("reserved"))["amount"] or Decimal(0)
    person = jobs.values_list("person", flat=True).first()
    rules = in_force(listing.production(order.log).state.spending)
    if person and (over := ledger.overrun(rules, order.log, person, amount, price_list().currency)):
        raise over


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
