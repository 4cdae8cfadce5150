"""Placing: the job rows of an order, computed from the order alone, so that they can be made again."""

from uuid import UUID

from generation.domain.order import Order, OrderedShot
from generation.domain.pipeline import Node, Pipeline
from generation.models import JobRow
from generation.orders.snapshots import Snapshots


def rows_of(order_id: UUID, order: Order, pipeline: Pipeline, person: UUID, snapshots: Snapshots) -> list[JobRow]:
    """Return the unsaved job rows of an order that was placed under a pipeline."""
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
                language=shot.language,
                settings=shot.settings,
                pipeline=order.pipeline,
                stage=stage,
                place=len(rows) + index,
                inputs=shot.inputs,
                needs=_needs(pipeline.by_id[stage], shot, lender),
                take_number=shot.take if stage in pipeline.making else None,
            )
            for index, (stage, job_id) in enumerate(_in_order(pipeline, shot))
        ]
    return rows


def _in_order(pipeline: Pipeline, shot: OrderedShot) -> list[tuple[str, UUID]]:
    return [(stage, shot.jobs[stage]) for stage in pipeline.ids if stage in shot.jobs]


def _needs(node: Node, shot: OrderedShot, lender: OrderedShot | None) -> list[UUID]:
    """The jobs that a job stands on, each once; of the shot that is continued where its take does not settle that."""
    own = [shot.jobs[edge.node] for edge in node.edges if not edge.continues and edge.node in shot.jobs]
    lent = (
        [lender.jobs[edge.node] for edge in node.edges if edge.continues and edge.node in lender.jobs] if lender else []
    )
    return list(dict.fromkeys([*own, *lent]))
