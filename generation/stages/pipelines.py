"""Which pipeline holds: for a production as a moment has it, and for an order that was placed under a version of it."""

from functools import cache, lru_cache
from uuid import UUID

import msgspec

from events.decider import Folded
from generation.domain import building
from generation.domain.pipeline import Node, Pipeline
from generation.models import JobRow
from generation.stages.registry import kinds
from generation.stages.templates import DEFAULT, templates
from productions.domain.graph import Graph, Schema
from productions.domain.pipeline import Pipeline as Aggregate
from productions.queries import Moment, listing


def published(draft: Graph) -> tuple[Graph, Schema]:
    """Return a draft that runs, in the order of its columns, with the parameters of its stages.

    InvalidPipeline for one that does not.
    """
    made = building.pipeline(draft, kinds())
    known = {node.id: node for node in draft.nodes}
    schema = {f"{node.id}.{name}": each for node in made.nodes for name, each in node.spec.parameters.items()}
    return Graph(tuple(known[id_] for id_ in made.ids), draft.outputs), schema


@cache
def default() -> Pipeline:
    """Return the pipeline of productions that published none."""
    return building.pipeline(templates()[DEFAULT].graph, kinds())


def of_production(production: UUID) -> Pipeline:
    """Return the pipeline that a production has."""
    return of_published(listing.pipeline(production))


def of_moment(moment: Moment) -> Pipeline:
    """Return the pipeline that a production had at a moment."""
    return of_published(moment.pipeline)


def of_published(folded: Folded[Aggregate]) -> Pipeline:
    """Return the pipeline that a production published last."""
    published = folded.state.published
    return _built(msgspec.json.encode(published.graph), published.version) if published else default()


@lru_cache(maxsize=256)
def _built(graph: bytes, version: int) -> Pipeline:
    return building.pipeline(msgspec.json.decode(graph, type=Graph), kinds(), version)


def node_of(job: JobRow) -> Node:
    """Return the node that a job runs, of the pipeline that its order was placed under."""
    return of_version(job.production, job.pipeline).by_id[job.stage]


def of_version(production: UUID, version: int) -> Pipeline:
    """Return the pipeline that a production published as a version; 0 stands for none of its own."""
    return _of_version(production, version) if version else default()


@lru_cache(maxsize=256)
def _of_version(production: UUID, version: int) -> Pipeline:
    graph = listing.pipeline_version(production, version)
    assert graph is not None, "orders name versions that were published"
    return _built(msgspec.json.encode(graph), version)
