"""Pipelines in replies."""

from collections.abc import Iterable

from generation.api import shapes
from generation.api.showing.asker import can
from generation.domain.pipeline import StageSpec
from generation.queries import PipelineShown
from generation.stages.registry import kinds
from generation.stages.templates import templates
from productions.api.http.base import ProductionView
from productions.domain.graph import Graph, GraphNode


def of_pipeline(view: ProductionView, shown: PipelineShown) -> shapes.Pipeline:
    """Return a pipeline with what a draft can be made of."""
    problems = [shapes.PipelineProblem(each.node or None, each.text) for each in shown.problems]
    return shapes.Pipeline(
        version=shown.version,
        draft=shapes.DraftPipeline(_nodes(shown.draft), shown.draft.outputs, problems, shown.changed),
        published=shapes.PublishedPipeline(shown.published_version, _nodes(shown.published), shown.published.outputs),
        templates=[
            shapes.PipelineTemplate(name, each.title, each.about, _nodes(each.graph), each.outputs)
            for name, each in templates().items()
        ],
        kinds=[_kind(each) for each in kinds().values()],
        can=can(view, shapes.PIPELINE),
    )


def _nodes(graph: Graph) -> list[shapes.StageNode]:
    return [_node(node) for node in graph.nodes]


def _node(node: GraphNode) -> shapes.StageNode:
    fed: Iterable[str] = node.inputs
    return shapes.StageNode(node.id, node.kind, node.label, node.when, {port: list(node.sources(port)) for port in fed})


def _kind(spec: StageSpec) -> shapes.StageKind:
    return shapes.StageKind(
        name=spec.name,
        label=spec.label,
        version=spec.version,
        device=spec.needs.device,
        inputs=[shapes.Port(port.name, port.type, port.need) for port in spec.inputs],
        outputs=[shapes.Port(port.name, port.type) for port in spec.outputs],
    )
