"""Fetching: bytes that came as a trace alone are made here once something of an order reads them."""

from collections.abc import Callable, Collection, Iterator
from uuid import UUID

from django.db import transaction

from generation.artifacts import artifact_store, traces
from generation.domain.grid import written
from generation.domain.resolve import Resolution
from generation.models import ArtifactRow
from generation.orders import composed
from generation.orders.composed import ComposedOrder
from generation.orders.composition import OrderRequest


def compose(ids: Callable[[], UUID], production: UUID, request: OrderRequest) -> ComposedOrder:
    """Compose an order in the caller's transaction, as `composed.compose` does, that makes what its stages read.

    Bytes that never lay here are noted as lost where a stage reads them that must run: what makes them must then run
    too, and may read others.
    """
    while True:
        before = transaction.savepoint()
        order = composed.compose(ids, production, request)
        asked = _apart(order)
        if not asked:
            transaction.savepoint_commit(before)
            return order
        transaction.savepoint_rollback(before)
        artifact_store.note_missing(asked)


def _apart(order: ComposedOrder) -> set[str]:
    """The bytes that never lay here and that stages of an order read."""
    if not ArtifactRow.objects.filter(apart=True, missing=False).exists():
        return set()
    read: dict[str, set[str]] = {}
    for each in order.ordered:
        resolution = order.surveyed.resolutions[each.shot, each.variation, written(each.settings)]
        for key, role in _read(resolution, each.jobs.keys()):
            read.setdefault(key, set()).add(role)
    found = traces.find(read.keys())
    return artifact_store.apart(
        {each.digest for key, trace in found.items() for each in trace.artifacts if each.role in read[key]}
    )


def _read(resolution: Resolution, ordered: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield by key and role what stages read that must run, of stages of the same shot that are made."""
    for node in resolution.pipeline.nodes:
        cell = resolution.cells.get(node.id)
        if cell is None or cell.trace is not None or node.id not in ordered:
            continue
        for edge in node.edges:
            source = None if edge.continues else resolution.cells.get(edge.node)
            if source and source.trace and source.key:
                yield source.key, edge.output
