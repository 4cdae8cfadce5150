"""Placing: the job rows of an order, computed from the order alone, so that they can be made again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from generation.domain.order import Order, OrderedShot
from generation.domain.pipeline import Node, Pipeline
from generation.domain.plan import Cost
from generation.models import JobRow
from generation.orders.snapshots import Snapshots


@dataclass(frozen=True, slots=True)
class Accounts:
    """What of jobs the order itself does not say: money reserved and seconds by job, and the events that ask for
    (shot, stage)."""

    reserved: Mapping[UUID, Decimal] = field(default_factory=dict)
    seconds: Mapping[UUID, Cost] = field(default_factory=dict)
    causes: Mapping[tuple[UUID, str], Sequence[UUID]] = field(default_factory=dict)


def rows_of(
    order_id: UUID,
    order: Order,
    pipeline: Pipeline,
    person: UUID,
    snapshots: Snapshots,
    accounts: Accounts | None = None,
) -> list[JobRow]:
    """Return the unsaved job rows of an order that was placed under a pipeline."""
    accounts = accounts or Accounts()
    assert order.production is not None, "an order is placed in a production"
    snapshots.load(shot.inputs for shot in order.shots)
    lenders = {shot.shot: shot for shot in order.shots if shot.variation == 1 and not shot.settings}
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
                reserved=accounts.reserved.get(job_id, Decimal(0)),
                expected=_milliseconds(accounts.seconds.get(job_id, _NONE).expected),
                longest=_milliseconds(accounts.seconds.get(job_id, _NONE).high),
                # What is tried out is asked for by whoever ordered it, not by what put the take in use out of date.
                causes=[] if shot.settings else sorted(accounts.causes.get((shot.shot, stage), ())),
            )
            for index, (stage, job_id) in enumerate(_in_order(pipeline, shot))
        ]
    return rows


_NONE = Cost()


def _milliseconds(seconds: Decimal) -> Decimal:
    return round(seconds, 3)


def insert(rows: Iterable[JobRow]) -> None:
    """Write new job rows down: copied, since an order of a whole film has tens of thousands."""
    columns = [column for column in JobRow._meta.concrete_fields if column.column != "made_at"]
    names = ", ".join(f'"{column.column}"' for column in columns)
    fields = [column.attname for column in columns]
    text = "".join("\t".join([_written(getattr(row, field)) for field in fields]) + "\n" for row in rows)
    with connection.cursor() as cursor, cursor.copy(f"COPY generation_job ({names}) FROM STDIN") as copy:
        copy.write(text)


_SPECIAL = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def _written(value: Any) -> str:
    """Return a value as COPY reads it; lists are of ids, maps are JSON."""
    match value:
        case None:
            return r"\N"
        case str():
            return value.translate(_SPECIAL)
        case list():
            return "{" + ",".join(map(str, value)) + "}"
        case dict():
            return msgspec.json.encode(value).decode().translate(_SPECIAL) if value else "{}"
    return str(value)


def _in_order(pipeline: Pipeline, shot: OrderedShot) -> list[tuple[str, UUID]]:
    return [(stage, shot.jobs[stage]) for stage in pipeline.ids if stage in shot.jobs]


def _needs(node: Node, shot: OrderedShot, lender: OrderedShot | None) -> list[UUID]:
    """The jobs that a job stands on, each once; of the shot that is continued where its take does not settle that."""
    own = [shot.jobs[edge.node] for edge in node.edges if not edge.continues and edge.node in shot.jobs]
    lent = (
        [lender.jobs[edge.node] for edge in node.edges if edge.continues and edge.node in lender.jobs] if lender else []
    )
    return list(dict.fromkeys([*own, *lent]))
