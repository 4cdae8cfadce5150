"""Placing: the job rows of an order, computed from the order alone, so that they can be made again."""

from uuid import UUID

from generation.domain.order import Order, OrderedShot
from generation.domain.recipes import CONTINUES
from generation.models import JobRow
from generation.orders.snapshots import Snapshots
from generation.stages import pipeline

LENT = "motion"
"""The stage whose last frame a following shot begins with."""


def rows_of(order_id: UUID, order: Order, person: UUID, snapshots: Snapshots) -> list[JobRow]:
    """Return the unsaved job rows of an order."""
    assert order.production is not None, "an order is placed in a production"
    snapshots.load(shot.inputs for shot in order.shots)
    lenders = {shot.shot: shot for shot in order.shots if shot.variation == 1}
    rows: list[JobRow] = []
    for shot in order.shots:
        inputs = snapshots.of(shot.inputs)
        before = inputs.continues
        lender = lenders.get(before.shot) if before and before.contents is None else None
        rows += [
            JobRow(
                id=job_id,
                order=order_id,
                production=order.production,
                person=person,
                shot=shot.shot,
                variation=shot.variation,
                stage=stage,
                place=len(rows) + index,
                inputs=shot.inputs,
                needs=_needs(stage, shot, lender),
                take_number=shot.take if stage == pipeline.specs()[-1].name else None,
            )
            for index, (stage, job_id) in enumerate(_in_order(shot))
        ]
    return rows


def _in_order(shot: OrderedShot) -> list[tuple[str, UUID]]:
    return [(spec.name, shot.jobs[spec.name]) for spec in pipeline.specs() if spec.name in shot.jobs]


def _needs(stage: str, shot: OrderedShot, lender: OrderedShot | None) -> list[UUID]:
    upstream = pipeline.spec(stage).upstream
    needs = [shot.jobs[name] for name in upstream if name in shot.jobs]
    return [*needs, lender.jobs[LENT]] if lender and CONTINUES in upstream else needs
