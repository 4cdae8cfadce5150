"""Orders and their jobs in replies."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import UNSET

from generation.api import shapes
from generation.api.showing.asker import can, seen
from generation.api.showing.costs import Currency
from generation.domain.retake import RETAKE
from generation.orders.composed import Quote
from generation.planning.progress import Progress
from generation.queries import JobShown, OrderShown
from productions.api.http.base import ProductionView
from productions.api.http.operations import Permission


def of_order(view: ProductionView, shown: OrderShown, *, full: bool = True) -> shapes.Order:
    """Return an order; in full with what the asker can do with it."""
    order = seen(view, _of_order(shown))
    order.can = can(view, shapes.ORDER) if full else UNSET
    if full and order.state not in ("held", "running"):
        order.can = {name: Permission(False, f"It is {order.state}.") for name in shapes.ORDER}
    return order


def of_quote(view: ProductionView, quote: Quote) -> shapes.Quote:
    """Return what an order would come to, with its price where the asker may see it."""
    over = quote.over
    prices = Currency(quote.bill.currency)
    said = shapes.Overrun(over.data["bound"], str(over), quote.spending.over == "hold") if over else None
    cost, reserved = prices.cost(quote.bill.cost), prices.money(quote.bill.total)
    stages = [msgspec.convert(each, shapes.QuotedStage, from_attributes=True) for each in quote.stages]
    short = [msgspec.convert(each, shapes.TooShort, from_attributes=True) for each in quote.too_short]
    return seen(view, shapes.Quote(quote.shots, quote.jobs, cost, reserved, said, stages, short))


def of_orders(view: ProductionView, orders: Iterable[OrderShown]) -> list[shapes.Order]:
    """Return orders as rows of a list."""
    return [of_order(view, each, full=False) for each in orders]


def _of_order(shown: OrderShown) -> shapes.Order:
    state = shown.folded.state
    assert state.production is not None, "it was placed"
    counts: dict[str, int] = dict(shown.jobs.items())
    return shapes.Order(
        id=shown.id,
        production=state.production,
        version=shown.folded.version,
        state=shown.state,
        shots=list(dict.fromkeys(each.shot for each in state.shots)),
        include_approved=state.include_approved,
        pipeline=state.pipeline,
        reserved=shapes.Money(state.reserved, state.currency) if state.currency else None,
        waits=state.waits,
        reason=state.reason,
        priority=state.priority,
        jobs=shapes.JobCounts(total=sum(counts.values()), **counts),
        grid=state.grid,
        variations=max(Counter(each.shot for each in state.shots).values(), default=1),
    )


def of_jobs(view: ProductionView, jobs: Iterable[JobShown]) -> list[shapes.Job]:
    """Return jobs as rows of a list."""
    return [seen(view, _of_job(job)) for job in jobs]


def _of_job(job: JobShown) -> shapes.Job:
    return shapes.Job(
        id=job.id,
        shot=job.shot,
        stage=job.stage,
        variation=job.variation,
        settings=of_settings(job.settings),
        state=job.state,
        reason=job.reason,
        key=job.key,
        take=job.take,
        attempts=job.attempts,
        progress=of_progress(job.progress),
    )


def of_settings(settings: Mapping[str, Any]) -> dict[str, shapes.TakeSetting]:
    """Return the parameters that are set for a take alone."""
    own = {name: each for name, each in settings.items() if name != RETAKE}
    return {name: shapes.TakeSetting(each["value"], each["instead"]) for name, each in own.items()}


def of_progress(progress: Progress | None) -> shapes.Progress | None:
    """Return how far a stage is, once it has told a step."""
    if progress is None:
        return None
    left = max(0.0, (progress.ends_at - datetime.now(UTC)).total_seconds()) if progress.ends_at else None
    return shapes.Progress(progress.step, progress.steps, _figure(progress.rate), _figure(left), progress.preview)


def _figure(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
